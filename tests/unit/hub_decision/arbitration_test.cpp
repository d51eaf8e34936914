// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: Silverlane contributors
//
// Who wins among those that came through, who is held out, and what chance may do.
#include <map>

#include "hub/decision/arbitration.h"
#include "tests/unit/hub_decision/decision_fixture.h"

namespace silverlane::decision {
namespace {

Campaign worth(std::string id, std::int64_t value, int priority = 0) {
    auto made = campaign(id);
    made.product.id = id;
    made.product.value_fen = value;
    made.priority = priority;
    return made;
}
Snapshot customer_number(int i, int age = 50) {
    auto snapshot = someone(age);
    snapshot.customer->id = CustomerId{"C" + std::to_string(i)};
    return snapshot;
}

TEST(Score, IsPTimesCTimesVTimesLTimesF) {
    auto what = worth("bond", 600, 20);
    what.score = "model";
    what.weights = {{asks("service in [account]"), 30}, {asks("waited_minutes at least 10"), 20}, {asks("ahead at least 99"), 400}};
    const auto rules = rules_with({what, worth("dear", 1'000)}, open_policy(), {{"model", 3, {{"C1", 250'000}}, {}}});
    auto snapshot = someone(50);
    snapshot.visit.service = "account";
    snapshot.visit.waited_minutes = 12;
    snapshot.visit.minutes_to_call = 5;
    snapshot.branch.staff_on_duty = 4;
    snapshot.branch.staff_free = 2;
    const auto decision = decide(snapshot, rules, kNow);
    // P 0.25, C 1.5, V 0.6, L 1.2, F 5/10 x 2/4
    EXPECT_EQ(decision.considered[0].score_ppm, 250'000U * 3 / 2 * 6 / 10 * 12 / 10 / 4);
    EXPECT_EQ(decision.considered[1].score_ppm, 250'000U) << "P, C, V, L are 1";
}

TEST(Score, WithoutAScoreTheHistoryIsAskedAndWithoutThatPIsOne) {
    ScoreTable history{std::string{kHistory}, 7, {}, {}};
    history.counts["bond|50-54/B"] = {9, 69};
    const auto rules = rules_with({campaign("bond"), campaign("new")}, open_policy(), {history});
    const auto decision = decide(someone(50), rules, kNow);
    ASSERT_TRUE(decision.primary && decision.secondary);
    EXPECT_EQ(decision.primary->p_ppm, 100'000U) << "10 of 100";
    EXPECT_EQ(decision.secondary->p_ppm, 1'000'000U / 31) << "the prior, 1 of 31";
    EXPECT_EQ(decide(someone(50), rules_with({campaign("bond")}), kNow).primary->p_ppm, 1'000'000U);
}

TEST(Score, OneDearProductDoesNotWinEveryTime) {
    std::vector<Campaign> many;
    for (int i = 1; i <= 40; ++i) many.push_back(worth("c" + std::to_string(i), i * 10));
    many.push_back(worth("villa", 1'000'000'000));
    const auto decision = decide(someone(50), rules_with(many), kNow);
    EXPECT_EQ(decision.considered.back().score_ppm, decision.considered[38].score_ppm) << "capped at the 95th percentile";
    EXPECT_LT(decision.considered[0].score_ppm, decision.considered[30].score_ppm);
}

TEST(Score, TheGreatestOfEverythingDoesNotOverflow) {
    auto what = worth("bond", INT64_MAX, 50);
    for (int i = 0; i < 3; ++i) what.weights.push_back({asks("hour between 0 and " + std::to_string(20 + i)), 400});
    const auto decision = decide(someone(50), rules_with({what}), kNow);
    EXPECT_EQ(decision.primary->score_ppm, 800'000U * 5 * 3 / 2);
}

TEST(Ties, AreBrokenByAHashThatDiffersFromCustomerToCustomer) {
    const auto rules = rules_with({campaign("a"), campaign("b"), campaign("c")});
    std::map<std::string, int> wins;
    for (int i = 0; i < 3'000; ++i) ++wins[chosen(decide(customer_number(i), rules, kNow), rules)];
    ASSERT_EQ(wins.size(), 3U);
    for (const auto& [id, count] : wins) EXPECT_NEAR(count, 1'000, 150) << id;
}

TEST(Second, AtMostOneAndNoneWhenThePolicySaysSo) {
    const auto rules = rules_with({campaign("a"), campaign("b"), campaign("c")});
    const auto decision = decide(someone(), rules, kNow);
    ASSERT_TRUE(decision.primary && decision.secondary);
    EXPECT_NE(decision.primary->campaign, decision.secondary->campaign);
    int outbid = 0;
    for (const auto& each : decision.considered) outbid += each.verdict == Verdict::outbid ? 1 : 0;
    EXPECT_EQ(outbid, 1);
    auto policy = open_policy();
    policy.secondary_opportunity = false;
    EXPECT_FALSE(decide(someone(), rules_with({campaign("a"), campaign("b")}, policy), kNow).secondary);
}

TEST(Holdout, IsTheShareItSaysAndAlwaysTheSamePeople) {
    int held = 0;
    for (int i = 0; i < 20'000; ++i) {
        const CustomerId customer{"C" + std::to_string(i)};
        if (stable_bucket(customer, "2026-4") < 500) ++held;
    }
    EXPECT_NEAR(held, 1'000, 100);
    EXPECT_EQ(stable_bucket(CustomerId{"C1"}, "2026-4"), 5773) << "pinned: who is held out must not move with a new version";
}

TEST(Holdout, ANewEpochHoldsOutOthers) {
    auto policy = open_policy();
    policy.holdout_salt = "2026-4";
    EXPECT_EQ(holdout_salt(policy), "2026-4");
    policy.epoch = "2";
    EXPECT_EQ(holdout_salt(policy), "2026-4/2");
    int both = 0;
    for (int i = 0; i < 20'000; ++i) {
        const CustomerId customer{"C" + std::to_string(i)};
        both += stable_bucket(customer, "2026-4") < 2'000 && stable_bucket(customer, "2026-4/2") < 2'000 ? 1 : 0;
    }
    EXPECT_NEAR(both, 800, 120) << "one tenth of a tenth and so on: independent";
}

TEST(Holdout, ServiceIsNeverHeldOutAndTheGhostIsRecorded) {
    auto policy = open_policy();
    policy.holdout = 10'000;
    auto snapshot = someone();
    snapshot.customer->holdings = {{"time_deposit", days_ago(-5), 1, 0}};
    const auto decision = decide(snapshot, rules_with({campaign("a"), campaign("bond")}, policy), kNow);
    EXPECT_EQ(decision.reasons.front().key, "reason.deposit_matures_soon");
    EXPECT_FALSE(decision.primary);
    ASSERT_TRUE(decision.ghost);
    EXPECT_EQ(verdict(decision, 0), "held_out_of_all");
    EXPECT_EQ(verdict(decision, 1), "held_out_of_all");
    const auto open = decide(snapshot, rules_with({campaign("a"), campaign("bond")}), kNow);
    EXPECT_EQ(decision.ghost->campaign, open.primary->campaign) << "the ghost is whom the person would have been told of";
}

TEST(Holdout, OfOneCampaignTheNextBestIsShownAndAGhostOnlyOfTheWinner) {
    auto best = campaign("best");
    best.priority = 50;
    best.holdout = 10'000;
    auto decision = decide(someone(), rules_with({best, campaign("next")}), kNow);
    EXPECT_EQ(verdict(decision, 0), "held_out_of_campaign");
    EXPECT_EQ(verdict(decision, 1), "chosen");
    ASSERT_TRUE(decision.ghost);
    EXPECT_EQ(decision.ghost->campaign, 0U);
    EXPECT_EQ(decision.primary->chosen_ppm, 1'000'000U) << "among those who may be told it was certain";
    best.priority = -50;
    decision = decide(someone(), rules_with({best, campaign("next")}), kNow);
    EXPECT_FALSE(decision.ghost);
}

TEST(Arms, AreSmallDisjointAndNeverOfAnElder) {
    Policy policy;
    std::map<Arm, int> share;
    for (int i = 0; i < 30'000; ++i) ++share[arm_of(CustomerId{"C" + std::to_string(i)}, policy)];
    for (const auto arm : {Arm::eligibility_only, Arm::no_levers, Arm::random_eligible}) EXPECT_NEAR(share[arm], 300, 60) << name_of(arm);
    policy = open_policy();
    policy.ablation_arm = 3'333;
    const auto rules = rules_with({campaign("a"), campaign("b")}, policy);
    for (int i = 0; i < 500; ++i) {
        const auto elder = decide(customer_number(i, 65), rules, kNow);
        EXPECT_EQ(elder.primary->arm, Arm::full);
    }
}

TEST(Arms, NoLeversForgetsThePriorityAndRandomForgetsTheScore) {
    auto policy = open_policy();
    policy.ablation_arm = 3'333;
    const auto rules = rules_with({worth("dear", 1'000), worth("pushed", 900, 50)}, policy);
    std::map<Arm, std::map<std::string, int>> wins;
    for (int i = 0; i < 3'000; ++i) {
        const auto decision = decide(customer_number(i), rules, kNow);
        ++wins[decision.primary->arm][chosen(decision, rules)];
        EXPECT_EQ(decision.primary->chosen_ppm, decision.primary->arm == Arm::random_eligible ? 500'000U : 1'000'000U);
    }
    EXPECT_EQ(wins[Arm::no_levers].size(), 1U);
    EXPECT_GT(wins[Arm::no_levers]["dear"], 0);
    EXPECT_EQ(wins[Arm::eligibility_only].size(), 1U) << "one fixed order, the same for everybody";
    const double total = wins[Arm::random_eligible]["dear"] + wins[Arm::random_eligible]["pushed"];
    EXPECT_NEAR(wins[Arm::random_eligible]["dear"] / total, 0.5, 0.06);
}

TEST(Exploration, IsAtMostFivePercentAndSaysHowLikelyItWas) {
    auto policy = open_policy();
    policy.exploration = 9'999;
    const auto rules = rules_with({worth("best", 1'000), worth("poor", 1)}, policy);
    int explored = 0;
    for (int i = 0; i < 20'000; ++i) {
        const auto decision = decide(customer_number(i), rules, kNow);
        ASSERT_TRUE(decision.primary);
        explored += decision.primary->explored ? 1 : 0;
        EXPECT_EQ(decision.primary->chosen_ppm, chosen(decision, rules) == "best" ? 975'000U : 25'000U);
    }
    EXPECT_NEAR(explored, 500, 80);
}

TEST(Exploration, ChancesAddUpToOneAlsoBesideAHeldOutWinner) {
    auto policy = open_policy();
    policy.exploration = 500;
    auto held = worth("held", 1'000);
    held.holdout = 10'000;
    const auto rules = rules_with({held, worth("good", 500), worth("poor", 1)}, policy);
    for (int i = 0; i < 2'000; ++i) {
        const auto decision = decide(customer_number(i), rules, kNow);
        ASSERT_TRUE(decision.primary && decision.secondary);
        EXPECT_EQ(decision.primary->chosen_ppm, chosen(decision, rules) == "good" ? 975'000U : 25'000U);
        EXPECT_EQ(decision.primary->chosen_ppm + decision.secondary->chosen_ppm, 1'000'000U);
        EXPECT_EQ(verdict(decision, 0), "held_out_of_campaign");
    }
}

TEST(Exploration, NeverCrossesAGateAndNeverNamesAnInvestmentAt65) {
    auto policy = open_policy();
    policy.exploration = 500;
    auto closed = campaign("closed");
    closed.quota.in_all = 0;
    auto best = campaign("best", product("deposit"));
    best.priority = 50;
    const auto rules = rules_with({best, campaign("wealth", product("wealth", 2)), closed}, policy);
    int younger = 0;
    for (int i = 0; i < 20'000; ++i) {
        const auto elder = decide(customer_number(i, 65), rules, kNow);
        EXPECT_EQ(chosen(elder, rules), "best");
        const auto young = decide(customer_number(i, 50), rules, kNow);
        EXPECT_EQ(verdict(young, 2), "quota_in_all");
        younger += chosen(young, rules) == "wealth" ? 1 : 0;
    }
    EXPECT_GT(younger, 300);
}

}  // namespace
}  // namespace silverlane::decision
