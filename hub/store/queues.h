// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: Silverlane contributors
//
// Tables behind the calling of numbers: which window serves what, whose turn the ratio says it is, and the newest event that told the staff
// about the queue. Nothing here is about a person. Used inside a transaction or a read.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "hub/store/connection.h"

namespace silverlane::store {

struct WindowRow {
    int number = 0;
    std::string services;               ///< comma-separated, in the order of hub/queue's list; empty: everything
};

class Queues {
public:
    explicit Queues(Connection& connection) : connection_(connection) {}
    /// Takes the place of all windows and of the telephone that were imported for this branch before.
    void put_branch(const BranchId& branch, const std::vector<WindowRow>& windows, std::string_view phone);
    /// What a window serves; empty, for one that was not imported too: everything.
    [[nodiscard]] std::string services_of(const BranchId& branch, int window);
    /// Where people may ask; empty: not imported.
    [[nodiscard]] std::string phone_of(const BranchId& branch);

    /// T numbers called since the last ordinary one, by the windows that serve these services.
    [[nodiscard]] int priority_calls(const BranchId& branch, std::string_view day, std::string_view services);
    void set_priority_calls(const BranchId& branch, std::string_view day, std::string_view services, int calls);

    /// Remembers the event that tells the queue as it is now and forgets the one before it, whose news is old. The stream's numbers stay used.
    void told(const BranchId& branch, std::uint64_t sequence);

private:
    Connection& connection_;
};

}  // namespace silverlane::store
