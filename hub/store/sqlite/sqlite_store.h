// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: Silverlane contributors
//
// Store on one SQLite file: WAL, made durable by durable_log.h, one writer connection, a few readers, statements prepared once. Owns the file's
// connections; threads as in store.h. It deliberately does not retry: a full disk is reported, and the next transaction tries afresh.
#pragma once

#include <unistd.h>

#include <filesystem>
#include <memory>

#include "hub/store/sqlite/durable_log.h"
#include "hub/store/store.h"

namespace silverlane::store {

struct SqliteSettings {
    std::filesystem::path file;
    int busy_milliseconds = 5'000;     ///< how long a transaction waits for another process (silverlanectl import)
    int most_readers = 4;              ///< connections for reading; further readers wait their turn
    int most_pages = 0;                ///< largest file in 4 KiB pages; 0 = no bound
    DurableLog::Sync sync = ::fdatasync; ///< what makes the log last
    bool awaits_each_commit = false;   ///< for a program beside the hub: the hub's readers wait for the hub's own commits only
};

/// Opens or makes the file and brings its schema up to date. Errors: io with the path; unsupported when a newer program wrote the file
/// (nothing is touched); corrupt when it is no Silverlane database.
Result<std::unique_ptr<Store>> open_sqlite_store(const SqliteSettings& settings);

/// In the head of the file: "SLVL", so that file(1) and we know our own.
inline constexpr std::int64_t kApplicationId = 0x534C564C;

/// The schema version that this program writes.
int newest_sqlite_schema();

}  // namespace silverlane::store
