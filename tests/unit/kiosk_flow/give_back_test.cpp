// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: Silverlane contributors
//
// A card or a passbook never stays in the machine, and the machine never waits for a hand that was there.
#include "tests/support/kiosk_walk.h"

namespace silverlane {
namespace {

using flow::AskKind;
using flow::Medium;
using testing::KioskWalk;

KioskWalk with_a_card_at_the_pin() {
    KioskWalk walk;
    walk.go_home_as("seated");
    EXPECT_TRUE(walk.press("answer.balance"));
    walk.insert_card();
    return walk;
}

TEST(GiveBack, a_card_left_in_the_slot_calls_staff_chimes_and_serves_nobody_else) {
    KioskWalk walk = with_a_card_at_the_pin();
    ASSERT_TRUE(walk.press("fixed.exit"));
    EXPECT_EQ(walk.place(), "give_back/card");
    EXPECT_EQ(walk.said(), "P17 P21");
    walk.effects.clear();
    walk.pass(19);
    EXPECT_TRUE(walk.effects.empty());
    walk.pass(1);
    EXPECT_EQ(walk.troubles(), std::vector<std::string>{"media_left"});
    EXPECT_EQ(walk.all<flow::SoundChime>().size(), 1U);
    EXPECT_EQ(walk.said(), "P22");
    walk.pass(60);
    EXPECT_EQ(walk.troubles().size(), 1U) << "staff are told once";
    EXPECT_EQ(walk.all<flow::SoundChime>().size(), 4U) << "and it goes on chiming";
    for (const char* key : {"fixed.back", "fixed.exit"}) {
        ASSERT_TRUE(walk.press(key));
        EXPECT_EQ(walk.place(), "give_back/card");
    }
    walk.effects.clear();
    walk.send(flow::CardTapped{});
    walk.send(flow::CodeScanned{PrivateText{"code"}});
    EXPECT_EQ(walk.count<flow::DeliverCard>() + walk.count<flow::DeliverCode>(), 0U);
    EXPECT_EQ(walk.place(), "give_back/card");
    ASSERT_TRUE(walk.press("service.more"));
    ASSERT_TRUE(walk.press("service.counter"));
    EXPECT_EQ(scene::find_node(walk.scene(), NodeId{"answer.take_ticket"}), nullptr);
    ASSERT_TRUE(walk.press("answer.ok"));
    EXPECT_EQ(walk.place(), "give_back/card");
    walk.take_card();
    EXPECT_EQ(walk.troubles(), std::vector<std::string>{"media_taken"});
    EXPECT_EQ(walk.place(), "home/home");
}

TEST(GiveBack, a_card_that_nobody_asked_for_and_nobody_took_is_named_on_whatever_screen_there_is) {
    KioskWalk walk;
    walk.wake_and_go_home();
    ASSERT_TRUE(walk.press("answer.take_ticket"));
    walk.insert_card();
    EXPECT_EQ(scene::find_node(walk.scene(), NodeId{"status.medium"}), nullptr) << "it has only just come out";
    walk.pass(20);
    EXPECT_EQ(walk.place(), "take_ticket/service");
    EXPECT_EQ(walk.said(), "P22");
    ASSERT_NE(scene::find_node(walk.scene(), NodeId{"status.medium"}), nullptr);
    EXPECT_EQ(scene::find_node(walk.scene(), NodeId{"status.medium"})->shown, "您的卡还在机器里");
    ASSERT_TRUE(walk.press("answer.cash"));
    EXPECT_NE(scene::find_node(walk.scene(), NodeId{"status.medium"}), nullptr) << "the next screen says it too";
    walk.take_card();
    EXPECT_EQ(scene::find_node(walk.scene(), NodeId{"status.medium"}), nullptr);
}

TEST(GiveBack, a_card_drawn_back_into_the_machine_ends_it_and_asks_nobody_how_it_went) {
    KioskWalk walk = with_a_card_at_the_pin();
    walk.enter_pin();
    walk.answer(AskKind::accounts, testing::accounts(1));
    walk.answer(AskKind::balance, testing::balance());
    walk.answer(AskKind::after_task, testing::then_rating());
    ASSERT_TRUE(walk.press("answer.ok"));
    walk.pass(60);
    walk.send(flow::MediumTaken{Medium::card, true});
    EXPECT_EQ(walk.place(), "home/home");
    EXPECT_EQ(walk.count<flow::ResetCustomer>(), 1U);
    EXPECT_EQ(walk.troubles(), (std::vector<std::string>{"media_left", "media_taken"}));
}

TEST(GiveBack, a_card_taken_while_help_lies_over_the_screen_is_not_waited_for) {
    for (const char* way : {"end", "exit"}) {
        KioskWalk walk = with_a_card_at_the_pin();
        ASSERT_TRUE(walk.press(std::string(way) == "exit" ? "fixed.exit" : "fixed.back"));
        ASSERT_TRUE(walk.press("fixed.call_staff"));
        walk.take_card();
        EXPECT_EQ(walk.place(), "call_staff/reason") << "the call goes on";
        ASSERT_TRUE(walk.press("fixed.back"));
        EXPECT_EQ(walk.place(), "home/home");
        EXPECT_EQ(walk.count<flow::ResetCustomer>(), 1U);
    }
}

TEST(GiveBack, a_card_that_nobody_asked_for_comes_out_again_and_the_screen_stays) {
    KioskWalk walk;
    walk.wake_and_go_home();
    ASSERT_TRUE(walk.press("answer.take_ticket"));
    walk.insert_card();
    EXPECT_EQ(walk.place(), "take_ticket/service");
    EXPECT_EQ(walk.said(), "P17");
    EXPECT_EQ(walk.count<flow::GiveBack>(), 1U);
    ASSERT_TRUE(walk.press("fixed.exit"));
    EXPECT_EQ(walk.place(), "give_back/card") << "and is not forgotten";
    EXPECT_EQ(walk.count<flow::GiveBack>(), 1U) << "it is pushed out once";
    walk.take_card();
    EXPECT_EQ(walk.place(), "home/home");
}

TEST(GiveBack, a_passbook_put_in_beside_a_card_comes_out_and_neither_is_forgotten) {
    KioskWalk walk = with_a_card_at_the_pin();
    walk.insert_passbook();
    EXPECT_EQ(walk.place(), "balance/pin");
    EXPECT_EQ(walk.said(), "P18");
    ASSERT_EQ(walk.count<flow::GiveBack>(), 1U);
    EXPECT_EQ(walk.all<flow::GiveBack>().front().medium, Medium::passbook);
    EXPECT_EQ(walk.state.medium, Medium::card);
    ASSERT_TRUE(walk.press("fixed.exit"));
    EXPECT_EQ(walk.place(), "give_back/card");
    walk.take_card();
    EXPECT_EQ(walk.place(), "give_back/passbook") << "the second waits in its slot";
    walk.pass(20);
    EXPECT_EQ(walk.troubles(), std::vector<std::string>{"media_left"});
    walk.take_passbook();
    EXPECT_EQ(walk.place(), "home/home");
}

TEST(GiveBack, a_second_thing_that_was_taken_at_once_is_not_waited_for) {
    KioskWalk walk = with_a_card_at_the_pin();
    walk.insert_passbook();
    walk.take_passbook();
    EXPECT_EQ(walk.state.medium, Medium::card);
    ASSERT_TRUE(walk.press("fixed.exit"));
    walk.take_card();
    EXPECT_EQ(walk.place(), "home/home");
}

TEST(GiveBack, what_is_found_in_the_machine_at_start_is_given_back_before_anybody_is_served) {
    KioskWalk walk;
    walk.send(flow::MediumFound{Medium::card});
    walk.send(flow::MediumFound{Medium::passbook});
    EXPECT_EQ(walk.place(), "give_back/card");
    EXPECT_EQ(walk.count<flow::GiveBack>(), 2U);
    walk.take_card();
    EXPECT_EQ(walk.place(), "give_back/passbook");
    walk.take_passbook();
    EXPECT_EQ(walk.place(), "home/home");
    EXPECT_EQ(flow::dump(walk.state), flow::dump(flow::fresh_state(testing::shipped_flows(), walk.state)));
}

TEST(GiveBack, exit_in_the_middle_gives_the_card_back_and_then_forgets) {
    KioskWalk walk = with_a_card_at_the_pin();
    walk.enter_pin();
    walk.answer(AskKind::accounts, testing::accounts(3));
    ASSERT_TRUE(walk.press("fixed.exit"));
    EXPECT_EQ(walk.place(), "give_back/card");
    EXPECT_TRUE(walk.state.lists.empty()) << "the accounts went with the card";
    walk.take_card();
    EXPECT_EQ(flow::dump(walk.state), flow::dump(flow::fresh_state(testing::shipped_flows(), walk.state)));
}

TEST(GiveBack, a_card_pushed_in_again_comes_out_again) {
    KioskWalk walk = with_a_card_at_the_pin();
    ASSERT_TRUE(walk.press("fixed.back"));
    EXPECT_EQ(walk.place(), "balance/take");
    walk.insert_card();
    EXPECT_EQ(walk.place(), "balance/take");
    EXPECT_EQ(walk.count<flow::GiveBack>(), 2U);
    EXPECT_EQ(walk.said(), "P17");
    walk.take_card();
    EXPECT_EQ(walk.place(), "home/home");
}

TEST(GiveBack, a_movement_that_failed_is_tried_again_while_nobody_has_the_card) {
    KioskWalk walk;
    walk.go_home_as("seated");
    EXPECT_TRUE(walk.press("answer.balance"));
    walk.insert_card();
    EXPECT_TRUE(walk.press("fixed.exit"));
    const auto pushed = walk.count<flow::GiveBack>();
    walk.pass(25);
    walk.pass(25);
    EXPECT_GE(walk.count<flow::GiveBack>(), pushed + 2);
}

TEST(GiveBack, a_card_held_to_the_reader_while_another_is_in_the_slot_changes_nothing) {
    KioskWalk walk;
    walk.go_home_as("seated");
    EXPECT_TRUE(walk.press("answer.balance"));
    walk.insert_card();
    const std::string before = flow::dump(walk.state);
    const auto delivered = walk.count<flow::DeliverCard>();
    walk.send(flow::CardTapped{KeyedHash{}});
    EXPECT_EQ(walk.count<flow::DeliverCard>(), delivered);
    EXPECT_EQ(flow::dump(walk.state), before);
}

}  // namespace
}  // namespace silverlane
