// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: Silverlane contributors
#include "hub/decision/verdict.h"

#include <algorithm>
#include <array>
#include <iterator>

namespace silverlane::decision {

namespace {
struct Named {
    Verdict verdict;
    std::string_view name;
    char code;
};
// Codes are kept in records for 90 days: a new verdict takes a free letter, none is given anew. Lower case: a predicate follows.
constexpr Named kVerdicts[] = {
    {Verdict::chosen, "chosen", 'A'}, {Verdict::second, "second", 'B'}, {Verdict::follow_up, "follow_up", 'C'}, {Verdict::outbid, "outbid", 'D'},
    {Verdict::held_out_of_all, "held_out_of_all", 'E'}, {Verdict::held_out_of_campaign, "held_out_of_campaign", 'F'},
    {Verdict::never_with_chosen, "never_with_chosen", 'G'}, {Verdict::no_customer, "no_customer", 'H'},
    {Verdict::no_service_consent, "no_service_consent", 'I'}, {Verdict::claimed_identity, "claimed_identity", 'J'},
    {Verdict::own_staff, "own_staff", 'K'}, {Verdict::no_marketing_consent, "no_marketing_consent", 'L'},
    {Verdict::no_profiling_consent, "no_profiling_consent", 'M'}, {Verdict::age_unknown, "age_unknown", 'N'}, {Verdict::too_young, "too_young", 'O'},
    {Verdict::quiet, "quiet", 'P'}, {Verdict::in_trouble, "in_trouble", 'Q'}, {Verdict::not_approved, "not_approved", 'R'},
    {Verdict::not_these_days, "not_these_days", 'S'}, {Verdict::not_this_event, "not_this_event", 'T'}, {Verdict::not_this_place, "not_this_place", 'U'},
    {Verdict::not_this_channel, "not_this_channel", 'V'}, {Verdict::not_eligible, "not_eligible", 'n'}, {Verdict::fact_missing, "fact_missing", 'm'},
    {Verdict::private_offering, "private_offering", 'W'}, {Verdict::no_assessment, "no_assessment", 'X'}, {Verdict::assessment_over, "assessment_over", 'Y'},
    {Verdict::risk_above_level, "risk_above_level", 'Z'}, {Verdict::elder_risk, "elder_risk", '!'}, {Verdict::elder_lobby, "elder_lobby", '#'},
    {Verdict::no_relationship_manager, "no_relationship_manager", '$'}, {Verdict::no_approval, "no_approval", '%'},
    {Verdict::insurance_age, "insurance_age", '&'}, {Verdict::insurance_benefits, "insurance_benefits", '('}, {Verdict::cap_of_visit, "cap_of_visit", ')'},
    {Verdict::cap_of_7_days, "cap_of_7_days", '*'}, {Verdict::cap_of_30_days, "cap_of_30_days", '+'}, {Verdict::resting, "resting", ','},
    {Verdict::resting_group, "resting_group", '-'}, {Verdict::resting_ignored, "resting_ignored", '.'}, {Verdict::not_after, "not_after", '/'},
    {Verdict::never_with_shown, "never_with_shown", ':'}, {Verdict::quota_in_all, "quota_in_all", ';'},
    {Verdict::quota_of_branch_day, "quota_of_branch_day", '<'}, {Verdict::quota_of_staff_day, "quota_of_staff_day", '='},
    {Verdict::quota_of_stock, "quota_of_stock", '>'}, {Verdict::no_capacity, "no_capacity", '?'}, {Verdict::passed, "passed", '@'},
    {Verdict::follow_up_only, "follow_up_only", '['},
};
const Named& entry(Verdict verdict) {
    return *std::find_if(std::begin(kVerdicts), std::end(kVerdicts), [verdict](const Named& each) { return each.verdict == verdict; });
}
}  // namespace

std::string_view name_of(Verdict verdict) { return entry(verdict).name; }

char code_of(Verdict verdict) {
    // A record asks this for every campaign.
    static constexpr auto kCodes = [] {
        std::array<char, std::size(kVerdicts)> codes{};
        for (const auto& each : kVerdicts) codes[static_cast<std::size_t>(each.verdict)] = each.code;
        return codes;
    }();
    return kCodes[static_cast<std::size_t>(verdict)];
}

std::optional<Verdict> verdict_of_code(char code) {
    const auto* found = std::find_if(std::begin(kVerdicts), std::end(kVerdicts), [code](const Named& each) { return each.code == code; });
    if (found == std::end(kVerdicts)) return std::nullopt;
    return found->verdict;
}

}  // namespace silverlane::decision
