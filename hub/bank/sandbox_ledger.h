// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: Silverlane contributors
//
// What happened on a sandbox account up to a day, computed from the calendar and never stored: the same account and day give the same lines,
// and a later day only adds lines at the end. For the sandbox, and for the generator of its customers. Pure; any thread.
#pragma once

#include <vector>

#include "hub/bank/sandbox_data.h"

namespace silverlane::bank {

struct LedgerLine {
    std::int64_t id = 0;          ///< from 1
    Day day{};
    std::string summary;
    std::int64_t amount_fen = 0;
    std::int64_t balance_fen = 0;
};

std::vector<LedgerLine> ledger_of(const SandboxAccount& account, Day today);
std::int64_t balance_of(const SandboxAccount& account, Day today);

struct PensionOfMonth {
    bool has_pension = false;
    bool arrived = false;
    std::string month;            ///< "2026-11"
    int usual_day = 0;            ///< in this month
    std::int64_t amount_fen = 0;
};
/// It has come on its day, from midnight on, unless the file says that this month's did not.
PensionOfMonth pension_of(const SandboxCustomer& customer, Day today);

}  // namespace silverlane::bank
