// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: Silverlane contributors
//
// Tables of places and devices: branches, their event sequence and counts, terminals. Used inside a transaction or a read; see connection.h
// for how failures stick. Nothing here is about a person.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "hub/store/connection.h"

namespace silverlane::store {

struct BranchRow {
    BranchId id;
    std::string name_zh, name_en;
    int utc_offset_minutes = 480;
    int closes_at_minute = 17 * 60;     ///< of the service day
    std::string last_closed_day;
    std::string path = {};              ///< in the bank's tree of places, "CN/36/0791"; empty: the id is the whole path
};

struct TerminalRow {
    KioskId id;
    BranchId branch;
    std::string place;                  ///< place key, "K1"
    std::string series;                 ///< letter of its reserved numbers
    KeyedHash token_hash;
};

class Branches {
public:
    explicit Branches(Connection& connection) : connection_(connection) {}
    /// Inserts or replaces; the sequence and last_closed_day of a known branch stay.
    void put(const BranchRow& branch);
    [[nodiscard]] std::optional<BranchRow> find(const BranchId& id);
    [[nodiscard]] std::vector<BranchRow> all();
    void set_last_closed_day(const BranchId& id, std::string_view day);

    /// The next number of the branch's stream, taken in this transaction: no gaps, no doubles.
    [[nodiscard]] std::uint64_t next_sequence(const BranchId& id);
    [[nodiscard]] std::uint64_t last_sequence(const BranchId& id);
    /// For a writer that hands out numbers itself inside one transaction: `last` is the highest it gave.
    void set_last_sequence(const BranchId& id, std::uint64_t last);
    /// Adds to a count of the day that holds no person.
    void count(const BranchId& id, std::string_view day, std::string_view name, std::int64_t by = 1);
    /// Counts of the day whose name begins like this, by name.
    [[nodiscard]] std::map<std::string, std::int64_t, std::less<>> counts_beginning(const BranchId& id, std::string_view day, std::string_view prefix);
    [[nodiscard]] std::int64_t counted(const BranchId& id, std::string_view day, std::string_view name);

    void put_terminal(const TerminalRow& terminal);
    [[nodiscard]] std::optional<TerminalRow> terminal_by_token(const KeyedHash& token_hash);
    [[nodiscard]] std::vector<TerminalRow> terminals_of(const BranchId& id);

    /// Writes the probe row and says what it then holds.
    void write_probe(std::int64_t value);
    [[nodiscard]] std::int64_t read_probe();
    /// The newest time that the hub's jobs saw on a clock that they believed; a second row of the probe's table.
    void keep_newest_time(UtcTime now);
    [[nodiscard]] std::optional<UtcTime> newest_time();

private:
    Connection& connection_;
};

}  // namespace silverlane::store
