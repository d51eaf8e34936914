// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: Silverlane contributors
//
// The rules of the queue, pure: which series a ticket belongs to, how its label looks, who is called next, how many are ahead, how long it may
// take. Numbers themselves are handed out by the store, in the transaction that makes the ticket. Any thread.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/clock.h"
#include "base/identifier.h"

namespace silverlane::queue {

/// cash A, transfer B, passbook C, other D; priority T whatever the service.
std::string series_for(std::string_view service, bool priority);
/// Whether tickets are issued for this service.
bool is_service(std::string_view service);
/// "A012"; four digits from 1000 on.
std::string label_for(std::string_view series, int number);

struct LabelParts { std::string series; int number = 0; };
/// "A012" -> A, 12. Nothing when it is no label.
std::optional<LabelParts> parse_label(std::string_view label);

struct Waiting {
    TicketId ticket;
    bool priority = false;
    UtcTime since{};                                  ///< kept when a ticket is passed on to another service or put back
};

struct CallRules {
    int priority_per_ordinary = 2;                    ///< T : ordinary
    Milliseconds longest_wait{45 * 60'000};           ///< nobody waits longer while others are called
    Milliseconds longest_priority_wait{30 * 60'000};  ///< the same for T numbers
};

/// Who is called next: whoever is over its limit, the longest over first; else by ratio. `waiting` is in order of coming;
/// `priority_calls_in_a_row` counts T calls since the last ordinary one. Nothing when nobody waits.
std::optional<TicketId> next_call(const std::vector<Waiting>& waiting, int priority_calls_in_a_row, const CallRules& rules, UtcTime now);

/// Everybody who waits, in the order in which they would be called were all called now: each exactly once.
std::vector<TicketId> calling_order(std::vector<Waiting> waiting, int priority_calls_in_a_row, const CallRules& rules, UtcTime now);

/// What priority_calls_in_a_row is after a call. It is counted for windows that serve the same services: a window for one service alone must
/// not use up the turn of those who wait for another.
int calls_in_a_row_after(int priority_calls_in_a_row, bool called_priority);

/// Whether a window with this list of services calls a ticket of `service`; an empty list serves everything.
bool serves(const std::vector<std::string>& services, std::string_view service);

/// How many are called before a new ticket, given who waits and the ratio.
int ahead_of_new(bool priority, int waiting_priority, int waiting_ordinary, int priority_per_ordinary);

struct MinuteRange { int from = 0; int to = 0; bool operator==(const MinuteRange&) const = default; };
/// A range, never one number: rounded to five minutes, and at least five wide once anybody is ahead.
MinuteRange wait_range(int ahead, int minutes_per_ticket);
/// The four services for which tickets are issued.
std::vector<std::string> all_services();

}  // namespace silverlane::queue
