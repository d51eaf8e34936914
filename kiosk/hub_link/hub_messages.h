// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: Silverlane contributors
//
// What the ui thread asks of the hub link and what it is told, as values for bounded queues. An ask carries the asker's own number, which
// comes back with the answer, so that an answer for a turn that is over can be dropped. No answer holds a name.
#pragma once

#include <cstdint>
#include <string>
#include <variant>

#include "hub/protocol/arrival.h"
#include "hub/protocol/kiosk_messages.h"

namespace silverlane::hub_link {

struct Ask {
    std::uint64_t id = 0;
    /// The ones that must not be lost (reason, cancel, notice, consent, arrival) are on disk before they are acknowledged with Kept.
    std::variant<protocol::TicketRequest, protocol::VisitCodeScan, protocol::HelpCall, protocol::HelpReason, protocol::HelpCancelled,
                 protocol::TurnNotice, protocol::ConsentChoice, protocol::Arrival> what;
};

/// The hub is away: the ticket's number comes from the reserved block and is already used up on disk; the hub is told later.
struct OfflineTicket { std::string label; bool priority = false; };
/// On disk; reaches the hub at least once.
struct Kept {};
/// A visit code that the hub does not know, or a request it will not have.
struct Refused { std::string why; };
/// Nothing came of it. For a help call: nobody was told, and nobody will be told later.
struct HubAway {};

using Answered = std::variant<protocol::TicketIssued, OfflineTicket, protocol::VisitGreeting, protocol::HelpCallOut, Kept, Refused, HubAway>;

struct Answer { std::uint64_t id = 0; Answered what; };
struct HubState { bool up = false; };

using News = std::variant<Answer, protocol::KioskEvent, HubState>;

}  // namespace silverlane::hub_link
