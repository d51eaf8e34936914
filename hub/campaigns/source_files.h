// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: Silverlane contributors
//
// The files of one reading: each is read once, counted into the version, and kept open for mistakes to be named by line until the reading
// ends. What is too large, or too much together, is not read: whoever can save a file there must not fill the hub's memory. Owned by one
// reading; one thread.
#pragma once

#include <cstdint>
#include <deque>
#include <filesystem>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "config/reader.h"

namespace silverlane::campaigns {

/// docs/campaigns.md names them.
struct SourceLimits {
    std::uint64_t longest_file = 1024 * 1024;              ///< of TOML, bytes
    std::uint64_t longest_table = 128 * 1024 * 1024;       ///< of scores/*.tsv: a row for each of a million customers
    std::size_t most_files = 10'000;                       ///< together, and in one folder
    std::uint64_t most_bytes = 256 * 1024 * 1024;          ///< together
};

class SourceFiles {
public:
    /// Names in the archive count from `folder`; what lies outside it is called policies/NAME. `mistakes` must outlive this.
    SourceFiles(std::filesystem::path folder, config::Mistakes& mistakes, SourceLimits limits = {})
        : folder_(std::move(folder)), mistakes_(mistakes), limits_(limits) {}

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
    /// What was not read because of its size or number. While there is any, all other mistakes may only follow from it.
    [[nodiscard]] const config::Mistakes& over_limits() const { return over_limits_; }
    static constexpr std::size_t kLongestArchived = 256 * 1024;

private:
    std::optional<std::string> bytes_of(const std::filesystem::path& file);
    bool admits(const std::filesystem::path& file, std::uint64_t bytes);
    void count(std::string_view bytes);
    void keep(const std::filesystem::path& file, std::string_view bytes);

    const std::filesystem::path folder_;
    config::Mistakes& mistakes_;
    const SourceLimits limits_;
    config::Mistakes over_limits_;
    std::size_t files_read_ = 0;
    std::uint64_t bytes_read_ = 0;
    std::map<std::string, std::string> archive_;
    std::deque<config::Document> documents_;
    std::uint64_t fingerprint_ = 14'695'981'039'346'656'037ULL;   // FNV-1a: to notice a change, not to resist anybody
};

}  // namespace silverlane::campaigns
