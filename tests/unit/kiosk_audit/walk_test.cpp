// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: Silverlane contributors
#include "audit_bench.h"

#include <set>
#include <variant>

#include "kiosk/audit/report.h"

namespace silverlane::audit {
namespace {

TEST(TheWalk, tries_every_kind_of_event) {
    std::set<std::size_t> kinds;
    for (const Moment& moment : shipped_walk().moments) {
        const scene::Scene scene = scene::build(testing::shipped_flows(), moment.state, moment.facts, testing::shipped_texts());
        for (const Happening& happening : happenings(moment.state, scene)) kinds.insert(happening.event.index());
        if (kinds.size() == std::variant_size_v<flow::Event>) break;
    }
    EXPECT_EQ(kinds.size(), std::variant_size_v<flow::Event>) << "an event has no example in kiosk/audit/happenings.cpp";
}

TEST(TheWalk, reaches_every_step) {
    for (const flow::Place& place : shipped_walk().unreached) ADD_FAILURE() << place.flow.text << '/' << place.step.text;
}

TEST(TheWalk, is_the_same_twice) {
    const Walk again = explore(testing::shipped_flows(), testing::shipped_texts(), first_states(testing::shipped_flows()), {}, {});
    ASSERT_EQ(again.moments.size(), shipped_walk().moments.size());
    EXPECT_EQ(flow::dump(again.moments.back().state), flow::dump(shipped_walk().moments.back().state));
}

TEST(TheWalk, meets_each_deviation) {
    std::set<std::string> met;
    for (const Moment& moment : shipped_walk().moments) {
        for (const char* part : {"warning", "paused", "covered", "more keys open", "help sent", "help claimed", "help unreachable", "hub away", "known by card"}) {
            if (moment.variant.find(part) != std::string::npos) met.insert(part);
        }
    }
    EXPECT_EQ(met.size(), 9U);
}

TEST(Report, tells_every_rule_and_marks_what_nobody_looked_at) {
    AuditResult result;
    result.findings.looked(1, 5);
    result.findings.add(2, {"flow", "step", "node", "variant"}, "too small", "1 mm");
    const std::string page = report_page(result);
    for (int rule = 1; rule <= 40; ++rule) EXPECT_NE(page.find("| rule " + std::to_string(rule) + " |"), std::string::npos) << rule;
    EXPECT_NE(page.find("holds in 5 checks"), std::string::npos);
    EXPECT_NE(page.find("**1 findings**"), std::string::npos);
    EXPECT_NE(page.find("**not looked at**"), std::string::npos);
    EXPECT_NE(page.find("800 to 1100 mm above the floor"), std::string::npos);
}

TEST(Findings, are_one_line_however_often_a_fault_is_seen) {
    Findings findings;
    for (int i = 0; i < 3; ++i) findings.add(7, {"a", "b", "c", std::to_string(i)}, "too small", std::to_string(i));
    ASSERT_EQ(findings.all().size(), 1U);
    EXPECT_EQ(line_of(findings.all().front()), "rule 7 | a/b | c | 0 | too small | 0 | 3 times");
}

TEST(BannedWords, are_found_whole_in_english_and_anywhere_in_chinese) {
    EXPECT_NE(banned().first_in("You MUST wait", "en"), nullptr);
    EXPECT_EQ(banned().first_in("mustard", "en"), nullptr);
    EXPECT_NE(banned().first_in("你好", "zh-CN"), nullptr);
    EXPECT_EQ(banned().first_in("你们知道我什么", "zh-CN"), nullptr);
}

}  // namespace
}  // namespace silverlane::audit
