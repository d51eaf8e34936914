// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: Silverlane contributors
//
// Alerts: raising, upgrading, claiming, releasing, closing, expiring. Every change raises the version by one and is published. Private to
// hub/desk; on the writer thread, inside a request.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "hub/decision/facts.h"
#include "hub/desk/change.h"

namespace silverlane::desk {

/// Raises the one arrival alert of a visit, or brings it up to what is known now. A closed one stays closed. Sets visit.alert; the caller
/// stores the visit.
void refresh_arrival_alert(Change& change, store::VisitRow& visit, decision::Trigger trigger = decision::Trigger::arrival);
/// The alert of somebody who withdrew: no name, no reason from the bank's record; gone when nothing else is left of it.
void make_arrival_alert_anonymous(Change& change, store::VisitRow& visit);

/// The beginning of an alert that a terminal raises.
protocol::Alert alert_at(Change& change, const Terminal& terminal, std::string_view kind);
/// Who stands there, as far as they allowed us to know; joins the alert to the visit.
void add_person(Change& change, protocol::Alert& alert, store::AlertRow& row, const store::VisitRow& visit);

/// Stores row and body, records who did what, publishes. `staff` is empty when nobody did.
void put_alert(Change& change, store::AlertRow& row, protocol::Alert& alert, std::string_view what, std::string_view staff = {});
/// The row of a new alert.
store::AlertRow new_row(Change& change, const protocol::Alert& alert);
Result<protocol::Alert> alert_of(const store::AlertRow& row);
/// Some alerts are for one role alone: a rating is not read by whom it is about.
bool may_see(const Session& session, const store::AlertRow& row);

Result<protocol::Alert> claim_alert(Change& change, const Session& session, const AlertId& id, const protocol::Claim& claim);
Result<protocol::Alert> release_alert(Change& change, const Session& session, const AlertId& id, const protocol::Release& release);
Result<protocol::Alert> close_alert(Change& change, const Session& session, const AlertId& id, const protocol::Outcome& outcome);
/// At closing or when a visit is over: nobody's turn any more.
void expire_alert(Change& change, store::AlertRow& row);
/// The ticket was called: whoever was to meet its holder in the hall comes too late, so the visit's open arrival card expires. Called by
/// everything that calls a ticket, in the same request.
void ticket_was_called(Change& change, const store::TicketRow& ticket);

}  // namespace silverlane::desk
