// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: Silverlane contributors
#include "hub/app/place_warnings.h"

#include <map>
#include <string>
#include <vector>

#include "hub/campaigns/places.h"
#include "hub/store/branches.h"

namespace silverlane::hub {
namespace {

constexpr std::size_t kMostEvents = 20;

struct Missed {
    std::size_t campaigns = 0;
    std::string first;      // a campaign
    std::string write;      // and where
};

void add(Missed& missed, const decision::Campaign& campaign, std::string write) {
    if (missed.campaigns++ > 0) return;
    missed.first = campaign.id.text;
    missed.write = std::move(write);
}

}  // namespace

void warn_of_places(const decision::Rules& rules, store::Store& store, EventLog& log) {
    std::vector<campaigns::BranchPlace> branches;
    const auto read = store.read([&](store::Connection& connection) -> Result<void> {
        for (const auto& each : store::Branches(connection).all()) branches.push_back({each.id.text, each.path});
        return {};
    });
    if (!read) return;   // the desk says so of everything it reads
    std::map<std::string, Missed> by_branch;
    for (const auto& gap : campaigns::place_gaps(rules.campaigns, branches)) {
        const auto& campaign = rules.campaigns[gap.campaign];
        if (campaign.status != "approved") continue;
        if (gap.without_path.empty()) add(by_branch["-"], campaign, "places of the campaign, or path in branch.toml");
        for (const auto& branch : gap.without_path) add(by_branch[branch], campaign, campaigns::path_to_write(campaign, branch) + " in branch.toml");
    }
    std::size_t events = 0;
    for (const auto& [branch, missed] : by_branch) {
        if (++events > kMostEvents) return;
        log.write(LogEvent(LogLevel::warning, "campaigns_not_here").with("branch", branch).with("campaign", missed.first)
                      .with("campaigns", static_cast<std::int64_t>(missed.campaigns)).with("write", missed.write));
    }
}

}  // namespace silverlane::hub
