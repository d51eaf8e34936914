// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: Silverlane contributors
#include "base/file_watch.h"

#include <sys/inotify.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstring>
#include <system_error>

namespace silverlane {
namespace {

constexpr unsigned kOfFiles = IN_MODIFY | IN_CLOSE_WRITE | IN_MOVED_TO | IN_MOVED_FROM | IN_DELETE;
constexpr unsigned kOfTheFolder = IN_DELETE_SELF | IN_MOVE_SELF | IN_ONLYDIR;
constexpr unsigned kAbove = IN_CREATE | IN_MOVED_TO | IN_MOVED_FROM | IN_DELETE | IN_ONLYDIR;

}  // namespace

Result<std::unique_ptr<FileWatch>> FileWatch::open(const std::vector<std::filesystem::path>& folders, std::vector<std::string> endings) {
    const int descriptor = inotify_init1(IN_NONBLOCK | IN_CLOEXEC);
    if (descriptor < 0) return Error(ErrorCode::io, "inotify: " + std::generic_category().message(errno));
    return std::unique_ptr<FileWatch>(new FileWatch(descriptor, folders, std::move(endings)));
}

FileWatch::FileWatch(int descriptor, const std::vector<std::filesystem::path>& folders, std::vector<std::string> endings)
    : descriptor_(descriptor), endings_(std::move(endings)) {
    for (const std::filesystem::path& path : folders) {
        std::filesystem::path plain = std::filesystem::absolute(path).lexically_normal();
        if (!plain.has_filename()) plain = plain.parent_path();
        folders_.push_back({std::move(plain), -1});
        watch_again(folders_.back());
    }
}

FileWatch::~FileWatch() { close(descriptor_); }

void FileWatch::watch_above(const std::filesystem::path& path) {
    // The same folder may stand above two of ours, or be one of ours: its watch then takes both kinds of news.
    const int watch = inotify_add_watch(descriptor_, path.parent_path().c_str(), kAbove | IN_MASK_ADD);
    if (watch >= 0) above_.emplace(watch, path.filename().string());
}

void FileWatch::watch_again(Folder& folder) {
    watch_above(folder.path);
    std::error_code failed;
    const std::filesystem::path real = std::filesystem::canonical(folder.path, failed);
    if (!failed && real != folder.path) watch_above(real);
    const int watch = inotify_add_watch(descriptor_, folder.path.c_str(), kOfFiles | kOfTheFolder | IN_MASK_ADD);
    if (watch == folder.watch) return;
    if (folder.watch >= 0) inotify_rm_watch(descriptor_, folder.watch);
    std::erase_if(open_files_, [&](const auto& file) { return file.first == folder.watch; });
    folder.watch = watch;
}

bool FileWatch::take() {
    bool saved = false;
    alignas(inotify_event) std::array<char, 16384> buffer{};
    for (ssize_t size = read(descriptor_, buffer.data(), buffer.size()); size > 0; size = read(descriptor_, buffer.data(), buffer.size())) {
        for (std::size_t at = 0; at < static_cast<std::size_t>(size);) {
            inotify_event event{};
            std::memcpy(&event, buffer.data() + at, sizeof event);
            const char* name = buffer.data() + at + sizeof event;
            saved = take_one(event.wd, event.mask, {name, strnlen(name, event.len)}) || saved;
            at += sizeof event + event.len;
        }
    }
    return saved;
}

bool FileWatch::take_one(int watch, unsigned what, std::string_view name) {
    if ((what & IN_Q_OVERFLOW) != 0) {
        open_files_.clear();
        return true;
    }
    const bool leads_to_ours = above_.contains({watch, std::string(name)}) && (what & (IN_CREATE | IN_MOVED_TO | IN_MOVED_FROM | IN_DELETE)) != 0;
    const auto own = std::find_if(folders_.begin(), folders_.end(), [&](const Folder& folder) { return folder.watch == watch; });
    const bool gone = own != folders_.end() && (what & (IN_DELETE_SELF | IN_MOVE_SELF | IN_IGNORED)) != 0;
    if (leads_to_ours || gone) {
        if (gone && (what & IN_IGNORED) != 0) own->watch = -1;
        for (Folder& folder : folders_) watch_again(folder);
        return true;
    }
    return own != folders_.end() && take_file(watch, what, std::string(name));
}

bool FileWatch::take_file(int watch, unsigned what, const std::string& name) {
    const bool ours = std::any_of(endings_.begin(), endings_.end(), [&](const std::string& ending) { return name.ends_with(ending); });
    if (name.empty() || name.front() == '.' || !ours) return false;
    if ((what & IN_MODIFY) != 0) {
        open_files_.emplace(watch, name);
        return false;
    }
    open_files_.erase({watch, name});
    return true;
}

}  // namespace silverlane
