// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: Silverlane contributors
#include "kiosk/flow/practice.h"

#include <iterator>
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
            knowledge.facts = {{"place_number", "number", "8"}};
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

/// Answers each effect that touches the world; the others stay.
class Partner {
public:
    explicit Partner(const State& state) : state_(state) {}

    bool operator()(const IssueTicket& effect) {
        Ticket ticket;
        ticket.label = kPlayTicket;
        ticket.ahead = 2;
        ticket.wait_low = 5;
        ticket.wait_high = 10;
        ticket.priority = effect.priority;
        return answer(TicketIssued{effect.request, ticket});
    }
    bool operator()(const PrintTicket&) { return answer(TicketPrinted{Printed::ok}); }
    bool operator()(const Ask& effect) {
        const bool nothing = effect.what == AskKind::after_task;
        return answer(Answered{state_.turn, effect.request, effect.what, nothing ? AskResult::nothing : AskResult::done, play_knowledge(effect.what)});
    }
    bool operator()(const PrintSlip&) { return answer(SlipPrinted{state_.turn, Printed::ok}); }
    bool operator()(const UpdatePassbook&) {
        answer(PassbookAdvanced{PassbookStage::printing, kPlayPassbookLines});
        return answer(PassbookAdvanced{PassbookStage::done, 0});
    }
    bool operator()(const DeliverCode&) { return answer(CodeNotKnown{state_.turn}); }
    bool operator()(const EnterPin&) { return true; }
    bool operator()(const CancelPin&) { return true; }
    bool operator()(const GiveBack&) { return true; }
    bool operator()(const ReportTrouble&) { return true; }
    bool operator()(const ReportStuck&) { return true; }
    bool operator()(const ReportLeftUnfinished&) { return true; }
    bool operator()(const RecordConsent&) { return true; }
    bool operator()(const WithdrawConsent&) { return true; }
    bool operator()(const DeliverCard&) { return true; }
    bool operator()(const DeliverPhoneTail&) { return true; }
    bool operator()(const SavePreferences&) { return true; }
    /// Real in practice too: calls for staff, sound, settings, the reset.
    template <class Other>
    bool operator()(const Other&) { return false; }

    std::vector<Event> answers;

private:
    bool answer(Event event) {
        answers.push_back(std::move(event));
        return true;
    }
    const State& state_;
};

}  // namespace

std::vector<Event> practise(std::vector<Effect>& effects, const State& state) {
    Partner partner(state);
    std::vector<Effect> real;
    for (Effect& effect : effects) {
        if (!std::visit(partner, effect)) real.push_back(std::move(effect));
    }
    effects = std::move(real);
    return std::move(partner.answers);
}

}  // namespace silverlane::flow
