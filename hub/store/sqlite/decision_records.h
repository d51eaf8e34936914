// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: Silverlane contributors
//
// Decision records out of a hub's database, for who decides again: the file is only read, the hub may run, and its schema may be another one
// than this program writes. One thread.
#pragma once

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
/// The rule files of a version as the hub archived them, as JSON; nothing when it has none.
Result<std::optional<std::string>> archived_rules(const std::filesystem::path& file, const std::string& version);
/// The version of the rules that the hub used last; nothing when it has archived none.
Result<std::optional<std::string>> newest_rules(const std::filesystem::path& file);

}  // namespace silverlane::store
