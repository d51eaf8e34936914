// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: Silverlane contributors
//
// What a decision would know of a customer now, for who asks from outside why there is a card or none: read from the tables as the writer
// reads them, and nothing written. No name and no amount is in it. One thread, inside a read.
#pragma once

#include <cstdint>
#include <optional>

#include "base/clock.h"
#include "hub/decision/facts.h"
#include "hub/decision/rules.h"
#include "hub/store/connection.h"

namespace silverlane::desk {

struct DryQuestion {
    CustomerId customer;
    std::optional<BranchId> branch;               ///< absent: where the customer is now, else the only branch there is
    std::optional<decision::Trigger> trigger;     ///< absent: ticket when one waits, else arrival
};

/// Whether the customer's consent to service may be acted on now, and if not, what became of it.
enum class ServiceConsent : std::uint8_t { stands, never_given, refused, refused_today, unused };

struct DryAnswer {
    decision::Snapshot snapshot;
    ServiceConsent service = ServiceConsent::stands;
    bool has_open_card = false;                   ///< of this visit: it is made anew of a decision
    bool card_is_over = false;                    ///< this visit's card is closed, recalled or gone: no other is made of an arrival or a ticket
};

/// The visit that is open, with its ticket and what was declared; else an arrival with a card that comes in now. Errors: not_found for a
/// customer or a branch that is not here, invalid_input when there are several branches and none is named; those of the storage.
Result<DryAnswer> snapshot_now(store::Connection& connection, const decision::Rules& rules, const DryQuestion& question, const Clock& clock);

}  // namespace silverlane::desk
