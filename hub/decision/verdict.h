// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: Silverlane contributors
//
// What became of one campaign in one decision: chosen, or the one gate that closed, in the order of the gates. Values; any thread.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

namespace silverlane::decision {

/// The order is the order in which gates are asked. The record writes one letter for each (code_of), so letters are never given anew.
enum class Verdict : std::uint8_t {
    // It came through.
    chosen, second, follow_up, outbid,
    held_out_of_all, held_out_of_campaign,
    never_with_chosen,        ///< could have been second, but not in one visit with the first
    // Law and respect.
    no_customer, no_service_consent, claimed_identity, own_staff, no_marketing_consent, no_profiling_consent, age_unknown, too_young, quiet, in_trouble,
    // This campaign here and now.
    not_approved, not_these_days, not_this_event, not_this_place, not_this_channel,
    // Eligibility: with the deciding predicate.
    not_eligible, fact_missing,
    // Suitability.
    private_offering, no_assessment, assessment_over, risk_above_level, elder_risk, elder_lobby, no_relationship_manager, no_approval, insurance_age,
    insurance_benefits,
    // Contact policy.
    cap_of_visit, cap_of_7_days, cap_of_30_days, resting, resting_group, resting_ignored, not_after, never_with_shown,
    quota_in_all, quota_of_branch_day, quota_of_staff_day, quota_of_stock, no_capacity,
    // Not verdicts of a record: what a gate answers while it lets through.
    passed, follow_up_only,
};

inline constexpr std::uint32_t kNoDetail = UINT32_MAX;

struct Considered {
    Verdict verdict = Verdict::passed;
    std::uint32_t predicate = kNoDetail;   ///< of not_eligible and fact_missing: the deciding one, for RuleSet::predicate()
    std::uint32_t score_ppm = 0;           ///< of who came through
    bool operator==(const Considered&) const = default;
};

/// "cap_of_7_days": how tests, explanations and reports name it.
std::string_view name_of(Verdict verdict);
/// The letter in a record; lower case when a predicate follows.
char code_of(Verdict verdict);
std::optional<Verdict> verdict_of_code(char code);

}  // namespace silverlane::decision
