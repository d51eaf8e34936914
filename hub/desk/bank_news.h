// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: Silverlane contributors
//
// What an import leaves for the hub to do: it writes beside the hub and cannot tell a tablet anything. The hub's jobs take it up within a second,
// or when the hub starts. Private to hub/desk.
#pragma once

#include <string>
#include <vector>

#include "hub/desk/change.h"

namespace silverlane::desk {

struct BankNews {
    std::vector<std::string> refused;     ///< purposes that the bank says the customer does not agree to any more
    std::vector<AlertId> tasks;           ///< that nobody is to do any more
};

/// Adds to what is left about this customer. Inside the import's transaction.
void leave_for_hub(store::Connection& connection, const CustomerId& customer, const BankNews& news, UtcTime now);

/// Does for the visits that last, their cards and the tasks what a refusal at a kiosk does; on the writer thread, inside a request.
void take_bank_news(Change& change);

}  // namespace silverlane::desk
