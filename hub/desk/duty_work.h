// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: Silverlane contributors
//
// Who of the staff is there, and passing on what somebody has: duty, hand-over, transfer, opening a card, confirming who it is. Private to
// hub/desk; the changes on the writer thread, inside a request, the lists in a read.
#pragma once

#include "hub/desk/change.h"
#include "hub/protocol/duty_messages.h"

namespace silverlane::desk {

Result<protocol::Duty> take_duty(Change& change, const Session& session, const protocol::Duty& duty);
Result<protocol::HandedOver> hand_over_claims(Change& change, const Session& session, const protocol::HandOver& hand_over);
Result<protocol::Alert> see_alert(Change& change, const Session& session, const AlertId& id, const protocol::Seen& seen);
Result<protocol::Alert> transfer_alert(Change& change, const Session& session, const AlertId& id, const protocol::Transfer& transfer);
Result<protocol::Alert> take_identity(Change& change, const Session& session, const AlertId& id, const protocol::IdentityAnswer& answer);

/// `publisher` knows whose tablet listens.
protocol::Colleagues colleagues_of(store::Connection& connection, const Publisher& publisher, const BranchId& branch, UtcTime now);
protocol::Referrals referrals_of(store::Connection& connection, const StaffId& staff, UtcTime now);

/// Cards of tickets that wait longer than promised: news on the visit's card where it has an open one, else a card of their own.
void tell_long_waits(Change& change);

}  // namespace silverlane::desk
