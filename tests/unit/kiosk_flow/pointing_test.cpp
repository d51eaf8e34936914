// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: Silverlane contributors
//
// 指给我看: when staff may point, how it ends, and that nothing is ever pressed by it.
#include <cstdlib>
#include <fstream>
#include <iterator>

#include "kiosk/flow/pointing.h"
#include "tests/support/kiosk_walk.h"

namespace silverlane {
namespace {

using testing::KioskWalk;
using testing::shipped_flows;

class Pointing : public ::testing::Test {
protected:
    Pointing() {
        walk.wake_and_go_home();
        EXPECT_TRUE(walk.press("answer.take_ticket"));
        EXPECT_TRUE(walk.press("fixed.call_staff"));
        EXPECT_TRUE(walk.press("answer.machine"));
    }
    void ask_to_be_shown() { ASSERT_TRUE(walk.press("answer.point_for_me")); }
    void point_at(const std::string& node) { walk.send(flow::PointedAt{walk.state.turn, walk.state.place, NodeId{node}}); }
    [[nodiscard]] bool has(const std::string& node) const { return scene::find_node(walk.scene(), NodeId{node}) != nullptr; }
    [[nodiscard]] std::string words_of(const std::string& node) const { return scene::find_node(walk.scene(), NodeId{node})->shown; }

    KioskWalk walk;
};

TEST_F(Pointing, IsAskedForAfterTheCallAndSaysWhatItMeans) {
    EXPECT_EQ(walk.place(), "call_staff/coming");
    ask_to_be_shown();
    EXPECT_EQ(walk.place(), "take_ticket/service") << "back at what is to be pointed at";
    EXPECT_TRUE(walk.state.help.pointing);
    ASSERT_GE(walk.scene().prompts.size(), 1U);
    EXPECT_EQ(walk.scene().prompts[0].spoken, "叫人期间，工作人员可以指给您看。还是您自己按。");
    EXPECT_EQ(words_of("status.help"), "正在叫人，可以指给您看");
    walk.send(flow::HelpClaimed{walk.state.turn, "1023"});
    EXPECT_EQ(words_of("status.help"), "工号1023正在过来，可以指给您看");
}

TEST_F(Pointing, IsTakenBackInOnePressAndAskedForAgainInOne) {
    ASSERT_TRUE(walk.press("answer.go_on"));
    EXPECT_EQ(words_of("help.pointing"), "指给我看") << "who went on without it finds it beside the spoken words";
    ASSERT_TRUE(walk.press("help.pointing"));
    EXPECT_TRUE(walk.state.help.pointing);
    EXPECT_EQ(walk.said(), "pointing_on");
    EXPECT_EQ(words_of("help.pointing"), "不用指了");
    ASSERT_TRUE(walk.press("help.pointing"));
    EXPECT_FALSE(walk.state.help.pointing);
    EXPECT_EQ(walk.said(), "pointing_off");
    EXPECT_EQ(walk.place(), "take_ticket/service");
}

TEST_F(Pointing, EndsWithTheCall) {
    ask_to_be_shown();
    point_at("answer.cash");
    ASSERT_FALSE(walk.state.help.rung.empty());
    const flow::State pointed = walk.state;
    for (const flow::Event& end : {flow::Event{flow::HelpEnded{pointed.turn}}, flow::Event{flow::HubChanged{false}},
                                   flow::Event{flow::HelpUnreachable{pointed.turn}}}) {
        walk.state = pointed;
        walk.send(end);
        EXPECT_FALSE(walk.state.help.pointing);
        EXPECT_TRUE(walk.state.help.rung.empty());
        EXPECT_FALSE(has("help.pointing"));
        point_at("answer.cash");
        EXPECT_TRUE(walk.state.help.rung.empty());
    }
}

TEST_F(Pointing, IsSeenAndSaidOnce) {
    ask_to_be_shown();
    point_at("answer.transfer");
    const scene::Scene now = walk.scene();
    EXPECT_TRUE(scene::find_node(now, NodeId{"answer.transfer"})->state.rung);
    ASSERT_EQ(now.prompts.size(), 1U);
    EXPECT_EQ(now.prompts[0].spoken, "工作人员指的是：" + scene::find_node(now, NodeId{"answer.transfer"})->listed_spoken + "。");
    EXPECT_EQ(now.prompts[0].caption, "工作人员指的是：" + scene::find_node(now, NodeId{"answer.transfer"})->listed_shown + "。");
    const auto said = walk.state.generation;
    walk.pass(1);
    EXPECT_EQ(walk.state.generation, said) << "once";
    point_at("fixed.back");
    EXPECT_EQ(walk.scene().prompts.at(0).spoken, "工作人员指的是：返回。");
    EXPECT_FALSE(scene::find_node(walk.scene(), NodeId{"answer.transfer"})->state.rung) << "one at a time";
}

TEST_F(Pointing, GoesWithTheNextPressAndTheNextStep) {
    ask_to_be_shown();
    point_at("answer.transfer");
    ASSERT_TRUE(walk.press("service.louder"));
    EXPECT_TRUE(walk.state.help.rung.empty());
    point_at("answer.transfer");
    walk.send(flow::Touched{});
    EXPECT_FALSE(walk.state.help.rung.empty()) << "a finger beside the keys presses nothing";
    ASSERT_TRUE(walk.press("answer.transfer"));
    EXPECT_TRUE(walk.state.help.rung.empty());
    EXPECT_TRUE(walk.state.help.pointing) << "for the next step too";
    walk.send(flow::PointedAt{walk.state.turn, {FlowId{"take_ticket"}, StepId{"service"}}, NodeId{"answer.transfer"}});
    EXPECT_TRUE(walk.state.help.rung.empty()) << "meant for the step before";
    walk.send(flow::PointedAt{walk.state.turn + 1, walk.state.place, NodeId{"answer.company"}});
    EXPECT_TRUE(walk.state.help.rung.empty()) << "meant for another person";
}

TEST_F(Pointing, IsNotOfferedInPracticeAndNotToWhoIsUnwell) {
    KioskWalk practice;
    practice.go_home_as("seated");
    ASSERT_TRUE(practice.press_on_any_page("answer.practice"));
    ASSERT_TRUE(practice.press("answer.begin"));
    ASSERT_TRUE(practice.press("fixed.call_staff"));
    ASSERT_TRUE(practice.press("answer.machine"));
    EXPECT_EQ(scene::find_node(practice.scene(), NodeId{"answer.point_for_me"}), nullptr);
    practice.send(flow::Action{flow::ActionKind::turn_pointing, {}});
    EXPECT_FALSE(practice.state.help.pointing);
    KioskWalk unwell;
    unwell.wake_and_go_home();
    ASSERT_TRUE(unwell.press("fixed.call_staff"));
    ASSERT_TRUE(unwell.press("answer.unwell"));
    EXPECT_EQ(scene::find_node(unwell.scene(), NodeId{"answer.point_for_me"}), nullptr);
}

TEST_F(Pointing, WhoComesBackToAPausedScreenHasNotAskedForIt) {
    ask_to_be_shown();
    walk.pass(170);
    ASSERT_EQ(walk.state.phase, flow::Phase::paused);
    EXPECT_FALSE(walk.state.help.pointing);
}

TEST_F(Pointing, UnderTheWarningNobodyPoints) {
    ask_to_be_shown();
    walk.pass(125);
    ASSERT_EQ(walk.state.phase, flow::Phase::warning);
    point_at("answer.cash");
    EXPECT_TRUE(walk.state.help.rung.empty());
    EXPECT_FALSE(has("help.pointing"));
}

/// Every step of every flow, with "-" where nobody points.
std::string list_of_steps() {
    std::string out;
    for (const auto& [id, flow] : shipped_flows().flows) {
        for (const auto& [step, definition] : flow.steps) {
            out += (flow::may_be_pointed_at(shipped_flows(), {id, step}) ? "  " : "- ") + id.text + '/' + step.text + '\n';
        }
    }
    return out;
}

TEST(PointingSteps, OfTheShippedFlowsAreThoseThatWereLookedAt) {
    const std::string file = std::string(SILVERLANE_SOURCE_DIR) + "/tests/unit/kiosk_flow/pointing_steps.txt";
    if (std::getenv("UPDATE_GOLDEN") != nullptr) std::ofstream(file) << list_of_steps();
    std::ifstream in(file);
    const std::string expected{std::istreambuf_iterator<char>(in), std::istreambuf_iterator<char>()};
    EXPECT_EQ(list_of_steps(), expected) << "look at each new step: may staff see its buttons? Then UPDATE_GOLDEN=1";
}

TEST(PointingSteps, NoPinConsentConfirmationOfferOrRatingIsAmongThem) {
    for (const auto& [id, flow] : shipped_flows().flows) {
        for (const auto& [step_id, step] : flow.steps) {
            bool own = step.needs == "pin_pad" || step.arrangement == flow::Arrangement::confirm || step.arrangement == flow::Arrangement::rating ||
                       id.text == "offer" || id.text == "rating" || id.text == "remember_settings";
            for (const flow::Answer& answer : step.answers) own = own || !answer.then.purposes.empty();
            if (own) {
                EXPECT_FALSE(flow::may_be_pointed_at(shipped_flows(), {id, step_id})) << id.text << '/' << step_id.text;
            }
        }
    }
}

}  // namespace
}  // namespace silverlane
