// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: Silverlane contributors
#include "hub/desk/branch_team.h"

#include <algorithm>
#include <utility>

#include "hub/desk/change.h"
#include "hub/desk/customer_facts.h"
#include "hub/desk/dispatch_work.h"
#include "hub/dispatch/assignment.h"

namespace silverlane::desk {

namespace {

using Burdens = std::vector<store::Alerts::Burden>;

/// Whether one more marketing card would be within the caps of the assignment (its other questions are about the moment, not the capacity).
bool has_room(const Burdens& burdens, const std::string& number, const dispatch::Policy& policy) {
    int claims = 0;
    int weight = policy.weight_of(protocol::AlertClass::marketing);
    for (const auto& each : burdens) {
        if (each.staff != number) continue;
        claims += each.count;
        weight += each.count * policy.weight_of(class_named(each.alert_class));
    }
    return claims < policy.caps.open_claims && weight <= policy.caps.capacity;
}

BranchTeam read_team(Change& change, const BranchId& branch) {
    BranchTeam team;
    const auto& policy = dispatch_policy(change);
    const auto burdens = change.alerts.burdens(branch);
    for (auto& row : change.duties.of_branch(branch, change.now)) {
        const bool is_there = row.signed_in && (row.state == "on_duty" || row.state == "serving") && dispatch::is_of_lobby(row.role);
        if (!is_there) continue;
        if (row.state == "on_duty" && has_room(burdens, row.staff.text, policy)) ++team.free;
        team.members.push_back({std::move(row.staff.text), texts_from_json(row.qualifications)});
        for (const auto& each : team.members.back().qualifications) {
            if (!has(team.qualifications, each)) team.qualifications.push_back(each);
        }
    }
    std::sort(team.qualifications.begin(), team.qualifications.end());
    return team;
}

/// Midnight of the branch's service day.
UtcTime begin_of_day(Change& change, const BranchId& branch) {
    const auto minute = std::chrono::floor<std::chrono::minutes>(change.now);
    return minute - std::chrono::minutes{change.calendar(branch).minute_of_day(change.now)};
}

const CampaignCards& cards_of(Change& change, const BranchId& branch) {
    if (const auto* known = change.group.campaign_cards(branch)) return *known;
    CampaignCards cards;
    for (auto& each : change.alerts.campaign_cards(branch, begin_of_day(change, branch))) cards[each.campaign][each.staff] = each.count;
    return change.group.keep_campaign_cards(branch, std::move(cards));
}

}  // namespace

const BranchTeam& team_of(Change& change, const BranchId& branch) {
    if (const auto* known = change.group.team(branch)) return *known;
    return change.group.keep_team(branch, read_team(change, branch));
}

int cards_of_least(Change& change, const BranchId& branch, const decision::Campaign& campaign) {
    const auto& cards = cards_of(change, branch);
    const auto found = cards.find(campaign.id.text);
    if (found == cards.end()) return 0;
    const auto& by_staff = found->second;
    std::vector<int> counts;
    for (const auto& member : team_of(change, branch).members) {
        if (campaign.product.qualification && !has(member.qualifications, *campaign.product.qualification)) continue;
        const auto own = by_staff.find(member.number);
        counts.push_back(own == by_staff.end() ? 0 : own->second);
    }
    if (counts.empty()) return 0;
    const auto open = by_staff.find("");
    for (int waiting = open == by_staff.end() ? 0 : open->second; waiting > 0; --waiting) ++*std::min_element(counts.begin(), counts.end());
    return *std::min_element(counts.begin(), counts.end());
}

}  // namespace silverlane::desk
