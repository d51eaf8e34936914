// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: Silverlane contributors
#include "ctl/rehearsal_report.h"

#include <algorithm>
#include <vector>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "ctl/counted.h"

namespace silverlane::ctl {
namespace {

using campaigns::CampaignRehearsal;
using campaigns::Rehearsal;
using Json = nlohmann::ordered_json;

/// The most frequent first; of equals by name.
std::vector<std::pair<std::string, int>> by_count(const std::map<std::string, int>& counts) {
    std::vector<std::pair<std::string, int>> sorted(counts.begin(), counts.end());
    std::stable_sort(sorted.begin(), sorted.end(), [](const auto& a, const auto& b) { return a.second > b.second; });
    return sorted;
}

std::string counted_of(int count, std::string_view one, std::string_view many) { return counted(static_cast<std::size_t>(count), one, many); }

/// Hundredths, so that no floating point is needed: "3.07".
std::string cards_per_staff_hour(const Rehearsal& rehearsal) {
    if (rehearsal.staff_minutes == 0) return "not known: the recording has nobody on duty";
    const auto hundredths = (std::int64_t{rehearsal.cards} * 6'000 + rehearsal.staff_minutes / 2) / rehearsal.staff_minutes;
    return fmt::format("{}.{:02}", hundredths / 100, hundredths % 100);
}

std::string used(int count, const std::optional<int>& cap) {
    if (!cap) return fmt::format("{} (no cap)", count);
    return *cap == 0 ? "never (0)" : fmt::format("{} of {}", count, *cap);
}

void add_counts(std::string& out, std::string_view title, const std::map<std::string, int>& counts) {
    if (counts.empty()) return;
    out += fmt::format("  {}\n", title);
    for (const auto& [name, count] : by_count(counts)) out += fmt::format("    {:>7}  {}\n", count, name);
}

void add_campaign(std::string& out, const CampaignRehearsal& of, const decision::Campaign& campaign, std::size_t most_people) {
    out += fmt::format("\n{}: shown {}, second {}, tasks {}, held out {}\n", of.campaign, of.shown, of.second, of.follow_ups, of.held_out);
    out += fmt::format("  people {}; elders {}; of these with R3 and above {}, on a lobby card {} times\n", of.people.size(), of.elders.size(), of.elders_at_risk.size(), of.elder_risk_cards);
    out += fmt::format("  quota: in all {}; most in a branch and day {}; most of a member of staff and day {}; stock {}\n", used(of.use.in_all, campaign.quota.in_all),
                       used(of.use.most_branch_day, campaign.quota.per_branch_day), used(of.use.most_staff_day, campaign.quota.per_staff_day), used(of.use.in_all, campaign.quota.stock));
    add_counts(out, "visits by what became of it", of.verdicts);
    add_counts(out, "which condition decided, of those not eligible", of.predicates);
    add_counts(out, "other campaigns that fitted as well", of.also_fit);
    if (most_people == 0 || of.touched.empty()) return;
    out += "  who\n";
    for (std::size_t each = 0; each < std::min(most_people, of.touched.size()); ++each) {
        const auto& one = of.touched[each];
        out += fmt::format("    {}  {:>6}  {}  {}{}\n", one.who, one.age_band, one.day, one.branch, one.follow_up ? "  task of the relationship manager" : "");
    }
    if (of.touched.size() > most_people) out += fmt::format("    and {} more\n", of.touched.size() - most_people);
}

Json json_of(const std::map<std::string, int>& counts) {
    Json object = Json::object();
    for (const auto& [name, count] : counts) object[name] = count;
    return object;
}

Json cap(const std::optional<int>& value) { return value ? Json(*value) : Json(nullptr); }

Json json_of(const CampaignRehearsal& of, const decision::Campaign& campaign, std::size_t most_people) {
    Json people = Json::array();
    for (std::size_t each = 0; each < std::min(most_people, of.touched.size()); ++each) {
        const auto& one = of.touched[each];
        people.push_back({{"who", one.who}, {"age_band", one.age_band}, {"day", one.day}, {"branch", one.branch}, {"task", one.follow_up}});
    }
    const auto& quota = campaign.quota;
    return {{"campaign", of.campaign}, {"shown", of.shown}, {"second", of.second}, {"tasks", of.follow_ups}, {"held_out", of.held_out}, {"people", of.people.size()},
            {"elders", of.elders.size()}, {"elders_r3", of.elders_at_risk.size()}, {"elder_r3_cards", of.elder_risk_cards},
            {"quota", {{"in_all", {{"used", of.use.in_all}, {"cap", cap(quota.in_all)}}}, {"branch_day", {{"used", of.use.most_branch_day}, {"cap", cap(quota.per_branch_day)}}},
                       {"staff_day", {{"used", of.use.most_staff_day}, {"cap", cap(quota.per_staff_day)}}}, {"stock", {{"used", of.use.in_all}, {"cap", cap(quota.stock)}}}}},
            {"verdicts", json_of(of.verdicts)}, {"predicates", json_of(of.predicates)}, {"also_fit", json_of(of.also_fit)}, {"who", people}};
}

}  // namespace

std::string rehearsal_text(const Rehearsal& rehearsal, const decision::Rules& rules, std::string_view only, std::size_t most_people) {
    std::string out = fmt::format("rules {}\n{}, {}, {}, {}, {}\n", rehearsal.rules_version, counted_of(rehearsal.arrivals, "arrival", "arrivals"), counted_of(rehearsal.visits, "visit", "visits"),
                                  counted_of(rehearsal.customers, "known customer", "known customers"), counted_of(rehearsal.branches, "branch", "branches"),
                                  counted_of(rehearsal.days, "day", "days"));
    out += fmt::format("cards with a campaign {}, a staff-hour {}\n", rehearsal.cards, cards_per_staff_hour(rehearsal));
    for (std::size_t each = 0; each < rehearsal.campaigns.size(); ++each) {
        if (only.empty() || rehearsal.campaigns[each].campaign == only) add_campaign(out, rehearsal.campaigns[each], rules.campaigns[each], most_people);
    }
    return out;
}

std::string rehearsal_json(const Rehearsal& rehearsal, const decision::Rules& rules, std::string_view only, std::size_t most_people) {
    Json campaigns = Json::array();
    for (std::size_t each = 0; each < rehearsal.campaigns.size(); ++each) {
        if (only.empty() || rehearsal.campaigns[each].campaign == only) campaigns.push_back(json_of(rehearsal.campaigns[each], rules.campaigns[each], most_people));
    }
    const Json all{{"rules", rehearsal.rules_version}, {"arrivals", rehearsal.arrivals}, {"visits", rehearsal.visits}, {"customers", rehearsal.customers}, {"branches", rehearsal.branches},
                   {"days", rehearsal.days}, {"cards", rehearsal.cards}, {"staff_minutes", rehearsal.staff_minutes}, {"campaigns", campaigns}};
    return all.dump(2) + '\n';
}

}  // namespace silverlane::ctl
