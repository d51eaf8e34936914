// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: Silverlane contributors
#include "kiosk/scene/assist_view.h"

#include <algorithm>

#include "tests/support/kiosk_walk.h"

namespace silverlane {
namespace {

using testing::KioskWalk;
using testing::shipped_flows;

scene::AssistView view_of(const KioskWalk& walk) { return scene::assist_view(shipped_flows(), walk.state, walk.scene()); }

std::string all_of(const scene::AssistView& view) {
    std::string out;
    for (const scene::AssistNode& node : view.nodes) out += node.id + ' ' + node.text_key + ' ' + std::to_string(node.number) + (node.may_ring ? "!" : "") + '\n';
    return out;
}

/// A call is out and the person has gone on; with `asked` they have pressed 指给我看.
void call(KioskWalk& walk, bool asked) {
    ASSERT_TRUE(walk.press("fixed.call_staff"));
    ASSERT_TRUE(walk.press("answer.machine"));
    ASSERT_TRUE(walk.press(asked ? "answer.point_for_me" : "answer.go_on"));
}

TEST(AssistView, NamesTheStepAndItsButtonsInTheirOrder) {
    KioskWalk walk;
    walk.wake_and_go_home();
    ASSERT_TRUE(walk.press("answer.take_ticket"));
    call(walk, false);
    scene::AssistView view = view_of(walk);
    EXPECT_EQ(view.flow.text + '/' + view.step.text, "take_ticket/service");
    EXPECT_FALSE(view.asked || view.may_ring);
    ASSERT_GE(view.nodes.size(), 6U);
    EXPECT_EQ(view.nodes[0].id, "title");
    EXPECT_EQ(view.nodes[1].id, "answer.cash");
    EXPECT_EQ(view.nodes[1].number, 1);
    EXPECT_EQ(view.nodes[1].text_key, "take_ticket.service.cash");
    EXPECT_EQ(std::count_if(view.nodes.begin(), view.nodes.end(), [](const auto& node) { return node.may_ring; }), 0);
    ASSERT_TRUE(walk.press("help.pointing"));
    view = view_of(walk);
    EXPECT_TRUE(view.asked && view.may_ring);
    EXPECT_FALSE(view.nodes[0].may_ring) << "a question is no button";
    EXPECT_TRUE(view.nodes[1].may_ring);
    EXPECT_EQ(all_of(view).find("help.pointing"), std::string::npos) << "the ring's own key is nobody else's";
    walk.send(flow::PointedAt{walk.state.turn, walk.state.place, NodeId{"answer.transfer"}});
    EXPECT_EQ(view_of(walk).rung, "answer.transfer");
}

TEST(AssistView, HasNothingOfAPinAndSaysSo) {
    KioskWalk walk;
    walk.go_home_as("seated");
    ASSERT_TRUE(walk.press_on_any_page("answer.balance"));
    call(walk, true);
    EXPECT_TRUE(view_of(walk).may_ring);
    walk.insert_card();
    ASSERT_EQ(walk.place(), "balance/pin");
    const scene::AssistView view = view_of(walk);
    EXPECT_TRUE(view.asked);
    EXPECT_FALSE(view.may_ring);
    EXPECT_TRUE(view.nodes.empty());
    EXPECT_EQ(scene::find_node(walk.scene(), NodeId{"status.help"})->shown, "这一步，工作人员看不到");
    EXPECT_NE(scene::find_pressable(walk.scene(), NodeId{"help.pointing"}), nullptr) << "it can be taken back here too";
}

TEST(AssistView, TellsNoAccountAndNoValue) {
    KioskWalk walk;
    walk.go_home_as("seated");
    ASSERT_TRUE(walk.press_on_any_page("answer.balance"));
    call(walk, true);
    walk.insert_card();
    walk.enter_pin();
    walk.answer(flow::AskKind::accounts, testing::accounts(6));
    ASSERT_EQ(walk.place(), "balance/which");
    EXPECT_EQ(all_of(view_of(walk)).find("account"), std::string::npos) << all_of(view_of(walk));
    ASSERT_TRUE(walk.press("item.account_2"));
    walk.answer(flow::AskKind::balance, testing::balance());
    ASSERT_EQ(walk.place(), "balance/amount");
    for (const scene::AssistNode& node : view_of(walk).nodes) EXPECT_NE(node.role, scene::Role::value) << node.id;
}

TEST(AssistView, NamesAnItemOfAListByItsNumberAlone) {
    KioskWalk walk;
    walk.go_home_as("seated");
    ASSERT_TRUE(walk.press_on_any_page("answer.activities"));
    walk.answer(flow::AskKind::activities, testing::activities(3));
    ASSERT_EQ(walk.place(), "activities/which");
    call(walk, true);
    const scene::AssistView view = view_of(walk);
    const auto second = std::find_if(view.nodes.begin(), view.nodes.end(), [](const auto& node) { return node.id == "choice.2"; });
    ASSERT_NE(second, view.nodes.end()) << all_of(view);
    EXPECT_TRUE(second->text_key.empty());
    EXPECT_EQ(second->node.text, "item.activity_2");
    EXPECT_EQ(all_of(view).find("activity_2"), std::string::npos);
}

TEST(AssistView, IsEmptyUnderTheWarningAndInAPause) {
    KioskWalk walk;
    walk.wake_and_go_home();
    ASSERT_TRUE(walk.press("answer.take_ticket"));
    call(walk, true);
    walk.pass(125);
    EXPECT_TRUE(view_of(walk).nodes.empty());
    walk.pass(50);
    ASSERT_EQ(walk.state.phase, flow::Phase::paused);
    EXPECT_TRUE(view_of(walk).nodes.empty());
    EXPECT_FALSE(view_of(walk).may_ring);
}

}  // namespace
}  // namespace silverlane
