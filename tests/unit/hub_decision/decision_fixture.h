// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: Silverlane contributors
//
// A person, a campaign and rules that let everything through, so that each test changes the one thing that it is about.
#pragma once

#include <gtest/gtest.h>

#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "hub/decision/decide.h"

namespace silverlane::decision {

inline Date day(const char* text) { return *parse_date(text); }
inline const UtcTime kNow = *parse_rfc3339("2026-11-22T02:00:00.000Z");
inline const Date kToday = *parse_date("2026-11-22");
inline Date days_ago(int days, const Date& today = kToday) { return Date{std::chrono::sys_days{today} - std::chrono::days{days}}; }
/// Whose birthday was in March: `age` years old all autumn.
inline Date born(int age, const Date& today = kToday) { return Date{today.year() - std::chrono::years{age}, std::chrono::March, std::chrono::day{2}}; }

inline Snapshot someone(int age = 72) {
    Snapshot snapshot;
    snapshot.today = kToday;
    snapshot.minute_of_day = 600;
    CustomerFacts customer;
    customer.id = CustomerId{"C1"};
    customer.gender = "female";
    customer.birth = born(age);
    customer.tier = "B";
    customer.risk_level = 3;
    customer.risk_assessed = day("2026-06-01");
    customer.consents = {"service", "wifi", "marketing", "profiling"};
    snapshot.customer = customer;
    snapshot.visit.visit = VisitId{"V1"};
    snapshot.visit.branch = BranchId{"0791"};
    snapshot.visit.branch_path = "CN/36/0791";
    snapshot.visit.evidence = {"wifi"};
    return snapshot;
}

inline Product product(std::string kind = "treasury", int risk = 1) {
    Product made;
    made.id = kind + std::to_string(risk);
    made.kind = std::move(kind);
    made.risk = risk;
    return made;
}

inline Campaign campaign(std::string id, Product of = product()) {
    Campaign made;
    made.id = CampaignId{id};
    made.product = std::move(of);
    made.reason = "reason.campaign." + id;
    made.from = day("2026-01-01");
    made.to = day("2026-12-31");
    return made;
}

inline Policy open_policy() {
    auto policy = default_policy();
    policy.holdout = 0;
    policy.ablation_arm = 0;
    return policy;
}

inline Rules rules_with(std::vector<Campaign> campaigns, Policy policy = open_policy(), std::vector<ScoreTable> scores = {}) {
    auto rules = compile_rules(std::move(policy), std::move(campaigns), {}, {}, std::move(scores));
    EXPECT_TRUE(rules) << rules.error().text();
    return rules ? *rules : service_only_rules();
}

inline rules::Expression asks(std::string_view text) {
    auto made = rules::parse_text(text, catalogue_of({}));
    EXPECT_TRUE(made) << made.error().text();
    return made ? *made : rules::Expression{};
}

inline std::string verdict(const Decision& decision, std::size_t campaign = 0) {
    return campaign < decision.considered.size() ? std::string{name_of(decision.considered[campaign].verdict)} : "";
}
inline std::string verdict(const Snapshot& snapshot, const Rules& rules, std::size_t campaign = 0) { return verdict(decide(snapshot, rules, kNow), campaign); }

inline std::string chosen(const Decision& decision, const Rules& rules) { return decision.primary ? rules.campaigns[decision.primary->campaign].id.text : ""; }

}  // namespace silverlane::decision
