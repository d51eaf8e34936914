// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: Silverlane contributors
//
// Carries out IssueTicket and PrintTicket: asks the hub (or the reserved block) for a number, words the slip, hands it to the printer's
// thread, and tells the flow how both ended. An unknown print is reported as unknown and never repeated. Ui thread only.
#pragma once

#include <functional>
#include <map>
#include <optional>
#include <string>

#include "hub/protocol/arrival.h"
#include "kiosk/app/hub_asker.h"
#include "kiosk/settings/kiosk_settings.h"
#include "kiosk/app/printer_worker.h"
#include "kiosk/flow/effect.h"
#include "kiosk/flow/event.h"
#include "kiosk/scene/text_catalogue.h"

namespace silverlane::kiosk {

using SendEvent = std::function<void(flow::Event)>;

class TicketEffects {
public:
    TicketEffects(HubAsker& hub, const KioskSettings& settings, const scene::TextCatalogue& texts, const Clock& clock, SendEvent send)
        : hub_(hub), settings_(settings), texts_(texts), clock_(clock), send_(std::move(send)) {}

    /// Null: this terminal has no printer that works; every print fails at once, and the screen shows the number large.
    void use(PrinterWorker* printer) { printer_ = printer; }

    /// `card`: tapped in this turn, so that the ticket joins its visit.
    void issue(const flow::IssueTicket& effect, const std::optional<protocol::EvidenceIdentifier>& card);
    void print(const flow::PrintTicket& effect, const std::string& language);
    void printed(const PrintEnded& ended);
    /// Forgets the person: waiting prints, and which ticket was theirs.
    void reset();

    /// The ticket of this turn as the hub knows it, for help calls and notices.
    [[nodiscard]] const std::optional<TicketId>& ticket() const { return ticket_; }

private:
    void answered(std::uint64_t request, std::uint64_t person, const hub_link::Answered& answer);
    [[nodiscard]] drivers::TicketSlip slip_of(const flow::Ticket& ticket, const std::string& language) const;

    HubAsker& hub_;
    const KioskSettings& settings_;
    const scene::TextCatalogue& texts_;
    const Clock& clock_;
    SendEvent send_;
    PrinterWorker* printer_ = nullptr;
    std::map<std::string, std::string> visit_codes_;  // label -> what its slip's QR symbol holds
    std::optional<TicketId> ticket_;
    std::uint64_t person_ = 1;                        // grows with each reset: an answer that comes later is not the next one's
    std::uint64_t turn_first_job_ = 1;
    std::uint64_t last_job_ = 0;
};

}  // namespace silverlane::kiosk
