// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: Silverlane contributors
//
// The part of the desk that knows who of the staff is there, and through which an alert is seen, passed on and confirmed. Part of Desk
// (desk.h), whose rules hold: any thread; a call returns when its change is durable; the same key again gives the same answer.
// Errors that all share: not_found for an alert of another branch or one that this role may not know; conflict where the alert has changed
// meanwhile or its life does not allow the step; the message says why.
#pragma once

#include "base/identifier.h"
#include "base/result.h"
#include "hub/protocol/duty_messages.h"
#include "hub/protocol/kiosk_messages.h"

namespace silverlane::desk {

struct Session;

class DutyDesk {
public:
    virtual ~DutyDesk() = default;

    /// One tap. What it interrupted this person with goes to somebody else when they serve, have a break or go.
    virtual Result<protocol::Duty> set_duty(const Session&, const protocol::Duty&) = 0;
    /// Everybody of the branch who is signed in, and whether a tablet of theirs listens now.
    virtual Result<protocol::Colleagues> colleagues(const Session&) = 0;
    /// All claims of this person, to one colleague or to whoever is on duty. Errors: invalid_input for a colleague who is not there or whom no tablet reaches.
    virtual Result<protocol::HandedOver> hand_over(const Session&, const protocol::HandOver&) = 0;
    /// What became of what this person passed on in the last 30 days, the newest first.
    virtual Result<protocol::Referrals> referrals(const Session&) = 0;
    /// The card was opened. A card with a person leaves a row in view_audit, and so does one that this person may not see. The version stays.
    virtual Result<protocol::Alert> see(const Session&, const AlertId&, const protocol::Seen&) = 0;
    /// Errors: invalid_input for a colleague who is not there, whom no tablet reaches or who lacks what the alert needs, and for a role of
    /// which no tablet reaches anybody: it would be kept from everybody else until it came back.
    virtual Result<protocol::Alert> transfer(const Session&, const AlertId&, const protocol::Transfer&) = 0;
    /// "Right": the name may be used from now on. "Wrong" is wrong_person: the visit knows nobody any more.
    virtual Result<protocol::Alert> answer_identity(const Session&, const AlertId&, const protocol::IdentityAnswer&) = 0;
    /// The customer takes consents back through this person; as at the kiosk, at once and for good. Audited, also when it is refused.
    virtual Result<protocol::Accepted> withdraw_for_customer(const Session&, const protocol::StaffWithdrawal&) = 0;
};

}  // namespace silverlane::desk
