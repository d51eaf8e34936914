// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: Silverlane contributors
//
// What the sandbox bank behind a sample bank needs: core.jsonl with cards, PINs, accounts and passbooks of the customers that
// write_sample_customers wrote, and activities.toml with four activities of the coming days. The same folder, day and keys give the same
// bytes. Used by silverlanectl sample-bank.
#pragma once

#include "ctl/sample_bank.h"

namespace silverlane::ctl {

/// Customers beyond this number have no card at the sandbox.
inline constexpr int kCoreCustomers = 300;

/// Reads customers.jsonl of the folder and writes core.jsonl beside it. Customer 1 has a passbook with eight lines to print and a pension on
/// the 15th; the pension of every tenth customer from 5 on has not come this month; every seventh passbook has room for one page.
/// Errors: io with the path.
Result<void> write_sample_core(const SampleBankOptions& options, const IdentifierHasher& hasher);
/// Errors: io with the path.
Result<void> write_sample_activities(const SampleBankOptions& options);

std::string sample_social_card_token(int number);   ///< "sample-social-0003"; of customers with a pension whose number divides by three
std::string sample_passbook(int number);            ///< "sample-book-0001"
std::string sample_card_pin(int number);            ///< "246810" for customer 1, "246811" for 2 ...

}  // namespace silverlane::ctl
