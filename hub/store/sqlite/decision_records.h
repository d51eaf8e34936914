// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: Silverlane contributors
//
// Decision records out of a hub's database, for who decides again: the file is only read, the hub may run, and its schema may be another one
// than this program writes. One thread.
#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>
#include <optional>
#include <string>

#include "base/result.h"

namespace silverlane::store {

/// Called for every record, with how people find it ("visit 01J..."). False ends the reading.
using TakeRecord = std::function<bool(const std::string& where, const std::string& record)>;

/// By time. The hub may run. Errors: not_found, io, corrupt.
Result<void> records_of_database(const std::filesystem::path& file, const TakeRecord& take);
/// Which visits have a record and which have none, and as far as the tables still know why not. A visit is held until its branch closes; what
/// somebody took back or had forgotten leaves nothing that tells it from somebody who was never known.
struct RecordKeeping {
    std::int64_t records = 0;          ///< of any day
    std::int64_t until_closing = 0;    ///< of them, without consent to profiling and marketing; the others are kept 90 days
    std::int64_t visits = 0;           ///< since the last closing
    std::int64_t with_record = 0;      ///< of these visits; the four below are the rest
    std::int64_t nobody_known = 0;     ///< no customer: nobody was recognised, or the visit was forgotten
    std::int64_t refused_here = 0;     ///< no customer any more: refused for today at this visit
    std::int64_t taken_back = 0;       ///< the customer refuses or took back service, profiling or marketing, and the records went with it
    std::int64_t not_decided = 0;      ///< a known customer about whom nothing was decided
};
/// Of one branch, or of all. Nothing for a database from before there were such records. Errors: as records_of_database().
Result<std::optional<RecordKeeping>> record_keeping(const std::filesystem::path& file, const std::optional<std::string>& branch);
/// The rule files of a version as the hub archived them, as JSON; nothing when it has none.
Result<std::optional<std::string>> archived_rules(const std::filesystem::path& file, const std::string& version);
/// The version of the rules that the hub used last; nothing when it has archived none.
Result<std::optional<std::string>> newest_rules(const std::filesystem::path& file);

}  // namespace silverlane::store
