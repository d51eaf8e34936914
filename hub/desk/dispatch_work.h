// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: Silverlane contributors
//
// Brings what hub/dispatch says about to the tables: an alert's next stage, what time will bring it, who is told of it. Whom it interrupts stands
// in interrupt_work.h, what happens when its time has come in wake_work.h. Private to hub/desk; on the writer thread, inside a request.
#pragma once

#include <string_view>

#include "hub/desk/change.h"
#include "hub/dispatch/life_cycle.h"

namespace silverlane::desk {

/// Where the alert is in its life; a row of an older schema begins at its beginning.
dispatch::Stage stage_of(const store::AlertRow& row);
/// Takes one step of the alert's life; row and alert know it, nothing is stored yet. Errors: conflict with the reason.
Result<void> advance(store::AlertRow& row, protocol::Alert& alert, dispatch::Action action, dispatch::Actor by);
/// For the hub's own steps, which are refused only where the alert is over already. False then.
bool advance_by_hub(store::AlertRow& row, protocol::Alert& alert, dispatch::Action action);

/// Sets what time will bring (escalation, expiry) from the plan of what the alert is now, and finds somebody to interrupt where it has
/// nobody; ends its offers where it is nobody's turn any more. Called by put_alert before it stores. True when somebody has become free.
bool keep_going(Change& change, store::AlertRow& row, protocol::Alert& alert);

/// Publishes the stored alert to those who may know it: one body for the hall, one without the person where tellers hear of it.
void tell(Change& change, const store::AlertRow& row, const protocol::Alert& alert);

const dispatch::Policy& dispatch_policy(const Change& change);
/// The class by the name that a row keeps; service for one that is not known.
protocol::AlertClass class_named(std::string_view name);

}  // namespace silverlane::desk
