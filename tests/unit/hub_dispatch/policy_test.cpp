// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: Silverlane contributors
#include <gtest/gtest.h>

#include "hub/dispatch/ladder.h"
#include "hub/dispatch/policy.h"

namespace silverlane::dispatch {
namespace {

using protocol::Alert;
using protocol::AlertClass;
using protocol::Urgency;
using std::chrono::minutes;
using std::chrono::seconds;

Alert alert_of(std::string kind, Urgency urgency, AlertClass alert_class = AlertClass::service, std::string reason = {}) {
    Alert alert;
    alert.kind = std::move(kind);
    alert.urgency = urgency;
    alert.alert_class = alert_class;
    if (!reason.empty()) alert.reasons = {{reason, {}}};
    return alert;
}

/// What happens, and when since raising, until nothing more does.
std::vector<std::pair<int, std::string>> told_over_time(const Alert& alert) {
    const auto policy = default_policy();
    const auto& plan = plan_of(policy, alert);
    std::vector<std::pair<int, std::string>> told;
    seconds at{0};
    for (Progress progress;; ++progress.taken) {
        const auto next = next_rung(plan, policy.caps, progress);
        if (!next) return told;
        at += next->wait;
        const char* what = !next->remedy                                ? "missed"
                           : *next->remedy == Remedy::second_person ? "second"
                           : *next->remedy == Remedy::branch_head   ? "head"
                           : *next->remedy == Remedy::again         ? "again"
                                                                    : "anybody";
        told.emplace_back(static_cast<int>(at.count()), what);
    }
}

using Story = std::vector<std::pair<int, std::string>>;

TEST(Plans, EachClassOfTheCatalogueHasItsTimes) {
    EXPECT_EQ(told_over_time(alert_of("help", Urgency::a)), (Story{{30, "second"}, {60, "head"}, {90, "second"}, {120, "head"}, {150, "missed"}}));
    EXPECT_EQ(told_over_time(alert_of("confirm_request", Urgency::a)), told_over_time(alert_of("help", Urgency::a)));
    EXPECT_EQ(told_over_time(alert_of("stuck", Urgency::b)), (Story{{60, "second"}, {120, "second"}, {180, "missed"}}));
    EXPECT_EQ(told_over_time(alert_of("missed_call", Urgency::b)), (Story{{60, "second"}, {120, "second"}, {180, "missed"}}));
    EXPECT_EQ(told_over_time(alert_of("referral", Urgency::c, AlertClass::marketing)), (Story{{120, "again"}, {240, "again"}, {360, "missed"}}));
}

TEST(Plans, WhatTheHubDecidesHasItsOwn) {
    const auto policy = default_policy();
    const auto risk = alert_of("arrival", Urgency::c, AlertClass::risk);
    EXPECT_EQ(plan_name(policy, risk), "p1");
    EXPECT_EQ(told_over_time(risk), (Story{{60, "second"}, {120, "head"}, {180, "second"}, {240, "head"}, {300, "missed"}}));
    const auto maturity = alert_of("arrival", Urgency::c, AlertClass::service, "reason.deposit_matures_soon");
    EXPECT_EQ(plan_name(policy, maturity), "p2");
    EXPECT_EQ(told_over_time(maturity), (Story{{120, "again"}, {240, "anybody"}, {360, "again"}, {480, "anybody"}, {600, "missed"}}));
    for (const char* reason : {"reason.deposit_matures_today", "reason.deposit_matured", "reason.holding_matures_soon", "reason.holding_matures_today", "reason.holding_matured"}) {
        EXPECT_EQ(plan_name(policy, alert_of("arrival", Urgency::c, AlertClass::service, reason)), "p2") << reason;
    }
    const auto marketing = alert_of("arrival", Urgency::c, AlertClass::marketing, "reason.campaign.savings_bond");
    EXPECT_EQ(plan_name(policy, marketing), "p3");
    EXPECT_TRUE(told_over_time(marketing).empty()) << "marketing never escalates";
    EXPECT_EQ(plan_of(policy, marketing).expires, minutes{20});
}

TEST(Plans, APlainArrivalNeverEscalatesAndUnwellGoesToEverybody) {
    EXPECT_TRUE(told_over_time(alert_of("arrival", Urgency::c, AlertClass::service, "reason.known_customer")).empty());
    EXPECT_TRUE(told_over_time(alert_of("arrival", Urgency::c, AlertClass::service)).empty());
    const auto policy = default_policy();
    EXPECT_TRUE(plan_of(policy, alert_of("unwell", Urgency::a, AlertClass::risk)).to_everybody);
    for (const auto& [name, plan] : policy.plans) EXPECT_EQ(plan.to_everybody, name == "unwell") << name;
}

TEST(Plans, WhoeverStandsThereIsNotTakenOffTheListByAClock) {
    const auto policy = default_policy();
    for (const char* kind : {"help", "unwell", "fraud_hold", "media_left", "device_fault", "arrival_priority", "wait_over", "recover"}) {
        EXPECT_FALSE(plan_of(policy, alert_of(kind, Urgency::a)).closes_when_missed) << kind;
    }
    EXPECT_TRUE(plan_of(policy, alert_of("stuck", Urgency::b)).closes_when_missed);
}

TEST(Plans, ABanksTimesAreTakenAndMistakesAreNamed) {
    const auto policy = default_policy(seconds{20}, seconds{50}, seconds{40});
    EXPECT_EQ(next_rung(plan_of(policy, alert_of("help", Urgency::a)), policy.caps, {0})->wait, seconds{20});
    EXPECT_EQ(next_rung(plan_of(policy, alert_of("help", Urgency::a)), policy.caps, {1})->wait, seconds{30});
    EXPECT_EQ(next_rung(plan_of(policy, alert_of("stuck", Urgency::b)), policy.caps, {0})->wait, seconds{40});
    EXPECT_TRUE(mistakes_of(policy).empty());
    const auto backwards = mistakes_of(default_policy(seconds{60}, seconds{60}, seconds{40}));
    ASSERT_FALSE(backwards.empty());
    EXPECT_NE(backwards[0].find("later than the one before"), std::string::npos);
    auto none = default_policy();
    none.caps.open_claims = 0;
    EXPECT_EQ(mistakes_of(none), std::vector<std::string>{"open_claims: expected at least 1"});
}

TEST(Plans, ATimeSetWhileTheClockWasAheadComesBackWithIt) {
    const UtcTime due{Milliseconds{10'000}};
    EXPECT_EQ(brought_back(due, Milliseconds{7'000}), UtcTime{Milliseconds{3'000}});
    EXPECT_EQ(brought_back(std::nullopt, Milliseconds{7'000}), std::nullopt);
}

}  // namespace
}  // namespace silverlane::dispatch
