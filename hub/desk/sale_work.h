// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: Silverlane contributors
//
// What one sale of the bank does to the opportunity that it came of. Private to hub/desk; inside a transaction, on a connection.
#pragma once

#include <optional>

#include "hub/desk/bank_import.h"
#include "hub/feeds/feed_rows.h"
#include "hub/store/connection.h"

namespace silverlane::desk {

enum class SaleTaken { matched, of_itself, changed, repeated };

/// Writes the sale and, when its days of hesitation are over already, what became of the opportunity. A sale that is known changes only when it is
/// taken back, or when its record came later.
SaleTaken put_sale(store::Connection& connection, const feeds::SaleRow& row, const std::optional<CustomerId>& customer, UtcTime now,
                   const FeedSettings& settings);

}  // namespace silverlane::desk
