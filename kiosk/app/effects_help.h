// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: Silverlane contributors
//
// Carries out the calls for staff: raises, adds the reason, cancels, reports "stuck" and "left unfinished", and tells the flow who comes or
// that nobody can be reached. A call that could not be delivered now is never delivered later. Ui thread only.
#pragma once

#include <functional>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "kiosk/app/effects_tickets.h"
#include "kiosk/app/hub_asker.h"
#include "kiosk/flow/effect.h"

namespace silverlane::kiosk {

/// What this turn knows of whose it is.
struct WhoseTurn {
    std::string ticket_label = {};
    std::optional<TicketId> ticket = {};
    std::optional<protocol::EvidenceIdentifier> card = {};
};

class HelpEffects {
public:
    HelpEffects(HubAsker& hub, SendEvent send) : hub_(hub), send_(std::move(send)) {}

    /// What the call says about the turn: flow and step, the ticket or the card when there is one.
    void raise(const flow::Place& from, std::uint64_t turn, const WhoseTurn& whose);
    void add_reason(const std::string& reason);
    void cancel();
    /// kind and what: those of protocol::TurnNotice.
    void report(const std::string& kind, const flow::Place& from, const WhoseTurn& whose, const std::string& what = {});
    /// help_claimed, help_open and help_closed of the event stream; others are not for us.
    void heard(const protocol::KioskEvent& event);
    /// A call that was out when the hub went away is out still; what became of it meanwhile follows on the event stream.
    void hub_returned();
    void reset();
    /// The call that is out at the hub and may bring somebody.
    [[nodiscard]] std::optional<AlertId> alert() const;

private:
    struct Call {
        std::uint64_t number = 0;
        std::uint64_t turn = 0;
        AlertId alert;                        // empty until the hub has answered
        std::string reason;                   // pressed before the hub had answered
        bool unreachable = false;             // the alert stands at the hub, and the person was told not to wait for it
        bool claimed = false;                 // somebody is on their way
        std::vector<protocol::KioskEvent> early;  // heard before the answer: the stream may be quicker
    };
    void give_up_unreachable();
    void raised(std::uint64_t number, const hub_link::Answered& answer);

    HubAsker& hub_;
    SendEvent send_;
    std::uint64_t last_number_ = 0;
    std::optional<Call> call_;
    std::set<std::uint64_t> cancelled_;       // before the hub had answered
};

}  // namespace silverlane::kiosk
