// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: Silverlane contributors
//
// From rows to what a decision may know, and the small JSON columns of the customer table. Private to hub/desk; used on the writer thread and
// by the import.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "hub/decision/facts.h"
#include "hub/desk/change.h"
#include "hub/protocol/kiosk_messages.h"

namespace silverlane::desk {

constexpr std::chrono::hours kUnusedConsentLasts{730 * 24};

/// Purposes that this customer lets us act on now: granted, not withdrawn, not 24 months unused.
std::vector<std::string> standing_consents(Change& change, const CustomerId& customer);
bool has(const std::vector<std::string>& list, std::string_view value);

/// The facts of a customer who consented to service. Nothing when the customer is unknown or has not consented.
std::optional<decision::CustomerFacts> facts_of(Change& change, const CustomerId& customer, const BranchId& branch);

std::string preferences_to_json(const protocol::KeptPreferences& kept);
std::optional<protocol::KeptPreferences> preferences_from_json(std::string_view text);
std::vector<std::string> texts_from_json(std::string_view text);
std::vector<decision::Holding> holdings_from_json(std::string_view text);

/// "wifi,ticket" and back.
std::vector<std::string> split_list(std::string_view text);
std::string add_to_list(std::string_view list, std::string_view value);

}  // namespace silverlane::desk
