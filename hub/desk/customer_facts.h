// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: Silverlane contributors
//
// Consents that stand, and the small JSON columns of the customer table. Private to hub/desk; used on the writer thread and
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

/// Purposes that this customer lets us act on now: granted, not withdrawn, not 24 months unused.
std::vector<std::string> standing_consents(Change& change, const CustomerId& customer);
/// Those that last, also where today they were refused.
std::vector<std::string> lasting_consents(Change& change, const CustomerId& customer);
/// Whether this one may be acted on now.
bool consents_to(Change& change, const CustomerId& customer, std::string_view purpose);
bool has(const std::vector<std::string>& list, std::string_view value);

std::string preferences_to_json(const protocol::KeptPreferences& kept);
std::optional<protocol::KeptPreferences> preferences_from_json(std::string_view text);
std::vector<std::string> texts_from_json(std::string_view text);
/// As the bank says it, with the amount: what reads it makes a band of that and keeps no more (customer_card.h).
struct HeldProduct {
    std::string kind;
    std::int64_t amount_fen = 0;
    std::optional<decision::Date> matures;
    int risk = 1;
};
std::vector<HeldProduct> holdings_from_json(std::string_view text);

/// "wifi,ticket" and back.
std::vector<std::string> split_list(std::string_view text);
std::string add_to_list(std::string_view list, std::string_view value);

}  // namespace silverlane::desk
