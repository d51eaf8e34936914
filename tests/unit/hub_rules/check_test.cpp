// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: Silverlane contributors
#include "hub/rules/check.h"

#include <gtest/gtest.h>

#include "tests/unit/hub_rules/random_rules.h"

namespace silverlane::rules {
namespace {

class CheckTest : public testing::Test {
protected:
    Expression condition(const std::string& text) {
        const auto parsed = parse_text(text, catalogue_);
        EXPECT_TRUE(parsed.ok()) << text << ": " << (parsed.ok() ? "" : parsed.error().text());
        return parsed.ok() ? *parsed : Expression{};
    }
    std::string mistakes(const std::string& text) {
        std::string out;
        for (const Mistake& mistake : check(condition(text), catalogue_, segments_)) out += (out.empty() ? "" : " | ") + text_of(mistake);
        return out;
    }
    bool never(const std::string& text) { return never_holds(condition(text), catalogue_, segments_); }
    bool overlap(const std::string& a, const std::string& b) { return may_overlap(condition(a), condition(b), catalogue_, segments_); }

    Catalogue catalogue_ = test::sample_catalogue();
    Segments segments_;
};

TEST_F(CheckTest, NothingIsWrongWithAnOrdinaryRule) {
    segments_["silver"] = condition("age at least 60");
    EXPECT_EQ(mistakes("segment silver and tier in [gold, platinum] and (tags none of [complaint] or days since risk_assessed less than 365)"), "");
    EXPECT_EQ(mistakes("always"), "");
}

TEST_F(CheckTest, WordsThatTheFactDoesNotHave) {
    EXPECT_EQ(mistakes("tier is glod"), "'tier' cannot be 'glod'; did you mean 'gold'?");
    EXPECT_EQ(mistakes("age is 60 and tags any of [complaint, complant]"), "/all/1: 'tags' cannot be 'complant'; did you mean 'complaint'?");
    EXPECT_EQ(mistakes("service is anything"), "");
}

TEST_F(CheckTest, SegmentsThatAreNotThereOrGoRound) {
    EXPECT_EQ(mistakes("segment silver"), "unknown segment 'silver'; there are no segments");
    segments_["silver"] = condition("age at least 60");
    EXPECT_EQ(mistakes("hour is 9 and not segment slver"), "/all/1/not: unknown segment 'slver'; did you mean 'silver'?");
    segments_["a"] = condition("segment silver and segment b");
    segments_["b"] = condition("not segment c");
    segments_["c"] = condition("hour is 9 or segment a");
    EXPECT_EQ(mistakes("age is 61 and segment b"), "/all/1: segments name each other in a circle: b > c > a > b; take one of them out");
    segments_["c"] = condition("segment slver");
    EXPECT_EQ(mistakes("segment a"), "unknown segment 'slver' in segment 'c'; did you mean 'silver'?");
}

TEST_F(CheckTest, LimitsCountTheSegmentsToo) {
    std::string deep = "age exists";
    for (int i = 0; i < 19; ++i) deep = "not " + deep;
    segments_["deep"] = condition(deep);
    segments_["deeper"] = condition("not not not not not not not not not not segment deep");
    EXPECT_EQ(mistakes("segment deeper"), "");
    EXPECT_EQ(mistakes("not segment deeper"), "31 levels with its segments; write at most 30");
}

TEST_F(CheckTest, WhatContradictsItselfIsFound) {
    for (const char* text : {"age less than 60 and age greater than 60", "age is 60 and age is 61", "age at least 131", "age in [200, 300]", "age between 80 and 60", "age between 60 and 70 and not age at most 80",
                             "tier is gold and tier in [silver, basic]", "tier not in [basic, silver, gold, platinum]", "tier is gold and not tier is gold", "service is a and service is b",
                             "tags all of [complaint, salary] and tags none of [salary]", "tags any of [salary] and not tags any of [salary, complaint]",
                             "tags any of [salary, pension] and tags none of [pension, salary, complaint]", "not tags all of [salary] and tags all of [pension, salary]", "tags any of [nobody_has_it]",
                             "branch under CN/36 and branch under CN/44", "branch under CN/36/1 and not branch under CN/36", "branch is CN/44/7 and branch under CN/36", "branch under [CN/35, CN/36] and branch under CN/44",
                             "age missing and age at least 60", "age missing and age exists", "count of visits in 7 days at least 3 and count of visits in 30 days at most 2", "count of visits in 7 days less than 0",
                             "days since risk_assessed less than 10 and days since risk_assessed at least 10", "(age is 1 or age is 2) and (age is 3 or age is 4)", "not always", "any of ()",
                             "not (age at least 60 or age less than 60)", "tier is gold and (age is 1 and tier is silver or hour is 9 and hour is 10)"}) {
        EXPECT_TRUE(never(text)) << text;
        EXPECT_NE(mistakes(text), "") << text;
    }
    segments_["silver"] = condition("age at least 60");
    EXPECT_TRUE(never("segment silver and age less than 60"));
    EXPECT_TRUE(never("segment silver and not segment silver"));
}

TEST_F(CheckTest, WhatCanHoldIsNotCalledAContradiction) {
    for (const char* text : {"age at least 60 and age at most 60", "age missing and hour is 9", "count of visits in 7 days at most 2 and count of visits in 30 days at least 3", "tier not in [basic, silver, gold]",
                             "tags any of [salary, pension] and tags none of [pension]", "not tags all of [salary, pension] and tags any of [salary]", "branch under CN/36 and branch under CN/36/1", "branch under [CN/35, CN/36] and branch under CN/36/1",
                             "branch under CN/36 and not branch under CN/36/1", "age is 1 or age is 1 and age is 2", "service is not a and service is not b"}) {
        EXPECT_FALSE(never(text)) << text;
    }
}

TEST_F(CheckTest, TheSmallestPartIsNamed) {
    EXPECT_EQ(mistakes("hour is 9 or (age less than 60 and age greater than 60)"), "/any/1: this can never hold; change or remove what contradicts");
    EXPECT_EQ(mistakes("hour is 9 and age at least 0"), "/all/1: 'age at least 0' always holds once its facts are known; remove it, or ask whether they exist");
    EXPECT_EQ(mistakes("age exists or age missing"), "this always holds once its facts are known; remove it, or ask whether they exist");
    EXPECT_EQ(mistakes("hour is 24"), "'hour is 24' can never hold; change or remove what contradicts");
}

TEST_F(CheckTest, OverlapIsDeniedOnlyWhenProven) {
    EXPECT_FALSE(overlap("age at least 60", "age less than 60"));
    EXPECT_FALSE(overlap("tier is gold and age at least 60", "tier in [silver, basic]"));
    EXPECT_FALSE(overlap("branch under CN/36", "branch under CN/44"));
    EXPECT_TRUE(overlap("age at least 60", "age less than 61"));
    EXPECT_TRUE(overlap("age at least 60", "hour is 9"));
}

/// Nothing is claimed beyond the bound, and the answer comes at once.
TEST_F(CheckTest, TheSearchIsBounded) {
    std::string hard;
    for (int i = 0; i < 40; ++i) hard += (i == 0 ? "" : " and ") + std::string("(age is ") + std::to_string(i) + " or hour is " + std::to_string(i % 20) + " or weekday is 1)";
    EXPECT_FALSE(never(hard));
    EXPECT_FALSE(never(hard + " and (tags any of [salary] or tags any of [pension])"));
    // No way through, and 2^20 of them to look at.
    std::string hopeless;
    for (int i = 0; i < 20; ++i) hopeless += "(tags any of [tag_" + std::to_string(i) + "] or tags none of [tag_" + std::to_string(i) + "]) and ";
    hopeless += "(age is 1 or age is 2) and (age is 3 or age is 4)";
    EXPECT_FALSE(never(hopeless));
    EXPECT_TRUE(never(hopeless.substr(hopeless.find("(tags any of [tag_17]"))));   // 2^3 are few
    mistakes(hopeless);   // comes back soon
    // Two hundred million predicates when written out.
    segments_["s0"] = condition("age is 1");
    for (int i = 1; i < 28; ++i) segments_["s" + std::to_string(i)] = condition("segment s" + std::to_string(i - 1) + " and not not segment s" + std::to_string(i - 1));
    segments_["s9"] = condition("segment s8 and segment s8");
    EXPECT_FALSE(check(condition("segment s27"), catalogue_, segments_).empty());   // too many levels
    segments_.clear();
    segments_["s0"] = condition("age is 1");
    for (int i = 1; i < 28; ++i) segments_["s" + std::to_string(i)] = condition("segment s" + std::to_string(i - 1) + " and segment s" + std::to_string(i - 1));
    EXPECT_EQ(mistakes("segment s27"), "");
    EXPECT_EQ(mistakes("segment s20 and segment s27"), "");
}

TEST_F(CheckTest, ATreeThatNoFormCanWriteIsRefused) {
    EXPECT_EQ(check({Expression::Kind::negation, {}, {}}, catalogue_, segments_).size(), 1U);
    EXPECT_EQ(check({Expression::Kind::predicate, {}, {{Subject::Of::value, "age", 0}, rules::Test::at_least, {}, {}}}, catalogue_, segments_).at(0).what, "'at_least' needs one value");
    EXPECT_EQ(check({Expression::Kind::predicate, {}, {{Subject::Of::value, "service", 0}, rules::Test::equal, {}, {"\xff"}}}, catalogue_, segments_).at(0).what, "a text that is not UTF-8");
}

}  // namespace
}  // namespace silverlane::rules
