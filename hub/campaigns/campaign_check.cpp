// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: Silverlane contributors
#include "hub/campaigns/campaign_check.h"

#include <algorithm>
#include <map>

#include <fmt/format.h>

namespace silverlane::campaigns {
namespace {

using decision::Campaign;

bool contains(const std::vector<std::string>& list, const std::string& value) { return std::find(list.begin(), list.end(), value) != list.end(); }

bool share_an_element(const std::vector<std::string>& a, const std::vector<std::string>& b) {
    return a.empty() || b.empty() || std::any_of(a.begin(), a.end(), [&](const std::string& each) { return contains(b, each); });
}

bool is_under(std::string_view place, std::string_view above) {
    return place.starts_with(above) && (place.size() == above.size() || place[above.size()] == '/');
}

bool share_a_place(const std::vector<std::string>& a, const std::vector<std::string>& b) {
    if (a.empty() || b.empty()) return true;
    return std::any_of(a.begin(), a.end(), [&](const std::string& one) {
        return std::any_of(b.begin(), b.end(), [&](const std::string& other) { return is_under(one, other) || is_under(other, one); });
    });
}

bool exclude_each_other(const Campaign& a, const Campaign& b) {
    const auto names = [](const std::vector<std::string>& list, const Campaign& other) {
        return contains(list, other.id.text) || (!other.group.empty() && contains(list, other.group));
    };
    return names(a.never_with, b) || names(b.never_with, a) || names(a.not_after, b) || names(b.not_after, a);
}

bool are_rivals(const Campaign& a, const Campaign& b) {
    return a.product.id == b.product.id && a.status == "approved" && b.status == "approved" && a.from <= b.to && b.from <= a.to && share_an_element(a.events, b.events) &&
           share_an_element(a.channels, b.channels) && share_a_place(a.places, b.places) && !exclude_each_other(a, b);
}

rules::Expression at_least_this_old(int age) {
    rules::Expression expression;
    expression.kind = rules::Expression::Kind::predicate;
    expression.predicate.subject.name = "age";
    expression.predicate.test = rules::Test::at_least;
    expression.predicate.numbers = {age};
    return expression;
}

/// "'a', 'b', 'c' and 12 more"
std::string names_of(const RuleBook& book, const std::vector<std::size_t>& campaigns) {
    constexpr std::size_t kNamed = 3;
    std::string names;
    for (std::size_t each = 0; each < std::min(campaigns.size(), kNamed); ++each) names += (each == 0 ? "'" : ", '") + book.campaigns[campaigns[each]].campaign.id.text + "'";
    if (campaigns.size() > kNamed) names += fmt::format(" and {} more", campaigns.size() - kNamed);
    return names;
}

void warn_about_elders(RuleBook& book, const CampaignSheet& sheet, const rules::Catalogue& catalogue, const rules::Segments& segments) {
    const auto& campaign = sheet.campaign;
    const auto& policy = book.policy;
    if (campaign.product.risk < policy.elder_lobby_least_risk || !rules::may_overlap(campaign.audience, at_least_this_old(policy.elder_age), catalogue, segments)) return;
    book.warnings.add(sheet.audience_position,
                      fmt::format("R{} and people of {} and over: no lobby card of theirs ever names it", campaign.product.risk, policy.elder_age),
                      fmt::format("write age at most {}, or mean a task of the relationship manager", policy.elder_age - 1));
}

}  // namespace

std::vector<Overlap> overlaps(const std::vector<CampaignSheet>& campaigns, const rules::Catalogue& catalogue, const rules::Segments& segments) {
    std::vector<Overlap> found;
    for (std::size_t first = 0; first < campaigns.size(); ++first) {
        for (std::size_t second = first + 1; second < campaigns.size(); ++second) {
            const auto& a = campaigns[first].campaign;
            const auto& b = campaigns[second].campaign;
            if (are_rivals(a, b) && rules::may_overlap(a.audience, b.audience, catalogue, segments)) found.push_back({first, second});
        }
    }
    return found;
}

void warn_about(RuleBook& book, const rules::Catalogue& catalogue, const rules::Segments& segments, const decision::Date& today) {
    for (const auto& sheet : book.campaigns) {
        if (sheet.campaign.status == "approved" && sheet.campaign.to < today) {
            book.warnings.add(sheet.position, fmt::format("'{}' ended on {}", sheet.campaign.id.text, decision::to_text(sheet.campaign.to)), "write status = \"ended\", or a later day with a new version");
        }
        warn_about_elders(book, sheet, catalogue, segments);
    }
    std::map<std::size_t, std::vector<std::size_t>> rivals;
    for (const auto& [first, second] : overlaps(book.campaigns, catalogue, segments)) rivals[second].push_back(first);
    for (const auto& [campaign, others] : rivals) {
        book.warnings.add(book.campaigns[campaign].audience_position,
                          fmt::format("'{}' may mean the same people at the same moment as {}", book.campaigns[campaign].campaign.id.text, names_of(book, others)),
                          "only one is shown: narrow one, or write never_with");
    }
}

}  // namespace silverlane::campaigns
