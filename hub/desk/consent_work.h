// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: Silverlane contributors
//
// Consent choices from a kiosk, and what a withdrawal takes back at once. Private to hub/desk; on the writer thread, inside a request.
#pragma once

#include <optional>
#include <string_view>

#include "hub/desk/change.h"

namespace silverlane::desk {

/// How long the record of a choice is kept that nobody's standing consent goes with.
inline constexpr int kConsentRecordDays = 30;

/// What whoever chose has shown. A choice reaches as far as that goes.
enum class Bond {
    claim,    ///< a typed tail, or a visit that is known by one: may refuse for today, never agree
    slip,     ///< the code on paper: agrees and refuses for the present visit
    person,   ///< the card in the hand, or the phone that signed in to the Wi-Fi: what is chosen lasts
};

/// Who chose, as far as anybody knows.
struct Chooser {
    std::optional<CustomerId> customer;
    std::optional<TicketId> ticket;
    std::string_view evidence;
    Bond bond = Bond::claim;
};
/// What may no longer be known or shown of this customer, who refuses these purposes for good: on the visit in this branch and its cards, at once.
void take_back_consent(Change& change, const BranchId& branch, const CustomerId& customer, const std::vector<std::string>& purposes);
/// Records the choice and does what follows from it, once it is known whose it is.
void take_choice_of(Change& change, const Terminal& terminal, const Chooser& chooser, const protocol::ConsentChoice& choice);

/// The answer never says whether anybody was found. A choice by somebody nobody knows is kept as the record of a one-day visitor.
Result<protocol::Accepted> take_choice(Change& change, const Terminal& terminal, const protocol::ConsentChoice& choice);

}  // namespace silverlane::desk
