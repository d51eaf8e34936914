// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: Silverlane contributors
//
// A customer takes a consent back and says so to a member of staff: the third way beside the kiosk and the phone. Private to hub/desk; on the
// writer thread, inside a request.
#pragma once

#include "hub/desk/change.h"
#include "hub/protocol/duty_messages.h"

namespace silverlane::desk {

/// What follows is what follows a withdrawal at the kiosk with the card in the hand, at once and for good; staff answer for having asked who it is,
/// and the audit says who did it, or wanted to. Errors: forbidden for who has not taken the card, or sees no names, or may not look at that window
/// (a teller at another, docs/hub-protocol.md); conflict where the window has gone on to somebody else; not_found where nobody is known.
Result<protocol::Accepted> withdraw_through_staff(Change& change, const Session& session, const protocol::StaffWithdrawal& withdrawal);

}  // namespace silverlane::desk
