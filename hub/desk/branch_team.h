// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: Silverlane contributors
//
// Who of the lobby is there, as a decision counts them: how many, how many could take a card, what they may sell, and who has had how many
// cards of a campaign today. Read once for a branch and kept in the group. No name. Private to hub/desk; writer thread, inside a request.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "hub/decision/rules.h"
#include "hub/store/connection.h"

namespace silverlane::desk {

class Change;

/// Lobby staff who are signed in and on duty or serving; whoever has a break or went home is not there.
struct BranchTeam {
    struct Member {
        std::string number;
        std::vector<std::string> qualifications;
    };
    std::vector<Member> members;
    int free = 0;                              ///< on duty, with room for one more marketing card (claims and load)
    std::vector<std::string> qualifications;   ///< of any member, each once, sorted
};

/// Cards of campaigns raised today, by campaign and staff number; under the empty number those that nobody has taken yet.
using CampaignCards = std::map<std::string, std::map<std::string, int>, std::less<>>;

/// The team as it is now, also after a change of duty or of claims in this group. Lives as long as the group, or until such a change.
const BranchTeam& team_of(Change& change, const BranchId& branch);

/// Of whom a card of this campaign could be given to, how many the one has who had least today; what waits is reckoned as given out evenly.
/// 0 when nobody is there.
int cards_of_least(Change& change, const BranchId& branch, const decision::Campaign& campaign);

}  // namespace silverlane::desk
