// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: Silverlane contributors
#include "hub/store/branches.h"

namespace silverlane::store {

namespace {

constexpr Sql kPut{"INSERT INTO branch (id, name_zh, name_en, utc_offset_minutes, closes_at_minute, path) VALUES ($1, $2, $3, $4, $5, $6) "
                   "ON CONFLICT (id) DO UPDATE SET name_zh = excluded.name_zh, name_en = excluded.name_en, "
                   "utc_offset_minutes = excluded.utc_offset_minutes, closes_at_minute = excluded.closes_at_minute, path = excluded.path"};
constexpr Sql kPutSequence{"INSERT INTO branch_sequence (branch, last) VALUES ($1, 0) ON CONFLICT (branch) DO NOTHING"};
constexpr Sql kFind{"SELECT id, name_zh, name_en, utc_offset_minutes, closes_at_minute, last_closed_day, path FROM branch WHERE id = $1"};
constexpr Sql kAll{"SELECT id, name_zh, name_en, utc_offset_minutes, closes_at_minute, last_closed_day, path FROM branch ORDER BY id"};
constexpr Sql kSetClosed{"UPDATE branch SET last_closed_day = $2 WHERE id = $1"};
constexpr Sql kNext{"INSERT INTO branch_sequence (branch, last) VALUES ($1, 1) ON CONFLICT (branch) DO UPDATE SET last = branch_sequence.last + 1 "
                    "RETURNING last"};
constexpr Sql kSetLast{"INSERT INTO branch_sequence (branch, last) VALUES ($1, $2) ON CONFLICT (branch) DO UPDATE SET last = excluded.last"};
constexpr Sql kLast{"SELECT last FROM branch_sequence WHERE branch = $1"};
constexpr Sql kCount{"INSERT INTO branch_count (branch, day, name, value) VALUES ($1, $2, $3, $4) "
                     "ON CONFLICT (branch, day, name) DO UPDATE SET value = branch_count.value + excluded.value"};
constexpr Sql kCounted{"SELECT value FROM branch_count WHERE branch = $1 AND day = $2 AND name = $3"};
constexpr Sql kCountsBeginning{"SELECT name, value FROM branch_count WHERE branch = $1 AND day = $2 AND name >= $3 AND name < $4"};
constexpr Sql kPutTerminal{"INSERT INTO terminal (id, branch, place, series, token_hash) VALUES ($1, $2, $3, $4, $5) "
                           "ON CONFLICT (id) DO UPDATE SET branch = excluded.branch, place = excluded.place, series = excluded.series, "
                           "token_hash = excluded.token_hash"};
constexpr Sql kTerminalByToken{"SELECT id, branch, place, series, token_hash FROM terminal WHERE token_hash = $1"};
constexpr Sql kTerminalsOf{"SELECT id, branch, place, series, token_hash FROM terminal WHERE branch = $1 ORDER BY id"};
constexpr Sql kWriteProbe{"UPDATE probe SET value = $1 WHERE id = 1"};
constexpr Sql kKeepTime{"INSERT INTO probe (id, value) VALUES (2, $1) ON CONFLICT (id) DO UPDATE SET value = excluded.value"};
constexpr Sql kNewestTime{"SELECT value FROM probe WHERE id = 2"};
constexpr Sql kReadProbe{"SELECT value FROM probe WHERE id = 1"};

BranchRow branch_of(const Row& row) {
    return {row.id<BranchId>(0), row.text(1), row.text(2), static_cast<int>(row.integer(3)), static_cast<int>(row.integer(4)), row.text(5), row.text(6)};
}
TerminalRow terminal_of(const Row& row) { return {row.id<KioskId>(0), row.id<BranchId>(1), row.text(2), row.text(3), row.hash(4)}; }

}  // namespace

void Branches::put(const BranchRow& branch) {
    connection_.run(kPut, {branch.id, branch.name_zh, branch.name_en, branch.utc_offset_minutes, branch.closes_at_minute, branch.path});
    connection_.run(kPutSequence, {branch.id});
}

std::optional<BranchRow> Branches::find(const BranchId& id) {
    std::optional<BranchRow> found;
    connection_.query(kFind, {id}, [&](const Row& row) { found = branch_of(row); });
    return found;
}

std::vector<BranchRow> Branches::all() {
    std::vector<BranchRow> found;
    connection_.query(kAll, {}, [&](const Row& row) { found.push_back(branch_of(row)); });
    return found;
}

void Branches::set_last_closed_day(const BranchId& id, std::string_view day) { connection_.run(kSetClosed, {id, day}); }

std::uint64_t Branches::next_sequence(const BranchId& id) {
    std::uint64_t next = 0;
    connection_.query(kNext, {id}, [&](const Row& row) { next = static_cast<std::uint64_t>(row.integer(0)); });
    return next;
}

std::uint64_t Branches::last_sequence(const BranchId& id) {
    std::uint64_t last = 0;
    connection_.query(kLast, {id}, [&](const Row& row) { last = static_cast<std::uint64_t>(row.integer(0)); });
    return last;
}

void Branches::set_last_sequence(const BranchId& id, std::uint64_t last) { connection_.run(kSetLast, {id, static_cast<std::int64_t>(last)}); }

void Branches::count(const BranchId& id, std::string_view day, std::string_view name, std::int64_t by) { connection_.run(kCount, {id, day, name, by}); }

std::int64_t Branches::counted(const BranchId& id, std::string_view day, std::string_view name) {
    std::int64_t value = 0;
    connection_.query(kCounted, {id, day, name}, [&](const Row& row) { value = row.integer(0); });
    return value;
}

std::map<std::string, std::int64_t, std::less<>> Branches::counts_beginning(const BranchId& id, std::string_view day, std::string_view prefix) {
    std::map<std::string, std::int64_t, std::less<>> found;
    std::string end{prefix};
    ++end.back();
    connection_.query(kCountsBeginning, {id, day, prefix, end}, [&](const Row& row) { found.emplace(row.text(0), row.integer(1)); });
    return found;
}

void Branches::put_terminal(const TerminalRow& terminal) {
    connection_.run(kPutTerminal, {terminal.id, terminal.branch, terminal.place, terminal.series, terminal.token_hash});
}

std::optional<TerminalRow> Branches::terminal_by_token(const KeyedHash& token_hash) {
    std::optional<TerminalRow> found;
    connection_.query(kTerminalByToken, {token_hash}, [&](const Row& row) { found = terminal_of(row); });
    return found;
}

std::vector<TerminalRow> Branches::terminals_of(const BranchId& id) {
    std::vector<TerminalRow> found;
    connection_.query(kTerminalsOf, {id}, [&](const Row& row) { found.push_back(terminal_of(row)); });
    return found;
}

void Branches::write_probe(std::int64_t value) { connection_.run(kWriteProbe, {value}); }

void Branches::keep_newest_time(UtcTime now) { connection_.run(kKeepTime, {now}); }

std::optional<UtcTime> Branches::newest_time() {
    std::optional<UtcTime> newest;
    connection_.query(kNewestTime, {}, [&](const Row& row) { newest = row.time(0); });
    return newest;
}

std::int64_t Branches::read_probe() {
    std::int64_t value = -1;
    connection_.query(kReadProbe, {}, [&](const Row& row) { value = row.integer(0); });
    return value;
}

}  // namespace silverlane::store
