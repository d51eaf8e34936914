// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: Silverlane contributors
#include "hub/desk/campaign_count.h"

#include <algorithm>

namespace silverlane::desk {

namespace {

struct Place {
    BranchId branch;
    std::string day, name;
};

/// The counts that one entry stands in.
std::vector<Place> places_of(const BranchId& branch, const CountedInVisit::value_type& entry) {
    const auto& [what, day] = entry;
    const auto& [is_contact, campaign] = what;
    if (!is_contact) return {{branch, day, "held_out"}};
    const auto name = campaign_count(CampaignId{campaign});
    return {{branch, day, "opportunities"}, {branch, day, name}, {kEveryBranch, "", name}};
}

/// Calls `count(place, by)` for what differs.
template <class Count>
void each_difference(const BranchId& branch, const CountedInVisit& before, const CountedInVisit& after, Count count) {
    for (const auto& entry : after) {
        if (before.contains(entry.first)) continue;
        for (const auto& place : places_of(branch, entry)) count(place, 1);
    }
    for (const auto& entry : before) {
        if (after.contains(entry.first)) continue;
        for (const auto& place : places_of(branch, entry)) count(place, -1);
    }
}

template <class Count>
void each_given_back(store::Connection& connection, const std::vector<store::OpportunityRow>& rows, Count count) {
    store::Visits visits(connection);
    std::map<std::pair<BranchId, VisitId>, std::vector<store::OpportunityRow>> by_visit;
    for (const auto& row : rows) {
        if (row.visit) by_visit[{row.branch, *row.visit}].push_back(row);
    }
    for (auto& [visit, of_visit] : by_visit) {
        // What stands when the visit ends stays counted.
        const auto standing = visits.find(visit.second);
        if (!standing || standing->left_at) continue;
        const auto before = counted_for(of_visit);
        std::erase_if(of_visit, [](const auto& row) { return !was_spoken_of(row); });
        each_difference(visit.first, before, counted_for(of_visit), count);
    }
}

}  // namespace

std::string campaign_count(const CampaignId& campaign) { return std::string{kCampaignCount} + campaign.text; }

const decision::Campaign* campaign_of(const Change& change, std::string_view id) {
    const auto& campaigns = change.rules.campaigns;
    const auto found = std::find_if(campaigns.begin(), campaigns.end(), [&](const auto& each) { return each.id.text == id; });
    return found == campaigns.end() ? nullptr : &*found;
}

bool is_a_contact(std::string_view kind) { return kind != "ghost"; }

bool was_spoken_of(const store::OpportunityRow& row) {
    const bool of_the_kiosk = row.kind == "kiosk" || (row.kind == "ghost" && !row.alert);
    return of_the_kiosk || (row.kind == "follow_up" && row.alert) || !row.outcome.empty() || !row.contacted_by.empty();
}

CountedInVisit counted_for(const std::vector<store::OpportunityRow>& rows) {
    CountedInVisit counted;
    for (const auto& row : rows) {
        const bool is_contact = is_a_contact(row.kind);
        counted.try_emplace({is_contact, is_contact ? row.campaign : std::string{}}, row.day);
    }
    return counted;
}

void count_difference(Change& change, const BranchId& branch, const CountedInVisit& before, const CountedInVisit& after) {
    each_difference(branch, before, after, [&](const Place& place, int by) { change.group.count_of_day(place.branch, place.day, place.name, by); });
}

void give_back(Change& change, const std::vector<store::OpportunityRow>& rows) {
    each_given_back(change.connection, rows, [&](const Place& place, int by) { change.group.count_of_day(place.branch, place.day, place.name, by); });
}

void give_back(store::Connection& connection, const std::vector<store::OpportunityRow>& rows) {
    store::Branches branches(connection);
    each_given_back(connection, rows, [&](const Place& place, int by) { branches.count(place.branch, place.day, place.name, by); });
}

}  // namespace silverlane::desk
