// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: Silverlane contributors
#include "tests/support/kiosk_walk.h"

namespace silverlane {
namespace {

using testing::KioskWalk;
using testing::sample_ticket;

TEST(TakeTicket, takes_a_ticket_in_three_touches_from_home_to_slip) {
    KioskWalk walk;
    walk.wake_and_go_home();
    walk.touches = 0;
    ASSERT_TRUE(walk.press("answer.take_ticket"));
    ASSERT_TRUE(walk.press("answer.passbook"));
    ASSERT_TRUE(walk.press("answer.neither"));
    EXPECT_EQ(walk.touches, 3);
    ASSERT_EQ(walk.all<flow::IssueTicket>().size(), 1U);
    EXPECT_EQ(walk.all<flow::IssueTicket>().front().service, "passbook");
    EXPECT_EQ(walk.place(), "take_ticket/issuing");
    walk.send(flow::TicketIssued{walk.state.request, sample_ticket()});
    EXPECT_EQ(walk.place(), "take_ticket/slip");
    ASSERT_EQ(walk.all<flow::PrintTicket>().size(), 1U);
    EXPECT_EQ(walk.all<flow::PrintTicket>().front().ticket.label, "A012");
    EXPECT_EQ(walk.said(), "P27 wait_range slip_take P28");
}

TEST(TakeTicket, the_spoken_number_is_the_printed_one) {
    KioskWalk walk;
    walk.wake_and_go_home();
    walk.take_ticket_until_slip();
    const scene::Scene now = walk.scene();
    EXPECT_EQ(now.prompts.front().spoken, "您的号码是A零幺二号。前面还有五位。");
    EXPECT_EQ(now.prompts.front().caption, "您的号码是A012。前面还有 5 位。");
    EXPECT_EQ(scene::find_node(now, NodeId{"value.ticket"})->shown, walk.all<flow::PrintTicket>().front().ticket.label);
}

TEST(TakeTicket, who_asks_for_priority_gets_it_without_proof) {
    KioskWalk walk;
    walk.wake_and_go_home();
    walk.take_ticket_until_slip("priority", sample_ticket(true));
    EXPECT_TRUE(walk.all<flow::IssueTicket>().front().priority);
    EXPECT_EQ(walk.said(), "P27 wait_range P29 slip_take P28");
}

TEST(TakeTicket, who_wants_company_puts_a_need_on_the_ticket_and_calls_nobody) {
    KioskWalk walk;
    walk.wake_and_go_home();
    walk.take_ticket_until_slip("company");
    EXPECT_EQ(walk.all<flow::IssueTicket>().front().needs, std::vector<std::string>{"company"});
    EXPECT_FALSE(walk.all<flow::IssueTicket>().front().priority);
    EXPECT_TRUE(walk.all<flow::RaiseHelp>().empty());
}

TEST(TakeTicket, a_changed_mind_leaves_nothing_of_the_first_answer) {
    KioskWalk walk;
    walk.wake_and_go_home();
    ASSERT_TRUE(walk.press("answer.take_ticket"));
    ASSERT_TRUE(walk.press("answer.cash"));
    ASSERT_TRUE(walk.press("answer.priority"));
    ASSERT_TRUE(walk.press("fixed.back"));
    EXPECT_EQ(walk.place(), "home/home");
    ASSERT_TRUE(walk.press("answer.take_ticket"));
    ASSERT_TRUE(walk.press("answer.other"));
    ASSERT_TRUE(walk.press("answer.company"));
    const auto requests = walk.all<flow::IssueTicket>();
    ASSERT_EQ(requests.size(), 2U);
    EXPECT_EQ(requests.back().service, "other");
    EXPECT_FALSE(requests.back().priority);
}

TEST(TakeTicket, a_card_tapped_on_the_way_joins_the_ticket_without_a_step_of_its_own) {
    KioskWalk walk;
    walk.wake_and_go_home();
    ASSERT_TRUE(walk.press("answer.take_ticket"));
    ASSERT_TRUE(walk.press("answer.cash"));
    walk.send(flow::CardTapped{});
    EXPECT_EQ(walk.place(), "take_ticket/company");
    EXPECT_EQ(walk.said(), "card_read");
    EXPECT_EQ(walk.all<flow::DeliverCard>().size(), 1U);
    ASSERT_TRUE(walk.press("answer.neither"));
    EXPECT_TRUE(walk.all<flow::IssueTicket>().front().card_tapped);
}

TEST(TakeTicket, a_ticket_without_a_card_stays_anonymous) {
    KioskWalk walk;
    walk.wake_and_go_home();
    walk.take_ticket_until_slip();
    EXPECT_FALSE(walk.all<flow::IssueTicket>().front().card_tapped);
}

TEST(TakeTicket, with_the_hub_away_the_number_comes_without_guesses_about_the_queue) {
    KioskWalk walk;
    walk.wake_and_go_home();
    walk.send(flow::HubChanged{false});
    flow::Ticket ticket;
    ticket.label = "R001";
    ticket.offline = true;
    walk.take_ticket_until_slip("neither", ticket);
    EXPECT_EQ(walk.said(), "your_number slip_take P28");
    const scene::Scene now = walk.scene();
    EXPECT_NE(scene::find_node(now, NodeId{"value.ticket"}), nullptr);
    EXPECT_EQ(scene::find_node(now, NodeId{"detail.ahead"}), nullptr);
    EXPECT_EQ(scene::find_node(now, NodeId{"line.3"})->text_key, "take_ticket.slip.offline");
}

TEST(TakeTicket, a_slip_that_does_not_come_out_is_said_and_never_printed_again_by_itself) {
    for (const auto& [outcome, prompt] : {std::pair{flow::Printed::failed, "slip_missing"}, std::pair{flow::Printed::unknown, "slip_unknown"}}) {
        KioskWalk walk;
        walk.wake_and_go_home();
        walk.take_ticket_until_slip();
        walk.send(flow::TicketPrinted{outcome});
        EXPECT_EQ(walk.place(), "take_ticket/slip");
        EXPECT_EQ(walk.said(), prompt) << "that none came is said only where that is known";
        walk.pass(100);
        EXPECT_EQ(walk.all<flow::PrintTicket>().size(), 1U);
    }
}

TEST(TakeTicket, a_number_that_comes_after_the_person_left_is_printed_and_moves_nobodys_screen) {
    KioskWalk walk;
    walk.wake_and_go_home();
    ASSERT_TRUE(walk.press("answer.take_ticket"));
    ASSERT_TRUE(walk.press("answer.cash"));
    ASSERT_TRUE(walk.press("answer.neither"));
    const auto request = walk.state.request;
    ASSERT_TRUE(walk.press("fixed.exit"));
    ASSERT_TRUE(walk.press("answer.identify"));
    walk.send(flow::TicketIssued{request, sample_ticket()});
    EXPECT_EQ(walk.place(), "identify/method");
    EXPECT_EQ(walk.all<flow::PrintTicket>().size(), 1U);
}

TEST(TakeTicket, when_no_number_can_be_had_it_says_whom_to_ask) {
    KioskWalk walk;
    walk.wake_and_go_home();
    ASSERT_TRUE(walk.press("answer.take_ticket"));
    ASSERT_TRUE(walk.press("answer.cash"));
    ASSERT_TRUE(walk.press("answer.neither"));
    walk.pass(15);
    EXPECT_EQ(walk.place(), "take_ticket/no_number");
    EXPECT_EQ(walk.said(), "no_number");
    ASSERT_TRUE(walk.press("answer.again"));
    EXPECT_EQ(walk.all<flow::IssueTicket>().size(), 2U);
}

TEST(TakeTicket, a_busy_hall_is_said_kindly) {
    KioskWalk walk;
    walk.wake_and_go_home();
    flow::Ticket ticket = sample_ticket();
    ticket.ahead = 11;
    walk.take_ticket_until_slip("neither", ticket);
    EXPECT_EQ(walk.said(), "P27 wait_range slip_take P88");
}

TEST(TakeTicket, after_the_slip_the_next_person_finds_the_home_screen_as_delivered) {
    KioskWalk walk;
    walk.wake_and_go_home();
    ASSERT_TRUE(walk.press("service.text_size"));
    walk.take_ticket_until_slip();
    ASSERT_TRUE(walk.press("answer.ok"));
    EXPECT_EQ(walk.place(), "home/home");
    EXPECT_EQ(walk.state.preferences, flow::Preferences{});
    EXPECT_EQ(walk.all<flow::ResetCustomer>().size(), 1U);
    EXPECT_EQ(walk.scene().occasion, scene::Scene::Occasion::quiet);
}

TEST(TakeTicket, a_number_that_comes_late_is_not_the_next_persons) {
    KioskWalk walk;
    walk.wake_and_go_home();
    EXPECT_TRUE(walk.press_on_any_page("answer.take_ticket"));
    EXPECT_TRUE(walk.press("answer.cash"));
    EXPECT_TRUE(walk.press("answer.neither"));
    const std::uint64_t asked = walk.state.request;
    EXPECT_TRUE(walk.press("fixed.exit"));
    EXPECT_TRUE(walk.press("service.louder"));
    walk.send(flow::TicketIssued{asked, testing::sample_ticket()});
    EXPECT_FALSE(walk.state.ticket.has_value());
    EXPECT_EQ(walk.count<flow::PrintTicket>(), 1U) << "the slip comes out: somebody may wait for it";
}

}  // namespace
}  // namespace silverlane
