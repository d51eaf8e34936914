// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: Silverlane contributors
#include "hub/bank/sandbox_state.h"

#include "hub/store/sqlite/sqlite_connection.h"

namespace silverlane::bank {

namespace {
using store::Row;
using store::Sql;

constexpr int kBusyMilliseconds = 5'000;
constexpr const char* kSchema = "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL;"
                                "CREATE TABLE IF NOT EXISTS printed (book BLOB PRIMARY KEY, line INTEGER NOT NULL) WITHOUT ROWID;"
                                "CREATE TABLE IF NOT EXISTS wrong_pin (medium BLOB PRIMARY KEY, wrong INTEGER NOT NULL) WITHOUT ROWID;";
constexpr Sql kLast{"SELECT line FROM printed WHERE book = $1"};
constexpr Sql kMark{"INSERT INTO printed (book, line) VALUES ($1, $2) ON CONFLICT (book) DO UPDATE SET line = max(line, excluded.line)"};
constexpr Sql kWrong{"SELECT wrong FROM wrong_pin WHERE medium = $1"};
constexpr Sql kSetWrong{"INSERT INTO wrong_pin (medium, wrong) VALUES ($1, $2) ON CONFLICT (medium) DO UPDATE SET wrong = excluded.wrong"};
}  // namespace

SandboxState::SandboxState(std::unique_ptr<store::SqliteConnection> connection) : connection_(std::move(connection)) {}
SandboxState::~SandboxState() = default;

Result<std::unique_ptr<SandboxState>> SandboxState::open(const std::filesystem::path& file) {
    auto connection = store::SqliteConnection::open(file, kBusyMilliseconds);
    if (!connection) return connection.error();
    if (auto made = (*connection)->script(kSchema); !made) return std::move(made).within(file.string()).error();
    return std::unique_ptr<SandboxState>(new SandboxState(std::move(*connection)));
}

Result<std::int64_t> SandboxState::last_printed(const KeyedHash& book) {
    const std::lock_guard lock(mutex_);
    std::int64_t line = 0;
    auto done = connection_->transact("BEGIN", [&](store::Connection& connection) -> Result<void> {
        connection.query(kLast, {book}, [&](const Row& row) { line = row.integer(0); });
        return {};
    });
    if (!done) return done.error();
    return line;
}

Result<void> SandboxState::mark_printed(const KeyedHash& book, std::int64_t line) {
    const std::lock_guard lock(mutex_);
    return connection_->transact("BEGIN IMMEDIATE", [&](store::Connection& connection) -> Result<void> {
        connection.run(kMark, {book, line});
        return {};
    });
}

Result<int> SandboxState::wrong_pins(const KeyedHash& medium) {
    const std::lock_guard lock(mutex_);
    int wrong = 0;
    auto done = connection_->transact("BEGIN", [&](store::Connection& connection) -> Result<void> {
        connection.query(kWrong, {medium}, [&](const Row& row) { wrong = static_cast<int>(row.integer(0)); });
        return {};
    });
    if (!done) return done.error();
    return wrong;
}

Result<void> SandboxState::set_wrong_pins(const KeyedHash& medium, int wrong) {
    const std::lock_guard lock(mutex_);
    return connection_->transact("BEGIN IMMEDIATE", [&](store::Connection& connection) -> Result<void> {
        connection.run(kSetWrong, {medium, wrong});
        return {};
    });
}

}  // namespace silverlane::bank
