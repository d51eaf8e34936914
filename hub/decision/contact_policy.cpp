// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: Silverlane contributors
#include "hub/decision/contact_policy.h"

#include <algorithm>

namespace silverlane::decision {

namespace {

constexpr int kWeek = 7;
constexpr int kMonth = 30;
constexpr int kQuarter = 90;

/// Absent is no cap; 0 is never, also for what has been shown; else as many as there are.
bool is_full(const std::optional<int>& most, int used, bool shown) { return most && (*most <= 0 || (!shown && used >= *most)); }

bool names(const std::vector<std::string>& list, std::string_view campaign, std::string_view group) {
    return std::any_of(list.begin(), list.end(), [&](const std::string& each) { return each == campaign || each == group; });
}

/// Days ago, never negative: what a clock that jumped put into the future happened today.
int days_ago(const Date& day, const Date& today) { return std::max(0, days_between(day, today)); }

}  // namespace

ContactPolicy::ContactPolicy(const Snapshot& snapshot, const Rules& rules)
    : snapshot_(snapshot), rules_(rules), policy_(rules.policy), customer_(*snapshot.customer) {
    const auto& numbers = rules.compiled->campaigns;
    for (const auto& id : snapshot.visit.shown_in_visit) {
        if (const auto found = numbers.find(id.text); found != numbers.end()) shown_.push_back(found->second);
    }
    for (const auto& each : snapshot.branch.use) {
        if (const auto found = numbers.find(each.campaign.text); found != numbers.end()) use_.emplace_back(found->second, &each);
    }
    std::stable_sort(use_.begin(), use_.end(), [](const auto& a, const auto& b) { return a.first < b.first; });
    for (const auto& contact : customer_.contacts) {
        const int ago = days_ago(contact.day, snapshot.today);
        if (ago < kWeek) ++in_7_days_;
        if (ago < kMonth) ++in_30_days_;
    }
    cap_of_shown_ = cap(true);
    cap_of_others_ = cap(false);
    note_names();
}

void ContactPolicy::note_names() {
    const auto note = [](const auto& numbers, const std::string& name, std::vector<std::uint32_t>& named) {
        if (name.empty()) return;
        const auto found = numbers.find(name);
        if (found != numbers.end() && std::find(named.begin(), named.end(), found->second) == named.end()) named.push_back(found->second);
    };
    const auto& compiled = *rules_.compiled;
    for (const auto& each : customer_.contacts) {
        note(compiled.campaigns, each.campaign.text, named_campaigns_);
        note(compiled.groups, each.group, named_groups_);
    }
    for (const auto& each : customer_.rests) {
        note(compiled.campaigns, each.campaign.text, named_campaigns_);
        note(compiled.groups, each.group, named_groups_);
    }
}

bool ContactPolicy::is_named(std::size_t number, std::uint32_t group) const {
    bool named = false;
    for (const auto each : named_campaigns_) named |= each == number;
    for (const auto each : named_groups_) named |= each == group;
    return named;
}

Verdict ContactPolicy::gate(std::size_t number) const {
    const auto& plan = rules_.compiled->plans[number];
    const bool shown = std::find(shown_.begin(), shown_.end(), number) != shown_.end();
    if (is_named(number, plan.group)) {
        const auto verdict = rest(rules_.campaigns[number], rules_.compiled->worth[number].group);
        if (verdict != Verdict::passed) return verdict;
    }
    if (const auto verdict = shown ? cap_of_shown_ : cap_of_others_; verdict != Verdict::passed) return verdict;
    if (!shown && plan.waits_after_others && comes_too_soon_after_another(rules_.campaigns[number])) return Verdict::not_after;
    const bool excluded = std::any_of(shown_.begin(), shown_.end(), [&](std::size_t each) { return each != number && exclude_each_other(each, number); });
    if (!shown && excluded) return Verdict::never_with_shown;
    return plan.has_quota ? quota(number, shown) : Verdict::passed;
}

Verdict ContactPolicy::cap(bool shown) const {
    if (is_full(policy_.most_marketing_a_visit, static_cast<int>(snapshot_.visit.shown_in_visit.size()), shown)) return Verdict::cap_of_visit;
    if (is_full(policy_.most_marketing_in_7_days, in_7_days_, shown)) return Verdict::cap_of_7_days;
    if (is_full(policy_.most_marketing_in_30_days, in_30_days_, shown)) return Verdict::cap_of_30_days;
    return Verdict::passed;
}

Verdict ContactPolicy::rest(const Campaign& campaign, std::string_view group) const {
    for (const auto& each : customer_.rests) {
        if (each.until < snapshot_.today) continue;
        if (each.campaign == campaign.id) return each.why == "ignored" ? Verdict::resting_ignored : Verdict::resting;
        if (!each.group.empty() && each.group == group) return Verdict::resting_group;
    }
    return rest_by_contacts(campaign, group);
}

Verdict ContactPolicy::rest_by_contacts(const Campaign& campaign, std::string_view group) const {
    int declined_in_group = 0;
    int ignored = 0;
    int newest_ignored = INT32_MAX;
    int newest_answer = INT32_MAX;
    for (const auto& contact : customer_.contacts) {
        if (contact.campaign == campaign.id && !contact.outcome.empty()) newest_answer = std::min(newest_answer, days_ago(contact.day, snapshot_.today));
    }
    for (const auto& contact : customer_.contacts) {
        const int ago = days_ago(contact.day, snapshot_.today);
        const bool same = contact.campaign == campaign.id;
        const bool same_group = same || (!contact.group.empty() && contact.group == group);
        const bool refused = contact.outcome == "declined" || contact.outcome == "not_relevant";
        if (same && refused && ago < policy_.declined_rests_days) return Verdict::resting;
        if (same && contact.outcome == "not_now" && ago < policy_.not_now_rests_days) return Verdict::resting;
        if (same_group && refused && ago < std::min(policy_.two_declines_in_group_rest_days, kQuarter)) ++declined_in_group;
        if (same && contact.outcome.empty() && ago < newest_answer) {
            ++ignored;
            newest_ignored = std::min(newest_ignored, ago);
        }
    }
    if (declined_in_group >= 2) return Verdict::resting_group;
    if (policy_.shown_without_contact && ignored >= *policy_.shown_without_contact && newest_ignored < policy_.ignored_rests_days) return Verdict::resting_ignored;
    return Verdict::passed;
}

bool ContactPolicy::comes_too_soon_after_another(const Campaign& campaign) const {
    const bool after_contact = std::any_of(customer_.contacts.begin(), customer_.contacts.end(), [&](const Contact& each) {
        return days_ago(each.day, snapshot_.today) < campaign.not_after_days && names(campaign.not_after, each.campaign.text, each.group);
    });
    return after_contact || std::any_of(shown_.begin(), shown_.end(), [&](std::size_t each) {
        return names(campaign.not_after, rules_.campaigns[each].id.text, rules_.compiled->worth[each].group);
    });
}

bool ContactPolicy::exclude_each_other(std::size_t a, std::size_t b) const {
    const auto& worth = rules_.compiled->worth;
    return names(rules_.campaigns[a].never_with, rules_.campaigns[b].id.text, worth[b].group) ||
           names(rules_.campaigns[b].never_with, rules_.campaigns[a].id.text, worth[a].group);
}

Verdict ContactPolicy::quota(std::size_t number, bool shown) const {
    static const CampaignUse nothing;
    const auto& quota = rules_.campaigns[number].quota;
    const auto found = std::lower_bound(use_.begin(), use_.end(), number, [](const auto& each, std::size_t wanted) { return each.first < wanted; });
    const CampaignUse& use = found == use_.end() || found->first != number ? nothing : *found->second;
    if (is_full(quota.in_all, use.in_all, shown)) return Verdict::quota_in_all;
    if (is_full(quota.per_branch_day, use.today_here, shown)) return Verdict::quota_of_branch_day;
    if (is_full(quota.per_staff_day, use.today_by_staff_least, shown)) return Verdict::quota_of_staff_day;
    if (quota.stock && (*quota.stock <= 0 || (!shown && use.stock_left.value_or(*quota.stock - use.in_all) <= 0))) return Verdict::quota_of_stock;
    return Verdict::passed;
}

}  // namespace silverlane::decision
