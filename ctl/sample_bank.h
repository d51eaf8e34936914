// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: Silverlane contributors
//
// Makes a believable, plainly invented bank from a seed: one branch, six staff, 300 customers. The same seed, day and keys give the same
// bytes. Raw identifiers follow from the customer's number, so that demonstrations can play a person ("CIF:sample-0001"). Pure but for
// writing the files. Used by silverlanectl and by the demonstration; no real person's number can come out of it.
#pragma once

#include <chrono>
#include <cstdint>
#include <filesystem>

#include "base/keyed_hash.h"
#include "base/result.h"

namespace silverlane::ctl {

struct SampleBankOptions {
    std::uint64_t seed = 7;
    std::chrono::year_month_day today{};   ///< births and maturities are counted from here
    int customers = 300;
    std::filesystem::path to;              ///< folder; created, files replaced
};

/// Writes customers.jsonl. Customer 1 is the one of the story: 72 years old, a time deposit that matures in five days, consents to
/// service, Wi-Fi and kept settings; customer 2 refused everything. Errors: io with the path.
Result<void> write_sample_customers(const SampleBankOptions& options, const IdentifierHasher& hasher);

/// The raw identifiers of sample customer `number`, as a card, a phone or the bank's RADIUS server would carry them.
std::string sample_reference(int number);    ///< "sample-0001"
std::string sample_card_token(int number);   ///< "sample-card-0001"
std::string sample_phone(int number);        ///< "10000000001": no mobile number begins with 100

}  // namespace silverlane::ctl
