// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: Silverlane contributors
#include "tests/support/kiosk_walk.h"

namespace silverlane {
namespace {

using testing::KioskWalk;
using testing::sample_ticket;

void agree(KioskWalk& walk, const std::string& method) {
    walk.wake_and_go_home();
    ASSERT_TRUE(walk.press("answer.identify"));
    ASSERT_TRUE(walk.press("answer." + method));
    ASSERT_TRUE(walk.press("answer.agree"));
}

void type(KioskWalk& walk, const std::string& digits) {
    for (const char digit : digits) ASSERT_TRUE(walk.press(std::string("key.") + digit));
}

TEST(Identify, refusing_to_sign_in_costs_no_function) {
    KioskWalk walk;
    walk.wake_and_go_home();
    ASSERT_TRUE(walk.press("answer.identify"));
    ASSERT_TRUE(walk.press("answer.none"));
    EXPECT_EQ(walk.place(), "home/home");
    EXPECT_EQ(walk.said(), "P36 P02");
    EXPECT_TRUE(walk.all<flow::RecordConsent>().empty());
    walk.take_ticket_until_slip();
    EXPECT_EQ(walk.place(), "take_ticket/slip");
}

TEST(Identify, a_refusal_on_the_consent_screen_is_recorded_and_leads_home) {
    KioskWalk walk;
    walk.wake_and_go_home();
    ASSERT_TRUE(walk.press("answer.identify"));
    ASSERT_TRUE(walk.press("answer.card"));
    ASSERT_TRUE(walk.press("answer.decline"));
    ASSERT_EQ(walk.all<flow::RecordConsent>().size(), 1U);
    EXPECT_FALSE(walk.all<flow::RecordConsent>().front().granted);
    EXPECT_EQ(walk.all<flow::RecordConsent>().front().text_version, "service-1");
    EXPECT_EQ(walk.place(), "home/home");
    EXPECT_EQ(walk.said(), "P38 P02");
}

TEST(Identify, both_answers_stand_on_every_page_of_the_notice) {
    KioskWalk walk;
    walk.wake_and_go_home();
    ASSERT_TRUE(walk.press("answer.identify"));
    ASSERT_TRUE(walk.press("answer.phone"));
    EXPECT_EQ(scene::find_node(walk.scene(), NodeId{"page.next"})->shown, "看全文");
    for (int page = 1; page <= 4; ++page) {
        ASSERT_TRUE(walk.press("page.next"));
        const scene::Scene now = walk.scene();
        const scene::Node* agree_key = scene::find_pressable(now, NodeId{"answer.agree"});
        const scene::Node* decline_key = scene::find_pressable(now, NodeId{"answer.decline"});
        ASSERT_NE(agree_key, nullptr);
        ASSERT_NE(decline_key, nullptr);
        EXPECT_EQ(agree_key->state, decline_key->state) << "neither may be preferred";
        EXPECT_NE(scene::find_node(now, NodeId{"page.previous"}), nullptr);
        EXPECT_EQ(now.prompts.size(), 3U) << "the page is spoken";
    }
    EXPECT_EQ(scene::find_node(walk.scene(), NodeId{"page.next"}), nullptr);
    EXPECT_FALSE(walk.all<flow::RecordConsent>().size());
}

TEST(Identify, the_last_screen_is_the_same_whatever_matched) {
    const auto last_screen = [](bool joined) {
        KioskWalk walk;
        agree(walk, "phone");
        type(walk, "1234");
        EXPECT_TRUE(walk.press("answer.confirm"));
        if (joined) walk.send(flow::VisitJoined{walk.state.turn, false, flow::Preferences{"en"}, flow::SettingsConsent::granted, std::nullopt});
        return scene::dump(walk.scene());
    };
    EXPECT_EQ(last_screen(false), last_screen(true));
}

TEST(Identify, typed_digits_are_never_spoken_and_leave_only_as_private_text) {
    KioskWalk walk;
    agree(walk, "phone");
    type(walk, "7391");
    const scene::Scene now = walk.scene();
    const scene::Node* entry = scene::find_node(now, NodeId{"entry"});
    ASSERT_TRUE(entry->secret.has_value());
    EXPECT_TRUE(entry->shown.empty());
    EXPECT_EQ(entry->secret->open(PrivateDoor::glyph_drawing), "7391");
    EXPECT_EQ(flow::dump(walk.state).find("7391"), std::string::npos);
    ASSERT_TRUE(walk.press("answer.confirm"));
    ASSERT_EQ(walk.all<flow::DeliverPhoneTail>().size(), 1U);
    EXPECT_EQ(walk.all<flow::DeliverPhoneTail>().front().digits.open(PrivateDoor::keyed_hash), "7391");
    EXPECT_TRUE(walk.state.digits.empty());
}

TEST(Identify, the_number_is_confirmed_only_when_all_digits_are_there) {
    KioskWalk walk;
    agree(walk, "phone");
    type(walk, "123");
    EXPECT_FALSE(walk.press("answer.confirm"));
    walk.send(flow::Action{flow::ActionKind::choose, "confirm"});
    EXPECT_EQ(walk.place(), "identify/phone");
    type(walk, "4");
    EXPECT_FALSE(walk.press("key.5"));
    ASSERT_TRUE(walk.press("key.erase"));
    type(walk, "5");
    EXPECT_TRUE(walk.press("answer.confirm"));
}

TEST(Identify, going_back_keeps_what_was_typed) {
    KioskWalk walk;
    agree(walk, "phone");
    type(walk, "12");
    ASSERT_TRUE(walk.press("fixed.back"));
    EXPECT_EQ(walk.place(), "identify/consent");
    ASSERT_TRUE(walk.press("answer.agree"));
    EXPECT_EQ(walk.state.digits.count(), 2U);
}

TEST(Identify, a_typed_tail_never_brings_anybodys_settings) {
    KioskWalk walk;
    agree(walk, "phone");
    type(walk, "1234");
    ASSERT_TRUE(walk.press("answer.confirm"));
    flow::Preferences kept;
    kept.text_size = flow::TextSize::largest;
    walk.send(flow::VisitJoined{walk.state.turn, false, kept, flow::SettingsConsent::granted, std::nullopt});
    EXPECT_EQ(walk.state.preferences, flow::Preferences{});
}

TEST(Identify, a_scanned_ticket_at_home_brings_the_settings_and_the_queue) {
    KioskWalk walk;
    walk.send(flow::CodeScanned{PrivateText{"code"}});
    EXPECT_EQ(walk.place(), "home/joining");
    flow::Preferences kept;
    kept.text_size = flow::TextSize::large;
    kept.rate_step = 1;
    walk.send(flow::VisitJoined{walk.state.turn, true, kept, flow::SettingsConsent::granted, sample_ticket()});
    EXPECT_EQ(walk.place(), "home/greeting");
    EXPECT_EQ(walk.state.preferences, kept);
    EXPECT_EQ(walk.said(), "P27 wait_range settings_taken");
    EXPECT_EQ(scene::find_node(walk.scene(), NodeId{"detail.wait"})->shown, "大约等 10 到 15 分钟");
    ASSERT_TRUE(walk.press("answer.ok"));
    EXPECT_EQ(walk.place(), "home/home");
}

TEST(Identify, an_answer_for_the_person_before_changes_nothing_for_this_one) {
    KioskWalk walk;
    walk.send(flow::CodeScanned{PrivateText{"code"}});
    const auto turn = walk.state.turn;
    ASSERT_TRUE(walk.press("fixed.exit"));
    flow::Preferences kept;
    kept.theme = flow::Theme::black;
    walk.send(flow::VisitJoined{turn, true, kept, flow::SettingsConsent::granted, sample_ticket()});
    EXPECT_EQ(walk.state.preferences, flow::Preferences{});
    EXPECT_FALSE(walk.state.joined);
    EXPECT_FALSE(walk.state.ticket.has_value());
}

TEST(Identify, a_ticket_of_another_day_and_a_hub_that_is_silent_are_told_apart) {
    KioskWalk walk;
    walk.send(flow::CodeScanned{PrivateText{"code"}});
    walk.send(flow::CodeNotKnown{walk.state.turn});
    EXPECT_EQ(walk.place(), "home/code_unknown");
    KioskWalk other;
    other.send(flow::CodeScanned{PrivateText{"code"}});
    other.pass(15);
    EXPECT_EQ(other.place(), "home/code_away");
}

TEST(Identify, with_the_hub_away_it_says_plainly_what_still_works) {
    KioskWalk walk;
    walk.send(flow::HubChanged{false});
    walk.wake_and_go_home();
    ASSERT_TRUE(walk.press("answer.identify"));
    EXPECT_EQ(walk.place(), "identify/away");
    EXPECT_EQ(walk.said(), "identify_away");
    EXPECT_TRUE(walk.press("answer.take_ticket"));
}

TEST(Identify, a_ticket_held_to_the_scanner_in_the_middle_of_a_task_joins_quietly_and_says_that_it_was_read) {
    KioskWalk walk;
    walk.wake_and_go_home();
    ASSERT_TRUE(walk.press("answer.take_ticket"));
    walk.send(flow::CodeScanned{PrivateText{"code"}});
    EXPECT_EQ(walk.place(), "take_ticket/service");
    EXPECT_EQ(walk.said(), "code_read");
    EXPECT_EQ(walk.count<flow::DeliverCode>(), 1U);
    walk.send(flow::VisitJoined{walk.state.turn, true, std::nullopt, flow::SettingsConsent::unknown, std::nullopt});
    EXPECT_EQ(walk.place(), "take_ticket/service");
    EXPECT_TRUE(walk.state.joined);
}

TEST(Identify, who_has_shown_a_ticket_finds_the_way_out_where_the_others_sign_in) {
    KioskWalk walk;
    walk.wake_and_go_home();
    ASSERT_TRUE(walk.press("answer.identify"));
    EXPECT_EQ(scene::find_node(walk.scene(), NodeId{"answer.withdraw"}), nullptr);
    walk.send(flow::VisitJoined{walk.state.turn, true, std::nullopt, flow::SettingsConsent::unknown, std::nullopt});
    EXPECT_EQ(scene::find_node(walk.scene(), NodeId{"answer.none"}), nullptr);
    ASSERT_TRUE(walk.press("answer.withdraw"));
    EXPECT_EQ(walk.place(), "withdraw/done");
    ASSERT_EQ(walk.all<flow::WithdrawConsent>().size(), 1U);
    EXPECT_EQ(walk.all<flow::WithdrawConsent>().front().purposes, (std::vector<std::string>{"service", "wifi"}));
}

TEST(Identify, withdrawing_takes_no_more_touches_than_agreeing) {
    KioskWalk giving;
    giving.wake_and_go_home();
    giving.touches = 0;
    ASSERT_TRUE(giving.press("answer.identify"));
    ASSERT_TRUE(giving.press("answer.card"));
    ASSERT_TRUE(giving.press("answer.agree"));
    giving.send(flow::CardTapped{});
    ASSERT_EQ(giving.place(), "identify/done");

    KioskWalk taking;
    taking.wake_and_go_home();
    taking.touches = 0;
    ASSERT_TRUE(taking.press_on_any_page("answer.withdraw"));
    ASSERT_TRUE(taking.press("answer.all"));
    taking.send(flow::CardTapped{});
    EXPECT_EQ(taking.place(), "withdraw/done");
    EXPECT_LE(taking.touches, giving.touches);
    ASSERT_EQ(taking.all<flow::WithdrawConsent>().size(), 1U);
    EXPECT_EQ(taking.all<flow::WithdrawConsent>().front().purposes, (std::vector<std::string>{"service", "wifi"}));
}

TEST(Identify, by_the_slip_a_withdrawal_holds_for_today_and_the_words_say_so) {
    const auto withdraw = [](const char* what, const flow::Event& proof) {
        KioskWalk walk;
        walk.wake_and_go_home();
        EXPECT_TRUE(walk.press_on_any_page("answer.withdraw"));
        EXPECT_TRUE(walk.press(what));
        walk.send(proof);
        EXPECT_EQ(walk.place(), "withdraw/done");
        return std::pair{walk.said(), scene::find_node(walk.scene(), NodeId{"title"})->shown};
    };
    const flow::Event slip = flow::CodeScanned{PrivateText{"SL1.x"}};
    for (const char* what : {"answer.all", "answer.marketing"}) {
        EXPECT_EQ(withdraw(what, slip), (std::pair<std::string, std::string>{"withdrawn_today", "今天这次就取消"})) << what;
        EXPECT_EQ(withdraw(what, flow::CardTapped{}), (std::pair<std::string, std::string>{"withdrawn", "这就取消"})) << what;
    }
    EXPECT_EQ(withdraw("answer.settings", slip), (std::pair<std::string, std::string>{"withdrawn", "这就取消"})) << "how the machine looks follows the slip";
}

TEST(Identify, after_the_slip_the_card_makes_a_withdrawal_last_as_the_words_say) {
    KioskWalk walk;
    walk.wake_and_go_home();
    EXPECT_TRUE(walk.press_on_any_page("answer.withdraw"));
    EXPECT_TRUE(walk.press("answer.all"));
    walk.send(flow::CodeScanned{PrivateText{"SL1.x"}});
    ASSERT_EQ(walk.all<flow::WithdrawConsent>().size(), 1U);
    walk.send(flow::CardTapped{});
    EXPECT_EQ(walk.place(), "withdraw/done");
    ASSERT_EQ(walk.all<flow::WithdrawConsent>().size(), 2U) << "the title says so only when it is so";
    EXPECT_EQ(walk.all<flow::WithdrawConsent>().back().purposes, (std::vector<std::string>{"service", "wifi"}));
    EXPECT_EQ(walk.said(), "withdrawn");
}

TEST(Identify, nobody_withdraws_for_another_by_four_digits) {
    KioskWalk walk;
    agree(walk, "phone");
    type(walk, "1234");
    ASSERT_TRUE(walk.press("answer.confirm"));
    walk.send(flow::VisitJoined{walk.state.turn, false, std::nullopt, flow::SettingsConsent::unknown, std::nullopt});
    ASSERT_TRUE(walk.press("answer.go_on"));
    ASSERT_TRUE(walk.press_on_any_page("answer.withdraw"));
    ASSERT_TRUE(walk.press("answer.marketing"));
    EXPECT_EQ(walk.place(), "withdraw/who");
    EXPECT_TRUE(walk.all<flow::WithdrawConsent>().empty());
}

TEST(Identify, a_reader_that_does_not_work_switches_its_answer_off) {
    KioskWalk walk;
    walk.wake_and_go_home();
    walk.send(flow::DeviceChanged{"card_reader", false});
    ASSERT_TRUE(walk.press("answer.identify"));
    EXPECT_FALSE(walk.press("answer.card"));
    walk.send(flow::DeviceChanged{"card_reader", true});
    EXPECT_TRUE(walk.press("answer.card"));
}

}  // namespace
}  // namespace silverlane
