// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: Silverlane contributors
//
// Brings what hub/dispatch says about to the tables: an alert's next stage, whom it interrupts, what is done when nobody comes, who is told.
// Private to hub/desk; on the writer thread, inside a request.
#pragma once

#include <string_view>
#include <vector>

#include "hub/desk/change.h"
#include "hub/dispatch/assignment.h"
#include "hub/dispatch/life_cycle.h"

namespace silverlane::desk {

/// Takes one step of the alert's life; row and alert know it, nothing is stored yet. Errors: conflict with the reason.
Result<void> advance(store::AlertRow& row, protocol::Alert& alert, dispatch::Action action, dispatch::Actor by);
/// For the hub's own steps, which are refused only where the alert is over already. False then.
bool advance_by_hub(store::AlertRow& row, protocol::Alert& alert, dispatch::Action action);

/// Sets what time will bring (escalation, expiry) from the plan of what the alert is now, and finds somebody to interrupt where it has
/// nobody; ends its offers where it is nobody's turn any more. Called by put_alert before it stores. True when somebody has become free.
bool keep_going(Change& change, store::AlertRow& row, protocol::Alert& alert);

/// What waits in this branch's silent list is offered, the most urgent first.
void offer_waiting(Change& change, const BranchId& branch);
/// The same for every branch in which this request made somebody free. At its end, so that no row that the request holds changes under it.
void offer_rooms(Change& change);
/// This person is no longer interrupted by what they have not claimed: it goes to somebody else.
void withdraw_offers_of(Change& change, const BranchId& branch, const StaffId& staff, std::string_view why);

/// What is due for this alert: expiry, delivery, the next step of its plan, giving back.
void wake(Change& change, store::AlertRow& row);
/// The clock has gone back: due times that were set in what is the future now come back with it.
void follow_clock_back(Change& change);

/// Publishes the stored alert to those who may know it: one body for the hall, one without the person where tellers hear of it.
void tell(Change& change, const store::AlertRow& row, const protocol::Alert& alert);

const dispatch::Policy& dispatch_policy(const Change& change);
/// The class by the name that a row keeps; service for one that is not known.
protocol::AlertClass class_named(std::string_view name);

}  // namespace silverlane::desk
