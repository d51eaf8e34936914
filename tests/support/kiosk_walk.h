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
    MonotonicTime clock{};
    int touches = 0;
};

}  // namespace silverlane::testing
