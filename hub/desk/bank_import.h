// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: Silverlane contributors
//
// Brings a bank's data into the store from a folder: branch.toml, staff.toml, activities.toml, customers.jsonl, and the feeds signals, sales and
// contacts (.jsonl or .csv). The format is in docs/store.md. A bad row is named with file and line and left out, the rest is taken; a mistake in a TOML file refuses that file, with every mistake.
// Importing again brings the store up to the files; consents and settings that customers chose later stay. One thread; the hub may run.
#pragma once

#include <chrono>
#include <deque>
#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

#include "base/clock.h"
#include "base/result.h"
#include "config/reader.h"
#include "hub/feeds/sale_matching.h"
#include "hub/store/queues.h"
#include "hub/store/store.h"

namespace silverlane::desk {

/// What became of the rows of feeds.
struct FeedCounts {
    int signals = 0, contacts = 0, sales = 0;
    int matched = 0;                     ///< of the sales: came of an opportunity
    int changed = 0;                     ///< sales that were taken back, or whose record came later
    int repeated = 0;                    ///< known already by their id
    int without_consent = 0;             ///< dropped, because the customer does not want it used
    int of_nobody = 0;                   ///< dropped: no such customer here
    void add(const FeedCounts& more);
};

/// How feeds are read and matched.
struct FeedSettings {
    std::chrono::minutes utc_offset{480};
    feeds::MatchingPolicy matching;
};

/// What became of the rows of one file. The rest was known before, or dropped because nobody here wants it used.
struct FileReport {
    std::string name;                    ///< "sales.csv"
    int rows = 0;
    int taken = 0;
    int refused = 0;
};

struct ImportReport {
    FeedCounts feeds;
    std::deque<FileReport> files;        ///< those made of rows, as they were read
    int branches = 0;
    int terminals = 0;
    int staff = 0;
    int customers = 0;
    int activities = 0;
    int rejected = 0;                    ///< rows left out
    std::vector<std::string> problems;   ///< "customers.jsonl:17:52: birth: ..."; at most kMostProblems, and no private value in any
    static constexpr std::size_t kMostProblems = 100'000;

    /// The part of the report of this file; it stays where it is.
    FileReport& begin_file(const std::filesystem::path& file);
    /// Counts a row that is left out, and keeps where and why.
    void refuse(FileReport& file, int line, int column, std::string_view what);
    /// "sales.csv: 98 of 100 rows taken, 2 refused", a line a file.
    [[nodiscard]] std::string summary() const;
};

/// Files that are not there are skipped; none at all is not_found. Errors: invalid_input with every mistake of a TOML file; those of the store.
Result<ImportReport> import_bank(const std::filesystem::path& folder, store::Store& store, UtcTime now, const FeedSettings& settings = {});

Result<void> import_branch(const std::filesystem::path& file, store::Store& store, ImportReport& report);
Result<void> import_staff(const std::filesystem::path& file, store::Store& store, ImportReport& report);
/// What the branch offers to sign up for; activities that are no longer in the file go, with the places taken.
Result<void> import_activities(const std::filesystem::path& file, store::Store& store, ImportReport& report);
Result<void> import_customers(const std::filesystem::path& file, store::Store& store, UtcTime now, ImportReport& report);

/// The [[window]] tables of branch.toml: number and services.
std::vector<store::WindowRow> read_windows(config::TableReader& root);

/// "17:30" as minutes since midnight; an empty fallback means that the key must be there.
int minute_of_day_in(config::TableReader& table, std::string_view key, std::string_view fallback);

}  // namespace silverlane::desk
