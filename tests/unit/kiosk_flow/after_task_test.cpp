// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: Silverlane contributors
//
// After the task: the rating or one offer, never both, and neither after 退出.
#include "tests/support/kiosk_walk.h"

namespace silverlane {
namespace {

using flow::AskKind;
using testing::KioskWalk;

/// The card is taken after a balance; the hub has said what follows.
KioskWalk after_a_balance(flow::Knowledge then) {
    KioskWalk walk;
    walk.go_home_as("seated");
    EXPECT_TRUE(walk.press("answer.balance"));
    walk.insert_card();
    walk.enter_pin();
    walk.answer(AskKind::accounts, testing::accounts(1));
    walk.answer(AskKind::balance, testing::balance());
    walk.answer(AskKind::after_task, std::move(then));
    EXPECT_EQ(walk.place(), "balance/amount") << "nothing changes while the figure is read";
    EXPECT_TRUE(walk.press("answer.ok"));
    walk.take_card();
    return walk;
}

TEST(Rating, is_asked_after_the_card_is_back_and_nothing_private_is_left) {
    KioskWalk walk = after_a_balance(testing::then_rating());
    EXPECT_EQ(walk.place(), "rating/ask");
    EXPECT_EQ(walk.said(), "rating_ask");
    EXPECT_TRUE(walk.state.secrets.empty());
    EXPECT_FALSE(walk.state.lists.contains("accounts"));
    const scene::Scene now = walk.scene();
    const scene::Node* yes = scene::find_pressable(now, NodeId{"answer.yes"});
    const scene::Node* no = scene::find_pressable(now, NodeId{"answer.no"});
    ASSERT_TRUE(yes != nullptr && no != nullptr);
    EXPECT_EQ(yes->state, no->state);
    ASSERT_TRUE(walk.press("answer.no"));
    EXPECT_EQ(walk.place(), "home/home");
    EXPECT_TRUE(walk.asks(AskKind::rate).empty()) << "silence is no rating";
}

TEST(Rating, is_given_once_with_its_reason) {
    KioskWalk walk = after_a_balance(testing::then_rating());
    for (const char* press : {"answer.yes", "answer.poor", "answer.hearing"}) ASSERT_TRUE(walk.press(press));
    EXPECT_EQ(walk.said(), "P77 P78");
    ASSERT_TRUE(walk.press("answer.yes"));
    walk.answer(AskKind::rate);
    EXPECT_EQ(walk.place(), "rating/manager_told");
    ASSERT_EQ(walk.asks(AskKind::rate).size(), 1U);
    const auto entries = walk.asks(AskKind::rate).front().entries;
    EXPECT_EQ(entries.at("rating"), "4");
    EXPECT_EQ(entries.at("rating_reason"), "hearing");
    EXPECT_EQ(entries.at("rating_manager"), "yes");
    EXPECT_FALSE(entries.contains("accounts"));
    ASSERT_TRUE(walk.press("answer.ok"));
    EXPECT_EQ(walk.asks(AskKind::rate).size(), 1U);
    EXPECT_EQ(walk.place(), "home/home");
}

TEST(Rating, the_manager_was_told_only_when_that_is_known) {
    for (const bool silent : {false, true}) {
        KioskWalk walk = after_a_balance(testing::then_rating());
        for (const char* press : {"answer.yes", "answer.fair", "answer.unsaid", "answer.yes"}) ASSERT_TRUE(walk.press(press));
        if (silent) walk.pass(15);
        else walk.answer(AskKind::rate, flow::AskResult::away);
        EXPECT_EQ(walk.place(), "rating/manager_away");
        EXPECT_EQ(walk.said(), "nobody_reachable");
    }
}

TEST(Rating, of_a_person_who_walks_away_counts_with_what_was_said) {
    KioskWalk walk = after_a_balance(testing::then_rating());
    for (const char* press : {"answer.yes", "answer.fair", "answer.wait"}) ASSERT_TRUE(walk.press(press));
    walk.pass(225);
    EXPECT_EQ(walk.place(), "home/home");
    ASSERT_EQ(walk.asks(AskKind::rate).size(), 1U);
    EXPECT_EQ(walk.asks(AskKind::rate).front().entries.at("rating"), "3");
    EXPECT_EQ(walk.asks(AskKind::rate).front().entries.at("rating_reason"), "wait");
    EXPECT_TRUE(walk.all<flow::ReportLeftUnfinished>().empty());
}

TEST(Rating, a_changed_mind_takes_the_reason_along) {
    KioskWalk walk = after_a_balance(testing::then_rating());
    for (const char* press : {"answer.yes", "answer.poor", "answer.wait", "fixed.back", "fixed.back", "answer.very_good"}) {
        ASSERT_TRUE(walk.press(press)) << walk.place();
    }
    EXPECT_EQ(walk.said(), "P77 P87");
    ASSERT_TRUE(walk.press("answer.ok"));
    ASSERT_EQ(walk.asks(AskKind::rate).size(), 1U);
    EXPECT_EQ(walk.asks(AskKind::rate).front().entries.at("rating"), "1");
    EXPECT_FALSE(walk.asks(AskKind::rate).front().entries.contains("rating_reason"));
}

TEST(Rating, of_who_leaves_the_faces_for_a_ticket_is_given_once) {
    KioskWalk walk = after_a_balance(testing::then_rating());
    for (const char* press : {"answer.yes", "answer.poor", "fixed.call_staff", "answer.company"}) ASSERT_TRUE(walk.press(press));
    walk.pass(61);
    ASSERT_TRUE(walk.press("answer.take_ticket"));
    ASSERT_TRUE(walk.press("fixed.back"));
    EXPECT_EQ(walk.place(), "home/home");
    EXPECT_EQ(walk.asks(AskKind::rate).size(), 1U);
    ASSERT_TRUE(walk.press("fixed.exit"));
    EXPECT_EQ(walk.asks(AskKind::rate).size(), 1U);
}

TEST(Rating, exit_asks_none) {
    for (const bool from_the_slot : {false, true}) {
        KioskWalk walk;
        walk.go_home_as("seated");
        ASSERT_TRUE(walk.press("answer.balance"));
        walk.insert_card();
        walk.enter_pin();
        walk.answer(AskKind::accounts, testing::accounts(1));
        walk.answer(AskKind::balance, testing::balance());
        walk.answer(AskKind::after_task, testing::then_rating());
        if (from_the_slot) {
            ASSERT_TRUE(walk.press("answer.ok"));
        }
        ASSERT_TRUE(walk.press("fixed.exit"));
        EXPECT_EQ(walk.place(), "give_back/card");
        ASSERT_TRUE(walk.press("fixed.exit"));
        walk.take_card();
        EXPECT_EQ(walk.place(), "home/home");
    }
}

TEST(Rating, that_the_hub_decides_on_too_late_is_not_asked_of_the_next_person) {
    KioskWalk walk;
    walk.go_home_as("seated");
    ASSERT_TRUE(walk.press("answer.balance"));
    walk.insert_card();
    walk.enter_pin();
    walk.answer(AskKind::accounts, testing::accounts(1));
    walk.answer(AskKind::balance, testing::balance());
    const auto turn = walk.state.turn;
    const auto request = walk.state.asked.at(AskKind::after_task);
    ASSERT_TRUE(walk.press("answer.ok"));
    walk.take_card();
    ASSERT_EQ(walk.place(), "home/home");
    walk.send(flow::Answered{turn, request, AskKind::after_task, flow::AskResult::done, testing::then_rating()});
    walk.send(flow::TerminalChanged{{"door", false}});
    walk.take_ticket_until_slip();
    ASSERT_TRUE(walk.press("answer.ok"));
    EXPECT_EQ(walk.place(), "home/home");
}

TEST(Offer, is_declined_in_one_press_of_an_equal_button_and_never_comes_with_a_rating) {
    KioskWalk walk = after_a_balance(testing::then_offer());
    EXPECT_EQ(walk.place(), "offer/ask");
    const scene::Scene now = walk.scene();
    EXPECT_EQ(scene::find_pressable(now, NodeId{"answer.yes"})->state, scene::find_pressable(now, NodeId{"answer.no"})->state);
    const scene::Node* what = scene::find_node(now, NodeId{"item.offer_1"});
    ASSERT_NE(what, nullptr);
    EXPECT_TRUE(what->secret.has_value()) << "nobody else hears what it is";
    EXPECT_TRUE(what->spoken.empty());
    ASSERT_TRUE(walk.press("answer.no"));
    EXPECT_EQ(walk.place(), "home/home");
    ASSERT_EQ(walk.asks(AskKind::offer_answer).size(), 1U);
    EXPECT_EQ(walk.asks(AskKind::offer_answer).front().entries.at("offer_wanted"), "no");
}

TEST(Offer, that_is_wanted_leads_to_a_person_and_sells_nothing_here) {
    KioskWalk walk = after_a_balance(testing::then_offer());
    ASSERT_TRUE(walk.press("answer.yes"));
    EXPECT_EQ(walk.place(), "offer/told");
    EXPECT_EQ(walk.said(), "offer_told");
    ASSERT_TRUE(walk.press("answer.ok"));
    EXPECT_EQ(walk.place(), "home/home");
    EXPECT_EQ(walk.asks(AskKind::offer_answer).size(), 1U);
}

TEST(Offer, without_words_is_none) {
    flow::Knowledge empty;
    empty.after_task = flow::AfterTask::offer;
    EXPECT_EQ(after_a_balance(std::move(empty)).place(), "home/home");
}

TEST(Remember, going_back_from_the_question_leaves_and_keeps_nobodys_settings_on_the_home_screen) {
    KioskWalk walk;
    walk.go_home_as("door");
    walk.send(flow::CodeScanned{PrivateText{"code"}});
    walk.send(flow::VisitJoined{walk.state.turn, true, std::nullopt, flow::SettingsConsent::unknown, testing::sample_ticket()});
    ASSERT_TRUE(walk.press("answer.ok"));
    ASSERT_TRUE(walk.press("service.text_size"));
    ASSERT_TRUE(walk.press("fixed.exit"));
    ASSERT_EQ(walk.place(), "remember_settings/ask");
    ASSERT_TRUE(walk.press("fixed.back"));
    EXPECT_FALSE(walk.state.turn_open);
    EXPECT_EQ(walk.state.preferences, flow::Preferences{});
}

}  // namespace
}  // namespace silverlane
