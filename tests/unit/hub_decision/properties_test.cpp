// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: Silverlane contributors
//
// What holds for every snapshot and every set of campaigns, tried with many by chance.
#include <algorithm>
#include <map>

#include "hub/decision/overheard.h"
#include "tests/unit/hub_decision/decision_fixture.h"
#include "tests/unit/hub_decision/random_snapshots.h"

namespace silverlane::decision {
namespace {

std::map<std::string, std::string> verdicts(const Snapshot& snapshot, const Rules& rules) {
    std::map<std::string, std::string> by_id;
    const auto decision = decide(snapshot, rules, kNow);
    for (std::size_t i = 0; i < rules.campaigns.size(); ++i) by_id[rules.campaigns[i].id.text] = verdict(decision, i);
    return by_id;
}
Policy lively_policy() {
    auto policy = default_policy();
    policy.exploration = 300;
    policy.ablation_arm = 500;
    return policy;
}

TEST(Property, TheOrderOfTheCampaignsDoesNotMatter) {
    auto list = assorted_campaigns(80);
    for (auto& each : list) each.audience = {};   // so that many come through and compete
    const auto forwards = rules_with(list, lively_policy());
    std::reverse(list.begin(), list.end());
    std::rotate(list.begin(), list.begin() + 17, list.end());
    const auto otherwise = rules_with(list, lively_policy());
    RandomSnapshots random(21);
    int with_winner = 0;
    for (int i = 0; i < 3'000; ++i) {
        const auto snapshot = random.next();
        const auto one = verdicts(snapshot, forwards);
        ASSERT_EQ(one, verdicts(snapshot, otherwise)) << to_json(snapshot);
        with_winner += std::any_of(one.begin(), one.end(), [](const auto& each) { return each.second == "chosen"; }) ? 1 : 0;
    }
    EXPECT_GT(with_winner, 300) << "else nothing competed";
}

TEST(Property, ACampaignThatIsForNobodyHereChangesNoOtherVerdict) {
    auto list = assorted_campaigns(60);
    const auto before = rules_with(list, lively_policy());
    auto unrelated = list.front();
    unrelated.id = CampaignId{"unrelated"};
    unrelated.audience = asks("age at least 129");
    list.insert(list.begin() + 20, unrelated);
    const auto after = rules_with(list, lively_policy());
    RandomSnapshots random(22);
    for (int i = 0; i < 3'000; ++i) {
        const auto snapshot = random.next();
        auto changed = verdicts(snapshot, after);
        changed.erase("unrelated");
        ASSERT_EQ(changed, verdicts(snapshot, before)) << to_json(snapshot);
    }
}

TEST(Property, AnEldersLobbyCardNeverNamesR3OrMoreOverAHundredThousandInputs) {
    auto list = assorted_campaigns(40);
    for (auto& each : list) each.audience = {}, each.holdout = 0, each.advanced_age_approved_by = "9001";
    auto policy = lively_policy();
    policy.holdout = 0;
    policy.most_marketing_in_7_days.reset();
    policy.most_marketing_in_30_days.reset();
    const auto rules = rules_with(list, policy);
    RandomSnapshots random(23);
    int elders_with_card = 0, follow_ups = 0;
    for (int i = 0; i < 100'000; ++i) {
        const auto snapshot = random.next();
        if (!snapshot.customer || !snapshot.customer->birth) continue;
        const int age = age_on(*snapshot.customer->birth, snapshot.today);
        const auto decision = decide(snapshot, rules, kNow);
        for (const auto* each : {&decision.primary, &decision.secondary}) {
            if (!*each) continue;
            const auto& product = rules.campaigns[(*each)->campaign].product;
            ASSERT_GE(age, 18);
            ASSERT_TRUE(product.risk <= snapshot.customer->risk_level || product.kind == "deposit" || product.kind == "treasury");
            if (age < 65) continue;
            ++elders_with_card;
            ASSERT_LT(product.risk, 3) << to_json(snapshot);
            ASSERT_FALSE((*each)->explored && product.kind != "deposit" && product.kind != "treasury");
        }
        if (decision.follow_up) {
            ++follow_ups;
            ASSERT_EQ(rules.campaigns[decision.follow_up->campaign].product.risk, 3);
            ASSERT_TRUE(decision.caution && decision.caution->key == "caution.manager_calls_later") << "whoever meets them knows of the call";
            ASSERT_FALSE(decision.primary);
        }
    }
    EXPECT_GT(elders_with_card, 1'000);
    EXPECT_GT(follow_ups, 50);
}

TEST(Property, WithoutTheConsentsNothingIsEverNamed) {
    auto list = assorted_campaigns(40);
    for (auto& each : list) each.audience = {};
    const auto rules = rules_with(list, lively_policy());
    RandomSnapshots random(24);
    int without = 0, named = 0;   // else a draw that never comes up would prove nothing
    for (int i = 0; i < 20'000; ++i) {
        const auto snapshot = random.next();
        const auto decision = decide(snapshot, rules, kNow);
        ASSERT_LE(decision.reasons.size(), 3U);
        ASSERT_LE(decision.outcomes.size(), 5U);
        ASSERT_EQ(overheard_mistake(decision.first_sentence), "");
        const bool may = snapshot.customer && snapshot.customer->consents_to("service") && snapshot.customer->consents_to("marketing") &&
                         snapshot.customer->consents_to("profiling") && !snapshot.visit.claimed;
        if (!may) {
            ASSERT_FALSE(decision.primary || decision.secondary || decision.follow_up || decision.ghost) << to_json(snapshot);
        }
        without += may ? 0 : 1;
        named += decision.primary ? 1 : 0;
    }
    EXPECT_GT(without, 1'000);
    EXPECT_GT(named, 1'000);
}

}  // namespace
}  // namespace silverlane::decision
