// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: Silverlane contributors
#include "tests/support/kiosk_walk.h"

namespace silverlane {
namespace {

using testing::KioskWalk;
using testing::sample_ticket;

KioskWalk at_the_first_question() {
    KioskWalk walk;
    walk.wake_and_go_home();
    EXPECT_TRUE(walk.press("answer.take_ticket"));
    return walk;
}

TEST(QuietTime, the_prompt_is_said_once_more_after_eight_seconds_and_not_again) {
    KioskWalk walk = at_the_first_question();
    const unsigned long before = walk.state.generation;
    walk.pass_milliseconds(7'999);
    EXPECT_EQ(walk.state.generation, before);
    walk.pass_milliseconds(1);
    EXPECT_EQ(walk.state.generation, before + 1);
    EXPECT_EQ(walk.said(), "P26");
    walk.pass(16);
    EXPECT_EQ(walk.state.generation, before + 1);
}

TEST(QuietTime, after_25_seconds_the_voice_says_no_hurry_and_how_to_get_help) {
    KioskWalk walk = at_the_first_question();
    walk.pass(25);
    EXPECT_EQ(walk.said(), "P03 P07");
    EXPECT_EQ(walk.place(), "take_ticket/service");
    EXPECT_TRUE(walk.all<flow::ReportStuck>().empty());
}

TEST(QuietTime, after_a_minute_staff_learn_of_it_and_the_screen_stays_as_it_is) {
    KioskWalk walk = at_the_first_question();
    walk.pass(59);
    const scene::Scene before = walk.scene();
    EXPECT_TRUE(walk.all<flow::ReportStuck>().empty());
    walk.pass(1);
    ASSERT_EQ(walk.all<flow::ReportStuck>().size(), 1U);
    EXPECT_EQ(walk.all<flow::ReportStuck>().front().from.step.text, "service");
    EXPECT_EQ(scene::dump(walk.scene()), scene::dump(before));
}

TEST(QuietTime, the_third_back_in_a_row_means_stuck) {
    KioskWalk walk;
    walk.wake_and_go_home();
    ASSERT_TRUE(walk.press("answer.identify"));
    ASSERT_TRUE(walk.press("answer.phone"));
    ASSERT_TRUE(walk.press("answer.agree"));
    ASSERT_TRUE(walk.press("fixed.back"));
    ASSERT_TRUE(walk.press("fixed.back"));
    EXPECT_TRUE(walk.all<flow::ReportStuck>().empty());
    ASSERT_TRUE(walk.press("fixed.back"));
    EXPECT_EQ(walk.all<flow::ReportStuck>().size(), 1U);
}

TEST(QuietTime, the_warning_counts_its_seconds_on_the_screen_and_not_aloud) {
    KioskWalk walk = at_the_first_question();
    walk.pass(120);
    ASSERT_EQ(walk.state.phase, flow::Phase::warning);
    EXPECT_EQ(walk.said(), "P23");
    const unsigned long spoken = walk.state.generation;
    ASSERT_TRUE(walk.scene().overlay.has_value());
    EXPECT_EQ(scene::find_node(walk.scene(), NodeId{"warning.seconds"})->shown, "45 秒后先停在这里，不着急。");
    walk.pass(5);
    EXPECT_EQ(scene::find_node(walk.scene(), NodeId{"warning.seconds"})->shown, "40 秒后先停在这里，不着急。");
    EXPECT_EQ(walk.state.generation, spoken);
    EXPECT_FALSE(walk.press("answer.cash")) << "the question is answered first";
}

TEST(QuietTime, the_warning_and_the_pause_say_that_a_call_for_staff_stands_and_only_then) {
    KioskWalk quiet = at_the_first_question();
    quiet.pass(120);
    EXPECT_EQ(scene::find_node(quiet.scene(), NodeId{"warning.call_stands"}), nullptr) << "nobody was called";
    quiet.pass(45);
    ASSERT_EQ(quiet.state.phase, flow::Phase::paused);
    EXPECT_EQ(scene::find_node(quiet.scene(), NodeId{"line.2"}), nullptr);

    KioskWalk walk = at_the_first_question();
    ASSERT_TRUE(walk.press("fixed.call_staff"));
    walk.pass(120);
    ASSERT_EQ(walk.state.phase, flow::Phase::warning);
    EXPECT_EQ(walk.said(), "P23 call_stands");
    EXPECT_EQ(scene::find_node(walk.scene(), NodeId{"warning.call_stands"})->shown, "已经叫了人，不会取消。");
    walk.pass(45);
    ASSERT_EQ(walk.state.phase, flow::Phase::paused);
    EXPECT_EQ(scene::find_node(walk.scene(), NodeId{"line.2"})->shown, "已经叫了人，不会取消。");
    EXPECT_TRUE(walk.all<flow::CancelHelp>().empty());
    walk.pass(60);
    EXPECT_TRUE(walk.all<flow::CancelHelp>().empty()) << "the end of the turn takes nothing back";
}

TEST(QuietTime, a_touch_anywhere_gives_more_time_as_often_as_wanted) {
    KioskWalk walk = at_the_first_question();
    for (int round = 0; round < 12; ++round) {
        walk.pass(130);
        ASSERT_EQ(walk.state.phase, flow::Phase::warning);
        if (round % 2 == 0) {
            walk.send(flow::Touched{});
        } else {
            ASSERT_TRUE(walk.press("warning.still_here"));
        }
        EXPECT_EQ(walk.state.phase, flow::Phase::open);
        EXPECT_EQ(walk.place(), "take_ticket/service");
    }
}

TEST(QuietTime, the_pause_covers_everything_tells_staff_and_never_says_that_time_is_up) {
    KioskWalk walk = at_the_first_question();
    walk.pass(165);
    ASSERT_EQ(walk.state.phase, flow::Phase::paused);
    EXPECT_EQ(walk.all<flow::ReportLeftUnfinished>().size(), 1U);
    const scene::Scene now = walk.scene();
    EXPECT_TRUE(now.covered);
    EXPECT_EQ(scene::find_node(now, NodeId{"answer.cash"}), nullptr);
    EXPECT_EQ(scene::dump(now).find("时间到"), std::string::npos);
    EXPECT_TRUE(walk.all<flow::ReportTrouble>().empty());
    ASSERT_TRUE(walk.press("pause.go_on"));
    ASSERT_EQ(walk.all<flow::ReportTrouble>().size(), 1U);
    EXPECT_EQ(walk.all<flow::ReportTrouble>().front().kind, "goes_on") << "staff need not look for somebody who is there";
    EXPECT_EQ(walk.place(), "take_ticket/service");
    EXPECT_FALSE(walk.scene().covered);
}

TEST(QuietTime, returns_home_and_hides_all_when_customer_walks_away) {
    KioskWalk walk;
    walk.wake_and_go_home();
    ASSERT_TRUE(walk.press("service.language"));
    ASSERT_TRUE(walk.press("answer.identify"));
    ASSERT_TRUE(walk.press("answer.phone"));
    ASSERT_TRUE(walk.press("answer.agree"));
    ASSERT_TRUE(walk.press("key.7"));
    walk.pass(224);
    EXPECT_EQ(walk.state.phase, flow::Phase::paused);
    walk.pass(1);
    EXPECT_EQ(walk.place(), "home/home");
    ASSERT_EQ(walk.all<flow::Announce>().size(), 1U);
    EXPECT_EQ(walk.all<flow::Announce>().front().prompt, "P25");
    EXPECT_EQ(walk.all<flow::Announce>().front().language, "en") << "said in the language of who was there";
    EXPECT_EQ(walk.all<flow::ResetCustomer>().size(), 1U);
    EXPECT_EQ(flow::dump(walk.state), flow::dump(flow::fresh_state(testing::shipped_flows(), walk.state)));
}

TEST(QuietTime, one_long_step_of_the_clock_passes_every_boundary_in_order) {
    KioskWalk walk = at_the_first_question();
    walk.pass(400);
    EXPECT_EQ(walk.all<flow::ReportStuck>().size(), 1U);
    EXPECT_EQ(walk.all<flow::ReportLeftUnfinished>().size(), 1U);
    EXPECT_EQ(walk.all<flow::ResetCustomer>().size(), 1U);
    EXPECT_EQ(walk.place(), "home/idle");
}

TEST(QuietTime, the_clock_stands_still_while_speech_plays) {
    KioskWalk walk = at_the_first_question();
    for (int second = 0; second < 50; ++second) walk.pass(1, true);
    EXPECT_EQ(walk.state.quiet, Milliseconds{0});
    walk.pass(7);
    EXPECT_FALSE(walk.state.repeated);
    walk.pass(1);
    EXPECT_TRUE(walk.state.repeated);
}

TEST(QuietTime, a_voice_that_never_ends_holds_nobody_for_ever) {
    KioskWalk walk = at_the_first_question();
    for (int second = 0; second < 320; ++second) walk.pass(1, true);
    EXPECT_NE(walk.place(), "take_ticket/service");
}

TEST(QuietTime, reading_and_agreeing_has_three_minutes) {
    KioskWalk walk;
    walk.wake_and_go_home();
    ASSERT_TRUE(walk.press("answer.identify"));
    ASSERT_TRUE(walk.press("answer.card"));
    walk.pass(179);
    EXPECT_EQ(walk.state.phase, flow::Phase::open);
    walk.pass(1);
    EXPECT_EQ(walk.state.phase, flow::Phase::warning);
}

TEST(QuietTime, who_has_the_slip_and_goes_is_no_unfinished_business) {
    KioskWalk walk;
    walk.wake_and_go_home();
    walk.take_ticket_until_slip();
    walk.pass(600);
    EXPECT_TRUE(walk.all<flow::ReportLeftUnfinished>().empty());
    EXPECT_TRUE(walk.all<flow::ReportStuck>().empty());
    EXPECT_EQ(walk.place(), "home/idle");
}

TEST(QuietTime, a_home_screen_that_nobody_touched_rests_without_a_word) {
    KioskWalk walk;
    walk.wake_and_go_home();
    ASSERT_TRUE(walk.press("fixed.exit"));
    const auto effects = walk.effects.size();
    walk.pass(60);
    EXPECT_EQ(walk.place(), "home/idle");
    EXPECT_EQ(walk.effects.size(), effects);
    EXPECT_EQ(walk.scene().occasion, scene::Scene::Occasion::quiet);
    EXPECT_FALSE(flow::due_in(testing::shipped_flows(), walk.state).has_value()) << "an idle kiosk needs no clock";
}

TEST(QuietTime, the_whole_table_of_one_quiet_person_second_by_second) {
    KioskWalk walk = at_the_first_question();
    walk.effects.clear();
    std::vector<std::string> told;
    unsigned long spoken = walk.state.generation;
    flow::Phase phase = walk.state.phase;
    for (int second = 1; second <= 225; ++second) {
        walk.pass(1);
        if (walk.state.generation != spoken) told.push_back(std::to_string(second) + " says " + walk.said());
        if (walk.state.phase != phase) told.push_back(std::to_string(second) + (walk.state.phase == flow::Phase::open ? " open" : walk.state.phase == flow::Phase::warning ? " warning" : " paused"));
        for (const flow::Effect& effect : walk.last) {
            if (std::holds_alternative<flow::ReportStuck>(effect)) told.push_back(std::to_string(second) + " stuck");
            if (std::holds_alternative<flow::ReportLeftUnfinished>(effect)) told.push_back(std::to_string(second) + " left_unfinished");
            if (const auto* last_words = std::get_if<flow::Announce>(&effect)) told.push_back(std::to_string(second) + " announces " + last_words->prompt);
            if (std::holds_alternative<flow::ResetCustomer>(effect)) told.push_back(std::to_string(second) + " reset");
        }
        spoken = walk.state.generation;
        phase = walk.state.phase;
    }
    EXPECT_EQ(told, (std::vector<std::string>{"8 says P26", "25 says P03 P07", "60 stuck", "120 says P23", "120 warning", "165 says paused", "165 paused",
                                              "165 left_unfinished", "225 says ", "225 open", "225 announces P25", "225 reset"}));
}

TEST(QuietTime, a_result_calls_nobody_and_is_left_as_quietly) {
    KioskWalk walk;
    walk.wake_and_go_home();
    walk.take_ticket_until_slip();
    walk.pass(119);
    EXPECT_EQ(walk.state.phase, flow::Phase::open);
    EXPECT_EQ(walk.said(), "P27 wait_range slip_take P28");
    EXPECT_TRUE(walk.all<flow::ReportStuck>().empty());
    walk.pass(1);
    EXPECT_EQ(walk.state.phase, flow::Phase::warning);
}

TEST(QuietTime, every_wait_gives_up_by_itself_and_says_what_to_do_instead) {
    for (const auto& [id, flow] : testing::shipped_flows().flows) {
        for (const auto& [step_id, step] : flow.steps) {
            if (step.timeout != flow::TimeoutClass::wait) continue;
            KioskWalk walk;
            walk.wake_and_go_home();
            walk.state.place = {id, step_id};
            if (id.text != "activities" && id.text != "home") walk.state.medium = flow::Medium::card;
            walk.pass_milliseconds(14'999);
            EXPECT_EQ(walk.place(), id.text + '/' + step_id.text);
            walk.pass_milliseconds(1);
            EXPECT_NE(walk.place(), id.text + '/' + step_id.text);
            EXPECT_FALSE(walk.said().empty());
        }
    }
}

TEST(QuietTime, a_wait_that_nobody_can_answer_leads_on_at_once) {
    int waits = 0;
    for (const auto& [id, flow] : testing::shipped_flows().flows) {
        for (const auto& [step_id, step] : flow.steps) {
            const auto ask = std::find_if(step.enter.begin(), step.enter.end(), [](const flow::DeedCall& call) { return call.deed == flow::Deed::ask; });
            if (step.timeout != flow::TimeoutClass::wait || ask == step.enter.end()) continue;
            ++waits;
            for (const flow::AskResult result : {flow::AskResult::away, flow::AskResult::refused}) {
                KioskWalk walk;
                walk.wake_and_go_home();
                walk.state.place = {id, step_id};
                walk.state.medium = flow::Medium::card;
                const flow::AskKind what = *flow::ask_kind(ask->argument);
                walk.state.asked[what] = 1;
                walk.answer(what, result);
                EXPECT_NE(walk.place(), id.text + '/' + step_id.text);
            }
        }
    }
    EXPECT_GT(waits, 10);
}

TEST(QuietTime, what_waits_in_its_slot_is_neither_paused_nor_closed) {
    KioskWalk walk;
    walk.go_home_as("seated");
    ASSERT_TRUE(walk.press("answer.balance"));
    walk.insert_card();
    ASSERT_TRUE(walk.press("fixed.back"));
    ASSERT_EQ(walk.place(), "balance/take");
    EXPECT_EQ(flow::due_in(testing::shipped_flows(), walk.state), Milliseconds{20'000});
    walk.pass(600);
    EXPECT_EQ(walk.place(), "balance/take");
    EXPECT_EQ(walk.state.phase, flow::Phase::open);
    EXPECT_EQ(walk.troubles(), std::vector<std::string>{"media_left"});
}

TEST(QuietTime, due_in_names_the_next_moment) {
    KioskWalk walk = at_the_first_question();
    EXPECT_EQ(flow::due_in(testing::shipped_flows(), walk.state), Milliseconds{8'000});
    walk.pass(8);
    EXPECT_EQ(flow::due_in(testing::shipped_flows(), walk.state), Milliseconds{17'000});
    walk.pass(112);
    EXPECT_EQ(flow::due_in(testing::shipped_flows(), walk.state), Milliseconds{1'000});
}

TEST(QuietTime, no_configuration_can_hurry_anybody) {
    for (const auto& [line, column] : {std::pair{"screen_idle_s = 119", 0}, std::pair{"warn_s = 44", 0}, std::pair{"screen_idle_s = 301", 0}}) {
        const auto document = config::Document::parse(line, "kiosk.toml");
        ASSERT_TRUE(document.ok());
        config::Mistakes mistakes;
        config::TableReader table = document->root(mistakes);
        flow::read_times(table);
        EXPECT_EQ(mistakes.all().size(), 1U) << line;
    }
}

}  // namespace
}  // namespace silverlane
