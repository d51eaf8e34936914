// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: Silverlane contributors
//
// How often a campaign was used up, for its quotas and for the day's statistics: once a visit, however often the card leaves it and comes back,
// and in however many places it stands. What leaves the card before anybody spoke about it is given back, on the day on which it was counted; what
// somebody spoke about, what a kiosk showed, and what stands when the day is closed stays counted. Private to hub/desk.
#pragma once

#include <map>
#include <string>
#include <utility>
#include <vector>

#include "hub/desk/change.h"

namespace silverlane::desk {

/// The name under which a campaign is counted in the statistics of the day.
std::string campaign_count(const CampaignId& campaign);
/// Counts over all branches and days stand under this name, with no day.
inline const BranchId kEveryBranch{"*"};

/// The campaign in the rules of now; nullptr when it has been taken out. Lives as long as the group.
const decision::Campaign* campaign_of(const Change& change, std::string_view id);

/// Whether an opportunity of this kind is a contact with the customer: not what was held back.
bool is_a_contact(std::string_view kind);
/// Whether it stays whatever the card says later: staff said something about it, a kiosk showed it or would have (held out: no card carries
/// it), or the relationship manager is asked to call.
bool was_spoken_of(const store::OpportunityRow& row);

/// What is counted for one visit: whether as a contact, which campaign (of what was held back, only that something was); and the day.
using CountedInVisit = std::map<std::pair<bool, std::string>, std::string>;
/// `rows`: of one visit, oldest first.
CountedInVisit counted_for(const std::vector<store::OpportunityRow>& rows);
/// Counts what came and gives back what went.
void count_difference(Change& change, const BranchId& branch, const CountedInVisit& before, const CountedInVisit& after);

/// What these rows, about to be dropped, give back: those of visits that last, that nobody spoke of. Of any visits, oldest first.
void give_back(Change& change, const std::vector<store::OpportunityRow>& rows);
/// The same for an import, which has a transaction of its own.
void give_back(store::Connection& connection, const std::vector<store::OpportunityRow>& rows);

}  // namespace silverlane::desk
