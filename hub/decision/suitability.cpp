// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: Silverlane contributors
#include "hub/decision/suitability.h"

#include <algorithm>

namespace silverlane::decision {

namespace {
// Bounds that a policy cannot loosen, whatever stands in a file.
constexpr int kElderAge = 65;
constexpr int kAdvancedAge = 70;
constexpr int kElderLobbyLeastRisk = 3;
constexpr int kHighRisk = 4;
constexpr int kAdult = 18;
constexpr int kRegularPremiumAge = 60;     // over it, and over kSinglePremiumAge, benefits must be determinate
constexpr int kSinglePremiumAge = 65;

Verdict insurance_gate(const ProductTraits& product, int age, const Policy& policy) {
    if (age >= std::min(policy.advanced_age, kAdvancedAge) && !policy.insurance_for_advanced_age) return Verdict::insurance_age;
    const int determinate_above = product.regular_premium ? kRegularPremiumAge : kSinglePremiumAge;
    if (age > determinate_above && !product.determinate_benefits) return Verdict::insurance_benefits;
    return Verdict::passed;
}

Verdict elder_gate(const ProductTraits& product, const CustomerFacts& customer, int age, const Policy& policy) {
    const int risk = product.risk;
    if (age < std::min(policy.elder_age, kElderAge) || risk < std::min(policy.elder_lobby_least_risk, kElderLobbyLeastRisk)) return Verdict::passed;
    if (risk >= kHighRisk) return Verdict::elder_risk;
    if (age >= std::min(policy.advanced_age, kAdvancedAge) && !product.approved_for_advanced_age) return Verdict::no_approval;
    // A policy that is stricter than R3 keeps R1 and R2 off the card too, and asks nobody to call about them.
    if (risk < kElderLobbyLeastRisk) return Verdict::elder_lobby;
    if (customer.relationship_manager.empty()) return Verdict::no_relationship_manager;
    return Verdict::follow_up_only;
}
}  // namespace

bool is_plain(const Product& product) { return product.kind == "deposit" || product.kind == "treasury"; }

bool may_be_offered_at_a_kiosk(const Product& product) { return product.kind == "deposit" && product.risk == 1 && !product.private_offering; }

bool is_elder(const CustomerFacts& customer, const Date& today, const Policy& policy) {
    return !customer.birth || age_on(*customer.birth, today) >= std::min(policy.elder_age, kElderAge);
}

bool assessment_is_over(const CustomerFacts& customer, const Date& today, const Policy& policy) {
    if (!customer.risk_assessed) return true;
    const Date last = *customer.risk_assessed + std::chrono::months{std::min(policy.assessment_valid_months, 12)};
    // 29 February plus twelve months is no day; the last one of that month counts.
    const Date end = last.ok() ? last : Date{std::chrono::sys_days{last.year() / last.month() / std::chrono::last}};
    return end < today;
}

ProductTraits traits_of(const Campaign& campaign) {
    const auto& product = campaign.product;
    ProductTraits traits;
    if (is_plain(product)) traits.kind = ProductTraits::Kind::plain;
    if (product.kind == "insurance") traits.kind = ProductTraits::Kind::insurance;
    traits.risk = product.risk;
    traits.private_offering = product.private_offering;
    traits.determinate_benefits = product.determinate_benefits;
    traits.regular_premium = product.regular_premium;
    traits.approved_for_advanced_age = !campaign.advanced_age_approved_by.empty();
    return traits;
}

Verdict suitability_of(const Campaign& campaign, const CustomerFacts& customer, const Date& today, const Policy& policy) {
    return suitability_of(traits_of(campaign), customer, today, policy);
}

Verdict suitability_of(const ProductTraits& product, const CustomerFacts& customer, const Date& today, const Policy& policy) {
    if (product.private_offering) return Verdict::private_offering;
    if (!customer.birth) return Verdict::age_unknown;
    const int age = age_on(*customer.birth, today);
    if (age < std::max(policy.youngest_for_marketing, kAdult)) return Verdict::too_young;
    const bool needs_no_level = product.kind == ProductTraits::Kind::plain && product.risk <= 1;
    if (!needs_no_level) {
        if (customer.risk_level <= 0) return Verdict::no_assessment;
        if (assessment_is_over(customer, today, policy)) return Verdict::assessment_over;
        if (product.risk > customer.risk_level) return Verdict::risk_above_level;
    }
    if (product.kind == ProductTraits::Kind::insurance) {
        if (const auto gate = insurance_gate(product, age, policy); gate != Verdict::passed) return gate;
    }
    return elder_gate(product, customer, age, policy);
}

}  // namespace silverlane::decision
