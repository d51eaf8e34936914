// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: Silverlane contributors
#include "kiosk/flow/practice.h"

#include <optional>
#include <utility>

namespace silverlane::flow {
namespace {

constexpr const char* kPlayTicket = "A000";
constexpr const char* kPlayMoney = "1234.56";
constexpr int kPlayPassbookLines = 3;

ListItem play_account(const char* id, const char* key, const char* tail) {
    ListItem item;
    item.id = id;
    item.text_key = key;
    item.icon = "card";
    item.secrets = {{"tail", "card_tail", PrivateText{tail}}};
    return item;
}

ListItem play_item(const char* id, const char* key) {
    ListItem item;
    item.id = id;
    item.text_key = key;
    return item;
}

Knowledge play_knowledge(AskKind what) {
    Knowledge knowledge;
    switch (what) {
        case AskKind::pension:
            knowledge.marks["pension"] = "arrived";
            knowledge.secrets = {{"pension_amount", "amount_cny", PrivateText{kPlayMoney}}};
            break;
        case AskKind::accounts:
            knowledge.lists["accounts"] = {play_account("play_1", "account.demand", "1234"), play_account("play_2", "account.time", "5678")};
            break;
        case AskKind::balance: knowledge.secrets = {{"balance", "amount_cny", PrivateText{kPlayMoney}}}; break;
        case AskKind::activities:
            knowledge.lists["activities"] = {play_item("play_health", "practice.activity_health"), play_item("play_fraud", "practice.activity_fraud")};
            break;
        case AskKind::half_days:
            knowledge.lists["half_days"] = {play_item("play_morning", "practice.morning"), play_item("play_afternoon", "practice.afternoon")};
            break;
        case AskKind::sign_up:
            knowledge.facts = {{"place_number", "place", "8"}};
            break;
        case AskKind::known: knowledge.lists["known"] = {play_item("nothing", "known.nothing")}; break;
        case AskKind::check_pin:
        case AskKind::loan:
        case AskKind::home_visit:
        case AskKind::rate:
        case AskKind::offer_answer:
        case AskKind::after_task:
        case AskKind::forget:
        case AskKind::quiz_total: break;
    }
    return knowledge;
}

Ticket play_ticket(bool priority) {
    Ticket ticket;
    ticket.label = kPlayTicket;
    ticket.ahead = 2;
    ticket.wait_low = 5;
    ticket.wait_high = 10;
    ticket.priority = priority;
    return ticket;
}

/// What the world would have answered to an effect; to most of them nothing.
class Partner {
public:
    explicit Partner(const State& state) : state_(state) {}

    void operator()(const IssueTicket& effect) { answers.emplace_back(TicketIssued{effect.request, play_ticket(effect.priority)}); }
    void operator()(const PrintTicket&) { answers.emplace_back(TicketPrinted{Printed::ok}); }
    void operator()(const Ask& effect) {
        const AskResult result = effect.what == AskKind::after_task ? AskResult::nothing : AskResult::done;
        answers.emplace_back(Answered{state_.turn, effect.request, effect.what, result, play_knowledge(effect.what)});
    }
    void operator()(const PrintSlip&) { answers.emplace_back(SlipPrinted{state_.turn, Printed::ok}); }
    void operator()(const UpdatePassbook&) {
        answers.emplace_back(PassbookAdvanced{PassbookStage::printing, kPlayPassbookLines});
        answers.emplace_back(PassbookAdvanced{PassbookStage::done, 0});
    }
    /// A real ticket, held to the scanner by somebody who practises, is not called unknown.
    void operator()(const DeliverCode&) {
        answers.emplace_back(VisitJoined{state_.turn, true, std::nullopt, SettingsConsent::unknown, play_ticket(false)});
    }
    template <class Other>
    void operator()(const Other&) {}

    std::vector<Event> answers;

private:
    const State& state_;
};

/// By kind, so that a new effect is thought about here: what is not listed as the person's own reaches nobody in practice.
struct TouchesWorld {
    bool operator()(const RaiseHelp&) const { return false; }
    bool operator()(const AddHelpReason&) const { return false; }
    bool operator()(const CancelHelp&) const { return false; }
    bool operator()(const ApplyPreferences&) const { return false; }
    bool operator()(const SoundChime&) const { return false; }
    bool operator()(const StopSpeech&) const { return false; }
    bool operator()(const Announce&) const { return false; }
    bool operator()(const ResetCustomer&) const { return false; }
    /// Of a real card that was put in all the same: one of practice is never given back.
    bool operator()(const GiveBack&) const { return false; }
    bool operator()(const ReportTrouble& effect) const { return effect.kind != "media_left" && effect.kind != "media_taken"; }
    template <class Other>
    bool operator()(const Other&) const { return true; }
};

}  // namespace

bool touches_world(const Effect& effect) { return std::visit(TouchesWorld{}, effect); }

std::vector<Event> practise(const std::vector<Effect>& played, const State& state) {
    Partner partner(state);
    for (const Effect& effect : played) std::visit(partner, effect);
    return std::move(partner.answers);
}

}  // namespace silverlane::flow
