// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: Silverlane contributors
//
// Whom an alert interrupts: who of the branch could take it, whose card makes room, what waits until somebody is free. Private to hub/desk; on
// the writer thread, inside a request.
#pragma once

#include <string_view>
#include <vector>

#include "hub/desk/change.h"
#include "hub/dispatch/assignment.h"

namespace silverlane::desk {

/// What the assignment looks for; not whoever has it, declined it, or did not get it a moment ago. `offers`: of this alert so far.
dispatch::Wish wish_of(Change& change, const store::AlertRow& row, const protocol::Alert& alert, const std::vector<store::InterruptRow>& offers);
/// Brings the alert's list of whom it interrupts to what stands.
void list_offered(protocol::Alert& alert, const std::vector<store::InterruptRow>& offers);
/// Interrupts one more person, or everybody who may be. False when nobody may be.
bool find_somebody(Change& change, store::AlertRow& row, protocol::Alert& alert, const dispatch::Wish& wish, bool everybody);

/// What waits in this branch's silent list is offered, the most urgent first.
void offer_waiting(Change& change, const BranchId& branch);
/// The same for every branch in which this request made somebody free. At its end, so that no row that the request holds changes under it.
void offer_rooms(Change& change);
/// This person is no longer interrupted by what they have not claimed: it goes to somebody else.
void withdraw_offers_of(Change& change, const BranchId& branch, const StaffId& staff, std::string_view why);

}  // namespace silverlane::desk
