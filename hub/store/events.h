// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: Silverlane contributors
//
// Tables of the branch stream and of answers already given. Used inside a transaction or a read.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <vector>

#include "hub/store/connection.h"

namespace silverlane::store {

struct EventRow {
    std::uint64_t sequence = 0;
    std::string name;
    std::string audience;
    std::string data;
};

class Events {
public:
    explicit Events(Connection& connection) : connection_(connection) {}
    void put(const BranchId& branch, const EventRow& event, UtcTime at);
    /// Events of these audiences (at most three) after `sequence`, oldest first.
    [[nodiscard]] std::vector<EventRow> since(const BranchId& branch, std::span<const std::string_view> audiences, std::uint64_t sequence, std::size_t most);
    /// The oldest number still kept; nothing when none is.
    [[nodiscard]] std::optional<std::uint64_t> oldest(const BranchId& branch);
    /// Forgets what was told and answered about an alert so far; the numbers stay used.
    void forget_alert(const BranchId& branch, const AlertId& alert);
    /// Keeps the newest `most` events of a branch.
    void keep_newest(const BranchId& branch, std::uint64_t last, std::size_t most);

private:
    Connection& connection_;
};

class Answers {
public:
    explicit Answers(Connection& connection) : connection_(connection) {}
    /// The answer given to this key before.
    [[nodiscard]] std::optional<std::string> find(std::string_view kind, const IdempotencyKey& key);
    void put(std::string_view kind, const IdempotencyKey& key, std::string_view answer, UtcTime expires);
    /// Remembers a key that has no answer of its own. False when it was there already.
    bool first_time(std::string_view kind, const IdempotencyKey& key, UtcTime expires);
    struct Kept { IdempotencyKey key; std::string answer; };
    /// Everything that is kept under a kind, in the order of its keys.
    [[nodiscard]] std::vector<Kept> of_kind(std::string_view kind, int most);
    void drop(std::string_view kind, const IdempotencyKey& key);

private:
    Connection& connection_;
};

}  // namespace silverlane::store
