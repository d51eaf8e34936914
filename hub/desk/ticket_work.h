// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: Silverlane contributors
//
// Tickets: our own, those printed while the hub was away, those of an outside queue machine; and the slip's code. Private to hub/desk; on the
// writer thread, inside a request.
#pragma once

#include "hub/desk/change.h"

namespace silverlane::desk {

Result<protocol::TicketIssued> issue_ticket(Change& change, const Terminal& terminal, const protocol::TicketRequest& request);
Result<protocol::VisitGreeting> greet_visit(Change& change, const Terminal& terminal, const protocol::VisitCodeScan& scan);
/// Label, how many are ahead, how long it may take.
void add_place_in_queue(Change& change, const store::TicketRow& ticket, protocol::VisitGreeting& greeting);
Result<protocol::ReservedNumbers> reserve_block(Change& change, const Terminal& terminal);

/// `late`: older than the window; recorded for the queue, and nobody is flagged.
void outside_ticket_created(Change& change, const protocol::Arrival& arrival, bool late);
/// Called, or called again: for another window, or because nobody came.
void outside_ticket_called(Change& change, const protocol::Arrival& arrival);
void outside_ticket_ended(Change& change, const protocol::Arrival& arrival);

/// The ticket of a code that this branch signed and whose visit still lasts.
std::optional<store::TicketRow> ticket_of_code(Change& change, const BranchId& branch, std::string_view code);

protocol::BranchGlance glance_of(store::Connection& connection, const Office& office, const BranchId& branch);

}  // namespace silverlane::desk
