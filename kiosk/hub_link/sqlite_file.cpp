// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: Silverlane contributors
#include "kiosk/hub_link/sqlite_file.h"

#include <sqlite3.h>

#include <system_error>

namespace silverlane::hub_link {
namespace {

Error error_of(sqlite3* database, int code) {
    const std::string message = database == nullptr ? sqlite3_errstr(code) : sqlite3_errmsg(database);
    switch (code & 0xff) {
        case SQLITE_CORRUPT:
        case SQLITE_NOTADB: return {ErrorCode::corrupt, message};
        default: return {ErrorCode::io, message};
    }
}

}  // namespace

SqliteStatement::~SqliteStatement() { sqlite3_finalize(statement_); }

SqliteStatement& SqliteStatement::bind(int parameter, std::int64_t value) {
    sqlite3_bind_int64(statement_, parameter, value);
    return *this;
}

SqliteStatement& SqliteStatement::bind(int parameter, std::string_view value) {
    // The null destructor is SQLITE_STATIC: the caller's text lives until the statement has run.
    sqlite3_bind_text(statement_, parameter, value.data(), static_cast<int>(value.size()), nullptr);
    return *this;
}

Result<bool> SqliteStatement::step() {
    const int code = sqlite3_step(statement_);
    if (code == SQLITE_ROW) return true;
    if (code == SQLITE_DONE) return false;
    return error_of(sqlite3_db_handle(statement_), code);
}

Result<void> SqliteStatement::run() {
    const auto stepped = step();
    reset();
    if (!stepped) return stepped.error();
    return {};
}

void SqliteStatement::reset() {
    sqlite3_reset(statement_);
    sqlite3_clear_bindings(statement_);
}

std::int64_t SqliteStatement::integer(int column) const { return sqlite3_column_int64(statement_, column); }

std::string SqliteStatement::text(int column) const {
    const auto* bytes = static_cast<const char*>(sqlite3_column_blob(statement_, column));
    return bytes == nullptr ? std::string{} : std::string(bytes, static_cast<std::size_t>(sqlite3_column_bytes(statement_, column)));
}

Result<SqliteFile> SqliteFile::open(const std::filesystem::path& file, std::int64_t most_bytes) {
    sqlite3* database = nullptr;
    const int code = sqlite3_open_v2(file.c_str(), &database,
                                     SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE | SQLITE_OPEN_FULLMUTEX, nullptr);
    SqliteFile opened(database);
    if (code != SQLITE_OK) return error_of(database, code).within("opening " + file.string());
    std::error_code ignored;
    std::filesystem::permissions(file, std::filesystem::perms::owner_read | std::filesystem::perms::owner_write, ignored);
    sqlite3_extended_result_codes(database, 1);
    sqlite3_busy_timeout(database, 2'000);
    constexpr std::int64_t kPageBytes = 4'096;
    const std::string limit = "PRAGMA max_page_count=" + std::to_string(most_bytes / kPageBytes);
    for (const char* pragma : {"PRAGMA page_size=4096", "PRAGMA journal_mode=WAL", "PRAGMA synchronous=FULL",
                               "PRAGMA journal_size_limit=1048576", limit.c_str()}) {
        auto done = opened.execute(pragma);
        if (!done) return done.error().within("opening " + file.string());
    }
    auto check = opened.prepare("PRAGMA quick_check(1)");
    if (!check) return check.error().within("checking " + file.string());
    auto row = check->step();
    if (!row) return row.error().within("checking " + file.string());
    if (*row && check->text(0) != "ok") return Error(ErrorCode::corrupt, check->text(0)).within("checking " + file.string());
    return opened;
}

SqliteFile::~SqliteFile() { sqlite3_close_v2(database_); }

Result<void> SqliteFile::execute(const char* statements) {
    const int code = sqlite3_exec(database_, statements, nullptr, nullptr, nullptr);
    if (code != SQLITE_OK) return error_of(database_, code);
    return {};
}

Result<SqliteStatement> SqliteFile::prepare(std::string_view statement) {
    sqlite3_stmt* prepared = nullptr;
    const int code = sqlite3_prepare_v2(database_, statement.data(), static_cast<int>(statement.size()), &prepared, nullptr);
    if (code != SQLITE_OK) return error_of(database_, code);
    return SqliteStatement(prepared);
}

std::int64_t SqliteFile::changed() const { return sqlite3_changes64(database_); }

std::int64_t SqliteFile::changed_in_all() const { return sqlite3_total_changes64(database_); }

}  // namespace silverlane::hub_link
