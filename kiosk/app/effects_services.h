// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: Silverlane contributors
//
// Carries out what a turn asks of the branch by way of the hub: loans, home visits, activities, the rating, the one offer, what is held about
// the visit, the quiz's count. It turns the hub's answers into words and lists for the flow and keeps nothing but the keys of the turn's own
// visit. Ui thread only.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "hub/protocol/service_messages.h"
#include "kiosk/app/effects_tickets.h"
#include "kiosk/app/effects_visit.h"
#include "kiosk/app/hub_asker.h"
#include "kiosk/flow/effect.h"
#include "kiosk/flow/event.h"

namespace silverlane::kiosk {

class ServiceEffects {
public:
    ServiceEffects(HubAsker& hub, const KioskSettings& settings, const scene::TextCatalogue& texts, const Clock& clock, SendEvent send)
        : hub_(hub), settings_(settings), texts_(texts), clock_(clock), send_(std::move(send)) {}

    /// `visit`: what the person has shown in this turn, or nothing. `language`: of the words that go on a slip.
    void ask(const flow::Ask& ask, std::uint64_t turn, const protocol::VisitProof& visit, const std::string& ticket_label,
             const std::string& language);
    void reset();

private:
    void after_task(const flow::Ask& ask, std::uint64_t turn, const protocol::VisitProof& visit);
    void offer_answer(const flow::Ask& ask, std::uint64_t turn);
    void rate(const flow::Ask& ask, std::uint64_t turn, const std::string& ticket_label);
    void loan(const flow::Ask& ask, std::uint64_t turn);
    void half_days(const flow::Ask& ask, std::uint64_t turn);
    void home_visit(const flow::Ask& ask, std::uint64_t turn, const std::string& language);
    void activities(const flow::Ask& ask, std::uint64_t turn);
    void sign_up(const flow::Ask& ask, std::uint64_t turn, const std::string& language);
    void quiz_total(const flow::Ask& ask, std::uint64_t turn);
    void known(const flow::Ask& ask, std::uint64_t turn, const protocol::VisitProof& visit);
    void forget(const flow::Ask& ask, std::uint64_t turn, const protocol::VisitProof& visit);
    void answer(const flow::Ask& ask, std::uint64_t turn, flow::AskResult result, flow::Knowledge knowledge = {});
    /// For questions whose answer is only whether it was done.
    HubAsker::WhenAnswered done_or_not(const flow::Ask& ask, std::uint64_t turn);

    HubAsker& hub_;
    const KioskSettings& settings_;
    const scene::TextCatalogue& texts_;
    const Clock& clock_;
    SendEvent send_;
    std::vector<protocol::Activity> activities_;
    std::string offer_;                          ///< id of the offer that is shown
};

}  // namespace silverlane::kiosk
