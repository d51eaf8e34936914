// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: Silverlane contributors
#include "hub/campaigns/places.h"

#include <algorithm>

#include <fmt/format.h>
#include <fmt/ranges.h>

namespace silverlane::campaigns {
namespace {

bool is_in(const BranchPlace& branch, const std::vector<std::string>& places) {
    const auto& path = branch.path.empty() ? branch.id : branch.path;
    return std::any_of(places.begin(), places.end(), [&](const std::string& place) { return rules::lies_under(path, place); });
}

/// "0791, 0792, 0793 and 12 more"
std::string first_few(const std::vector<std::string>& names) {
    constexpr std::size_t kNamed = 3;
    std::string text;
    for (std::size_t each = 0; each < std::min(names.size(), kNamed); ++each) text += (each == 0 ? "" : ", ") + names[each];
    return names.size() > kNamed ? fmt::format("{} and {} more", text, names.size() - kNamed) : text;
}

std::string paths_of(const std::vector<BranchPlace>& branches) {
    std::vector<std::string> paths;
    for (const auto& each : branches) paths.push_back(each.id + " is " + (each.path.empty() ? each.id : each.path));
    return first_few(paths);
}

}  // namespace

std::vector<PlaceGap> place_gaps(const std::vector<decision::Campaign>& campaigns, const std::vector<BranchPlace>& branches) {
    std::vector<PlaceGap> gaps;
    for (std::size_t i = 0; i < campaigns.size() && !branches.empty(); ++i) {
        const auto& campaign = campaigns[i];
        if (campaign.places.empty() || campaign.status == "ended") continue;
        PlaceGap gap{i, {}};
        for (const auto& branch : branches) {
            if (branch.path.empty() && !is_in(branch, campaign.places)) gap.without_path.push_back(branch.id);
        }
        const bool anywhere = std::any_of(branches.begin(), branches.end(), [&](const BranchPlace& each) { return is_in(each, campaign.places); });
        if (!gap.without_path.empty() || !anywhere) gaps.push_back(std::move(gap));
    }
    return gaps;
}

std::string path_to_write(const decision::Campaign& campaign, const std::string& branch) { return fmt::format("path = \"{}/{}\"", campaign.places.front(), branch); }

void warn_about_places(RuleBook& book, const std::vector<BranchPlace>& branches) {
    std::vector<decision::Campaign> campaigns;
    for (const auto& each : book.campaigns) campaigns.push_back(each.campaign);
    for (const auto& gap : place_gaps(campaigns, branches)) {
        const auto& sheet = book.campaigns[gap.campaign];
        const auto& places = sheet.campaign.places;
        if (gap.without_path.empty()) {
            book.warnings.add(sheet.places_position, fmt::format("'{}' is for {}, and no branch lies there: {}", sheet.campaign.id.text, fmt::join(places, ", "), paths_of(branches)),
                              "correct the places, or the path in branch.toml");
            continue;
        }
        const auto& first = gap.without_path.front();
        book.warnings.add(sheet.places_position, fmt::format("'{}' is for {}, and branch {} has no path: it is never shown there", sheet.campaign.id.text, fmt::join(places, ", "), first_few(gap.without_path)),
                          fmt::format("write the branch's own place, as {}, in the branch.toml of {} and import it again", path_to_write(sheet.campaign, first), first));
    }
    book.warnings.sort();
}

}  // namespace silverlane::campaigns
