// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: Silverlane contributors
//
// Tables of the day's queue: tickets and the last number of each series. The rules are in hub/queue; here is only what is remembered. Used
// inside a transaction or a read.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "hub/store/connection.h"

namespace silverlane::store {

/// missed: called as often as the hall calls, and nobody came; it is still there and can be called again.
enum class TicketState { waiting = 0, called = 1, ended = 2, missed = 3 };

struct TicketRow {
    TicketId id;
    BranchId branch;
    std::string day;
    std::string label;                  ///< "A012"
    std::string source;                 ///< "kiosk" for our own; else the outside queue machine's source
    std::string session;                ///< the outside machine's own visit id; empty for our own
    std::string service;
    bool priority = false;
    bool wants_company = false;
    std::optional<VisitId> visit;       ///< set by possession only
    TicketState state = TicketState::waiting;
    UtcTime created_at{};
    std::optional<UtcTime> called_at;
    std::optional<UtcTime> ended_at;
    int window = 0;                     ///< where it was called to last; 0 when the machine did not say
    int calls = 0;                      ///< how often it was called
    std::optional<UtcTime> first_called_at;   ///< the first of these calls; our own tickets only
};

/// How many wait, by who is called first.
struct WaitingCounts {
    int priority = 0;
    int ordinary = 0;
};

class Tickets {
public:
    explicit Tickets(Connection& connection) : connection_(connection) {}
    /// The next number of a series on that day, taken in this transaction: no gaps, no doubles, also across a crash.
    [[nodiscard]] int next_number(const BranchId& branch, std::string_view day, std::string_view series, int first = 1);
    [[nodiscard]] std::optional<int> last_number(const BranchId& branch, std::string_view day, std::string_view series);
    void put(const TicketRow& ticket);
    [[nodiscard]] std::optional<TicketRow> find(const TicketId& id);
    [[nodiscard]] std::optional<TicketRow> find_labelled(const BranchId& branch, std::string_view day, std::string_view source, std::string_view label);
    [[nodiscard]] std::optional<TicketRow> find_of_session(const BranchId& branch, std::string_view session);
    [[nodiscard]] WaitingCounts waiting(const BranchId& branch, std::string_view day);
    [[nodiscard]] WaitingCounts waiting_before(const TicketRow& ticket);
    [[nodiscard]] bool has_open_ticket(const VisitId& visit);
    /// Called and not ended, the newest call first.
    [[nodiscard]] std::vector<TicketRow> last_called(const BranchId& branch, std::string_view day, int most);
    /// Missed, and neither called again nor ended since; the newest first.
    [[nodiscard]] std::vector<TicketRow> missed(const BranchId& branch, std::string_view day, int most);
    /// Called to this window by us and not ended, the newest call first.
    [[nodiscard]] std::vector<TicketRow> at_window(const BranchId& branch, std::string_view day, int window);
    /// Our own, called for the last time before `before` and at least twice, whose window has called somebody else since: nobody came.
    [[nodiscard]] std::vector<TicketRow> left_behind(UtcTime before, int most);
    [[nodiscard]] std::vector<TicketRow> waiting_list(const BranchId& branch, std::string_view day, int most);

private:
    Connection& connection_;
};

}  // namespace silverlane::store
