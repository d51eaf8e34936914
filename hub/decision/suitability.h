// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: Silverlane contributors
//
// The hard gates between a person and a product, as pure functions. No campaign can loosen them; policy can only be stricter. Any thread.
#pragma once

#include <cstdint>

#include "hub/decision/facts.h"
#include "hub/decision/rules.h"
#include "hub/decision/verdict.h"

namespace silverlane::decision {

/// What may be said of the product to this person: Verdict::passed; Verdict::follow_up_only (a task of the relationship manager, never on a
/// lobby card); or the gate that says no. Source: 金融机构产品适当性管理办法 (order 7 of 2025), 保监发〔2014〕3号, and the project's stricter
/// defaults for people of 65 and over.
Verdict suitability_of(const Campaign& campaign, const CustomerFacts& customer, const Date& today, const Policy& policy);

/// All that the gates ask about a product and its campaign. A thousand campaigns have a few dozen different ones.
struct ProductTraits {
    enum class Kind : std::uint8_t { plain, insurance, other };
    Kind kind = Kind::other;              ///< plain: is_plain()
    int risk = 1;
    bool private_offering = false, determinate_benefits = false, regular_premium = false;
    bool approved_for_advanced_age = false;
    bool operator==(const ProductTraits&) const = default;
};
ProductTraits traits_of(const Campaign& campaign);
/// suitability_of() of every campaign with these traits.
Verdict suitability_of(const ProductTraits& traits, const CustomerFacts& customer, const Date& today, const Policy& policy);

/// Only deposits: nobody stands beside the person who could explain anything else. What a person then wants to hear about it is a
/// conversation with staff, never a sale at the machine.
bool may_be_offered_at_a_kiosk(const Product& product);

/// A deposit or a government bond: needs no risk assessment while it is R1.
bool is_plain(const Product& product);

/// From 65 by birthday, or from as early as the policy says. Whose birthday is not known counts as an elder.
bool is_elder(const CustomerFacts& customer, const Date& today, const Policy& policy);

/// Whether the risk assessment is older than it may be: valid through the day twelve months later. None at all is over.
bool assessment_is_over(const CustomerFacts& customer, const Date& today, const Policy& policy);

}  // namespace silverlane::decision
