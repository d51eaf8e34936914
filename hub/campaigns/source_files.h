// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: Silverlane contributors
//
// The files of one reading: each is read once, counted into the version, and kept open for mistakes to be named by line until the reading
// ends. Owned by one reading; one thread.
#pragma once

#include <cstdint>
#include <deque>
#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

#include "config/reader.h"

namespace silverlane::campaigns {

class SourceFiles {
public:
    /// `mistakes` must outlive this.
    explicit SourceFiles(config::Mistakes& mistakes) : mistakes_(mistakes) {}

    enum class Presence { required, optional };
    /// The top table; not present() when the file is not there or is no TOML, which is then a mistake (but for an optional one that is not
    /// there). Valid as long as this is.
    config::TableReader read(const std::filesystem::path& file, Presence presence);
    /// The bytes of a file that is not TOML; empty with a mistake when it cannot be read.
    std::string read_text(const std::filesystem::path& file);
    /// Files of the folder with this ending, sorted, without hidden ones.
    std::vector<std::filesystem::path> list(const std::filesystem::path& folder, std::string_view ending, Presence presence);
    /// Changes when any byte or name of what was read changes.
    [[nodiscard]] std::string version() const;

private:
    void count(std::string_view bytes);

    config::Mistakes& mistakes_;
    std::deque<config::Document> documents_;
    std::uint64_t fingerprint_ = 14'695'981'039'346'656'037ULL;   // FNV-1a: to notice a change, not to resist anybody
};

}  // namespace silverlane::campaigns
