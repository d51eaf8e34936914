// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: Silverlane contributors
//
// The hard gates between people and products, with birthdays and assessments at their very boundaries.
#include "hub/decision/suitability.h"
#include "tests/unit/hub_decision/decision_fixture.h"

namespace silverlane::decision {
namespace {

std::string gate(const Campaign& what, const CustomerFacts& customer, const Date& today = kToday, const Policy& policy = open_policy()) {
    return std::string{name_of(suitability_of(what, customer, today, policy))};
}
CustomerFacts person(int age, int level = 5) {
    auto customer = *someone(age).customer;
    customer.risk_level = level;
    return customer;
}
CustomerFacts born_on(const char* birth) {
    auto customer = person(50);
    customer.birth = day(birth);
    return customer;
}
Campaign insurance(bool determinate, bool regular) {
    auto what = product("insurance", 2);
    what.determinate_benefits = determinate;
    what.regular_premium = regular;
    return campaign("insurance", what);
}

TEST(Suitability, RiskNeverExceedsTheCustomersLevel) {
    for (int level = 0; level <= 5; ++level) {
        for (int risk = 1; risk <= 5; ++risk) {
            for (const auto* kind : {"deposit", "treasury", "wealth", "fund"}) {
                const bool plain = std::string_view{kind} == "deposit" || std::string_view{kind} == "treasury";
                const bool allowed = risk <= level || (plain && risk == 1);
                EXPECT_EQ(gate(campaign("x", product(kind, risk)), person(50, level)) == "passed", allowed) << kind << risk << level;
            }
        }
    }
    EXPECT_EQ(gate(campaign("x", product("fund", 2)), person(50, 0)), "no_assessment");
    EXPECT_EQ(gate(campaign("x", product("fund", 4)), person(50, 3)), "risk_above_level");
}

TEST(Suitability, SixtyFiveIsReachedOnTheBirthday) {
    const auto fund = campaign("x", product("fund", 4));
    EXPECT_EQ(gate(fund, born_on("1961-11-21")), "elder_risk") << "65 since yesterday";
    EXPECT_EQ(gate(fund, born_on("1961-11-22")), "elder_risk") << "65 today";
    EXPECT_EQ(gate(fund, born_on("1961-11-23")), "passed") << "65 tomorrow";
}

TEST(Suitability, WhoWasBornOnALeapDayTurns65OnTheFirstOfMarch) {
    const auto fund = campaign("x", product("fund", 4));
    auto customer = born_on("1960-02-29");
    customer.risk_assessed = day("2025-01-01");
    EXPECT_EQ(gate(fund, customer, day("2025-02-28")), "passed");
    EXPECT_EQ(gate(fund, customer, day("2025-03-01")), "elder_risk");
    customer.risk_assessed = day("2024-01-01");
    customer.birth = day("1959-02-28");
    EXPECT_EQ(gate(fund, customer, day("2024-02-27")), "passed");
    EXPECT_EQ(gate(fund, customer, day("2024-02-28")), "elder_risk");
}

TEST(Suitability, AnElderHearsOfR3FromTheRelationshipManagerAndOfR4FromNobody) {
    auto customer = person(66);
    auto r3 = campaign("x", product("wealth", 3));
    EXPECT_EQ(gate(campaign("x", product("wealth", 2)), customer), "passed");
    EXPECT_EQ(gate(r3, customer), "no_relationship_manager");
    customer.relationship_manager = StaffId{"1007"};
    EXPECT_EQ(gate(r3, customer), "follow_up_only");
    EXPECT_EQ(gate(campaign("x", product("wealth", 4)), customer), "elder_risk");
    EXPECT_EQ(gate(campaign("x", product("wealth", 5)), customer), "elder_risk");
    customer.birth = born(69);
    EXPECT_EQ(gate(r3, customer), "follow_up_only");
    customer.birth = born(70);
    EXPECT_EQ(gate(r3, customer), "no_approval");
    r3.advanced_age_approved_by = "9001";
    EXPECT_EQ(gate(r3, customer), "follow_up_only");
    EXPECT_EQ(gate(r3, person(64)), "passed");
}

TEST(Suitability, APolicyCanBeStricterAndNeverLooser) {
    auto policy = open_policy();
    policy.elder_age = 80;
    policy.advanced_age = 90;
    policy.elder_lobby_least_risk = 5;
    policy.youngest_for_marketing = 10;
    policy.assessment_valid_months = 48;
    EXPECT_EQ(gate(campaign("x", product("fund", 4)), person(65), kToday, policy), "elder_risk");
    EXPECT_EQ(gate(insurance(true, false), person(70), kToday, policy), "insurance_age");
    EXPECT_EQ(gate(campaign("x"), person(17), kToday, policy), "too_young");
    auto stale = person(50);
    stale.risk_assessed = day("2025-11-21");
    EXPECT_EQ(gate(campaign("x", product("fund", 2)), stale, kToday, policy), "assessment_over");
    policy.elder_age = 60;
    policy.elder_lobby_least_risk = 2;
    auto sixty = person(60);
    EXPECT_EQ(gate(campaign("x", product("fund", 2)), sixty, kToday, policy), "elder_lobby");
}

TEST(Suitability, InsuranceNeedsDeterminateBenefitsAbove65AndAbove60WhenPaidYearByYear) {
    EXPECT_EQ(gate(insurance(false, false), person(65)), "passed");
    EXPECT_EQ(gate(insurance(false, false), person(66)), "insurance_benefits");
    EXPECT_EQ(gate(insurance(true, false), person(66)), "passed");
    EXPECT_EQ(gate(insurance(false, true), person(60)), "passed");
    EXPECT_EQ(gate(insurance(false, true), person(61)), "insurance_benefits");
    EXPECT_EQ(gate(insurance(true, true), person(61)), "passed");
    EXPECT_EQ(gate(insurance(true, false), person(69)), "passed");
    EXPECT_EQ(gate(insurance(true, false), person(70)), "insurance_age");
    auto policy = open_policy();
    policy.insurance_for_advanced_age = true;
    EXPECT_EQ(gate(insurance(true, false), person(70), kToday, policy), "passed");
    EXPECT_EQ(gate(insurance(false, false), person(70), kToday, policy), "insurance_benefits");
}

TEST(Suitability, AnAssessmentLastsTwelveMonthsToTheDay) {
    auto customer = person(50);
    const auto fund = campaign("x", product("fund", 2));
    customer.risk_assessed = day("2025-11-22");
    EXPECT_EQ(gate(fund, customer, day("2026-11-22")), "passed");
    EXPECT_EQ(gate(fund, customer, day("2026-11-23")), "assessment_over");
    customer.risk_assessed = day("2024-02-29");
    EXPECT_FALSE(assessment_is_over(customer, day("2025-02-28"), open_policy()));
    EXPECT_TRUE(assessment_is_over(customer, day("2025-03-01"), open_policy()));
    customer.risk_assessed.reset();
    EXPECT_EQ(gate(fund, customer), "assessment_over");
    EXPECT_EQ(gate(campaign("x", product("deposit")), customer), "passed");
    EXPECT_EQ(gate(campaign("x", product("treasury")), customer), "passed");
}

TEST(Suitability, PrivateProductsAreNeverNamedInALobby) {
    auto private_fund = product("wealth", 1);
    private_fund.private_offering = true;
    EXPECT_EQ(gate(campaign("x", private_fund), person(50)), "private_offering");
}

TEST(Suitability, TheFollowUpIsATaskAndNothingElseIsNamedBesideIt) {
    auto dear = campaign("wealth3", product("wealth", 3));
    dear.priority = 50;
    const auto rules = rules_with({campaign("deposit", product("deposit")), dear});
    auto snapshot = someone(66);
    snapshot.customer->relationship_manager = StaffId{"1007"};
    const auto decision = decide(snapshot, rules, kNow);
    ASSERT_TRUE(decision.follow_up);
    EXPECT_EQ(rules.campaigns[decision.follow_up->campaign].id.text, "wealth3");
    EXPECT_FALSE(decision.primary);
    EXPECT_FALSE(decision.secondary);
    for (const auto& each : decision.reasons) EXPECT_EQ(each.key.find("campaign"), std::string::npos);
    EXPECT_EQ(verdict(decision, 0), "outbid");
}

}  // namespace
}  // namespace silverlane::decision
