// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: Silverlane contributors
//
// Whose visit a proof shows, what is held about it, forgetting it, and the greeting of a card. Private to hub/desk; on the writer thread,
// inside a request.
#pragma once

#include <optional>

#include "hub/desk/change.h"
#include "hub/protocol/service_messages.h"

namespace silverlane::desk {

/// What a ticket, a visit code or a card in the hand leads to.
struct Holder {
    std::optional<store::VisitRow> visit;        ///< that lasts
    std::optional<CustomerId> customer;          ///< only by the card, or the phone on the Wi-Fi: paper shows the visit and nothing of its owner
};
Holder holder_of(Change& change, const Terminal& terminal, const protocol::VisitProof& proof);

protocol::KnownList known_about(Change& change, const Terminal& terminal, const protocol::KnownRequest& request);
/// Leaves an anonymous number. Who holds the card or the phone withdraws every consent with it; who holds paper forgets this visit, and is not
/// recognised again today.
void forget_holder(Change& change, Holder holder);
void forget_visit(Change& change, const Terminal& terminal, const protocol::ForgetRequest& request);

/// Settings follow possession, and only with the consent of their own.
std::optional<protocol::KeptPreferences> kept_settings(Change& change, const CustomerId& customer);
Result<protocol::VisitGreeting> greet_holder(Change& change, const Terminal& terminal, const protocol::CardGreeting& greeting);

}  // namespace silverlane::desk
