// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: Silverlane contributors
//
// The sandbox bank's customers as its file says them (docs/bank-core.md). Invented by silverlanectl sample-bank; nothing here changes while
// the hub runs. For the sandbox, and for the generator of its customers. Values, any thread.
#pragma once

#include <chrono>
#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "base/keyed_hash.h"
#include "base/result.h"
#include "hub/protocol/bank_messages.h"

namespace silverlane::bank {

using Day = std::chrono::sys_days;

/// Happens every month, from the month after the account was opened.
struct MonthlyEntry {
    std::string summary;          ///< pension | withdrawal | deposit | ...
    int day = 1;                  ///< of the month; in a shorter one its last day
    std::int64_t amount_fen = 0;  ///< signed
    std::vector<std::string> missed;   ///< months in which it did not happen: "2026-11"
};

struct SandboxBook {
    KeyedHash hash;
    int rows_a_page = 18;
    int pages = 8;
    std::int64_t first_line = 1;  ///< of the account, in this book
};

struct SandboxAccount {
    std::string id;
    std::string kind;             ///< demand | time | social_card
    std::string tail;
    Day opened{};
    std::int64_t opening_fen = 0;
    std::string matures;          ///< time only
    std::vector<MonthlyEntry> monthly;
    std::optional<SandboxBook> book;
};

struct SandboxCustomer {
    std::string id;
    std::string pin_hash;         ///< salted, as base/pin_hash.h makes it
    std::vector<protocol::BankMedium> media;   ///< cards; passbooks stand at their accounts
    std::vector<SandboxAccount> accounts;
};

/// Errors: not_found; invalid_input naming file, line and field.
Result<std::vector<SandboxCustomer>> load_sandbox_customers(const std::filesystem::path& file);

}  // namespace silverlane::bank
