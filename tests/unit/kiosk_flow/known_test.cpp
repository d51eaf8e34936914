// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: Silverlane contributors
//
// 你们知道我什么: all that is held is shown to who holds the ticket or the card, and one press forgets it.
#include "tests/support/kiosk_walk.h"

namespace silverlane {
namespace {

using flow::AskKind;
using flow::AskResult;
using testing::KioskWalk;

KioskWalk with_the_list(int lines) {
    KioskWalk walk;
    walk.go_home_as("door");
    EXPECT_TRUE(walk.press_on_any_page("answer.known"));
    EXPECT_TRUE(walk.press("answer.show"));
    EXPECT_EQ(walk.place(), "known/who");
    walk.send(flow::CodeScanned{PrivateText{"code"}});
    walk.send(flow::VisitJoined{walk.state.turn, true, std::nullopt, flow::SettingsConsent::granted, testing::sample_ticket()});
    walk.answer(AskKind::known, testing::held(lines));
    EXPECT_EQ(walk.place(), "known/list");
    return walk;
}

TEST(Known, shows_three_lines_a_page_with_both_answers_on_every_page_and_says_none_of_them_aloud) {
    KioskWalk walk = with_the_list(5);
    EXPECT_EQ(walk.said(), "known_list known_private");
    const scene::Scene now = walk.scene();
    for (const char* id : {"item.held_1", "item.held_2", "item.held_3"}) {
        const scene::Node* line = scene::find_node(now, NodeId{id});
        ASSERT_NE(line, nullptr);
        EXPECT_TRUE(line->secret.has_value());
        EXPECT_TRUE(line->spoken.empty());
        EXPECT_FALSE(line->secret_spoken->empty());
    }
    EXPECT_EQ(scene::find_node(walk.scene(), NodeId{"item.held_1"})->secret->open(PrivateDoor::glyph_drawing), "您的号：A012");
    ASSERT_TRUE(walk.press("page.next"));
    EXPECT_NE(scene::find_node(walk.scene(), NodeId{"item.held_5"}), nullptr);
    EXPECT_NE(scene::find_pressable(walk.scene(), NodeId{"answer.forget"}), nullptr);
    EXPECT_NE(scene::find_pressable(walk.scene(), NodeId{"answer.keep"}), nullptr);
}

TEST(Known, forgetting_ends_with_nothing_held) {
    KioskWalk walk = with_the_list(2);
    ASSERT_TRUE(walk.press("service.text_size"));
    ASSERT_TRUE(walk.press("answer.forget"));
    EXPECT_EQ(walk.asks(AskKind::forget).size(), 1U);
    walk.answer(AskKind::forget);
    EXPECT_EQ(walk.place(), "known/forgotten");
    EXPECT_EQ(walk.said(), "forgotten");
    EXPECT_FALSE(walk.state.joined);
    EXPECT_FALSE(walk.state.by_possession);
    EXPECT_FALSE(walk.state.ticket.has_value());
    EXPECT_TRUE(walk.state.lists.empty());
    ASSERT_TRUE(walk.press("answer.ok"));
    EXPECT_EQ(walk.place(), "home/home") << "nobody who was forgotten is asked whether to be remembered";
    EXPECT_EQ(flow::dump(walk.state), flow::dump(flow::fresh_state(testing::shipped_flows(), walk.state)));
}

TEST(Known, what_could_not_be_forgotten_is_not_called_forgotten) {
    for (const AskResult result : {AskResult::away, AskResult::refused}) {
        KioskWalk walk = with_the_list(2);
        ASSERT_TRUE(walk.press("answer.forget"));
        walk.answer(AskKind::forget, result);
        EXPECT_EQ(walk.place(), "known/away");
        EXPECT_TRUE(walk.state.by_possession);
    }
}

TEST(Known, who_holds_a_ticket_already_is_not_asked_for_it_twice) {
    KioskWalk walk;
    walk.go_home_as("door");
    walk.send(flow::CodeScanned{PrivateText{"code"}});
    walk.send(flow::VisitJoined{walk.state.turn, true, std::nullopt, flow::SettingsConsent::granted, testing::sample_ticket()});
    ASSERT_TRUE(walk.press("answer.ok"));
    ASSERT_TRUE(walk.press_on_any_page("answer.known"));
    ASSERT_TRUE(walk.press("answer.show"));
    EXPECT_EQ(walk.place(), "known/asking");
}

TEST(Known, a_card_put_in_comes_back_before_the_list_is_shown) {
    KioskWalk walk;
    walk.go_home_as("door");
    ASSERT_TRUE(walk.press_on_any_page("answer.known"));
    ASSERT_TRUE(walk.press("answer.show"));
    walk.insert_card();
    EXPECT_EQ(walk.place(), "known/card_back");
    EXPECT_EQ(walk.count<flow::GiveBack>(), 1U);
    walk.take_card();
    EXPECT_EQ(walk.place(), "known/asking");
    walk.answer(AskKind::known, AskResult::nothing);
    EXPECT_EQ(walk.place(), "known/nothing");
}

TEST(Known, hanging_up_covers_the_list) {
    KioskWalk walk = with_the_list(2);
    walk.send(flow::ListeningChanged{flow::Listening::handset});
    walk.send(flow::ListeningChanged{flow::Listening::loudspeaker});
    EXPECT_TRUE(walk.scene().covered);
}

TEST(Known, going_home_leaves_no_line_behind) {
    KioskWalk walk = with_the_list(4);
    ASSERT_TRUE(walk.press("answer.keep"));
    EXPECT_EQ(walk.place(), "home/home");
    EXPECT_TRUE(walk.state.lists.empty());
}

TEST(Known, a_late_answer_for_the_person_before_changes_nothing) {
    KioskWalk walk;
    walk.go_home_as("door");
    ASSERT_TRUE(walk.press_on_any_page("answer.known"));
    ASSERT_TRUE(walk.press("answer.show"));
    walk.send(flow::CodeScanned{PrivateText{"code"}});
    const auto turn = walk.state.turn;
    const auto request = walk.state.asked.at(AskKind::known);
    ASSERT_TRUE(walk.press("fixed.exit"));
    ASSERT_TRUE(walk.press_on_any_page("answer.known"));
    ASSERT_TRUE(walk.press("answer.show"));
    walk.send(flow::CodeScanned{PrivateText{"code"}});
    const std::string before = flow::dump(walk.state);
    walk.send(flow::Answered{turn, request, AskKind::known, AskResult::done, testing::held(3)});
    walk.send(flow::SlipPrinted{turn, flow::Printed::failed});
    EXPECT_EQ(flow::dump(walk.state), before);
    walk.send(flow::Answered{walk.state.turn, request, AskKind::known, AskResult::done, testing::held(3)});
    EXPECT_EQ(flow::dump(walk.state), before) << "nor one to an older question";
}

TEST(Known, is_not_shown_again_to_whoever_touches_the_paused_screen) {
    KioskWalk walk = with_the_list(3);
    walk.pass(180);
    walk.pass(45);
    ASSERT_EQ(walk.state.phase, flow::Phase::paused);
    walk.send(flow::Touched{});
    EXPECT_EQ(walk.place(), "home/home");
    EXPECT_TRUE(walk.state.lists.empty());
    EXPECT_EQ(walk.all<flow::ForgetProof>().size(), 1U);
    EXPECT_FALSE(walk.state.card_tapped);
    EXPECT_FALSE(walk.state.by_possession) << "the ticket that was scanned proves nothing for whoever stands here now";
}

TEST(NumberEntry, forgets_what_was_typed_when_the_turn_pauses) {
    KioskWalk walk;
    walk.go_home_as("door");
    EXPECT_TRUE(walk.press_on_any_page("answer.identify"));
    EXPECT_TRUE(walk.press("answer.phone"));
    EXPECT_TRUE(walk.press("answer.agree"));
    walk.type("7731");
    ASSERT_EQ(walk.state.digits.count(), 4U);
    walk.pass(121);
    walk.pass(46);
    ASSERT_EQ(walk.state.phase, flow::Phase::paused);
    EXPECT_TRUE(walk.state.digits.empty());
}

}  // namespace
}  // namespace silverlane
