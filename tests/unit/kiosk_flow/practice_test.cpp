// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: Silverlane contributors
//
// 练一练: every flow can be tried to its end, and nothing of it reaches a device, the hub or the bank.
#include <deque>
#include <set>

#include "tests/support/kiosk_walk.h"

namespace silverlane {
namespace {

using testing::KioskWalk;
using testing::shipped_flows;

KioskWalk practising(const std::string& role = "door") {
    KioskWalk walk;
    walk.go_home_as(role);
    EXPECT_TRUE(walk.press_on_any_page("answer.practice"));
    EXPECT_TRUE(walk.press("answer.begin"));
    EXPECT_EQ(walk.place(), "home/home");
    EXPECT_TRUE(walk.state.practice);
    walk.effects.clear();
    return walk;
}

/// The only things a practice turn may do: sound, settings, 叫人, and forgetting it.
bool allowed(const flow::Effect& effect) {
    return std::holds_alternative<flow::RaiseHelp>(effect) || std::holds_alternative<flow::AddHelpReason>(effect) ||
           std::holds_alternative<flow::CancelHelp>(effect) || std::holds_alternative<flow::ApplyPreferences>(effect) ||
           std::holds_alternative<flow::SoundChime>(effect) || std::holds_alternative<flow::StopSpeech>(effect) ||
           std::holds_alternative<flow::Announce>(effect) || std::holds_alternative<flow::ResetCustomer>(effect);
}

std::string signature(const flow::State& state) {
    std::string out = state.place.flow.text + '/' + state.place.step.text + ' ' + std::to_string(state.page) + ' ' +
                      std::to_string(static_cast<int>(state.medium)) + std::to_string(static_cast<int>(state.help.state)) +
                      std::to_string(std::min<std::size_t>(state.digits.count(), 7)) + std::to_string(state.right_answers) + state.terminal.role;
    for (const auto& [key, value] : state.entries) {
        if (key == "method" || key == "rating") out += value;
    }
    return out;
}

TEST(Practice, touches_no_device_no_hub_no_bank_on_any_way_through_any_flow) {
    std::deque<flow::State> open;
    for (const char* role : {"door", "seated", "passbook"}) open.push_back(practising(role).state);
    std::set<std::string> seen, places;
    while (!open.empty()) {
        const flow::State state = std::move(open.front());
        open.pop_front();
        places.insert(state.place.flow.text);
        const scene::Scene now = scene::build(shipped_flows(), state, testing::sample_facts(), testing::shipped_texts());
        EXPECT_NE(scene::find_node(now, NodeId{"status.practice"}), nullptr) << scene::dump(now);
        std::vector<flow::Event> events{flow::Tick{MonotonicTime{Milliseconds{16'000}}, false}, flow::Tick{MonotonicTime{Milliseconds{400'000}}, false}};
        for (const scene::Node& node : now.nodes) {
            if (const scene::Node* pressable = scene::find_pressable(now, node.id)) events.emplace_back(*pressable->action);
        }
        for (const flow::Event& event : events) {
            flow::State from = state;
            from.last_tick = MonotonicTime{};
            flow::Outcome outcome = flow::step(shipped_flows(), std::move(from), event);
            for (const flow::Effect& effect : outcome.effects) {
                EXPECT_TRUE(allowed(effect)) << "effect " << effect.index() << " of " << signature(state);
            }
            if (outcome.state.practice && seen.insert(signature(outcome.state)).second) open.push_back(std::move(outcome.state));
        }
    }
    for (const char* flow : {"take_ticket", "pension", "balance", "passbook", "identify", "withdraw", "known", "borrow", "home_visit", "activities",
                             "quiz", "call_staff", "practice"}) {
        EXPECT_TRUE(places.contains(flow)) << flow << " could not be practised";
    }
}

TEST(Practice, each_flow_can_be_walked_to_its_end_with_play_money) {
    KioskWalk pension = practising("seated");
    for (const char* press : {"answer.pension", "answer.bank_card", "answer.practise_card_inserted", "answer.practise_pin_entered", "answer.print",
                              "answer.practise_card_taken"}) {
        ASSERT_TRUE(pension.press(press)) << pension.place();
    }
    EXPECT_EQ(pension.place(), "practice/over");
    KioskWalk balance = practising("seated");
    for (const char* press : {"answer.balance", "answer.practise_card_inserted", "answer.practise_pin_entered", "item.play_1", "answer.ok",
                              "answer.practise_card_taken"}) {
        ASSERT_TRUE(balance.press(press)) << balance.place();
    }
    EXPECT_EQ(balance.place(), "practice/over");
    KioskWalk passbook = practising("passbook");
    for (const char* press : {"answer.passbook", "answer.practise_passbook_inserted", "answer.practise_passbook_taken"}) {
        ASSERT_TRUE(passbook.press(press)) << passbook.place();
    }
    EXPECT_EQ(passbook.place(), "practice/over");
    KioskWalk ticket = practising();
    for (const char* press : {"answer.take_ticket", "answer.cash", "answer.priority", "answer.ok"}) ASSERT_TRUE(ticket.press(press)) << ticket.place();
    EXPECT_EQ(ticket.place(), "practice/over");
    KioskWalk activity = practising();
    for (const char* press : {"answer.activities", "item.play_health", "answer.two", "answer.none", "answer.print", "answer.ok"}) {
        ASSERT_TRUE(activity.press_on_any_page(press)) << activity.place();
    }
    EXPECT_EQ(activity.place(), "practice/over");
}

TEST(Practice, does_not_end_unnoticed) {
    KioskWalk walk = practising();
    for (const char* press : {"answer.take_ticket", "answer.cash", "answer.neither", "answer.ok"}) ASSERT_TRUE(walk.press(press));
    EXPECT_EQ(walk.place(), "practice/over");
    EXPECT_EQ(walk.said(), "practice_over");
    ASSERT_TRUE(walk.press("answer.again"));
    EXPECT_TRUE(walk.state.practice);
    EXPECT_EQ(walk.place(), "home/home");
    for (const char* press : {"answer.take_ticket", "answer.cash", "answer.neither", "answer.ok"}) ASSERT_TRUE(walk.press(press));
    ASSERT_TRUE(walk.press("answer.no"));
    EXPECT_FALSE(walk.state.practice);
    EXPECT_EQ(flow::dump(walk.state), flow::dump(flow::fresh_state(shipped_flows(), walk.state)));
}

TEST(Practice, exit_leads_out_at_once_also_with_a_play_card_in) {
    KioskWalk walk = practising("seated");
    for (const char* press : {"answer.balance", "answer.practise_card_inserted"}) ASSERT_TRUE(walk.press(press));
    ASSERT_TRUE(walk.press("fixed.exit"));
    EXPECT_EQ(walk.place(), "home/home");
    EXPECT_FALSE(walk.state.practice);
    EXPECT_EQ(walk.count<flow::GiveBack>(), 0U);
    EXPECT_EQ(walk.count<flow::CancelPin>(), 0U);
}

TEST(Practice, going_back_to_the_home_screen_stays_in_practice) {
    KioskWalk walk = practising("seated");
    for (const char* press : {"answer.balance", "answer.practise_card_inserted", "fixed.back", "fixed.back"}) ASSERT_TRUE(walk.press(press)) << walk.place();
    EXPECT_EQ(walk.place(), "home/home");
    EXPECT_TRUE(walk.state.practice);
    EXPECT_EQ(walk.state.medium, flow::Medium::none);
}

TEST(Practice, the_real_card_put_in_during_practice_comes_back) {
    KioskWalk walk = practising("seated");
    ASSERT_TRUE(walk.press("answer.balance"));
    walk.insert_card();
    EXPECT_EQ(walk.place(), "balance/insert") << "it is not played with";
    EXPECT_EQ(walk.said(), "practice_no_card");
    ASSERT_EQ(walk.count<flow::GiveBack>(), 1U);
    EXPECT_EQ(walk.count<flow::DeliverCard>(), 0U);
    ASSERT_TRUE(walk.press("answer.practise_card_inserted"));
    EXPECT_EQ(walk.place(), "balance/insert") << "first the card";
    EXPECT_EQ(walk.said(), "P17");
    walk.take_card();
    EXPECT_EQ(walk.state.medium, flow::Medium::none);
    ASSERT_TRUE(walk.press("answer.practise_card_inserted"));
    EXPECT_EQ(walk.place(), "balance/pin");
}

TEST(Practice, a_real_card_left_in_practice_is_reported_and_waited_for) {
    KioskWalk walk = practising("seated");
    ASSERT_TRUE(walk.press("answer.balance"));
    walk.insert_card();
    walk.pass(20);
    EXPECT_EQ(walk.troubles(), std::vector<std::string>{"media_left"});
    walk.pass(300);
    EXPECT_EQ(walk.place(), "give_back/card");
    EXPECT_FALSE(walk.state.practice);
    walk.take_card();
    EXPECT_EQ(walk.place(), "home/home");
    EXPECT_EQ(walk.troubles(), (std::vector<std::string>{"media_left", "media_taken"}));
}

TEST(Practice, a_real_card_put_in_beside_the_play_card_is_the_one_that_counts) {
    KioskWalk walk = practising("seated");
    for (const char* press : {"answer.balance", "answer.practise_card_inserted"}) ASSERT_TRUE(walk.press(press));
    walk.insert_card();
    EXPECT_EQ(walk.count<flow::GiveBack>(), 1U);
    walk.take_card();
    for (const char* press : {"answer.practise_pin_entered", "item.play_1", "answer.ok"}) ASSERT_TRUE(walk.press(press)) << walk.place();
    EXPECT_EQ(walk.place(), "practice/over") << "there is nothing left to take";
}

TEST(Practice, a_real_card_beside_the_play_card_takes_no_account_off_the_screen) {
    KioskWalk walk = practising("seated");
    for (const char* press : {"answer.balance", "answer.practise_card_inserted", "answer.practise_pin_entered"}) ASSERT_TRUE(walk.press(press));
    ASSERT_EQ(walk.place(), "balance/which");
    walk.insert_card();
    ASSERT_NE(scene::find_node(walk.scene(), NodeId{"item.play_1"}), nullptr);
    walk.take_card();
    EXPECT_NE(scene::find_node(walk.scene(), NodeId{"item.play_1"}), nullptr);
}

TEST(Practice, a_real_number_that_comes_late_is_printed_and_does_not_replace_the_play_number) {
    KioskWalk walk = practising();
    for (const char* press : {"answer.take_ticket", "answer.cash", "answer.neither"}) ASSERT_TRUE(walk.press(press));
    ASSERT_EQ(walk.place(), "take_ticket/slip");
    const auto played = walk.state.ticket;
    flow::Ticket real;
    real.label = "R001";
    walk.send(flow::TicketIssued{walk.state.request, real});
    EXPECT_EQ(walk.state.ticket, played);
    ASSERT_EQ(walk.all<flow::PrintTicket>().size(), 1U);
    EXPECT_EQ(walk.all<flow::PrintTicket>().front().ticket.label, "R001");
    walk.send(flow::TicketPrinted{flow::Printed::failed});
    EXPECT_EQ(walk.place(), "take_ticket/slip");
    EXPECT_EQ(walk.state.printed, flow::Printed::ok) << "its slip is none of the play's";
}

TEST(Practice, a_real_ticket_scanned_in_practice_joins_nothing_and_is_not_called_unknown) {
    KioskWalk walk = practising();
    walk.send(flow::CodeScanned{PrivateText{"code"}});
    EXPECT_EQ(walk.place(), "home/greeting");
    EXPECT_EQ(walk.count<flow::DeliverCode>(), 0U);
}

TEST(Practice, a_person_is_still_within_reach) {
    KioskWalk walk = practising();
    ASSERT_TRUE(walk.press("fixed.call_staff"));
    EXPECT_EQ(walk.count<flow::RaiseHelp>(), 1U);
}

TEST(Practice, settings_changed_in_practice_are_not_asked_about) {
    KioskWalk walk = practising();
    walk.send(flow::CodeScanned{PrivateText{"code"}});
    ASSERT_TRUE(walk.press("service.text_size"));
    ASSERT_TRUE(walk.press("fixed.exit"));
    EXPECT_EQ(walk.place(), "home/home");
    EXPECT_EQ(walk.count<flow::SavePreferences>(), 0U);
}

}  // namespace
}  // namespace silverlane
