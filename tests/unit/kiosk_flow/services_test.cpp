// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: Silverlane contributors
//
// F10, F11, F13, F14: two people come, things to borrow, activities, three questions.
#include "tests/support/kiosk_walk.h"

namespace silverlane {
namespace {

using flow::AskKind;
using flow::AskResult;
using testing::KioskWalk;

KioskWalk home() {
    KioskWalk walk;
    walk.go_home_as("door");
    return walk;
}

KioskWalk at_the_phone() {
    KioskWalk walk = home();
    for (const char* press : {"answer.home_visit", "answer.family", "answer.social_card"}) EXPECT_TRUE(walk.press_on_any_page(press));
    walk.answer(AskKind::half_days, testing::half_days());
    EXPECT_TRUE(walk.press("item.day_2"));
    EXPECT_EQ(walk.place(), "home_visit/phone");
    return walk;
}

TEST(HomeVisit, asks_for_whom_what_when_and_a_number_and_nothing_else) {
    KioskWalk walk = at_the_phone();
    walk.type("13800138000");
    ASSERT_TRUE(walk.press("answer.confirm"));
    const flow::Ask ask = walk.asks(AskKind::home_visit).front();
    EXPECT_EQ(ask.entries, (std::map<std::string, std::string>{{"visit_for", "family"}, {"visit_what", "social_card"}, {"half_days", "day_2"}}));
    EXPECT_EQ(ask.secret.open(PrivateDoor::wording), "13800138000");
    walk.answer(AskKind::home_visit);
    EXPECT_EQ(walk.place(), "home_visit/done");
    EXPECT_EQ(walk.said(), "P71 P72");
    EXPECT_TRUE(walk.state.kept_digits.empty()) << "the number is not kept once it was handed on";
    EXPECT_TRUE(walk.state.digits.empty());
    ASSERT_TRUE(walk.press("answer.print"));
    EXPECT_TRUE(walk.all<flow::PrintSlip>().front().secrets.empty()) << "the slip carries no number";
    EXPECT_EQ(scene::find_node(walk.scene(), NodeId{"answer.print"}), nullptr) << "one slip";
}

TEST(HomeVisit, a_short_number_cannot_be_confirmed) {
    KioskWalk walk = at_the_phone();
    walk.type("623456");
    EXPECT_FALSE(walk.press("answer.confirm"));
    walk.type("7");
    EXPECT_TRUE(walk.press("answer.confirm"));
}

TEST(HomeVisit, a_mobile_number_is_confirmed_with_all_of_its_eleven_digits_only) {
    KioskWalk walk = at_the_phone();
    walk.type("1380013800");
    EXPECT_FALSE(walk.press("answer.confirm"));
    walk.type("0");
    EXPECT_TRUE(walk.press("answer.confirm"));
}

TEST(HomeVisit, entries_survive_going_back) {
    KioskWalk walk = at_the_phone();
    walk.type("6380013");
    ASSERT_TRUE(walk.press("fixed.back"));
    EXPECT_EQ(walk.place(), "home_visit/day");
    EXPECT_EQ(walk.state.entries.at("visit_what"), "social_card");
    ASSERT_TRUE(walk.press("item.day_1"));
    EXPECT_EQ(walk.state.digits.count(), 7U);
    ASSERT_TRUE(walk.press("answer.confirm"));
    walk.answer(AskKind::home_visit, AskResult::away);
    EXPECT_EQ(walk.place(), "home_visit/away");
    ASSERT_TRUE(walk.press("fixed.back"));
    EXPECT_EQ(walk.place(), "home_visit/phone");
    EXPECT_EQ(walk.state.digits.count(), 7U) << "what was typed is there until it was taken";
}

TEST(HomeVisit, a_booking_that_could_not_be_made_can_be_tried_again_with_the_same_number) {
    KioskWalk walk = at_the_phone();
    walk.type("13800138000");
    ASSERT_TRUE(walk.press("answer.confirm"));
    walk.pass(15);
    EXPECT_EQ(walk.place(), "home_visit/away");
    ASSERT_TRUE(walk.press("answer.again"));
    EXPECT_EQ(walk.asks(AskKind::home_visit).back().secret.open(PrivateDoor::wording), "13800138000");
}

TEST(HomeVisit, without_days_to_choose_from_nobody_stands_before_an_empty_screen) {
    for (const AskResult result : {AskResult::away, AskResult::nothing, AskResult::refused}) {
        KioskWalk walk = home();
        for (const char* press : {"answer.home_visit", "answer.self", "answer.pin"}) ASSERT_TRUE(walk.press_on_any_page(press));
        EXPECT_EQ(walk.place(), "home_visit/days");
        walk.answer(AskKind::half_days, result);
        EXPECT_EQ(walk.place(), "home_visit/no_days");
        ASSERT_TRUE(walk.press("answer.again"));
        walk.answer(AskKind::half_days, testing::half_days());
        EXPECT_EQ(walk.place(), "home_visit/day");
        ASSERT_TRUE(walk.press("fixed.back"));
        EXPECT_NE(walk.place(), "home/home");
    }
}

TEST(NumberEntry, begins_empty_when_other_digits_were_typed_before) {
    KioskWalk walk = home();
    for (const char* press : {"answer.identify", "answer.phone", "answer.agree", "key.1", "key.2"}) ASSERT_TRUE(walk.press(press));
    for (int back = 0; back < 3; ++back) ASSERT_TRUE(walk.press("fixed.back"));
    ASSERT_EQ(walk.place(), "home/home");
    EXPECT_TRUE(walk.state.digits.empty()) << "the home screen is everybody's";
    KioskWalk elsewhere = at_the_phone();
    elsewhere.type("123");
    elsewhere.state.place = {FlowId{"activities"}, StepId{"phone"}};
    ASSERT_TRUE(elsewhere.press("answer.leave"));
    EXPECT_EQ(elsewhere.place(), "activities/number");
    EXPECT_TRUE(elsewhere.state.digits.empty());
    KioskWalk other = at_the_phone();
    other.type("123");
    ASSERT_TRUE(other.press("fixed.call_staff"));
    ASSERT_TRUE(other.press("fixed.back"));
    EXPECT_EQ(other.state.digits.count(), 3U) << "who asked for help finds them";
}

TEST(Activities, the_place_is_the_same_with_and_without_a_number) {
    for (const bool leave : {true, false}) {
        KioskWalk walk = home();
        ASSERT_TRUE(walk.press_on_any_page("answer.activities"));
        walk.answer(AskKind::activities, testing::activities(4));
        EXPECT_EQ(walk.said(), "P79");
        ASSERT_TRUE(walk.press("item.activity_2"));
        EXPECT_EQ(scene::find_node(walk.scene(), NodeId{"chosen.activities"})->shown, "手机课");
        ASSERT_TRUE(walk.press("answer.two"));
        ASSERT_TRUE(walk.press(leave ? "answer.leave" : "answer.none"));
        if (leave) {
            walk.type("13800138000");
            ASSERT_TRUE(walk.press("answer.confirm"));
        }
        const flow::Ask ask = walk.asks(AskKind::sign_up).front();
        EXPECT_EQ(ask.entries, (std::map<std::string, std::string>{{"activities", "activity_2"}, {"people", "2"}}));
        EXPECT_EQ(ask.secret.empty(), !leave);
        walk.answer(AskKind::sign_up, testing::signed_up());
        EXPECT_EQ(walk.place(), "activities/done");
        EXPECT_EQ(scene::find_node(walk.scene(), NodeId{"value.place_number"})->shown, "第 8 位");
        EXPECT_EQ(scene::find_node(walk.scene(), NodeId{"item.event"})->shown, "二楼活动室");
        EXPECT_TRUE(walk.state.kept_digits.empty());
    }
}

TEST(Activities, who_decides_against_leaving_a_number_leaves_none) {
    KioskWalk walk = home();
    ASSERT_TRUE(walk.press_on_any_page("answer.activities"));
    walk.answer(AskKind::activities, testing::activities(2));
    for (const char* press : {"item.activity_1", "answer.one", "answer.leave"}) ASSERT_TRUE(walk.press(press));
    walk.type("13800138000");
    ASSERT_TRUE(walk.press("answer.confirm"));
    walk.answer(AskKind::sign_up, AskResult::refused);
    EXPECT_EQ(walk.place(), "activities/full");
    ASSERT_TRUE(walk.press("answer.another"));
    walk.answer(AskKind::activities, testing::activities(2));
    for (const char* press : {"item.activity_2", "answer.one", "answer.none"}) ASSERT_TRUE(walk.press(press));
    EXPECT_TRUE(walk.asks(AskKind::sign_up).back().secret.empty());
}

TEST(Activities, that_none_are_offered_is_said_only_when_that_is_known) {
    KioskWalk none = home();
    ASSERT_TRUE(none.press_on_any_page("answer.activities"));
    none.answer(AskKind::activities, AskResult::nothing);
    EXPECT_EQ(none.said(), "activity_none");
    KioskWalk away = home();
    ASSERT_TRUE(away.press_on_any_page("answer.activities"));
    away.answer(AskKind::activities, AskResult::away);
    EXPECT_EQ(away.said(), "activity_away");
    ASSERT_TRUE(away.press("answer.again"));
    EXPECT_EQ(away.asks(AskKind::activities).size(), 2U);
    KioskWalk late = home();
    ASSERT_TRUE(late.press_on_any_page("answer.activities"));
    late.answer(AskKind::activities, testing::activities(1));
    for (const char* press : {"item.activity_1", "answer.one", "answer.none"}) ASSERT_TRUE(late.press(press));
    late.pass(15);
    EXPECT_EQ(late.place(), "activities/away");
    ASSERT_TRUE(late.press("answer.again"));
    late.answer(AskKind::sign_up, testing::signed_up());
    EXPECT_EQ(late.place(), "activities/done");
}

TEST(Activities, a_list_that_became_shorter_never_leaves_an_empty_page) {
    KioskWalk walk = home();
    ASSERT_TRUE(walk.press_on_any_page("answer.activities"));
    walk.answer(AskKind::activities, testing::activities(6));
    ASSERT_TRUE(walk.press("page.next"));
    EXPECT_EQ(walk.state.page, 1);
    walk.state.asked[AskKind::activities] = 900;
    walk.send(flow::Answered{walk.state.turn, 900, AskKind::activities, AskResult::done, testing::activities(2)});
    EXPECT_EQ(walk.state.page, 0);
}

TEST(Activities, the_slip_of_one_task_says_nothing_about_the_next) {
    KioskWalk walk = at_the_phone();
    walk.type("13800138000");
    ASSERT_TRUE(walk.press("answer.confirm"));
    walk.answer(AskKind::home_visit);
    ASSERT_TRUE(walk.press("answer.print"));
    ASSERT_TRUE(walk.press("fixed.call_staff"));
    ASSERT_TRUE(walk.press("answer.company"));
    walk.pass(61);
    ASSERT_TRUE(walk.press("answer.take_ticket"));
    ASSERT_TRUE(walk.press("fixed.back"));
    EXPECT_EQ(walk.place(), "home/home");
    EXPECT_TRUE(walk.state.entries.empty()) << "an entry belongs to its task";
}

TEST(Borrow, glasses_in_three_presses_and_nobody_is_asked_who_they_are) {
    KioskWalk walk = home();
    walk.touches = 0;
    for (const char* press : {"answer.borrow", "answer.glasses", "answer.two", "answer.seats"}) ASSERT_TRUE(walk.press_on_any_page(press));
    const flow::Ask ask = walk.asks(AskKind::loan).front();
    EXPECT_EQ(ask.entries, (std::map<std::string, std::string>{{"loan", "glasses"}, {"strength", "200"}, {"loan_place", "seats"}}));
    EXPECT_TRUE(ask.secret.empty());
    walk.answer(AskKind::loan);
    EXPECT_EQ(walk.said(), "loan_told P75");
    ASSERT_TRUE(walk.press("answer.ok"));
    EXPECT_EQ(walk.place(), "home/home");
}

TEST(Borrow, entries_survive_going_back_and_a_changed_mind_leaves_nothing_of_the_first) {
    KioskWalk walk = home();
    for (const char* press : {"answer.borrow", "answer.glasses", "answer.three"}) ASSERT_TRUE(walk.press_on_any_page(press));
    ASSERT_TRUE(walk.press("fixed.back"));
    EXPECT_EQ(walk.place(), "borrow/strength");
    EXPECT_EQ(walk.state.entries.at("loan"), "glasses");
    ASSERT_TRUE(walk.press("fixed.back"));
    ASSERT_TRUE(walk.press("answer.wheelchair"));
    ASSERT_TRUE(walk.press("answer.here"));
    EXPECT_EQ(walk.asks(AskKind::loan).front().entries.at("strength"), "0");
    walk.answer(AskKind::loan, AskResult::away);
    EXPECT_EQ(walk.place(), "borrow/away");
}

TEST(Quiz, no_answer_is_called_wrong_and_every_one_is_explained) {
    KioskWalk walk = home();
    ASSERT_TRUE(walk.press_on_any_page("answer.quiz"));
    EXPECT_EQ(walk.said(), "P81 quiz_grandson");
    for (const auto& [answer, first] : {std::pair{"answer.send", "P83 quiz_grandson_why"}, std::pair{"answer.no", "P82 quiz_police_why"},
                                        std::pair{"answer.pay", "P83 quiz_health_why"}}) {
        ASSERT_TRUE(walk.press(answer));
        EXPECT_EQ(walk.said(), first);
        ASSERT_TRUE(walk.press("answer.next"));
    }
    EXPECT_EQ(walk.place(), "quiz/over");
    EXPECT_EQ(walk.said(), "P84");
    EXPECT_EQ(scene::find_node(walk.scene(), NodeId{"line.1"})->spoken, "答对一题，共三题");
    ASSERT_EQ(walk.asks(AskKind::quiz_total).size(), 1U);
    EXPECT_EQ(walk.asks(AskKind::quiz_total).front().right_answers, 1);
    EXPECT_TRUE(walk.asks(AskKind::quiz_total).front().entries.empty()) << "no identity, no single answer";
}

TEST(Quiz, is_counted_once_also_when_help_was_called_at_its_end_and_begins_at_nothing_again) {
    KioskWalk walk = home();
    for (const char* press : {"answer.quiz", "answer.call_back", "answer.next", "answer.no", "answer.next", "answer.doctor", "answer.next"}) {
        ASSERT_TRUE(walk.press_on_any_page(press));
    }
    EXPECT_EQ(scene::find_node(walk.scene(), NodeId{"title"})->shown, "都答对了");
    ASSERT_TRUE(walk.press("fixed.call_staff"));
    ASSERT_TRUE(walk.press("fixed.back"));
    EXPECT_EQ(walk.asks(AskKind::quiz_total).size(), 1U);
    ASSERT_TRUE(walk.press("answer.again"));
    EXPECT_EQ(walk.state.right_answers, 0);
}

TEST(Quiz, none_right_shows_no_score_and_no_blame) {
    KioskWalk walk = home();
    for (const char* press : {"answer.quiz", "answer.send", "answer.next", "answer.move", "answer.next", "answer.pay", "answer.next"}) {
        ASSERT_TRUE(walk.press_on_any_page(press));
    }
    EXPECT_EQ(scene::find_node(walk.scene(), NodeId{"title"})->shown, "请记住");
    EXPECT_EQ(scene::find_node(walk.scene(), NodeId{"line.1"})->shown, "不听，不信，不转账。");
}

}  // namespace
}  // namespace silverlane
