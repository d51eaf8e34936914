// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: Silverlane contributors
//
// Who of the staff is there for whom: duty, colleagues, passing an alert on, what became of it. Requests that change something carry an
// idempotency key. Values, any thread. Contract: docs/hub-protocol.md; wire form: docs/api/openapi.json.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/clock.h"
#include "base/identifier.h"
#include "base/result.h"
#include "hub/protocol/alert.h"

namespace silverlane::protocol {

/// One tap. Who serves or has a break is not interrupted; who is on no list (`off`) has gone home.
struct Duty {
    IdempotencyKey key;
    std::string state;                    ///< on_duty | serving | break | off
    std::string zone;                     ///< place where this person stands; empty: not said
    int window = 0;                       ///< of a teller; 0: none
};

/// The event "duty" of the stream: somebody's state has changed.
struct DutyChange { std::string staff_number, state, zone; int window = 0; };

struct Colleague {
    std::string staff_number, display_name, role, state, zone;
    int window = 0;
    int open_claims = 0;
    std::vector<std::string> qualifications;
    bool listening = false;               ///< a tablet of theirs is connected at this moment: what is passed to them reaches them
};
struct Colleagues { std::vector<Colleague> colleagues; };

/// To one colleague or to a role. The alert is open again for whom it was passed to, and comes back when nobody takes it in time.
struct Transfer {
    IdempotencyKey key;
    std::uint64_t version = 0;
    std::string to_staff;                 ///< exactly one of the two
    std::string to_role;
};

/// All that this person has claimed, for a colleague or for whoever is on duty.
struct HandOver { IdempotencyKey key; std::string to_staff; };
struct HandedOver { int alerts = 0; };

/// The customer has said to a member of staff what they take back (decided so: withdrawal is at the kiosk, on the phone and through staff). Never an
/// agreement: nobody agrees through somebody else's hand.
struct StaffWithdrawal {
    IdempotencyKey key;
    AlertId alert;                        ///< of the card that this person has taken; else
    int window = 0;                       ///< the window at which the customer was called, with
    TicketId ticket = {};                 ///< the number that was called there when they said it
    std::vector<std::string> purposes;    ///< as in ConsentChoice
};

/// The card was opened: counted, and audited as a view of a person.
struct Seen { IdempotencyKey key; std::uint64_t version = 0; };

/// How we know: staff say whether it is who we think.
struct IdentityAnswer { IdempotencyKey key; std::uint64_t version = 0; bool right = false; };

/// What became of what this person passed on or raised. No name: the mask only.
struct Referral {
    AlertId alert;
    std::string kind, ticket_label, person_mask;   ///< "王**"
    std::string to_staff, to_role;
    std::string state;                    ///< open | claimed | closed | cancelled | expired | returned
    std::string outcome;                  ///< when closed; "sold" comes from the bank's feed
    UtcTime at{};
};
struct Referrals { std::vector<Referral> referrals; };

Result<Duty> duty_from_json(std::string_view);
std::string to_json(const Duty&);
std::string to_json(const DutyChange&);
std::string to_json(const Colleagues&);
Result<Transfer> transfer_from_json(std::string_view);
Result<HandOver> hand_over_from_json(std::string_view);
Result<StaffWithdrawal> staff_withdrawal_from_json(std::string_view);
std::string to_json(const HandedOver&);
Result<HandedOver> handed_over_from_json(std::string_view);   ///< the answer kept for a repeated key
Result<Seen> seen_from_json(std::string_view);
Result<IdentityAnswer> identity_answer_from_json(std::string_view);
std::string to_json(const Referrals&);

}  // namespace silverlane::protocol
