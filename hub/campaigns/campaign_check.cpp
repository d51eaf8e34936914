// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: Silverlane contributors
#include "hub/campaigns/campaign_check.h"

#include <algorithm>
#include <map>
#include <optional>

#include <fmt/format.h>

#include "hub/decision/suitability.h"

namespace silverlane::campaigns {
namespace {

using decision::Campaign;

bool contains(const std::vector<std::string>& list, const std::string& value) { return std::find(list.begin(), list.end(), value) != list.end(); }

bool share_an_element(const std::vector<std::string>& a, const std::vector<std::string>& b) {
    return a.empty() || b.empty() || std::any_of(a.begin(), a.end(), [&](const std::string& each) { return contains(b, each); });
}

bool share_a_place(const std::vector<std::string>& a, const std::vector<std::string>& b) {
    if (a.empty() || b.empty()) return true;
    return std::any_of(a.begin(), a.end(), [&](const std::string& one) {
        return std::any_of(b.begin(), b.end(), [&](const std::string& other) { return rules::lies_under(one, other) || rules::lies_under(other, one); });
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

rules::Expression of_age(rules::Test test, int age) {
    rules::Expression expression;
    expression.kind = rules::Expression::Kind::predicate;
    expression.predicate.subject.name = "age";
    expression.predicate.test = test;
    expression.predicate.numbers = {age};
    return expression;
}

/// What suitability does with people as they grow older who could buy anything else: it only gets stricter.
struct AgeLimits {
    std::optional<int> task_from;        ///< no card in the lobby, a task of the relationship manager
    std::optional<int> refused_from;     ///< nobody tells them
    decision::Verdict why = decision::Verdict::passed;
};

AgeLimits age_limits(const Campaign& campaign, const decision::Policy& policy, const decision::Date& today) {
    constexpr int kAdult = 18;
    constexpr int kOldest = 120;
    AgeLimits limits;
    decision::CustomerFacts willing;
    willing.risk_level = 5;
    willing.risk_assessed = today;
    willing.relationship_manager = StaffId{"somebody"};
    for (int age = std::max(kAdult, policy.youngest_for_marketing); age <= kOldest; ++age) {
        willing.birth = decision::Date{today.year() - std::chrono::years{age}, std::chrono::January, std::chrono::day{1}};
        const auto verdict = decision::suitability_of(campaign, willing, today, policy);
        if (verdict == decision::Verdict::passed) continue;
        if (verdict == decision::Verdict::follow_up_only) {
            if (!limits.task_from) limits.task_from = age;
            continue;
        }
        limits.refused_from = age;
        limits.why = verdict;
        return limits;
    }
    return limits;
}

/// "'a', 'b', 'c' and 12 more"
std::string names_of(const RuleBook& book, const std::vector<std::size_t>& campaigns) {
    constexpr std::size_t kNamed = 3;
    std::string names;
    for (std::size_t each = 0; each < std::min(campaigns.size(), kNamed); ++each) names += (each == 0 ? "'" : ", '") + book.campaigns[campaigns[each]].campaign.id.text + "'";
    if (campaigns.size() > kNamed) names += fmt::format(" and {} more", campaigns.size() - kNamed);
    return names;
}

void warn_about_elders(RuleBook& book, const CampaignSheet& sheet, const rules::Catalogue& catalogue, const rules::Segments& segments, const decision::Date& today) {
    const auto& campaign = sheet.campaign;
    if (campaign.product.private_offering) return;   // refused whatever the age
    const auto limits = age_limits(campaign, book.policy, today);
    const auto reaches = [&](rules::Test test, int age) { return rules::may_overlap(campaign.audience, of_age(test, age), catalogue, segments); };
    const std::string product = campaign.product.kind == "insurance" ? "an insurance" : fmt::format("R{}", campaign.product.risk);
    if (limits.refused_from && reaches(rules::Test::at_least, *limits.refused_from)) {
        const bool only_them = !reaches(rules::Test::less, *limits.refused_from);
        const bool approval = limits.why == decision::Verdict::no_approval;
        book.warnings.add(sheet.audience_position,
                          fmt::format("{} and people of {} and over: suitability refuses it to each of them ({}){}", product, *limits.refused_from, decision::name_of(limits.why),
                                      only_them ? fmt::format(", and '{}' is meant for nobody else: it is never shown", campaign.id.text) : ""),
                          fmt::format("{}{}", only_them ? "choose another product for them" : fmt::format("write age at most {}", *limits.refused_from - 1),
                                      approval ? ", or advanced_age_approved_by for a task of the relationship manager" : ""));
    }
    if (!limits.task_from || !reaches(rules::Test::at_least, *limits.task_from)) return;
    book.warnings.add(sheet.audience_position, fmt::format("{} and people of {} and over: no lobby card of theirs ever names it", product, *limits.task_from),
                      fmt::format("write age at most {}, or mean a task of the relationship manager", *limits.task_from - 1));
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
        warn_about_elders(book, sheet, catalogue, segments, today);
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
