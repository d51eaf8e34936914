// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: Silverlane contributors
#include <gtest/gtest.h>

#include <algorithm>

#include "hub/decision/decide.h"
#include "hub/decision/overheard.h"
#include "hub/decision/suitability.h"

namespace silverlane::decision {
namespace {

Date day(const char* text) { return *parse_date(text); }
const UtcTime kNow = *parse_rfc3339("2026-11-22T02:00:00.000Z");

Snapshot someone(int age = 72) {
    Snapshot snapshot;
    snapshot.today = day("2026-11-22");
    CustomerFacts customer;
    customer.id = CustomerId{"C1"};
    customer.surname = CustomerName{PrivateText{"王"}};
    customer.gender = "female";
    customer.birth = Date{std::chrono::year{2026 - age}, std::chrono::March, std::chrono::day{2}};
    customer.tier = "B";
    customer.risk_level = 3;
    customer.risk_assessed = day("2026-06-01");
    customer.consents = {"service", "wifi", "marketing", "profiling"};
    snapshot.customer = customer;
    snapshot.visit.evidence = {"wifi"};
    return snapshot;
}

Rules rules_with(std::vector<Campaign> campaigns) {
    auto rules = service_only_rules();
    rules.policy.holdout = 0;
    rules.campaigns = std::move(campaigns);
    return rules;
}

Campaign campaign(std::string id, Product product = {"P", "treasury", 1, false, false}) {
    Campaign made;
    made.id = CampaignId{id};
    made.product = std::move(product);
    made.reason = "reason.campaign." + id;
    made.from = day("2026-01-01");
    made.to = day("2026-12-31");
    return made;
}

std::string verdict(const Decision& decision) { return decision.considered.empty() ? "" : decision.considered.front().verdict + ":" + decision.considered.front().why; }

TEST(Decide, TheMaturityComesFirstAndTheOpportunityLast) {
    auto snapshot = someone();
    snapshot.customer->holdings = {{"time_deposit", 100, day("2026-11-27"), 1}};
    snapshot.visit.needs = {"company"};
    const auto decision = decide(snapshot, rules_with({campaign("bond")}), kNow);
    ASSERT_EQ(decision.reasons.size(), 3U);
    EXPECT_EQ(decision.reasons[0].key, "reason.deposit_matures_soon");
    EXPECT_EQ(decision.reasons[1].key, "reason.wants_company");
    EXPECT_EQ(decision.reasons[2].key, "reason.campaign.bond");
    EXPECT_EQ(decision.alert_class, protocol::AlertClass::service);
    EXPECT_EQ(decision.outcomes.size(), 5U);
}

TEST(Decide, TheWindowOfAMaturityIsSevenDaysBeforeToThreeAfter) {
    const auto reason = [](const char* matures) {
        auto snapshot = someone();
        snapshot.customer->holdings = {{"time_deposit", 100, day(matures), 1}};
        return decide(snapshot, rules_with({}), kNow).reasons.front();
    };
    EXPECT_EQ(reason("2026-11-29").key, "reason.deposit_matures_soon");
    EXPECT_EQ(reason("2026-11-30").key, "reason.known_customer");
    EXPECT_EQ(reason("2026-11-22").key, "reason.deposit_matures_today");
    EXPECT_EQ(reason("2026-11-19"), (protocol::Line{"reason.deposit_matured", {{"days", "3"}}}));
    EXPECT_EQ(reason("2026-11-18").key, "reason.known_customer");
}

TEST(Decide, WithoutConsentToServiceThereIsNobody) {
    auto snapshot = someone();
    snapshot.customer->consents = {"wifi", "marketing", "profiling"};
    snapshot.customer->holdings = {{"time_deposit", 100, day("2026-11-27"), 1}};
    const auto decision = decide(snapshot, rules_with({campaign("bond")}), kNow);
    EXPECT_FALSE(decision.person);
    EXPECT_TRUE(decision.reasons.empty());
    EXPECT_TRUE(decision.campaign.empty());
}

TEST(Decide, EveryGateHasItsVerdict) {
    const auto with = [](auto change) {
        auto snapshot = someone();
        change(snapshot);
        return verdict(decide(snapshot, rules_with({campaign("bond")}), kNow));
    };
    EXPECT_EQ(with([](Snapshot&) {}), "chosen:");
    EXPECT_EQ(with([](Snapshot& s) { s.customer->consents = {"service", "profiling"}; }), "no_consent:marketing");
    EXPECT_EQ(with([](Snapshot& s) { s.customer->consents = {"service", "marketing"}; }), "no_consent:profiling");
    EXPECT_EQ(with([](Snapshot& s) { s.visit.claimed = true; }), "no_consent:identity is a claim");
    EXPECT_EQ(with([](Snapshot& s) { s.customer->tags = {"bereavement"}; }), "quiet:bereavement");
    EXPECT_EQ(with([](Snapshot& s) { s.today = day("2027-01-01"); }), "not_now:dates");
    EXPECT_EQ(with([](Snapshot& s) { s.customer->suppressed = {"bond"}; }), "resting:declined or not now");
    EXPECT_EQ(with([](Snapshot& s) { s.customer->marketing_in_7_days = 2; }), "capped:7 days");
    EXPECT_EQ(with([](Snapshot& s) { s.customer->marketing_in_30_days = 4; }), "capped:30 days");
    EXPECT_EQ(with([](Snapshot& s) { s.visit.used_up = {CampaignId{"bond"}}; }), "capped:branch and day");
}

TEST(Decide, ACapOfZeroMeansNeverAndBlankMeansNoCap) {
    auto never = campaign("bond");
    never.most_per_day = 0;
    EXPECT_EQ(verdict(decide(someone(), rules_with({never}), kNow)), "not_now:most_per_day 0");
    EXPECT_EQ(verdict(decide(someone(), rules_with({campaign("bond")}), kNow)), "chosen:");
}

TEST(Decide, ServiceIsNeverHeldOutAndMarketingIs) {
    auto rules = rules_with({campaign("bond")});
    rules.policy.holdout = 10'000;
    auto snapshot = someone();
    snapshot.customer->holdings = {{"time_deposit", 100, day("2026-11-27"), 1}};
    const auto decision = decide(snapshot, rules, kNow);
    EXPECT_EQ(verdict(decision), "held_out:all marketing");
    EXPECT_EQ(decision.reasons.front().key, "reason.deposit_matures_soon");
    EXPECT_TRUE(decision.campaign.empty());
}

TEST(Decide, TheHoldoutIsTheShareItSaysAndAlwaysTheSamePeople) {
    int held = 0;
    for (int i = 0; i < 20'000; ++i) {
        const CustomerId customer{"C" + std::to_string(i)};
        EXPECT_EQ(stable_bucket(customer, "2026-4"), stable_bucket(customer, "2026-4"));
        if (stable_bucket(customer, "2026-4") < 500) ++held;
    }
    EXPECT_NEAR(held, 1'000, 100);
    EXPECT_EQ(stable_bucket(CustomerId{"C1"}, "2026-4"), 5773);   // pinned: who is held out must not move with a new version
}

TEST(Decide, OneOpportunityWinsByPriority) {
    auto low = campaign("low");
    auto high = campaign("high");
    low.priority = 10;
    high.priority = 90;
    const auto decision = decide(someone(), rules_with({low, high}), kNow);
    EXPECT_EQ(decision.campaign.text, "high");
    EXPECT_EQ(verdict(decision), "outbid:by high");
}

Campaign offer(std::string id) {
    auto made = campaign(std::move(id), {"P", "deposit", 1, false, false});
    made.offer = KioskOffer{{"x", "x", "", ""}, {"x", "x", "", ""}};
    return made;
}

TEST(Decide, AKioskOffersTheBestDepositThatHasWordsAndNothingElseAlsoAt65) {
    auto bond = campaign("bond");
    bond.priority = 99;
    bond.offer = offer("x").offer;
    auto wordless = offer("wordless");
    wordless.priority = 98;
    wordless.offer.reset();
    auto better = offer("better");
    better.priority = 60;
    const auto rules = rules_with({bond, wordless, offer("deposit"), better});
    for (const int age : {30, 64, 65, 90}) {
        const auto* chosen = choose_kiosk_offer(someone(age), rules);
        ASSERT_NE(chosen, nullptr) << age;
        EXPECT_EQ(chosen->id.text, "better") << age;
    }
    EXPECT_EQ(choose_kiosk_offer(someone(17), rules), nullptr);
}

TEST(Decide, EveryGateHoldsAtAKioskToo) {
    const auto rules = rules_with({offer("deposit")});
    auto snapshot = someone();
    EXPECT_NE(choose_kiosk_offer(snapshot, rules), nullptr);
    snapshot.visit.claimed = true;
    EXPECT_EQ(choose_kiosk_offer(snapshot, rules), nullptr);
    snapshot = someone();
    snapshot.customer->consents = {"service", "marketing"};
    EXPECT_EQ(choose_kiosk_offer(snapshot, rules), nullptr);
    snapshot.customer->consents = {"marketing", "profiling"};
    EXPECT_EQ(choose_kiosk_offer(snapshot, rules), nullptr) << "without consent to service there is nobody";
    snapshot = someone();
    snapshot.customer->tags = {"bereavement"};
    EXPECT_EQ(choose_kiosk_offer(snapshot, rules), nullptr);
    snapshot = someone();
    snapshot.customer->marketing_in_7_days = rules.policy.most_marketing_in_7_days;
    EXPECT_EQ(choose_kiosk_offer(snapshot, rules), nullptr);
    snapshot.customer.reset();
    EXPECT_EQ(choose_kiosk_offer(snapshot, rules), nullptr);
}

TEST(Decide, TheTierIsShownWithConsentToMarketingOnly) {
    EXPECT_EQ(decide(someone(), rules_with({}), kNow).person->tier, "B");
    auto snapshot = someone();
    snapshot.customer->consents = {"service"};
    EXPECT_EQ(decide(snapshot, rules_with({}), kNow).person->tier, "");
}

TEST(Decide, TheNameIsTheSurnameAndTheFormOfAddressIsAKey) {
    auto snapshot = someone();
    snapshot.customer->surname = CustomerName{PrivateText{"欧阳"}};
    for (const auto* gender : {"female", "male", ""}) {
        snapshot.customer->gender = gender;
        const auto person = decide(snapshot, rules_with({}), kNow).person;
        ASSERT_TRUE(person);
        EXPECT_EQ(person->name.text.open(PrivateDoor::protocol_codec), "欧阳");
        EXPECT_EQ(person->honorific, gender);
    }
    snapshot.customer->gender = "female";
    snapshot.customer->surname = {};
    EXPECT_EQ(decide(snapshot, rules_with({}), kNow).person->honorific, "");
}

TEST(Decide, TheSameSnapshotGivesTheSameBytesAndTheRecordHoldsNoNameAndNoAmount) {
    auto snapshot = someone();
    snapshot.customer->surname = CustomerName{PrivateText{"欧阳"}};
    snapshot.customer->holdings = {{"time_deposit", 1'234'567, day("2026-11-27"), 1}};
    const auto rules = rules_with({campaign("bond")});
    const auto first = record_of(snapshot, rules, kNow, decide(snapshot, rules, kNow));
    EXPECT_EQ(first, record_of(snapshot, rules, kNow, decide(snapshot, rules, kNow)));
    EXPECT_EQ(first.find("欧阳"), std::string::npos);
    EXPECT_EQ(first.find("1234567"), std::string::npos);
}

TEST(Suitability, RiskNeverExceedsTheCustomersLevel) {
    const auto policy = service_only_rules().policy;
    for (int level = 0; level <= 5; ++level) {
        for (int risk = 1; risk <= 5; ++risk) {
            for (const auto* kind : {"deposit", "treasury", "wealth", "fund", "insurance"}) {
                auto customer = *someone(50).customer;
                customer.risk_level = level;
                const auto gate = unsuitable_because({"P", kind, risk, false, true}, customer, day("2026-11-22"), policy);
                const bool plain = std::string_view{kind} == "deposit" || std::string_view{kind} == "treasury";
                if (risk > level && !(plain && risk == 1)) EXPECT_NE(gate, "") << kind << risk << level;
                else EXPECT_EQ(gate, "") << kind << risk << level;
            }
        }
    }
}

TEST(Suitability, EldersAreNotToldOfRiskInALobby) {
    const auto policy = service_only_rules().policy;
    const auto gate = [&](int age, int risk, const char* kind = "wealth") {
        auto customer = *someone(age).customer;
        customer.risk_level = 5;
        return unsuitable_because({"P", kind, risk, false, true}, customer, day("2026-11-22"), policy);
    };
    EXPECT_EQ(gate(64, 4), "");
    EXPECT_EQ(gate(65, 2), "");
    EXPECT_EQ(gate(65, 3), "elder_lobby");
    EXPECT_EQ(gate(17, 1), "too_young");
    EXPECT_EQ(gate(69, 2, "insurance"), "");
    EXPECT_EQ(gate(70, 2, "insurance"), "insurance_age");
}

TEST(Suitability, AnAssessmentLastsTwelveMonths) {
    const auto policy = service_only_rules().policy;
    auto customer = *someone(50).customer;
    const Product fund{"P", "fund", 2, false, false};
    customer.risk_assessed = day("2025-11-22");
    EXPECT_EQ(unsuitable_because(fund, customer, day("2026-11-22"), policy), "");
    EXPECT_EQ(unsuitable_because(fund, customer, day("2026-11-23"), policy), "assessment_over");
    customer.risk_assessed = day("2024-02-29");
    EXPECT_FALSE(assessment_is_over(customer, day("2025-02-28"), policy));
    EXPECT_TRUE(assessment_is_over(customer, day("2025-03-01"), policy));
    customer.risk_assessed.reset();
    EXPECT_EQ(unsuitable_because(fund, customer, day("2026-11-22"), policy), "assessment_over");
    EXPECT_EQ(unsuitable_because({"P", "deposit", 1, false, false}, customer, day("2026-11-22"), policy), "");
    EXPECT_EQ(unsuitable_because({"P", "wealth", 1, true, false}, customer, day("2026-11-22"), policy), "private_offering");
}

TEST(Overheard, EverySentenceThatADecisionCanChooseIsFit) {
    for (const bool claimed : {false, true}) {
        for (const bool priority : {false, true}) {
            for (const auto& needs : std::vector<std::vector<std::string>>{{}, {"company"}, {"hearing"}}) {
                auto snapshot = someone();
                snapshot.customer->holdings = {{"time_deposit", 100, day("2026-11-27"), 1}};
                snapshot.visit.claimed = claimed;
                snapshot.visit.priority = priority;
                snapshot.visit.needs = needs;
                EXPECT_EQ(overheard_mistake(decide(snapshot, rules_with({campaign("bond")}), kNow).first_sentence), "");
            }
        }
    }
}

TEST(Overheard, ProductsDatesAmountsAndAgesAreFound) {
    EXPECT_EQ(overheard_mistake(std::string_view{"您好，您慢慢走。今天办什么？我陪您。"}), "");
    EXPECT_EQ(overheard_mistake(std::string_view{"Good morning, I am the manager. May I come along?"}), "");
    for (const auto* bad : {"您的定期快到期了", "您有 5 万", "您今年七十二岁", "Your deposit is due", "At your age", "王奶奶，您的理财"}) {
        EXPECT_NE(overheard_mistake(std::string_view{bad}), "") << bad;
    }
    EXPECT_NE(overheard_mistake(protocol::Line{"say.welcome", {{"days", "5"}}}), "");
    EXPECT_NE(overheard_mistake(protocol::Line{"reason.x", {}}), "");
}

}  // namespace
}  // namespace silverlane::decision
