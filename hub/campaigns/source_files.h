// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: Silverlane contributors
//
// The files of one reading: each is read once, counted into the version, and kept open for mistakes to be named by line until the reading
// ends. Owned by one reading; one thread.
#pragma once

#include <cstdint>
#include <deque>
#include <filesystem>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "config/reader.h"

namespace silverlane::campaigns {

class SourceFiles {
public:
    /// Names in the archive count from `folder`; what lies outside it is called policies/NAME. `mistakes` must outlive this.
    SourceFiles(std::filesystem::path folder, config::Mistakes& mistakes) : folder_(std::move(folder)), mistakes_(mistakes) {}

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
    /// Everything that was read, as a JSON object of names and contents: what a decision was made by, for whoever replays it. Files beyond
    /// kLongestArchived bytes (tables of scores) stand there without their content.
    [[nodiscard]] std::string archive() const;
    static constexpr std::size_t kLongestArchived = 256 * 1024;

private:
    void count(std::string_view bytes);
    void keep(const std::filesystem::path& file, std::string_view bytes);

    const std::filesystem::path folder_;
    config::Mistakes& mistakes_;
    std::map<std::string, std::string> archive_;
    std::deque<config::Document> documents_;
    std::uint64_t fingerprint_ = 14'695'981'039'346'656'037ULL;   // FNV-1a: to notice a change, not to resist anybody
};

}  // namespace silverlane::campaigns
