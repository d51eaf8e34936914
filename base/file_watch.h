// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: Silverlane contributors
//
// Says when files of a few folders were saved, by whatever way an editor saves: written in place, written beside and renamed over, the
// whole folder exchanged (Linux inotify). Its descriptor joins a poll; nothing wakes while nothing is saved. It reads no file. One thread.
#pragma once

#include <cstddef>
#include <filesystem>
#include <memory>
#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/result.h"

namespace silverlane {

class FileWatch {
public:
    /// Watches the files of each folder whose names end in one of `endings` (".toml"), except hidden ones (locks and half-written copies of editors). Errors: io. A folder
    /// that is not there is watched from the moment it comes.
    static Result<std::unique_ptr<FileWatch>> open(const std::vector<std::filesystem::path>& folders, std::vector<std::string> endings);
    ~FileWatch();
    FileWatch(const FileWatch&) = delete;
    FileWatch& operator=(const FileWatch&) = delete;

    [[nodiscard]] int descriptor() const { return descriptor_; }
    /// Takes what has happened; whether a file was saved, removed or came, or a folder was exchanged. Never waits.
    bool take();
    /// Somebody has written into a file and not closed it yet: what stands there may be half of it.
    [[nodiscard]] bool being_written() const { return !open_files_.empty(); }

private:
    struct Folder {
        std::filesystem::path path;
        int watch = -1;
    };
    FileWatch(int descriptor, const std::vector<std::filesystem::path>& folders, std::vector<std::string> endings);
    /// Watches what the folder's path leads to now, and the folders in which that path could come to lead elsewhere.
    void watch_again(Folder& folder);
    void watch_above(const std::filesystem::path& path);
    bool take_one(int watch, unsigned what, std::string_view name);
    bool take_file(int watch, unsigned what, const std::string& name);

    int descriptor_;
    std::vector<std::string> endings_;
    std::vector<Folder> folders_;
    std::set<std::pair<int, std::string>> above_;        // (watch of the folder above, name in it) that leads to a folder
    std::set<std::pair<int, std::string>> open_files_;   // written into, not closed
};

}  // namespace silverlane
