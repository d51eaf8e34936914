// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: Silverlane contributors
//
// The classes of products in which holdings, browsing and sales are counted: one dictionary for the portrait, the rules and the sale feed, so
// that a sale can be matched to what was talked about. The names are keys, never shown. Constants; any thread.
#pragma once

#include <algorithm>
#include <array>
#include <string_view>

namespace silverlane::protocol {

inline constexpr std::array<std::string_view, 19> kProductClasses = {
    "demand_deposit", "time_deposit", "large_deposit", "notice_deposit", "structured_deposit", "savings_bond", "wealth_product", "fund", "insurance",
    "pension_product", "precious_metal", "foreign_exchange", "trust", "securities_account", "consumer_loan", "mortgage", "business_loan", "credit_card",
    "digital_banking",
};

inline bool is_product_class(std::string_view name) { return std::find(kProductClasses.begin(), kProductClasses.end(), name) != kProductClasses.end(); }

}  // namespace silverlane::protocol
