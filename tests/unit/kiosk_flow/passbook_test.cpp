// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: Silverlane contributors
//
// F08: what is new is printed into the passbook; nothing is lost, nothing printed twice.
#include "tests/support/kiosk_walk.h"

namespace silverlane {
namespace {

using flow::PassbookStage;
using testing::KioskWalk;

KioskWalk printing() {
    KioskWalk walk;
    walk.go_home_as("passbook");
    EXPECT_TRUE(walk.press("answer.passbook"));
    walk.insert_passbook();
    EXPECT_EQ(walk.place(), "passbook/printing");
    return walk;
}

TEST(Passbook, is_brought_up_to_date_without_a_pin_and_given_back) {
    KioskWalk walk = printing();
    EXPECT_EQ(walk.count<flow::UpdatePassbook>(), 1U);
    EXPECT_EQ(walk.said(), "P64");
    walk.passbook(PassbookStage::printing, 3);
    EXPECT_EQ(scene::find_node(walk.scene(), NodeId{"detail.lines_left"})->shown, "还有 3 行");
    walk.passbook(PassbookStage::done, 0);
    EXPECT_EQ(walk.place(), "passbook/take");
    EXPECT_EQ(walk.said(), "P16 P18");
    EXPECT_EQ(walk.count<flow::EnterPin>(), 0U);
    EXPECT_EQ(walk.count<flow::GiveBack>(), 1U);
    walk.take_passbook();
    EXPECT_EQ(walk.place(), "home/home");
}

TEST(Passbook, printing_may_take_its_time_as_long_as_it_moves) {
    KioskWalk walk = printing();
    for (int line = 30; line > 0; --line) {
        walk.pass(14);
        walk.passbook(PassbookStage::printing, line);
        ASSERT_EQ(walk.place(), "passbook/printing");
    }
    walk.pass(15);
    EXPECT_EQ(walk.place(), "passbook/stopped");
}

TEST(Passbook, pulling_it_early_loses_nothing) {
    KioskWalk walk = printing();
    walk.passbook(PassbookStage::printing, 2);
    walk.take_passbook();
    EXPECT_EQ(walk.place(), "passbook/pulled");
    EXPECT_EQ(walk.said(), "passbook_pulled");
    ASSERT_TRUE(walk.press("answer.again"));
    walk.insert_passbook();
    EXPECT_EQ(walk.count<flow::UpdatePassbook>(), 2U) << "the printer goes on where it stopped";
    walk.passbook(PassbookStage::done, 0);
    walk.take_passbook();
    EXPECT_EQ(walk.place(), "home/home");
}

TEST(Passbook, a_page_is_turned_as_often_as_needed) {
    KioskWalk walk = printing();
    for (int page = 0; page < 2; ++page) {
        walk.passbook(PassbookStage::turn_page, 12);
        EXPECT_EQ(walk.place(), "passbook/turn");
        EXPECT_EQ(walk.said(), "P65");
        walk.take_passbook();
        EXPECT_EQ(walk.place(), "passbook/turn");
        walk.insert_passbook();
        EXPECT_EQ(walk.place(), "passbook/printing");
    }
    EXPECT_EQ(walk.count<flow::GiveBack>(), 2U);
}

TEST(Passbook, who_has_enough_at_the_turn_of_a_page_goes_with_the_book) {
    KioskWalk walk = printing();
    walk.passbook(PassbookStage::turn_page, 12);
    ASSERT_TRUE(walk.press("answer.enough"));
    EXPECT_EQ(walk.place(), "give_back/passbook") << "it lies in the slot";
    walk.take_passbook();
    EXPECT_EQ(walk.place(), "home/home");
}

TEST(Passbook, a_full_one_tells_staff_once_and_brings_a_priority_number_for_a_new_one) {
    KioskWalk walk = printing();
    walk.passbook(PassbookStage::full, 4);
    EXPECT_EQ(walk.place(), "passbook/full");
    EXPECT_EQ(walk.said(), "P66 P18");
    EXPECT_EQ(walk.troubles(), std::vector<std::string>{"passbook_full"});
    ASSERT_TRUE(walk.press("fixed.call_staff"));
    ASSERT_TRUE(walk.press("fixed.back"));
    EXPECT_EQ(walk.troubles().size(), 1U) << "coming back to the screen is no second report";
    ASSERT_TRUE(walk.press("answer.take_ticket"));
    ASSERT_EQ(walk.count<flow::IssueTicket>(), 1U);
    EXPECT_TRUE(walk.all<flow::IssueTicket>().front().priority);
    EXPECT_EQ(walk.all<flow::IssueTicket>().front().service, "passbook");
    walk.send(flow::TicketIssued{walk.state.request, testing::sample_ticket(true)});
    ASSERT_TRUE(walk.press("answer.ok"));
    EXPECT_EQ(walk.place(), "give_back/passbook");
    walk.take_passbook();
    EXPECT_EQ(walk.place(), "home/home");
}

TEST(Passbook, a_jam_calls_staff_and_the_book_is_taken_when_it_is_free) {
    KioskWalk walk = printing();
    walk.passbook(PassbookStage::stopped, 5);
    EXPECT_EQ(walk.place(), "passbook/stopped");
    EXPECT_EQ(walk.said(), "passbook_stopped call_out");
    EXPECT_EQ(walk.count<flow::RaiseHelp>(), 1U);
    ASSERT_TRUE(walk.press("answer.take"));
    EXPECT_EQ(walk.place(), "passbook/take");
    EXPECT_EQ(walk.said(), "P18") << "not everything was printed, and it does not say so";
    walk.take_passbook();
    EXPECT_EQ(walk.place(), "home/home");
}

TEST(Passbook, a_jam_with_the_hub_away_does_not_say_that_staff_were_called) {
    KioskWalk walk = printing();
    walk.send(flow::HubChanged{false});
    walk.passbook(PassbookStage::stopped, 5);
    EXPECT_EQ(walk.said(), "passbook_stopped nobody_reachable");
}

TEST(Passbook, one_taken_from_a_jam_is_not_asked_for_again) {
    KioskWalk walk = printing();
    walk.passbook(PassbookStage::stopped, 5);
    walk.take_passbook();
    EXPECT_EQ(walk.place(), "passbook/stopped");
    ASSERT_TRUE(walk.press("answer.take"));
    EXPECT_EQ(walk.place(), "home/home");
}

TEST(Passbook, one_that_the_bank_does_not_know_goes_to_a_window_and_calls_nobody) {
    KioskWalk walk = printing();
    walk.passbook(PassbookStage::unknown_book, 0);
    EXPECT_EQ(walk.place(), "passbook/unknown");
    EXPECT_EQ(walk.said(), "passbook_unknown");
    EXPECT_EQ(walk.count<flow::RaiseHelp>(), 0U);
    EXPECT_TRUE(walk.troubles().empty());
    ASSERT_TRUE(walk.press("answer.take"));
    EXPECT_EQ(walk.said(), "P18") << "nothing was done";
    walk.take_passbook();
    EXPECT_EQ(walk.place(), "home/home");
}

TEST(Passbook, with_nothing_new_it_says_so_and_not_that_it_is_done) {
    KioskWalk walk = printing();
    walk.passbook(PassbookStage::printing, 0);
    walk.passbook(PassbookStage::done, 0);
    EXPECT_EQ(walk.said(), "passbook_nothing_new P18");
    EXPECT_EQ(scene::find_node(walk.scene(), NodeId{"line.1"})->shown, "没有新的账目。");
}

TEST(Passbook, lines_of_several_pages_are_one_update_and_a_second_book_is_another) {
    KioskWalk walk = printing();
    walk.passbook(PassbookStage::printing, 2);
    walk.passbook(PassbookStage::printing, 1);
    walk.passbook(PassbookStage::turn_page, 1);
    walk.take_passbook();
    walk.insert_passbook();
    walk.passbook(PassbookStage::printing, 0);
    walk.passbook(PassbookStage::done, 0);
    EXPECT_EQ(walk.said(), "P16 P18") << "the first page's line was new";
    walk.take_passbook();
    ASSERT_EQ(walk.place(), "home/home");
    ASSERT_TRUE(walk.press("answer.passbook"));
    walk.insert_passbook();
    walk.passbook(PassbookStage::printing, 0);
    walk.passbook(PassbookStage::done, 0);
    EXPECT_EQ(walk.said(), "passbook_nothing_new P18");
}

TEST(Passbook, who_asked_for_the_pension_is_told_where_it_stands) {
    KioskWalk walk;
    walk.go_home_as("seated");
    ASSERT_TRUE(walk.press_on_any_page("answer.pension"));
    ASSERT_TRUE(walk.press("answer.passbook"));
    walk.insert_passbook();
    walk.passbook(PassbookStage::printing, 1);
    walk.passbook(PassbookStage::done, 0);
    EXPECT_EQ(walk.said(), "P16 passbook_pension P18");
    walk.take_passbook();
    walk.go_home_as("passbook");
    ASSERT_TRUE(walk.press("answer.passbook"));
    walk.insert_passbook();
    walk.passbook(PassbookStage::printing, 1);
    walk.passbook(PassbookStage::done, 0);
    EXPECT_EQ(walk.said(), "P16 P18") << "this time it was not the question";
}

TEST(Passbook, with_the_bank_away_it_comes_back_unchanged) {
    KioskWalk walk = printing();
    walk.passbook(PassbookStage::bank_away, 5);
    EXPECT_EQ(walk.place(), "passbook/away");
    EXPECT_EQ(walk.said(), "passbook_away");
    ASSERT_TRUE(walk.press("answer.take"));
    EXPECT_EQ(walk.said(), "P18") << "nothing was done";
    walk.take_passbook();
    EXPECT_EQ(walk.place(), "home/home");
}

TEST(Passbook, help_called_while_it_prints_leads_back_to_what_happened_meanwhile) {
    for (const auto& [stage, place] : {std::pair{PassbookStage::done, "passbook/take"}, std::pair{PassbookStage::turn_page, "passbook/turn"},
                                       std::pair{PassbookStage::full, "passbook/full"}, std::pair{PassbookStage::stopped, "passbook/stopped"}}) {
        KioskWalk walk = printing();
        ASSERT_TRUE(walk.press("fixed.call_staff"));
        walk.passbook(stage, 0);
        EXPECT_EQ(walk.place(), "call_staff/reason");
        ASSERT_TRUE(walk.press("answer.hearing"));
        ASSERT_TRUE(walk.press("answer.go_on"));
        EXPECT_EQ(walk.place(), place);
        EXPECT_EQ(walk.count<flow::UpdatePassbook>(), 1U) << "nothing is begun anew";
    }
    KioskWalk still = printing();
    ASSERT_TRUE(still.press("fixed.call_staff"));
    ASSERT_TRUE(still.press("fixed.back"));
    EXPECT_EQ(still.place(), "passbook/printing");
    EXPECT_EQ(still.count<flow::UpdatePassbook>(), 1U);
    still.passbook(PassbookStage::done, 0);
    EXPECT_EQ(still.place(), "passbook/take");
}

TEST(Passbook, left_in_the_slot_it_calls_staff) {
    KioskWalk walk = printing();
    walk.passbook(PassbookStage::done, 0);
    walk.pass(20);
    EXPECT_EQ(walk.troubles(), std::vector<std::string>{"media_left"});
    EXPECT_EQ(walk.said(), "P18");
}

TEST(Passbook, who_walks_away_at_the_turn_of_a_page_leaves_the_book_to_be_taken) {
    KioskWalk walk = printing();
    walk.passbook(PassbookStage::turn_page, 12);
    walk.pass(225);
    EXPECT_EQ(walk.place(), "give_back/passbook");
    EXPECT_EQ(walk.state.medium, flow::Medium::passbook);
}

}  // namespace
}  // namespace silverlane
