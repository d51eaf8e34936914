// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: Silverlane contributors
//
// Randomness as something that is handed in. SystemRandom is the kernel's (fit for keys and tokens, any thread); SeededRandom repeats
// itself from a seed, for tests and the sample-bank generator (one thread).
#pragma once

#include <cstdint>
#include <span>
#include <string>

#include "base/clock.h"

namespace silverlane {

class RandomSource {
public:
    virtual ~RandomSource() = default;
    virtual void fill(std::span<std::uint8_t> bytes) = 0;
    /// Uniform in [0, bound); bound > 0.
    std::uint64_t below(std::uint64_t bound);
};

class SystemRandom final : public RandomSource {
public:
    void fill(std::span<std::uint8_t> bytes) override;
};

class SeededRandom final : public RandomSource {
public:
    explicit SeededRandom(std::uint64_t seed) : state_(seed) {}
    void fill(std::span<std::uint8_t> bytes) override;

private:
    std::uint64_t next();
    std::uint64_t state_;
};

/// See make_id in base/identifier.h.
std::string make_time_ordered_text(UtcTime now, RandomSource& random);

/// A secret for a header or cookie: `bytes` random bytes as lower-case hex.
std::string make_token(std::size_t bytes, RandomSource& random);

}  // namespace silverlane
