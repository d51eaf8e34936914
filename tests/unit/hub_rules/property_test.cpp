// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: Silverlane contributors
//
// What must hold for every condition, tried on many drawn at random. The seeds are fixed, so that a failure comes back.
#include <gtest/gtest.h>

#include <algorithm>
#include <memory>

#include "hub/rules/rule_set.h"
#include "tests/unit/hub_rules/allocation_count.h"
#include "tests/unit/hub_rules/random_rules.h"
#include "tests/unit/hub_rules/slow_evaluator.h"

namespace silverlane::rules::test {
namespace {

constexpr int kSets = 100;
constexpr int kRulesInSet = 1'000;
constexpr int kFactsForSet = 4;

Segments draw_segments(Draw& draw, const Catalogue& catalogue) {
    Segments out;
    out["silver"] = draw.expression(catalogue, 4);
    out["careful"] = draw.expression(catalogue, 4, {"silver"});
    out["long time"] = draw.expression(catalogue, 4, {"silver", "careful"});
    return out;
}

std::vector<Rule> draw_rules(Draw& draw, const Catalogue& catalogue, const std::vector<std::string>& segments) {
    std::vector<Rule> rules;
    const Expression shared = draw.expression(catalogue, 1);   // many rules begin with the same question
    for (int i = 0; i < kRulesInSet; ++i) {
        Rule rule{"rule " + std::to_string(i), {}, {}, draw.expression(catalogue, 6, segments)};
        if (draw.chance(20)) rule.condition = Expression{Expression::Kind::all, {shared, std::move(rule.condition)}, {}};
        if (draw.chance(60)) rule.events.push_back(draw.one_of(std::vector<std::string>{"arrival", "ticket", "long_wait"}));
        if (draw.chance(20)) rule.events.emplace_back("arrival");
        for (int places = draw.chance(50) ? draw.number(1, 3) : 0; places > 0; --places) rule.places.push_back(draw.path());
        rules.push_back(std::move(rule));
    }
    return rules;
}

bool is_for(const Rule& rule, const std::string& event, const std::string& place) {
    const auto here = [&](const std::string& other) { return place == other || place.rfind(other + "/", 0) == 0; };
    return (rule.events.empty() || std::count(rule.events.begin(), rule.events.end(), event) > 0) && (rule.places.empty() || std::any_of(rule.places.begin(), rule.places.end(), here));
}

/// 100,000 rules, each against four sets of facts.
TEST(RulesProperty, TheEngineAgreesWithTheSlowEvaluator) {
    const Catalogue catalogue = sample_catalogue();
    long compared = 0, yes = 0, unknown = 0, left_out = 0;
    for (int set_number = 0; set_number < kSets; ++set_number) {
        Draw draw(static_cast<std::uint64_t>(1'000 + set_number));
        const Segments segments = draw_segments(draw, catalogue);
        const std::vector<Rule> rules = draw_rules(draw, catalogue, {"silver", "careful", "long time"});
        const auto set = RuleSet::compile(rules, catalogue, segments);
        ASSERT_TRUE(set.ok()) << set.error().text();
        Facts facts(catalogue);
        Evaluation evaluation;
        for (int round = 0; round < kFactsForSet; ++round) {
            draw.fill(facts, catalogue, round * 15);
            const std::string event = draw.one_of(std::vector<std::string>{"arrival", "ticket", "maturity"});
            const std::string place = draw.path();
            set->evaluate(facts, event, place, evaluation);
            for (std::size_t i = 0; i < rules.size(); ++i) {
                const Outcome& outcome = evaluation.outcomes[i];
                ASSERT_EQ(outcome.tried, is_for(rules[i], event, place)) << i;
                if (!outcome.tried) {
                    ASSERT_EQ(outcome, Outcome{});
                    ++left_out;
                    continue;
                }
                const SlowAnswer slow = slow_evaluate(rules[i].condition, facts, catalogue, segments);
                ASSERT_EQ(outcome.truth, slow.truth) << to_text(rules[i].condition);
                const std::string deciding = outcome.deciding == kNoPredicate ? "" : std::string(set->predicate(outcome.deciding));
                ASSERT_EQ(deciding, slow.truth == Truth::yes ? "" : slow.deciding) << to_text(rules[i].condition);
                ++compared;
                yes += slow.truth == Truth::yes ? 1 : 0;
                unknown += slow.truth == Truth::unknown ? 1 : 0;
            }
        }
    }
    // The rules are worth something: each answer comes up often.
    EXPECT_GT(compared, 100'000);
    EXPECT_GT(yes, compared / 10);
    EXPECT_GT(unknown, compared / 10);
    EXPECT_GT(left_out, 10'000);
}

TEST(RulesProperty, EveryFormReadsBackAsTheSameTree) {
    const Catalogue catalogue = sample_catalogue();
    Draw draw(7);
    for (int i = 0; i < 20'000; ++i) {
        const Expression expression = draw.expression(catalogue, 1 + i % 7, {"silver", "long time", "not"});
        const std::string json = to_json(expression), text = to_text(expression);
        const auto from = from_json(json, catalogue);
        ASSERT_TRUE(from.ok()) << json << " " << from.error().text();
        ASSERT_EQ(*from, expression) << json;
        ASSERT_EQ(to_json(*from), json);
        const auto parsed = parse_text(text, catalogue);
        ASSERT_TRUE(parsed.ok()) << text << " " << parsed.error().text();
        ASSERT_EQ(*parsed, expression) << text;
    }
}

/// never_holds() and may_overlap() are proofs: no facts at all may contradict them.
TEST(RulesProperty, WhatIsProvenImpossibleNeverHappens) {
    const Catalogue catalogue = sample_catalogue();
    Draw draw(11);
    int impossible = 0, apart = 0;
    Facts facts(catalogue);
    for (int i = 0; i < 4'000; ++i) {
        const Segments segments = {{"silver", draw.expression(catalogue, 3)}};
        const Expression a = draw.expression(catalogue, 4, {"silver"}), b = draw.expression(catalogue, 3, {"silver"});
        const bool never = never_holds(a, catalogue, segments), separate = !may_overlap(a, b, catalogue, segments);
        impossible += never ? 1 : 0;
        apart += separate ? 1 : 0;
        for (int round = 0; round < 20; ++round) {
            draw.fill(facts, catalogue, round % 3 * 20);
            const bool a_holds = slow_evaluate(a, facts, catalogue, segments).truth == Truth::yes;
            ASSERT_FALSE(never && a_holds) << to_text(a);
            ASSERT_FALSE(separate && a_holds && slow_evaluate(b, facts, catalogue, segments).truth == Truth::yes) << to_text(a) << " and " << to_text(b);
        }
    }
    EXPECT_GT(impossible, 100);
    EXPECT_GT(apart, 100);
}

TEST(RulesProperty, ExplainTellsWhatEvaluateAsked) {
    const Catalogue catalogue = sample_catalogue();
    Draw draw(13);
    const Segments segments = draw_segments(draw, catalogue);
    const auto set = RuleSet::compile(draw_rules(draw, catalogue, {"silver", "long time"}), catalogue, segments);
    ASSERT_TRUE(set.ok());
    Facts facts(catalogue);
    draw.fill(facts, catalogue, 20);
    Evaluation evaluation;
    set->evaluate(facts, "arrival", "CN/36", evaluation);
    for (const std::uint32_t rule : evaluation.tried) {
        const Outcome& outcome = evaluation.outcomes[rule];
        const auto told = set->explain(rule, facts);
        if (outcome.deciding == kNoPredicate) continue;
        const std::pair deciding{std::string(set->predicate(outcome.deciding)), evaluation.predicates[outcome.deciding]};
        ASSERT_EQ(evaluation.asked[outcome.deciding], 1);
        ASSERT_NE(std::find(told.begin(), told.end(), deciding), told.end());
    }
}

TEST(RulesProperty, AnEvaluationAllocatesNothingOnceItHasGrown) {
    const Catalogue catalogue = sample_catalogue();
    Draw draw(17);
    const Segments segments = draw_segments(draw, catalogue);
    const auto set = RuleSet::compile(draw_rules(draw, catalogue, {"silver"}), catalogue, segments);
    ASSERT_TRUE(set.ok());
    std::vector<Facts> customers(20, Facts(catalogue));
    for (Facts& facts : customers) draw.fill(facts, catalogue, 20);
    Evaluation evaluation;
    set->evaluate(customers[0], "arrival", "CN/36/37", evaluation);
    const long before = allocation_count();
    for (const Facts& facts : customers) set->evaluate(facts, "arrival", "CN/36/37", evaluation);
    EXPECT_EQ(allocation_count(), before);
    // The counting itself works.
    set->evaluate(customers[0], "arrival", "CN", *std::make_unique<Evaluation>());
    EXPECT_GT(allocation_count(), before);
}

}  // namespace
}  // namespace silverlane::rules::test
