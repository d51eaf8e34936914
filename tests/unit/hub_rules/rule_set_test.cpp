// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: Silverlane contributors
#include "hub/rules/rule_set.h"

#include <gtest/gtest.h>

#include "tests/unit/hub_rules/random_rules.h"

namespace silverlane::rules {
namespace {

using test::sample_catalogue;

class RuleSetTest : public testing::Test {
protected:
    Slot slot(std::string_view name) const { return *catalogue_.find(name); }

    Expression condition(std::string_view text) {
        const auto parsed = parse_text(text, catalogue_);
        EXPECT_TRUE(parsed.ok()) << text << ": " << (parsed.ok() ? "" : parsed.error().text());
        return parsed.ok() ? *parsed : Expression{};
    }

    RuleSet compile(std::vector<Rule> rules) {
        auto set = RuleSet::compile(std::move(rules), catalogue_, segments_);
        EXPECT_TRUE(set.ok()) << (set.ok() ? "" : set.error().text());
        return std::move(*set);
    }

    /// Of one rule: "yes", or "no: age at least 60".
    std::string outcome(std::string_view text) {
        const RuleSet set = compile({{"one", {}, {}, condition(text)}});
        Evaluation evaluation;
        set.evaluate(facts_, "arrival", "CN", evaluation);
        const Outcome& out = evaluation.outcomes[0];
        std::string told(name_of(out.truth));
        if (out.deciding != kNoPredicate) told += ": " + std::string(set.predicate(out.deciding));
        return told;
    }

    Catalogue catalogue_ = sample_catalogue();
    Segments segments_;
    Facts facts_{catalogue_};
};

TEST_F(RuleSetTest, EveryTestOfANumber) {
    facts_.put_number(slot("age"), 65);
    const std::pair<const char*, const char*> cases[] = {
        {"age is 65", "yes"},        {"age is 64", "no: age is 64"}, {"age is not 64", "yes"},          {"age is not 65", "no: age is not 65"},
        {"age less than 66", "yes"}, {"age less than 65", "no: age less than 65"},                      {"age at most 65", "yes"},
        {"age at most 64", "no: age at most 64"},                    {"age greater than 64", "yes"},    {"age greater than 65", "no: age greater than 65"},
        {"age at least 65", "yes"},  {"age at least 66", "no: age at least 66"},                        {"age between 65 and 70", "yes"},
        {"age between 60 and 65", "yes"},                            {"age between 66 and 70", "no: age between 66 and 70"},
        {"age in [1, 65, 99]", "yes"},                               {"age in [64, 66]", "no: age in [64, 66]"},
        {"age in [63, 64, 65]", "yes"},                              {"age not in [64, 66]", "yes"},    {"age not in [65]", "no: age not in [65]"},
        {"age exists", "yes"},       {"age missing", "no: age missing"}};
    for (const auto& [text, expected] : cases) EXPECT_EQ(outcome(text), expected) << text;
}

TEST_F(RuleSetTest, ABirthdayIsAsOldAsTheNumberThatWasPut) {
    for (const auto& [age, expected] : {std::pair{64, "no: age at least 65"}, std::pair{65, "yes"}}) {
        facts_.put_number(slot("age"), age);
        EXPECT_EQ(outcome("age at least 65"), expected);
    }
}

TEST_F(RuleSetTest, TextsSetsAndPlaces) {
    facts_.put_text(slot("tier"), "gold");
    facts_.put_texts(slot("tags"), std::vector<std::string>{"pension", "salary"});
    facts_.put_texts(slot("needs"), {});
    facts_.put_path(slot("branch"), "CN/36/0791");
    const std::pair<const char*, const char*> cases[] = {
        {"tier is gold", "yes"},
        {"tier is silver", "no: tier is silver"},
        {"tier not in [silver, basic]", "yes"},
        {"tags any of [complaint, salary]", "yes"},
        {"tags all of [pension, salary]", "yes"},
        {"tags all of [pension, complaint]", "no: tags all of [pension, complaint]"},
        {"tags none of [complaint]", "yes"},
        {"tags none of [complaint, tag_1, tag_2, tag_3, pension]", "no: tags none of [complaint, tag_1, tag_2, tag_3, pension]"},
        {"tags any of [tag_1, tag_2, tag_3, tag_4, tag_5, pension]", "yes"},
        {"needs none of [hearing]", "yes"},
        {"needs any of [hearing]", "no: needs any of [hearing]"},
        {"branch under CN", "yes"},
        {"branch under CN/36", "yes"},
        {"branch under CN/36/0791", "yes"},
        {"branch under CN/3", "no: branch under CN/3"},
        {"branch under CN/36/0791/1", "no: branch under CN/36/0791/1"},
        {"branch under [CN/44, CN/36]", "yes"},
        {"branch is CN/36", "no: branch is CN/36"}};
    for (const auto& [text, expected] : cases) EXPECT_EQ(outcome(text), expected) << text;
}

TEST_F(RuleSetTest, DaysAreCountedFromToday) {
    facts_.put_day(slot("risk_assessed"), 1'000);
    facts_.put_days(slot("marketing_contact"), std::vector<std::int32_t>{1'365, 1'359, 1'358, 1'366});
    EXPECT_EQ(outcome("days since risk_assessed less than 365"), "unknown: days since risk_assessed less than 365");
    facts_.set_today(1'364);
    EXPECT_EQ(outcome("days since risk_assessed less than 365"), "yes");
    facts_.set_today(1'365);
    EXPECT_EQ(outcome("days since risk_assessed less than 365"), "no: days since risk_assessed less than 365");
    EXPECT_EQ(outcome("count of marketing_contact in 1 days is 1"), "yes");
    EXPECT_EQ(outcome("count of marketing_contact in 7 days is 2"), "yes");   // today and six days before; tomorrow's is not there yet
    EXPECT_EQ(outcome("count of marketing_contact in 8 days is 3"), "yes");
    facts_.put_days(slot("marketing_contact"), {});
    EXPECT_EQ(outcome("count of marketing_contact in 30 days at most 0"), "yes");
}

/// Kleene's tables, with a yes, b no, u missing.
TEST_F(RuleSetTest, AMissingFactIsUnknownAndUnknownIsNotYes) {
    facts_.put_number(slot("age"), 70);
    const std::string yes = "age is 70", no = "age is 1", unknown = "hour is 9";
    const std::pair<std::string, std::string> cases[] = {{unknown, "unknown: hour is 9"},
                                                         {yes + " and " + unknown, "unknown: hour is 9"},
                                                         {unknown + " and " + no, "no: age is 1"},
                                                         {unknown + " or " + no, "unknown: hour is 9"},
                                                         {no + " or " + unknown, "unknown: hour is 9"},
                                                         {unknown + " or " + yes, "yes"},
                                                         {"not " + unknown, "unknown: hour is 9"},
                                                         {"not " + no, "yes"},
                                                         {"not " + yes, "no: age is 70"},
                                                         {"not (" + unknown + " and " + no + ")", "yes"},
                                                         {"not (" + unknown + " or " + yes + ")", "no: age is 70"},
                                                         {no + " or age is 2", "no: age is 1"},
                                                         {"hour missing", "yes"},
                                                         {"hour exists", "no: hour exists"},
                                                         {"always", "yes"},
                                                         {"not always", "no"},
                                                         {"all of ()", "yes"},
                                                         {"any of ()", "no"}};
    for (const auto& [text, expected] : cases) EXPECT_EQ(outcome(text), expected) << text;
}

TEST_F(RuleSetTest, ASegmentIsOneQuestion) {
    segments_["silver"] = condition("age at least 60 and tags none of [complaint]");
    facts_.put_number(slot("age"), 59);
    EXPECT_EQ(outcome("segment silver"), "no: segment silver");
    EXPECT_EQ(outcome("not segment silver"), "yes");
    facts_.put_number(slot("age"), 60);
    EXPECT_EQ(outcome("segment silver"), "unknown: segment silver");
    facts_.put_texts(slot("tags"), {});
    EXPECT_EQ(outcome("segment silver"), "yes");
    const RuleSet set = compile({{"one", {}, {}, condition("segment silver and hour is 9 and segment silver")}});
    const std::vector<std::pair<std::string, Truth>> expected{{"segment silver", Truth::yes}, {"silver: age at least 60", Truth::yes}, {"silver: tags none of [complaint]", Truth::yes},
                                                              {"hour is 9", Truth::unknown}};
    EXPECT_EQ(set.explain(0, facts_), expected);
}

TEST_F(RuleSetTest, TheIndexLeavesOutOtherEventsAndOtherPlaces) {
    const RuleSet set = compile({{"everywhere", {}, {}, {}},
                                 {"arrivals", {"arrival", "ticket"}, {}, {}},
                                 {"jiangxi", {}, {"CN/36"}, {}},
                                 {"one branch", {"arrival"}, {"CN/44", "CN/36/0791"}, {}},
                                 {"a longer number", {}, {"CN/3"}, {}}});
    Evaluation evaluation;
    const auto tried = [&](std::string_view event, std::string_view place) {
        set.evaluate(facts_, event, place, evaluation);
        std::string out;
        for (const Outcome& outcome : evaluation.outcomes) out += outcome.tried ? 'x' : '.';
        EXPECT_EQ(static_cast<std::size_t>(std::count(out.begin(), out.end(), 'x')), evaluation.tried.size());
        return out;
    };
    EXPECT_EQ(tried("arrival", "CN/36/0791"), "xxxx.");
    EXPECT_EQ(tried("arrival", "CN/36/0792"), "xxx..");
    EXPECT_EQ(tried("ticket", "CN/44/1"), "xx...");
    EXPECT_EQ(tried("other", "CN/36"), "x.x..");
    EXPECT_EQ(tried("", ""), "x....");
}

TEST_F(RuleSetTest, APredicateThatRulesShareIsAskedOnce) {
    std::vector<Rule> rules;
    for (int i = 0; i < 50; ++i) rules.push_back({std::to_string(i), {}, {}, condition("tier is gold and age at least " + std::to_string(i % 5))});
    const RuleSet set = compile(std::move(rules));
    EXPECT_EQ(set.predicates(), 6U);
    facts_.put_text(slot("tier"), "silver");
    Evaluation evaluation;
    set.evaluate(facts_, "arrival", "CN", evaluation);
    EXPECT_EQ(std::count(evaluation.asked.begin(), evaluation.asked.end(), 1), 1);   // the others are never needed
    for (const Outcome& outcome : evaluation.outcomes) EXPECT_EQ(set.predicate(outcome.deciding), "tier is gold");
    facts_.put_text(slot("tier"), "gold");
    facts_.put_number(slot("age"), 3);
    set.evaluate(facts_, "arrival", "CN", evaluation);
    EXPECT_EQ(std::count(evaluation.asked.begin(), evaluation.asked.end(), 1), 6);
    EXPECT_EQ(std::count_if(evaluation.outcomes.begin(), evaluation.outcomes.end(), [](const Outcome& outcome) { return outcome.truth == Truth::yes; }), 40);
}

TEST_F(RuleSetTest, AnEvaluationServesSetAfterSet) {
    const RuleSet one = compile({{"a", {}, {}, condition("age is 1")}, {"b", {}, {}, condition("age is 2")}});
    const RuleSet other = compile({{"c", {}, {}, condition("hour is 3")}});
    facts_.put_number(slot("age"), 1);
    facts_.put_number(slot("hour"), 3);
    Evaluation evaluation;
    one.evaluate(facts_, "", "", evaluation);
    EXPECT_EQ(evaluation.outcomes.size(), 2U);
    other.evaluate(facts_, "", "", evaluation);
    ASSERT_EQ(evaluation.outcomes.size(), 1U);
    EXPECT_EQ(evaluation.outcomes[0].truth, Truth::yes);
}

TEST_F(RuleSetTest, WhatIsWrongNamesTheRule) {
    const auto refused = [&](std::vector<Rule> rules) { return RuleSet::compile(std::move(rules), catalogue_, segments_).error().text(); };
    EXPECT_EQ(refused({{"seven", {}, {}, Expression{Expression::Kind::predicate, {}, {{Subject::Of::value, "agee", 0}, rules::Test::exists, {}, {}}}}}),
              "rule seven: unknown fact 'agee'; did you mean 'age'?");
    EXPECT_EQ(refused({{"twice", {}, {}, {}}, {"twice", {}, {}, {}}}), "rule twice: two rules have that id");
    segments_["a"] = condition("segment b");
    segments_["b"] = condition("segment a");
    EXPECT_EQ(refused({}), "segment a: segments name each other in a circle: b > a > b; take one of them out");
}

TEST_F(RuleSetTest, FactsAreClearedAndReplaced) {
    facts_.put_number(slot("age"), 60);
    facts_.put_number(slot("age"), 61);
    EXPECT_EQ(outcome("age is 61"), "yes");
    facts_.put_texts(slot("tags"), std::vector<std::string>{"pension", "salary"});
    facts_.put_texts(slot("tags"), std::vector<std::string>{"complaint"});
    EXPECT_EQ(outcome("tags none of [pension, salary]"), "yes");
    facts_.clear();
    EXPECT_FALSE(facts_.has(slot("age")));
    EXPECT_EQ(outcome("age is 61"), "unknown: age is 61");
    EXPECT_DEATH(facts_.put_text(slot("age"), "61"), "held.type == type");
}

}  // namespace
}  // namespace silverlane::rules
