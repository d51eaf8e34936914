// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: Silverlane contributors
//
// Whether campaigns that name places can be shown anywhere: a branch whose path nobody wrote is in no place, and nothing else would say so.
// Pure; any thread.
#pragma once

#include <string>
#include <vector>

#include "hub/campaigns/rule_book.h"

namespace silverlane::campaigns {

struct BranchPlace {
    std::string id;
    std::string path;                      ///< "CN/36/0791"; empty: nobody wrote it, and the id is the whole path
};

/// A campaign with places that some branches can never be in, because they have no path; or that no branch is in.
struct PlaceGap {
    std::size_t campaign = 0;              ///< position in what was handed in
    std::vector<std::string> without_path; ///< ids of branches; empty: all have a path, and none lies in these places
};
/// Of campaigns that have not ended. Nothing is said where there are no branches.
std::vector<PlaceGap> place_gaps(const std::vector<decision::Campaign>& campaigns, const std::vector<BranchPlace>& branches);

/// "path = \"CN/36/0791\"": what a branch without a path would write to be in the first of the campaign's places.
std::string path_to_write(const decision::Campaign& campaign, const std::string& branch);

/// Adds to the book's warnings, each at the line of the campaign's places.
void warn_about_places(RuleBook& book, const std::vector<BranchPlace>& branches);

}  // namespace silverlane::campaigns
