// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: Silverlane contributors
//
// Calling numbers: next, again, to another service, back, ended, passed; and the counter's view of who was just called. Private to hub/desk; on
// the writer thread, inside a request, but for queue_of.
#pragma once

#include <string_view>
#include <vector>

#include "hub/desk/change.h"
#include "hub/protocol/queue_messages.h"

namespace silverlane::desk {

Result<protocol::QueueTicket> call_next(Change& change, const Session& session, const protocol::CallNext& wish);
Result<protocol::QueueTicket> call_again(Change& change, const Session& session, const protocol::TicketCall& wish);
Result<protocol::QueueTicket> move_ticket(Change& change, const Session& session, const protocol::TicketMove& wish);
Result<protocol::QueueTicket> end_ticket(Change& change, const Session& session, const protocol::TicketEnd& wish);
/// The number that is called at this window, if any. Errors: forbidden for who may not look at the window.
Result<std::optional<store::TicketRow>> ticket_at_counter(Change& change, const Session& session, int window);
Result<protocol::CounterView> counter_view(Change& change, const Session& session, int window);

/// The queue of a branch now. Any connection, any thread.
protocol::QueueView queue_of(store::Connection& connection, const Office& office, const BranchId& branch);
/// The ticket as `view` shows it; of one that is in no list any more, what the row says.
protocol::QueueTicket shown_as(const protocol::QueueView& view, const store::TicketRow& ticket, const Office& office);
/// Tells the staff of the branch its queue; the event before it is forgotten.
void tell_queue(Change& change, const BranchId& branch, const protocol::QueueView& view);

/// Nobody came: staff look for whoever holds the number. One alert a number, however often it is missed.
void raise_missed_call(Change& change, const store::TicketRow& ticket);

/// Numbers whose window has called somebody else, and whose last call is over: they pass.
void pass_unanswered(Change& change);

}  // namespace silverlane::desk
