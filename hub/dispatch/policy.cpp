// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: Silverlane contributors
#include "hub/dispatch/policy.h"

#include <algorithm>
#include <array>

#include <fmt/format.h>

namespace silverlane::dispatch {

namespace {

using protocol::AlertClass;
using protocol::Urgency;
using std::chrono::minutes;
using std::chrono::seconds;

constexpr seconds kUrgencyB{60};
constexpr seconds kUrgencyC{120};

constexpr std::string_view name_of_urgency(Urgency urgency) {
    switch (urgency) {
        case Urgency::a: return "urgency_a";
        case Urgency::b: return "urgency_b";
        case Urgency::c: return "urgency_c";
    }
    return "urgency_c";
}

bool is_arrival(std::string_view kind) { return kind == "arrival" || kind == "arrival_priority"; }

}  // namespace

int Policy::weight_of(AlertClass alert_class) const {
    switch (alert_class) {
        case AlertClass::risk: return caps.weight_risk;
        case AlertClass::service: return caps.weight_service;
        case AlertClass::care: return caps.weight_care;
        case AlertClass::marketing: return caps.weight_marketing;
    }
    return caps.weight_service;
}

Policy default_policy(seconds help_second_person, seconds help_branch_head, seconds stuck) {
    Policy policy;
    const std::vector<Rung> urgent{{help_second_person, Remedy::second_person}, {help_branch_head, Remedy::branch_head}};
    const std::vector<Rung> soon{{kUrgencyB, Remedy::second_person}};
    auto& plans = policy.plans;
    // Somebody stands there and waits: the call stays until a person has come, and what was missed is counted all the same.
    for (const char* kind : {"help", "fraud_hold", "media_left"}) plans[kind] = {urgent, std::nullopt, false, false};
    plans["unwell"] = {urgent, std::nullopt, true, false};
    plans["stuck"] = {{{stuck, Remedy::second_person}}, std::nullopt, false, true};
    // A machine stays broken whether anybody looks or not.
    plans["device_fault"] = {soon, std::nullopt, false, false};
    plans["paper_low"] = {{}, std::nullopt, false, false};
    plans["event_signup"] = {{}, std::nullopt, false, false};
    plans["visit_request"] = {{}, std::nullopt, false, false};   // told again at its own time
    plans["follow_up"] = {{}, std::nullopt, false, false};
    plans["recover"] = {{{kUrgencyB, Remedy::again}}, std::nullopt, false, false};
    for (const char* kind : {"wait_over", "arrival_priority"}) plans[kind] = {soon, std::nullopt, false, false};   // the number is called sooner or later
    plans["urgency_a"] = {urgent, std::nullopt, false, true};
    plans["urgency_b"] = {soon, std::nullopt, false, true};
    plans["urgency_c"] = {{{kUrgencyC, Remedy::again}}, std::nullopt, false, true};
    plans["p1"] = {{{seconds{60}, Remedy::second_person}, {seconds{120}, Remedy::branch_head}}, std::nullopt, false, true};
    plans["p2"] = {{{seconds{120}, Remedy::again}, {seconds{240}, Remedy::anybody}}, std::nullopt, false, false};
    plans["p3"] = {{}, minutes{20}, false, false};
    plans["plain"] = {{}, std::nullopt, false, false};
    // The customer's own money comes due, whatever it was in. Nothing says "appointment" yet; whoever brings appointments uses this reason.
    policy.p2_reasons = {"reason.deposit_matures_soon", "reason.deposit_matures_today", "reason.deposit_matured", "reason.holding_matures_soon",
                         "reason.holding_matures_today", "reason.holding_matured", "reason.appointment", "reason.long_wait"};
    return policy;
}

Policy default_policy() { return default_policy(seconds{30}, seconds{60}, seconds{60}); }

Policy with(Policy policy, const Overrides& overrides) {
    policy.caps = overrides.caps;
    for (const auto& [name, plan] : overrides.plans) policy.plans[name] = plan;
    return policy;
}

std::string_view plan_name(const Policy& policy, const protocol::Alert& alert) {
    // A help card that began as an arrival has the kind of the call by then.
    if (is_arrival(alert.kind)) {
        if (alert.kind == "arrival_priority") return "arrival_priority";
        if (alert.alert_class == AlertClass::risk) return "p1";
        if (alert.alert_class == AlertClass::marketing) return "p3";
        const bool passes = !alert.reasons.empty() &&
                            std::find(policy.p2_reasons.begin(), policy.p2_reasons.end(), alert.reasons.front().key) != policy.p2_reasons.end();
        return passes ? "p2" : "plain";
    }
    if (const auto found = policy.plans.find(alert.kind); found != policy.plans.end()) return found->first;
    return name_of_urgency(alert.urgency);
}

const Plan& plan_of(const Policy& policy, const protocol::Alert& alert) {
    static const Plan kNone;
    const auto found = policy.plans.find(plan_name(policy, alert));
    return found == policy.plans.end() ? kNone : found->second;
}

std::vector<std::string> mistakes_of(const Policy& policy) {
    std::vector<std::string> mistakes;
    const auto& caps = policy.caps;
    const std::array<std::pair<const char*, int>, 3> counts{{{"open_claims", caps.open_claims}, {"capacity", caps.capacity}, {"loops", caps.loops}}};
    for (const auto& [name, value] : counts) {
        if (value < 1) mistakes.push_back(fmt::format("{}: expected at least 1", name));
    }
    if (caps.interrupts_an_hour < 0) mistakes.push_back("interrupts_an_hour: expected 0 (only urgency A interrupts) or more");
    if (caps.delivery <= seconds{0} || caps.transfer <= seconds{0} || caps.look_again <= seconds{0}) mistakes.push_back("a time must be at least one second");
    for (const auto& [name, plan] : policy.plans) {
        seconds before{0};
        for (const auto& rung : plan.ladder) {
            if (rung.after <= before) mistakes.push_back(fmt::format("{}: each step must come later than the one before", name));
            before = rung.after;
        }
        if (plan.expires && *plan.expires <= minutes{0}) mistakes.push_back(fmt::format("{}: expires after at least one minute", name));
    }
    return mistakes;
}

}  // namespace silverlane::dispatch
