// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: Silverlane contributors
//
// campaigns/*.toml: one file a campaign, with its seven measures (goal, tier, scene, product, channels, talk track, strategy). What a file says
// is checked against the rest of the rule folder while it is read. Pure but for the files handed in; one reading, one thread.
#pragma once

#include <vector>

#include "hub/campaigns/policy_files.h"
#include "hub/campaigns/rule_book.h"
#include "hub/campaigns/source_files.h"
#include "hub/rules/catalogue.h"

namespace silverlane::campaigns {

/// What a campaign may refer to.
struct Surroundings {
    const RuleBook& book;                       ///< all but its campaigns
    const rules::Catalogue& catalogue;
    const rules::Segments& segments;
    const TalkTrackWords& words;
    const std::vector<std::string>& scores;     ///< names
    config::Mistakes& warnings;
};

std::vector<CampaignSheet> read_campaigns(SourceFiles& files, const std::filesystem::path& folder, const Surroundings& surroundings);

/// Goals that a campaign can have.
const std::vector<std::string>& goals();

}  // namespace silverlane::campaigns
