// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: Silverlane contributors
//
// Moments: when each is alive, to the day, and that nothing told of them says what somebody looked at or received.
#include "hub/decision/moments.h"
#include "tests/unit/hub_decision/decision_fixture.h"

namespace silverlane::decision {
namespace {

std::string first_reason(const Snapshot& snapshot, const Policy& policy = open_policy()) {
    const auto reasons = service_reasons(snapshot, policy);
    return reasons.empty() ? "" : reasons.front().line.key;
}
bool alive(std::string_view event, const Snapshot& snapshot, const Policy& policy = open_policy()) { return (live_events(snapshot, policy) & *event_bit(event)) != 0; }

TEST(Moments, AMaturityIsSpokenOfFromSevenDaysBeforeToThreeAfter) {
    const auto reason = [](const char* matures, const char* kind = "time_deposit") {
        auto snapshot = someone();
        snapshot.customer->holdings = {{kind, day(matures), 1, 0}};
        EXPECT_EQ(alive("maturity", snapshot), !service_reasons(snapshot, open_policy()).empty());
        return first_reason(snapshot);
    };
    EXPECT_EQ(reason("2026-11-30"), "");
    EXPECT_EQ(reason("2026-11-29"), "reason.deposit_matures_soon");
    EXPECT_EQ(reason("2026-11-22"), "reason.deposit_matures_today");
    EXPECT_EQ(reason("2026-11-19"), "reason.deposit_matured");
    EXPECT_EQ(reason("2026-11-18"), "");
    EXPECT_EQ(reason("2026-11-27", "wealth_product"), "reason.holding_matures_soon") << "a card names no product that is not a deposit";
}

TEST(Moments, TheNearestMaturityIsToldWhateverTheOrder) {
    auto snapshot = someone();
    snapshot.customer->holdings = {{"time_deposit", days_ago(2), 1, 0}, {"fund", days_ago(-1), 3, 0}, {"savings_bond", days_ago(-1), 1, 0}};
    for (int i = 0; i < 3; ++i) {
        EXPECT_EQ(service_reasons(snapshot, open_policy()).front().line, (protocol::Line{"reason.deposit_matures_soon", {{"days", "1"}}}));
        std::rotate(snapshot.customer->holdings.begin(), snapshot.customer->holdings.begin() + 1, snapshot.customer->holdings.end());
    }
}

TEST(Moments, AnAssessmentThatIsOverMattersToWhoHoldsRisk) {
    auto snapshot = someone();
    snapshot.customer->risk_assessed = day("2025-11-21");
    EXPECT_EQ(first_reason(snapshot), "");
    snapshot.customer->holdings = {{"fund", {}, 2, 0}};
    EXPECT_EQ(first_reason(snapshot), "reason.assessment_over");
    snapshot.customer->risk_assessed = day("2025-11-22");
    EXPECT_EQ(first_reason(snapshot), "");
}

TEST(Moments, ALongWaitIsToldOnce) {
    auto snapshot = someone();
    snapshot.visit.waited_minutes = 20;
    EXPECT_EQ(first_reason(snapshot), "reason.long_wait");
    EXPECT_EQ(decide(snapshot, rules_with({}), kNow).first_sentence.key, "say.sorry_for_the_wait");
    snapshot.visit.told_in_visit = {"long_wait"};
    EXPECT_EQ(first_reason(snapshot), "");
    Snapshot nobody;
    nobody.today = kToday;
    nobody.trigger = Trigger::long_wait;
    nobody.visit.waited_minutes = 31;
    EXPECT_EQ(first_reason(nobody), "reason.long_wait") << "who is not known waits as long";
}

TEST(Moments, AnInflowIsLargeFromABandAndForTwoWeeks) {
    const auto band = [](int strength, int ago) {
        auto snapshot = someone();
        snapshot.customer->signals = {{"inflow", "", days_ago(ago), strength}};
        EXPECT_EQ(alive("inflow", snapshot), inflow_band(*snapshot.customer, kToday, open_policy()) > 0);
        return inflow_band(*snapshot.customer, kToday, open_policy());
    };
    EXPECT_EQ(band(2, 0), 0);
    EXPECT_EQ(band(3, 0), 3);
    EXPECT_EQ(band(5, 13), 5);
    EXPECT_EQ(band(5, 14), 0);
    EXPECT_EQ(band(5, -1), 0) << "a day that is to come";
}

TEST(Moments, WhatWasLookedAtHalvesEveryTwoWeeksAndIsNeverSaid) {
    auto snapshot = someone();
    const auto strength = [&](int seconds, int ago) {
        snapshot.customer->signals = {{"browse", "fund", days_ago(ago), seconds}};
        return browse_strength(snapshot, "fund", open_policy());
    };
    EXPECT_EQ(strength(120, 0), 120);
    EXPECT_EQ(strength(120, 7), 90);
    EXPECT_EQ(strength(120, 14), 60);
    EXPECT_EQ(strength(120, 28), 30);
    EXPECT_TRUE(alive("browse", snapshot));
    EXPECT_EQ(strength(120, 29), 29);
    EXPECT_FALSE(alive("browse", snapshot)) << "below what counts";
    EXPECT_EQ(strength(120, -1), 0);
    EXPECT_EQ(strength(INT32_MAX, 14 * 40), 0);
    snapshot.customer->signals = {{"browse", "savings_bond", kToday, 300}, {"inflow", "", kToday, 5}};
    auto bond = campaign("bond");
    bond.product.product_class = "savings_bond";
    bond.events = {"browse"};
    const auto decision = decide(snapshot, rules_with({bond}), kNow);
    ASSERT_EQ(decision.reasons.size(), 2U);
    EXPECT_EQ(decision.reasons[1].key, "reason.may_be_interested");
    for (const auto& each : decision.reasons) {
        for (const auto* word : {"brows", "look", "inflow", "saw"}) EXPECT_EQ(each.key.find(word), std::string::npos);
        EXPECT_TRUE(each.arguments.empty());
    }
}

TEST(Moments, TheFirstVisitAndTheHoneymoon) {
    auto snapshot = someone();
    snapshot.customer->first_visit = kToday;
    EXPECT_EQ(first_reason(snapshot), "reason.first_visit");
    EXPECT_TRUE(alive("first_visit", snapshot));
    snapshot.customer->first_visit = days_ago(1);
    EXPECT_EQ(first_reason(snapshot), "");
    const auto step = [&](int ago) {
        snapshot.customer->customer_since = days_ago(ago);
        return honeymoon_step(*snapshot.customer, kToday, open_policy()).value_or(-1);
    };
    for (const auto& [ago, expected] : std::vector<std::pair<int, int>>{{-1, -1}, {0, 0}, {1, -1}, {6, -1}, {7, 7}, {13, 7}, {14, -1}, {29, -1}, {30, 30}, {36, 30},
                                                                        {37, -1}, {90, 90}, {96, 90}, {97, -1}}) {
        EXPECT_EQ(step(ago), expected) << ago;
    }
    snapshot.customer->customer_since = days_ago(7);
    EXPECT_EQ(first_reason(snapshot), "reason.new_customer");
}

TEST(Moments, APoorRatingIsForTheBranchHeadAloneAndAProblemThatCameBackForBoth) {
    auto snapshot = someone();
    snapshot.customer->signals = {{"low_rating", "", days_ago(29), 4}};
    auto decision = decide(snapshot, rules_with({}), kNow);
    EXPECT_EQ(decision.for_the_head, (std::vector<protocol::Line>{{"reason.rated_low_before", {}}}));
    ASSERT_EQ(decision.reasons.size(), 1U);
    EXPECT_EQ(decision.reasons.front().key, "reason.known_customer") << "whoever was rated reads the hall's card";
    snapshot.customer->signals = {{"low_rating", "", days_ago(30), 4}};
    EXPECT_TRUE(decide(snapshot, rules_with({}), kNow).for_the_head.empty());
    snapshot.customer->signals = {{"repeated_problem", "", kToday, 1}};
    EXPECT_EQ(first_reason(snapshot), "");
    snapshot.customer->signals = {{"repeated_problem", "", kToday, 2}, {"low_rating", "", kToday, 3}};
    EXPECT_EQ(first_reason(snapshot), "reason.problem_again");
    EXPECT_EQ(decide(snapshot, rules_with({}), kNow).for_the_head.size(), 2U);
    snapshot.visit.claimed = true;
    EXPECT_TRUE(decide(snapshot, rules_with({}), kNow).for_the_head.empty()) << "it may be somebody else";
}

TEST(Facts, EveryFactOfTheCatalogueIsFilledFromASnapshotThatHasIt) {
    FactNames names;
    names.portrait_numbers = {"months_with_us", "age"};
    names.portrait_texts = {"stage"};
    names = without_taken_names(names);
    ASSERT_EQ(names.portrait_numbers, std::vector<std::string>{"months_with_us"}) << "'age' is taken";
    const auto catalogue = catalogue_of(names);
    auto snapshot = someone();
    auto& customer = *snapshot.customer;
    customer.asset_band = 3;
    customer.holdings = {{"time_deposit", days_ago(-5), 1, 2}};
    customer.tags = {"pension"};
    customer.customer_since = days_ago(400);
    customer.first_visit = days_ago(300);
    customer.contacts = {{days_ago(3), "sms", "declined", CampaignId{"x"}, ""}};
    customer.signals = {{"inflow", "", kToday, 4}, {"browse", "fund", kToday, 90}, {"low_rating", "", kToday, 3}};
    customer.portrait_numbers = {{"months_with_us", 13}};
    customer.portrait_texts = {{"stage", "settled"}};
    snapshot.visit.service = "account";
    snapshot.visit.minutes_to_call = 12;
    snapshot.branch.staff_on_duty = 2;
    rules::Facts facts(catalogue);
    fill(facts, snapshot, open_policy(), names);
    for (rules::Slot slot = 0; slot < catalogue.size(); ++slot) EXPECT_TRUE(facts.has(slot)) << catalogue.at(slot).name;
    const auto holds = [&](std::string_view text) {
        const auto asked = rules::parse_text(text, catalogue);
        EXPECT_TRUE(asked) << text << ": " << (asked ? "" : asked.error().text());
        if (!asked) return false;
        auto what = campaign("x");
        what.audience = *asked;
        auto made = compile_rules(open_policy(), {what}, {}, names);
        EXPECT_TRUE(made) << made.error().text();
        const auto said = verdict(snapshot, *made);
        return said != "not_eligible" && said != "fact_missing";
    };
    for (const auto* text : {"age is 72", "age_band in [70-74]", "asset_band is 3", "holding_classes any of [time_deposit]", "days_to_maturity is 5",
                             "count of marketing_contacts in 30 days is 1", "count of declined in 30 days is 1", "inflow_band is 4", "browse_classes any of [fund]",
                             "days_as_customer is 400", "months_with_us is 13", "stage in [settled]", "minutes_to_call is 12", "weekday is 7",
                             "hour is 10", "branch under CN/36", "consents all of [service, marketing]", "days since risk_assessed between 170 and 180"}) {
        EXPECT_TRUE(holds(text)) << text;
    }
    EXPECT_FALSE(holds("age is 71"));
    snapshot.visit.claimed = true;
    fill(facts, snapshot, open_policy(), names);
    EXPECT_FALSE(facts.has(*catalogue.find("age"))) << "of a claimed identity nothing of the record";
    EXPECT_TRUE(facts.has(*catalogue.find("hour")));
}

}  // namespace
}  // namespace silverlane::decision
