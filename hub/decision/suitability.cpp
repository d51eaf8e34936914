// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: Silverlane contributors
#include "hub/decision/suitability.h"

namespace silverlane::decision {

bool may_be_offered_at_a_kiosk(const Product& product) { return product.kind == "deposit" && product.risk == 1 && !product.private_offering; }

bool assessment_is_over(const CustomerFacts& customer, const Date& today, const Policy& policy) {
    if (!customer.risk_assessed) return true;
    const Date last = *customer.risk_assessed + std::chrono::months{policy.assessment_valid_months};
    // 29 February plus twelve months is no day; the last one of that month counts.
    const Date end = last.ok() ? last : Date{std::chrono::sys_days{last.year() / last.month() / std::chrono::last}};
    return end < today;
}

std::string unsuitable_because(const Product& product, const CustomerFacts& customer, const Date& today, const Policy& policy) {
    if (product.private_offering) return "private_offering";
    if (!customer.birth) return "age_unknown";
    const int age = age_on(*customer.birth, today);
    if (age < policy.youngest_for_marketing) return "too_young";
    const bool plain = product.kind == "deposit" || product.kind == "treasury";
    if (!plain) {
        if (customer.risk_level == 0) return "no_assessment";
        if (assessment_is_over(customer, today, policy)) return "assessment_over";
    }
    if (product.risk > customer.risk_level && !(plain && product.risk == 1)) return "risk_above_level";
    if (age >= policy.elder_age && product.risk >= policy.elder_lobby_least_risk) return "elder_lobby";
    if (product.kind == "insurance") {
        if (age >= policy.advanced_age && !policy.insurance_for_advanced_age) return "insurance_age";
        if (age > 65 && !product.determinate_benefits) return "insurance_age";
    }
    return {};
}

}  // namespace silverlane::decision
