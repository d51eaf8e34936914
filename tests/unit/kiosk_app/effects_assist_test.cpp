// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: Silverlane contributors
#include "kiosk/app/effects_assist.h"

#include <gtest/gtest.h>

#include "asked_hub.h"

namespace silverlane::kiosk {
namespace {

using protocol::AssistScreen;

class AssistEffectsTest : public testing::Test {
protected:
    AssistEffectsTest() {
        state.turn = 4;
        state.help.state = flow::HelpState::claimed;
    }
    static scene::AssistView view(const std::string& step, bool asked = true) {
        scene::AssistView made{FlowId{"take_ticket"}, StepId{step}, scene::Template::choice, asked, asked, {}, {}};
        made.nodes = {{"title", NodeId{"title"}, scene::Role::title, "t", 0, false},
                      {"answer.cash", NodeId{"answer.cash"}, scene::Role::answer, "c", 1, asked},
                      {"choice.2", NodeId{"item.2026-11-30"}, scene::Role::answer, "", 2, asked}};
        return made;
    }
    void follow(scene::AssistView shown) { assist.follow(state, std::move(shown), call); }
    void ring(std::uint64_t generation, const std::string& node, const std::string& alert = "a1") {
        protocol::KioskEvent event;
        event.kind = protocol::KioskEvent::Kind::ring;
        event.alert = AlertId{alert};
        event.generation = generation;
        event.node = node;
        assist.heard(event);
    }
    [[nodiscard]] std::vector<AssistScreen> told() const { return hub.asked_for<AssistScreen>(); }

    AskedHub hub;
    std::vector<flow::Event> events;
    flow::State state;
    std::optional<AlertId> call = AlertId{"a1"};
    AssistEffects assist{hub.asker, hub.clock, [this](flow::Event one) { events.push_back(std::move(one)); }};
};

TEST_F(AssistEffectsTest, EachNewScreenIsToldOnce) {
    follow(view("service"));
    follow(view("service"));
    ASSERT_EQ(told().size(), 1U);
    EXPECT_EQ(told()[0].alert, AlertId{"a1"});
    EXPECT_EQ(told()[0].step, "service");
    EXPECT_EQ(told()[0].template_name, "choice");
    EXPECT_EQ(told()[0].nodes[1].role, "answer");
    EXPECT_EQ(told()[0].nodes[2].id, "choice.2");
    EXPECT_EQ(protocol::to_json(told()[0]).find("2026-11-30"), std::string::npos) << "what an item is called stays here";
}

TEST_F(AssistEffectsTest, OneIsOnItsWayAndTheNewestFollows) {
    follow(view("service"));
    follow(view("company"));
    follow(view("issuing"));
    ASSERT_EQ(told().size(), 1U);
    hub.answer(0, protocol::Accepted{});
    ASSERT_EQ(told().size(), 2U);
    EXPECT_EQ(told()[1].step, "issuing");
    EXPECT_GT(told()[1].generation, told()[0].generation);
    hub.answer(1, protocol::Accepted{});
    EXPECT_EQ(told().size(), 2U);
}

TEST_F(AssistEffectsTest, AHubThatWasAwayIsToldWhenItReturns) {
    follow(view("service"));
    hub.answer(0, hub_link::HubAway{});
    EXPECT_EQ(told().size(), 1U) << "nothing is repeated while it is away";
    assist.hub_returned();
    ASSERT_EQ(told().size(), 2U);
    EXPECT_EQ(told()[1].step, "service");
}

TEST_F(AssistEffectsTest, WithoutACallOrInPracticeNothingIsTold) {
    call.reset();
    follow(view("service"));
    call = AlertId{"a1"};
    state.practice = true;
    follow(view("service"));
    state.practice = false;
    state.help.state = flow::HelpState::unreachable;
    follow(view("service"));
    EXPECT_TRUE(told().empty());
    EXPECT_FALSE(assist.telling());
}

TEST_F(AssistEffectsTest, WhoHasGoneIsToldOnceAndTheNextPersonIsNot) {
    follow(view("service"));
    hub.answer(0, protocol::Accepted{});
    call.reset();
    state = {};
    state.turn = 5;
    follow(view("home"));
    ASSERT_EQ(told().size(), 2U);
    EXPECT_TRUE(told()[1].flow.empty() && told()[1].step.empty() && told()[1].nodes.empty());
    EXPECT_FALSE(told()[1].asked || told()[1].may_ring);
    hub.answer(1, protocol::Accepted{});
    follow(view("service"));
    EXPECT_EQ(told().size(), 2U);
    EXPECT_FALSE(assist.telling());
}

TEST_F(AssistEffectsTest, TheSameCallOfTheNextPersonHasNewerScreens) {
    follow(view("service"));
    hub.answer(0, protocol::Accepted{});
    AssistEffects restarted{hub.asker, hub.clock, [this](flow::Event one) { events.push_back(std::move(one)); }};
    hub.clock.advance(Milliseconds{5'000});
    restarted.follow(state, view("service"), call);
    EXPECT_GT(told()[1].generation, told()[0].generation) << "also after the kiosk was started anew";
}

TEST_F(AssistEffectsTest, ARingForTheScreenThatIsShownIsPointedAt) {
    follow(view("service"));
    ring(told()[0].generation, "choice.2");
    ASSERT_EQ(events.size(), 1U);
    const auto& pointed = std::get<flow::PointedAt>(events[0]);
    EXPECT_EQ(pointed.turn, 4U);
    EXPECT_EQ(pointed.at.step.text, "service");
    EXPECT_EQ(pointed.node.text, "item.2026-11-30");
}

TEST_F(AssistEffectsTest, EveryOtherRingIsDropped) {
    ring(1, "answer.cash");
    follow(view("service"));
    const std::uint64_t generation = told()[0].generation;
    ring(generation, "answer.cash", "a2");
    ring(generation - 1, "answer.cash");
    ring(generation, "title");
    ring(generation, "answer.transfer");
    follow(view("company"));
    ring(generation, "answer.cash");
    hub.answer(0, protocol::Accepted{});
    follow(view("company", false));
    hub.answer(1, protocol::Accepted{});
    ring(told().back().generation, "answer.cash");
    EXPECT_TRUE(events.empty()) << "another call, an older screen, no button, not there, the customer went on, not asked for";
}

}  // namespace
}  // namespace silverlane::kiosk
