// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: Silverlane contributors
#include "tests/support/kiosk_walk.h"

namespace silverlane {
namespace {

using testing::KioskWalk;

std::string everything_said(const scene::Scene& scene) {
    std::string out;
    for (const scene::Scene::Prompt& prompt : scene.prompts) out += prompt.spoken;
    for (const scene::Node& node : scene.nodes) out += node.spoken + node.shown;
    return out;
}

TEST(CallStaff, call_goes_out_even_if_no_reason_is_given) {
    KioskWalk walk;
    walk.wake_and_go_home();
    ASSERT_TRUE(walk.press("answer.take_ticket"));
    ASSERT_TRUE(walk.press("fixed.call_staff"));
    ASSERT_EQ(walk.all<flow::RaiseHelp>().size(), 1U);
    EXPECT_EQ(walk.all<flow::RaiseHelp>().front().from.step.text, "service");
    EXPECT_EQ(walk.place(), "call_staff/reason");
    EXPECT_EQ(walk.said(), "call_out what_is_wrong");
    EXPECT_TRUE(walk.scene().attention);
}

TEST(CallStaff, the_reason_is_added_to_the_call_that_is_out) {
    KioskWalk walk;
    walk.wake_and_go_home();
    ASSERT_TRUE(walk.press("fixed.call_staff"));
    ASSERT_TRUE(walk.press("answer.unwell"));
    EXPECT_EQ(walk.all<flow::AddHelpReason>().front().reason, "unwell");
    EXPECT_EQ(walk.all<flow::RaiseHelp>().size(), 1U);
    EXPECT_EQ(walk.place(), "call_staff/coming");
}

TEST(CallStaff, who_is_unwell_is_never_sent_to_walk) {
    KioskWalk walk;
    walk.wake_and_go_home();
    ASSERT_TRUE(walk.press("fixed.call_staff"));
    ASSERT_TRUE(walk.press("answer.unwell"));
    walk.send(flow::HubChanged{false});
    EXPECT_EQ(walk.said(), "unwell_alone");
    EXPECT_EQ(scene::find_node(walk.scene(), NodeId{"title"})->text_key, "call_staff.coming.sit");
    EXPECT_EQ(scene::find_node(walk.scene(), NodeId{"line.1"})->text_key, "call_staff.coming.near");
    EXPECT_EQ(scene::find_node(walk.scene(), NodeId{"answer.go_on"}), nullptr);
    ASSERT_TRUE(walk.press("answer.ok"));
    EXPECT_EQ(walk.place(), "home/home");
}

TEST(CallStaff, what_is_the_matter_is_told_also_when_the_hall_was_not_reached) {
    KioskWalk walk;
    walk.wake_and_go_home();
    ASSERT_TRUE(walk.press("fixed.call_staff"));
    walk.send(flow::HelpUnreachable{walk.state.turn});
    ASSERT_TRUE(walk.press("answer.unwell"));
    ASSERT_EQ(walk.all<flow::AddHelpReason>().size(), 1U);
    EXPECT_EQ(walk.all<flow::AddHelpReason>().front().reason, "unwell");
}

TEST(CallStaff, it_says_who_is_coming_only_once_somebody_has_taken_the_call) {
    KioskWalk walk;
    walk.wake_and_go_home();
    ASSERT_TRUE(walk.press("fixed.call_staff"));
    for (const char* word : {"马上来", "正在过来"}) EXPECT_EQ(everything_said(walk.scene()).find(word), std::string::npos);
    walk.send(flow::HelpClaimed{walk.state.turn, "1023"});
    EXPECT_EQ(walk.said(), "who_is_coming");
    EXPECT_EQ(walk.scene().prompts.front().caption, "工号1023，正在过来。");
    EXPECT_EQ(walk.scene().prompts.front().spoken, "工号幺零二三，正在过来。");
}

TEST(CallStaff, who_is_coming_stands_on_every_screen_until_it_is_over) {
    KioskWalk walk;
    walk.wake_and_go_home();
    ASSERT_TRUE(walk.press("answer.take_ticket"));
    ASSERT_TRUE(walk.press("fixed.call_staff"));
    walk.send(flow::HelpClaimed{walk.state.turn, "1023"});
    ASSERT_TRUE(walk.press("fixed.back"));
    EXPECT_EQ(walk.place(), "take_ticket/service");
    ASSERT_NE(scene::find_node(walk.scene(), NodeId{"status.help"}), nullptr);
    EXPECT_EQ(scene::find_node(walk.scene(), NodeId{"status.help"})->text_key, "frame.staff_coming");
    walk.send(flow::HelpEnded{walk.state.turn});
    EXPECT_EQ(scene::find_node(walk.scene(), NodeId{"status.help"}), nullptr);
}

TEST(CallStaff, when_who_was_coming_gives_the_call_on_the_kiosk_promises_nobody) {
    KioskWalk walk;
    walk.wake_and_go_home();
    ASSERT_TRUE(walk.press("fixed.call_staff"));
    walk.send(flow::HelpClaimed{walk.state.turn, "1023"});
    walk.send(flow::HelpOpen{walk.state.turn});
    EXPECT_EQ(walk.said(), "call_out");
    EXPECT_EQ(everything_said(walk.scene()).find("1023"), std::string::npos);
    EXPECT_TRUE(walk.scene().attention);
    ASSERT_TRUE(walk.press("fixed.back"));
    EXPECT_EQ(scene::find_node(walk.scene(), NodeId{"status.help"})->text_key, "frame.staff_called");
    walk.send(flow::HelpClaimed{walk.state.turn, "1024"});
    EXPECT_EQ(scene::find_node(walk.scene(), NodeId{"status.help"})->text_key, "frame.staff_coming");
    walk.send(flow::HelpUnreachable{walk.state.turn});
    EXPECT_EQ(walk.said(), "nobody_reachable");
    EXPECT_FALSE(walk.scene().attention);
}

TEST(CallStaff, staff_who_come_to_their_tablets_later_are_told_of) {
    KioskWalk walk;
    walk.wake_and_go_home();
    ASSERT_TRUE(walk.press("fixed.call_staff"));
    walk.send(flow::HelpUnreachable{walk.state.turn});
    walk.send(flow::HelpOpen{walk.state.turn});
    EXPECT_EQ(walk.said(), "call_out");
    walk.send(flow::HelpOpen{walk.state.turn - 1});
    walk.send(flow::HelpEnded{walk.state.turn});
    walk.send(flow::HelpOpen{walk.state.turn});
    EXPECT_FALSE(walk.scene().attention) << "a call that is over stays over";
}

TEST(CallStaff, who_is_on_their_way_comes_though_the_hub_goes_away) {
    KioskWalk walk;
    walk.wake_and_go_home();
    ASSERT_TRUE(walk.press("fixed.call_staff"));
    walk.send(flow::HelpClaimed{walk.state.turn, "1023"});
    walk.send(flow::HubChanged{false});
    EXPECT_TRUE(walk.scene().attention);
    EXPECT_EQ(walk.state.help.staff_number, "1023");
}

TEST(CallStaff, with_the_hub_away_it_chimes_and_says_where_staff_are_and_promises_nothing) {
    KioskWalk walk;
    walk.wake_and_go_home();
    walk.send(flow::HubChanged{false});
    ASSERT_TRUE(walk.press("fixed.call_staff"));
    EXPECT_TRUE(walk.all<flow::RaiseHelp>().empty());
    EXPECT_EQ(walk.all<flow::SoundChime>().front().name, "call");
    EXPECT_EQ(walk.said(), "nobody_reachable what_is_wrong");
    const std::string all = everything_said(walk.scene());
    EXPECT_NE(all.find("大堂服务台"), std::string::npos);
    for (const char* word : {"马上", "过来", "已经叫人"}) EXPECT_EQ(all.find(word), std::string::npos) << word;
}

TEST(CallStaff, when_nobody_is_signed_in_the_kiosk_takes_its_word_back) {
    KioskWalk walk;
    walk.wake_and_go_home();
    ASSERT_TRUE(walk.press("fixed.call_staff"));
    walk.send(flow::HelpUnreachable{walk.state.turn});
    EXPECT_EQ(walk.said(), "nobody_reachable");
    EXPECT_EQ(walk.all<flow::SoundChime>().back().name, "call");
    EXPECT_FALSE(walk.scene().attention);
    walk.send(flow::HubChanged{true});
    ASSERT_TRUE(walk.press("fixed.call_staff"));
    EXPECT_EQ(walk.all<flow::RaiseHelp>().size(), 2U) << "a second press tries again";
}

TEST(CallStaff, a_second_press_does_not_call_twice) {
    KioskWalk walk;
    walk.wake_and_go_home();
    ASSERT_TRUE(walk.press("fixed.call_staff"));
    ASSERT_TRUE(walk.press("fixed.call_staff"));
    EXPECT_EQ(walk.all<flow::RaiseHelp>().size(), 1U);
}

TEST(CallStaff, no_need_any_more_cancels_the_call_and_returns_to_where_it_was_made) {
    KioskWalk walk;
    walk.wake_and_go_home();
    ASSERT_TRUE(walk.press("answer.take_ticket"));
    ASSERT_TRUE(walk.press("answer.cash"));
    ASSERT_TRUE(walk.press("fixed.call_staff"));
    ASSERT_TRUE(walk.press("answer.hearing"));
    ASSERT_TRUE(walk.press("answer.cancel"));
    EXPECT_EQ(walk.all<flow::CancelHelp>().size(), 1U);
    EXPECT_EQ(walk.place(), "take_ticket/company");
    EXPECT_EQ(walk.said(), "help_cancelled company");
    EXPECT_EQ(walk.state.entries.at("service"), "cash") << "entries are kept";
}

TEST(CallStaff, who_comes_back_finds_the_page_that_they_were_reading) {
    KioskWalk walk;
    walk.wake_and_go_home();
    for (const char* press : {"answer.identify", "answer.phone", "page.next", "page.next", "fixed.call_staff", "answer.hearing"}) {
        ASSERT_TRUE(walk.press(press));
    }
    ASSERT_TRUE(walk.press("service.more"));
    ASSERT_TRUE(walk.press("service.counter"));
    ASSERT_TRUE(walk.press("answer.ok"));
    EXPECT_EQ(walk.place(), "identify/consent");
    EXPECT_EQ(walk.state.page, 2);
    EXPECT_EQ(walk.scene().prompts.front().id, "identify.consent.page_match");
    ASSERT_TRUE(walk.press("answer.agree"));
    EXPECT_EQ(walk.state.page, 0);
    ASSERT_TRUE(walk.press("fixed.back"));
    EXPECT_EQ(walk.state.page, 0) << "a step that is come back to by 返回 begins at its question";
}

TEST(CallStaff, after_a_minute_without_anybody_a_counter_ticket_is_offered) {
    KioskWalk walk;
    walk.wake_and_go_home();
    ASSERT_TRUE(walk.press("fixed.call_staff"));
    ASSERT_TRUE(walk.press("answer.company"));
    EXPECT_EQ(scene::find_node(walk.scene(), NodeId{"answer.take_ticket"}), nullptr);
    walk.pass(61, true);
    EXPECT_EQ(walk.said(), "help_slow");
    EXPECT_TRUE(walk.press("answer.take_ticket"));
}

TEST(CallStaff, a_claim_for_the_person_before_is_not_shown_to_this_one) {
    KioskWalk walk;
    walk.wake_and_go_home();
    ASSERT_TRUE(walk.press("fixed.call_staff"));
    const auto turn = walk.state.turn;
    ASSERT_TRUE(walk.press("fixed.exit"));
    ASSERT_TRUE(walk.press("fixed.call_staff"));
    walk.send(flow::HelpClaimed{turn, "1023"});
    EXPECT_EQ(walk.state.help.state, flow::HelpState::sent);
}

TEST(CallStaff, it_works_over_the_idle_warning_and_in_the_pause) {
    KioskWalk walk;
    walk.wake_and_go_home();
    ASSERT_TRUE(walk.press("answer.take_ticket"));
    walk.pass(120);
    ASSERT_TRUE(walk.scene().overlay.has_value());
    ASSERT_TRUE(walk.press("fixed.call_staff"));
    EXPECT_EQ(walk.all<flow::RaiseHelp>().size(), 1U);
    KioskWalk paused;
    paused.wake_and_go_home();
    paused.pass(166);
    ASSERT_EQ(paused.state.phase, flow::Phase::paused);
    EXPECT_TRUE(paused.press("fixed.call_staff"));
    EXPECT_EQ(paused.all<flow::RaiseHelp>().size(), 1U);
}

}  // namespace
}  // namespace silverlane
