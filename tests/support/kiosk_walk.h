// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: Silverlane contributors
//
// A person at the kiosk, for tests: the shipped flows and texts, a state, and what the person and the world do. Keeps every effect.
#pragma once

#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>
#include <string>
#include <utility>
#include <variant>
#include <vector>

#include "kiosk/flow/engine.h"
#include "kiosk/scene/builder.h"
#include "kiosk/scene/text_catalogue.h"

namespace silverlane::testing {

inline const scene::TextCatalogue& shipped_texts() {
    static const scene::TextCatalogue texts = [] {
        auto loaded = scene::TextCatalogue::load(std::filesystem::path(SILVERLANE_SOURCE_DIR) / "config/strings", {"zh-CN", "en"});
        if (!loaded) {
            ADD_FAILURE() << loaded.error().text();
            std::abort();
        }
        return std::move(loaded).value();
    }();
    return texts;
}

inline const flow::Flows& shipped_flows() {
    static const flow::Flows flows = [] {
        auto loaded = flow::load_flows(std::filesystem::path(SILVERLANE_SOURCE_DIR) / "config/flows", shipped_texts().known(), flow::Times{});
        if (!loaded) {
            ADD_FAILURE() << loaded.error().text();
            std::abort();
        }
        return std::move(loaded).value();
    }();
    return flows;
}

inline flow::Ticket sample_ticket(bool priority = false) {
    flow::Ticket ticket;
    ticket.label = priority ? "T003" : "A012";
    ticket.ahead = 5;
    ticket.wait_low = 10;
    ticket.wait_high = 15;
    ticket.priority = priority;
    return ticket;
}

inline flow::PrivateSlot secret(const std::string& name, const std::string& kind, const std::string& value) {
    return {name, kind, PrivateText{value}};
}

inline flow::Knowledge pension_arrived() {
    flow::Knowledge knowledge;
    knowledge.marks["pension"] = "arrived";
    knowledge.secrets = {secret("pension_amount", "amount_cny", "3210.50")};
    return knowledge;
}

inline flow::Knowledge pension_not_arrived() {
    flow::Knowledge knowledge;
    knowledge.marks["pension"] = "not_arrived";
    knowledge.secrets = {secret("pension_day", "month_day", "11-22")};
    return knowledge;
}

/// So many accounts, each with another tail.
inline flow::Knowledge accounts(int count) {
    flow::Knowledge knowledge;
    for (int index = 1; index <= count; ++index) {
        flow::ListItem item;
        item.id = "account_" + std::to_string(index);
        item.text_key = index % 2 == 1 ? "account.demand" : "account.time";
        item.secrets = {secret("tail", "card_tail", std::to_string(6200 + index))};
        knowledge.lists["accounts"].push_back(std::move(item));
    }
    return knowledge;
}

inline flow::Knowledge balance() {
    flow::Knowledge knowledge;
    knowledge.secrets = {secret("balance", "amount_cny", "8765.43")};
    return knowledge;
}

inline flow::ListItem spelled_item(const std::string& id, const std::string& chinese, const std::string& english) {
    flow::ListItem item;
    item.id = id;
    item.words["zh-CN"] = {chinese, chinese};
    item.words["en"] = {english, english};
    return item;
}

inline flow::Knowledge activities(int count) {
    flow::Knowledge knowledge;
    const std::vector<std::pair<const char*, const char*>> names{
        {"健康讲座", "Health talk"}, {"手机课", "Phone class"}, {"反诈课", "Fraud class"}, {"节日活动", "Festival"}, {"书法课", "Calligraphy"}, {"合唱", "Choir"}};
    for (int index = 0; index < count; ++index) {
        const auto& [chinese, english] = names[static_cast<std::size_t>(index) % names.size()];
        knowledge.lists["activities"].push_back(spelled_item("activity_" + std::to_string(index + 1), chinese, english));
    }
    return knowledge;
}

inline flow::Knowledge signed_up() {
    flow::Knowledge knowledge;
    knowledge.facts = {{"place_number", "place", "8"}};
    knowledge.lists["event"] = {spelled_item("event", "二楼活动室", "Room on the second floor")};
    return knowledge;
}

inline flow::Knowledge half_days() {
    flow::Knowledge knowledge;
    for (const auto& [id, key] : {std::pair{"day_1", "home_visit.day.morning"}, std::pair{"day_2", "home_visit.day.afternoon"}}) {
        flow::ListItem item;
        item.id = id;
        item.text_key = key;
        item.facts = {{"day", "month_day", "11-30"}, {"weekday", "weekday", "1"}};
        knowledge.lists["half_days"].push_back(std::move(item));
    }
    return knowledge;
}

/// So many lines of what is held about a visit.
inline flow::Knowledge held(int count) {
    flow::Knowledge knowledge;
    const std::vector<const char*> keys{"known.ticket", "known.how_ticket", "known.consent_service", "known.needs", "known.alerts"};
    for (int index = 0; index < count; ++index) {
        flow::ListItem item;
        item.id = "held_" + std::to_string(index + 1);
        item.text_key = keys[static_cast<std::size_t>(index) % keys.size()];
        if (item.text_key == "known.ticket") item.secrets = {secret("held", "ticket", "A012")};
        knowledge.lists["known"].push_back(std::move(item));
    }
    return knowledge;
}

inline flow::Knowledge then_rating() {
    flow::Knowledge knowledge;
    knowledge.after_task = flow::AfterTask::rating;
    return knowledge;
}

inline flow::Knowledge then_offer() {
    flow::Knowledge knowledge;
    knowledge.after_task = flow::AfterTask::offer;
    knowledge.lists["offer"] = {spelled_item("offer_1", "到期提醒服务", "Maturity reminders")};
    knowledge.lists["offer"].front().is_private = true;
    return knowledge;
}

inline scene::Facts sample_facts() {
    scene::Facts facts;
    facts.branch_name = "和平路网点";
    facts.clock_text = "14:05";
    facts.waiting = 6;
    facts.wait_low = 10;
    facts.wait_high = 15;
    return facts;
}

class KioskWalk {
public:
    KioskWalk() : state(flow::first_state(shipped_flows())) { pass_milliseconds(0); }

    void send(const flow::Event& event) {
        flow::Outcome outcome = flow::step(shipped_flows(), state, event);
        state = std::move(outcome.state);
        last = outcome.effects;
        effects.insert(effects.end(), outcome.effects.begin(), outcome.effects.end());
    }
    /// Presses a node of the scene as a finger would: refused when the scene does not offer it.
    ::testing::AssertionResult press(const std::string& node) {
        const scene::Scene now = scene();
        const scene::Node* found = scene::find_pressable(now, NodeId{node});
        if (found == nullptr) return ::testing::AssertionFailure() << node << " cannot be pressed on\n" << scene::dump(now);
        ++touches;
        send(*found->action);
        return ::testing::AssertionSuccess();
    }
    /// The same, turning pages until it is found.
    ::testing::AssertionResult press_on_any_page(const std::string& node) {
        while (scene::find_node(scene(), NodeId{node}) == nullptr && scene::find_pressable(scene(), NodeId{"page.next"}) != nullptr) {
            if (const auto turned = press("page.next"); !turned) return turned;
        }
        return press(node);
    }
    /// At the home screen of a terminal with this role.
    void go_home_as(const std::string& role) {
        send(flow::TerminalChanged{{role, false}});
        wake_and_go_home();
    }

    // What the world does.
    void answer(flow::AskKind what, flow::AskResult result, flow::Knowledge knowledge = {}) {
        const auto asked = state.asked.find(what);
        ASSERT_NE(asked, state.asked.end()) << "nobody asked for " << flow::name_of(what) << " at " << place();
        send(flow::Answered{state.turn, asked->second, what, result, std::move(knowledge)});
    }
    void answer(flow::AskKind what, flow::Knowledge knowledge = {}) { answer(what, flow::AskResult::done, std::move(knowledge)); }
    void insert_card() { send(flow::CardInserted{}); }
    void take_card() { send(flow::MediumTaken{flow::Medium::card, false}); }
    void insert_passbook() { send(flow::PassbookInserted{}); }
    void take_passbook() { send(flow::MediumTaken{flow::Medium::passbook, false}); }
    void passbook(flow::PassbookStage stage, int lines_left) { send(flow::PassbookAdvanced{stage, lines_left}); }
    /// Six digits at the pad and 确认 there; the bank's answer is still to come.
    void type_pin() {
        for (int digits = 1; digits <= 6; ++digits) send(flow::PinTyped{digits});
        send(flow::PinEntered{PrivateText{"sealed"}});
    }
    void enter_pin(bool right = true) {
        type_pin();
        answer(flow::AskKind::check_pin, right ? flow::AskResult::done : flow::AskResult::refused);
    }
    void type(const std::string& digits) {
        for (const char digit : digits) EXPECT_TRUE(press(std::string("key.") + digit));
    }
    void wake_and_go_home() { send(flow::Action{flow::ActionKind::wake, {}}); }
    void pass(int seconds, bool speaking = false) { pass_milliseconds(seconds * 1000, speaking); }
    void pass_milliseconds(int milliseconds, bool speaking = false) {
        clock = clock + Milliseconds{milliseconds};
        send(flow::Tick{clock, speaking});
    }
    void take_ticket_until_slip(const std::string& company = "neither", const flow::Ticket& ticket = sample_ticket()) {
        EXPECT_TRUE(press("answer.take_ticket"));
        EXPECT_TRUE(press("answer.cash"));
        EXPECT_TRUE(press("answer." + company));
        send(flow::TicketIssued{state.request, ticket});
    }

    [[nodiscard]] scene::Scene scene() const { return scene::build(shipped_flows(), state, facts, shipped_texts()); }
    [[nodiscard]] std::string place() const { return state.place.flow.text + '/' + state.place.step.text; }
    [[nodiscard]] std::string said() const {
        std::string out;
        for (const std::string& prompt : state.say) out += (out.empty() ? "" : " ") + prompt;
        return out;
    }
    template <class Effect>
    [[nodiscard]] std::vector<Effect> all() const {
        std::vector<Effect> out;
        for (const flow::Effect& effect : effects) {
            if (const auto* found = std::get_if<Effect>(&effect)) out.push_back(*found);
        }
        return out;
    }

    flow::State state;
    scene::Facts facts = sample_facts();
    std::vector<flow::Effect> effects;
    std::vector<flow::Effect> last;
    template <class Effect>
    [[nodiscard]] std::size_t count() const { return all<Effect>().size(); }
    [[nodiscard]] std::vector<flow::Ask> asks(flow::AskKind what) const {
        std::vector<flow::Ask> out;
        for (const flow::Ask& ask : all<flow::Ask>()) {
            if (ask.what == what) out.push_back(ask);
        }
        return out;
    }
    [[nodiscard]] std::vector<std::string> troubles() const {
        std::vector<std::string> out;
        for (const flow::ReportTrouble& trouble : all<flow::ReportTrouble>()) out.push_back(trouble.kind);
        return out;
    }

    MonotonicTime clock{};
    int touches = 0;
};

}  // namespace silverlane::testing
