// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: Silverlane contributors
//
// The hard gates between a person and a product, as pure functions. No campaign can loosen them; policy can only be stricter. Any thread.
#pragma once

#include <string>

#include "hub/decision/facts.h"
#include "hub/decision/rules.h"

namespace silverlane::decision {

/// Empty when the product may be mentioned to this person in a lobby; else the name of the gate that says no:
/// private_offering, no_assessment, assessment_over, risk_above_level, elder_lobby, age_unknown, too_young, insurance_age.
/// Source: 金融机构产品适当性管理办法 (order 7 of 2025) and the project's stricter default for people of 65 and over.
std::string unsuitable_because(const Product& product, const CustomerFacts& customer, const Date& today, const Policy& policy);

/// Only deposits: nobody stands beside the person who could explain anything else. What a person then wants to hear about it is a
/// conversation with staff, never a sale at the machine.
bool may_be_offered_at_a_kiosk(const Product& product);

/// Whether the risk assessment is older than it may be.
bool assessment_is_over(const CustomerFacts& customer, const Date& today, const Policy& policy);

}  // namespace silverlane::decision
