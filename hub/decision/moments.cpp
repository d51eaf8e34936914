// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: Silverlane contributors
#include "hub/decision/moments.h"

#include <algorithm>
#include <iterator>

#include "hub/decision/suitability.h"

namespace silverlane::decision {

namespace {

using protocol::AlertClass;
using protocol::Line;

enum Bit : unsigned { maturity_bit = 4, assessment_bit, inflow_bit, browse_bit, first_visit_bit, honeymoon_bit, experience_bit };

bool contains(const std::vector<std::string>& list, std::string_view value) { return std::find(list.begin(), list.end(), value) != list.end(); }

struct Due {
    int days = 0;
    bool deposit = false;                // else something that the card calls a holding, so that it names no risky product
};

bool is_deposit(const Holding& holding) {
    static constexpr std::string_view kDeposits[] = {"time_deposit", "large_deposit", "notice_deposit", "savings_bond"};
    return std::find(std::begin(kDeposits), std::end(kDeposits), holding.kind) != std::end(kDeposits);
}

/// Of the customer's own money that comes due, what to speak of: what is still to come before what has come, the nearer first.
std::optional<Due> nearest_maturity(const CustomerFacts& customer, const Date& today, const Policy& policy) {
    std::optional<Due> nearest;
    for (const auto& holding : customer.holdings) {
        if (!holding.matures) continue;
        const Due due{days_between(today, *holding.matures), is_deposit(holding)};
        if (due.days > policy.maturity_from_days || due.days < -policy.maturity_to_days) continue;
        const auto rank = [](const Due& each) { return 2 * (each.days >= 0 ? each.days : 1'000 - each.days) + (each.deposit ? 0 : 1); };
        if (!nearest || rank(due) < rank(*nearest)) nearest = due;
    }
    return nearest;
}

Line maturity_line(const Due& due) {
    const std::string what = due.deposit ? "reason.deposit_" : "reason.holding_";
    if (due.days == 0) return {what + "matures_today", {}};
    if (due.days < 0) return {what + "matured", {{"days", std::to_string(-due.days)}}};
    return {what + "matures_soon", {{"days", std::to_string(due.days)}}};
}

bool assessment_due(const CustomerFacts& customer, const Date& today, const Policy& policy) {
    const bool holds_risk = std::any_of(customer.holdings.begin(), customer.holdings.end(), [](const Holding& each) { return each.risk >= 2; });
    return holds_risk && assessment_is_over(customer, today, policy);
}

bool is_recent(const Date& day, const Date& today, int days) {
    const int ago = days_between(day, today);
    return ago >= 0 && ago < days;
}

bool had(const CustomerFacts& customer, std::string_view kind, const Date& today, const Policy& policy) {
    return std::any_of(customer.signals.begin(), customer.signals.end(), [&](const Signal& each) {
        return each.kind == kind && is_recent(each.day, today, policy.experience_lasts_days) &&
               (kind != "repeated_problem" || each.strength >= policy.repeated_problem_least);
    });
}

bool browsed(const Snapshot& snapshot, const Policy& policy) {
    const auto& signals = snapshot.customer->signals;
    return std::any_of(signals.begin(), signals.end(), [&](const Signal& each) {
        return each.kind == "browse" && browse_strength(snapshot, each.product_class, policy) >= policy.browse_least_seconds;
    });
}

bool waits_long(const VisitFacts& visit, const Snapshot& snapshot, const Policy& policy) {
    return snapshot.trigger == Trigger::long_wait || (policy.long_wait_minutes > 0 && visit.waited_minutes >= policy.long_wait_minutes);
}

/// Whose identity is only a claim might be somebody else: nothing of the bank's record is used.
const CustomerFacts* certain(const Snapshot& snapshot) {
    if (!snapshot.customer || snapshot.visit.claimed || !snapshot.customer->consents_to("service")) return nullptr;
    return &*snapshot.customer;
}

void add_record_reasons(const CustomerFacts& customer, const Snapshot& snapshot, const Policy& policy, std::vector<Reason>& reasons) {
    const auto add = [&](AlertClass alert_class, std::string kind, Line line) {
        if (!contains(snapshot.visit.told_in_visit, kind)) reasons.push_back({alert_class, std::move(kind), std::move(line)});
    };
    if (had(customer, "repeated_problem", snapshot.today, policy)) add(AlertClass::service, "repeated_problem", {"reason.problem_again", {}});
    if (const auto due = nearest_maturity(customer, snapshot.today, policy)) add(AlertClass::service, "maturity", maturity_line(*due));
    if (assessment_due(customer, snapshot.today, policy)) add(AlertClass::service, "assessment_over", {"reason.assessment_over", {}});
}

void add_care_reasons(const VisitFacts& visit, std::vector<Reason>& reasons) {
    if (contains(visit.needs, "company")) reasons.push_back({AlertClass::care, "", {"reason.wants_company", {}}});
    for (const auto& need : visit.needs) {
        if (need != "company") reasons.push_back({AlertClass::care, "", {"reason.declared_need", {{"need", need}}}});
    }
    if (visit.priority) reasons.push_back({AlertClass::care, "", {"reason.priority_ticket", {}}});
}

void add_acquaintance(const CustomerFacts& customer, const Snapshot& snapshot, const Policy& policy, std::vector<Reason>& reasons) {
    const auto& told = snapshot.visit.told_in_visit;
    const bool first = customer.first_visit == snapshot.today;
    if (first && !contains(told, "first_visit")) reasons.push_back({AlertClass::care, "first_visit", {"reason.first_visit", {}}});
    const auto step = honeymoon_step(customer, snapshot.today, policy);
    if (!first && step && !contains(told, "honeymoon")) reasons.push_back({AlertClass::care, "honeymoon", {"reason.new_customer", {}}});
}

}  // namespace

std::optional<EventMask> event_bit(std::string_view name) {
    const auto* found = std::find(std::begin(kEventNames), std::end(kEventNames), name);
    if (found == std::end(kEventNames)) return std::nullopt;
    return EventMask{1} << static_cast<unsigned>(found - std::begin(kEventNames));
}

EventMask live_events(const Snapshot& snapshot, const Policy& policy) {
    EventMask mask = EventMask{1} << static_cast<unsigned>(snapshot.trigger);
    if (waits_long(snapshot.visit, snapshot, policy)) mask |= EventMask{1} << static_cast<unsigned>(Trigger::long_wait);
    const auto* customer = certain(snapshot);
    if (customer == nullptr) return mask;
    const auto set = [&](Bit bit, bool alive) {
        if (alive) mask |= EventMask{1} << bit;
    };
    set(maturity_bit, nearest_maturity(*customer, snapshot.today, policy).has_value());
    set(assessment_bit, assessment_due(*customer, snapshot.today, policy));
    set(inflow_bit, inflow_band(*customer, snapshot.today, policy) > 0);
    set(browse_bit, browsed(snapshot, policy));
    set(first_visit_bit, customer->first_visit == snapshot.today);
    set(honeymoon_bit, honeymoon_step(*customer, snapshot.today, policy).has_value());
    set(experience_bit, had(*customer, "low_rating", snapshot.today, policy) || had(*customer, "repeated_problem", snapshot.today, policy));
    return mask;
}

std::string_view kind_of_reason(std::string_view key) {
    struct Told {
        std::string_view key, kind;
    };
    static constexpr Told kTold[] = {{"reason.deposit_matures_soon", "maturity"}, {"reason.deposit_matures_today", "maturity"}, {"reason.deposit_matured", "maturity"},
                                     {"reason.holding_matures_soon", "maturity"}, {"reason.holding_matures_today", "maturity"}, {"reason.holding_matured", "maturity"},
                                     {"reason.assessment_over", "assessment_over"}, {"reason.long_wait", "long_wait"}, {"reason.wait_over", "long_wait"},
                                     {"reason.problem_again", "repeated_problem"}, {"reason.first_visit", "first_visit"}, {"reason.new_customer", "honeymoon"}};
    const auto* found = std::find_if(std::begin(kTold), std::end(kTold), [&](const Told& each) { return each.key == key; });
    return found == std::end(kTold) ? std::string_view{} : found->kind;
}

std::vector<Reason> service_reasons(const Snapshot& snapshot, const Policy& policy) {
    std::vector<Reason> reasons;
    const auto* customer = certain(snapshot);
    if (waits_long(snapshot.visit, snapshot, policy) && !contains(snapshot.visit.told_in_visit, "long_wait")) {
        reasons.push_back({AlertClass::service, "long_wait", {"reason.long_wait", {{"minutes", std::to_string(snapshot.visit.waited_minutes)}}}});
    }
    if (customer != nullptr) add_record_reasons(*customer, snapshot, policy, reasons);
    add_care_reasons(snapshot.visit, reasons);
    if (customer != nullptr) add_acquaintance(*customer, snapshot, policy, reasons);
    return reasons;
}

std::vector<Line> lines_for_the_head(const Snapshot& snapshot, const Policy& policy) {
    std::vector<Line> lines;
    const auto* customer = certain(snapshot);
    if (customer == nullptr) return lines;
    if (had(*customer, "low_rating", snapshot.today, policy)) lines.push_back({"reason.rated_low_before", {}});
    if (had(*customer, "repeated_problem", snapshot.today, policy)) lines.push_back({"reason.problem_again", {}});
    return lines;
}

std::int64_t browse_strength(const Snapshot& snapshot, std::string_view product_class, const Policy& policy) {
    const int half_life = std::max(1, policy.browse_half_life_days);
    std::int64_t strength = 0;
    for (const auto& signal : snapshot.customer->signals) {
        if (signal.kind != "browse" || signal.product_class != product_class) continue;
        const int days = days_between(signal.day, snapshot.today);
        if (days < 0 || days / half_life > 30) continue;
        const std::int64_t left = std::int64_t{signal.strength} >> (days / half_life);
        // Straight between two halvings: exact at each of them, the same on every machine.
        strength += left - left * (days % half_life) / (2 * half_life);
    }
    return strength;
}

int inflow_band(const CustomerFacts& customer, const Date& today, const Policy& policy) {
    int band = 0;
    std::optional<Date> newest;
    for (const auto& signal : customer.signals) {
        if (signal.kind != "inflow" || signal.strength < policy.inflow_least_band || !is_recent(signal.day, today, policy.inflow_lasts_days)) continue;
        if (newest && signal.day < *newest) continue;
        band = newest && signal.day == *newest ? std::max(band, signal.strength) : signal.strength;
        newest = signal.day;
    }
    return band;
}

std::optional<int> honeymoon_step(const CustomerFacts& customer, const Date& today, const Policy& policy) {
    if (!customer.customer_since) return std::nullopt;
    const int days = days_between(*customer.customer_since, today);
    std::optional<int> due;
    for (const int step : policy.honeymoon_days) {
        const int lasts = step == 0 ? 1 : std::max(1, policy.honeymoon_step_lasts_days);
        if (days >= step && days < step + lasts) due = step;
    }
    return due;
}

}  // namespace silverlane::decision
