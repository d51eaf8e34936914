// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: Silverlane contributors
//
// How PINs and tokens are kept: PINs as PBKDF2-HMAC-SHA-256 with a salt of their own, tokens (which are random and long) as SHA-256. Nothing
// here keeps state; any thread. Hashing a PIN takes some tens of milliseconds on purpose.
#pragma once

#include <string>
#include <string_view>

#include "base/keyed_hash.h"
#include "base/random_source.h"
#include "base/result.h"

namespace silverlane {

inline constexpr int kPinIterations = 120'000;

/// "pbkdf2-sha256$120000$<salt, hex>$<hash, hex>".
std::string hash_pin(std::string_view pin, RandomSource& random, int iterations = kPinIterations);

/// Whether the PIN belongs to a text made by hash_pin. A malformed text belongs to none. The time taken does not depend on where they differ.
bool pin_matches(std::string_view pin, std::string_view pin_hash);

/// Takes as long as pin_matches on a hash of the usual iterations; for staff numbers that do not exist.
void spend_the_time_of_a_pin(std::string_view pin);

/// SHA-256 (FIPS 180-4) of a token from make_token(), as branch.toml and the session table keep it.
KeyedHash hash_token(std::string_view token);

}  // namespace silverlane
