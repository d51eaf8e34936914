// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: Silverlane contributors
//
// The few things the outbox needs of SQLite's C API, as values and Results. Private to kiosk/hub_link; the sqlite3 types stay incomplete
// here. Not for several threads at once: the outbox holds its lock around every call. It knows no table and no message.
#pragma once

#include <cstdint>
#include <filesystem>
#include <memory>
#include <string>
#include <string_view>

#include "base/result.h"

struct sqlite3;
struct sqlite3_stmt;

namespace silverlane::hub_link {

/// One prepared statement. Parameters and columns count from 1 and 0, as in SQLite.
class SqliteStatement {
public:
    SqliteStatement() = default;
    explicit SqliteStatement(sqlite3_stmt* statement) : statement_(statement) {}
    SqliteStatement(SqliteStatement&& other) noexcept : statement_(other.statement_) { other.statement_ = nullptr; }
    SqliteStatement& operator=(SqliteStatement&& other) noexcept { std::swap(statement_, other.statement_); return *this; }
    SqliteStatement(const SqliteStatement&) = delete;
    SqliteStatement& operator=(const SqliteStatement&) = delete;
    ~SqliteStatement();

    SqliteStatement& bind(int parameter, std::int64_t value);
    SqliteStatement& bind(int parameter, std::string_view value);
    /// True: a row is there to be read. False: done. Errors: io (disk full or refusing), corrupt.
    Result<bool> step();
    /// Runs to the end and makes the statement ready for the next values.
    Result<void> run();
    void reset();
    [[nodiscard]] std::int64_t integer(int column) const;
    [[nodiscard]] std::string text(int column) const;

private:
    sqlite3_stmt* statement_ = nullptr;
};

class SqliteFile {
public:
    /// Opens or makes the file, readable by its owner only, in WAL mode with synchronous=FULL: what was committed survives a loss of
    /// power. Errors: io, corrupt (not a database, or damaged: every page is looked at).
    static Result<SqliteFile> open(const std::filesystem::path& file, std::int64_t most_bytes);
    SqliteFile(SqliteFile&& other) noexcept : database_(other.database_) { other.database_ = nullptr; }
    SqliteFile& operator=(SqliteFile&& other) noexcept { std::swap(database_, other.database_); return *this; }
    SqliteFile(const SqliteFile&) = delete;
    SqliteFile& operator=(const SqliteFile&) = delete;
    ~SqliteFile();

    Result<void> execute(const char* statements);
    Result<SqliteStatement> prepare(std::string_view statement);
    /// How many rows the last statement changed.
    [[nodiscard]] std::int64_t changed() const;
    /// How many rows were changed since the file was opened.
    [[nodiscard]] std::int64_t changed_in_all() const;

private:
    explicit SqliteFile(sqlite3* database) : database_(database) {}
    sqlite3* database_ = nullptr;
};

}  // namespace silverlane::hub_link
