// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: Silverlane contributors
#include "base/random_source.h"

#include <sys/random.h>

#include <array>
#include <limits>
#include <vector>

#include "base/check.h"
#include "base/hexadecimal.h"

namespace silverlane {

std::uint64_t RandomSource::below(std::uint64_t bound) {
    SILVERLANE_CHECK(bound > 0);
    // Rejection keeps every value equally likely; the loop runs at most twice on average.
    const std::uint64_t limit = std::numeric_limits<std::uint64_t>::max() - std::numeric_limits<std::uint64_t>::max() % bound;
    while (true) {
        std::array<std::uint8_t, 8> bytes{};
        fill(bytes);
        std::uint64_t value = 0;
        for (const std::uint8_t byte : bytes) value = value << 8U | byte;
        if (value < limit) return value % bound;
    }
}

void SystemRandom::fill(std::span<std::uint8_t> bytes) {
    while (!bytes.empty()) {
        const ssize_t got = getrandom(bytes.data(), bytes.size(), 0);
        if (got > 0) bytes = bytes.subspan(static_cast<std::size_t>(got));
    }
}

// SplitMix64 (Steele, Lea, Flood: Fast Splittable Pseudorandom Number Generators, OOPSLA 2014).
std::uint64_t SeededRandom::next() {
    state_ += 0x9E3779B97F4A7C15U;
    std::uint64_t z = state_;
    z = (z ^ (z >> 30U)) * 0xBF58476D1CE4E5B9U;
    z = (z ^ (z >> 27U)) * 0x94D049BB133111EBU;
    return z ^ (z >> 31U);
}

void SeededRandom::fill(std::span<std::uint8_t> bytes) {
    std::uint64_t word = 0;
    for (std::size_t i = 0; i < bytes.size(); ++i) {
        if (i % 8 == 0) word = next();
        bytes[i] = static_cast<std::uint8_t>(word >> (8U * (i % 8)));
    }
}

std::string make_time_ordered_text(UtcTime now, RandomSource& random) {
    static constexpr std::string_view kAlphabet = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
    std::array<std::uint8_t, 16> bytes{};
    random.fill(std::span(bytes).subspan(6));
    const auto milliseconds = static_cast<std::uint64_t>(now.time_since_epoch().count());
    for (std::size_t i = 0; i < 6; ++i) bytes[i] = static_cast<std::uint8_t>(milliseconds >> (8U * (5 - i)));
    // 128 bits in groups of five from the top; two leading zero bits make 130 = 26 x 5.
    std::string text;
    unsigned buffer = 0;
    unsigned bits = 2;
    for (const std::uint8_t byte : bytes) {
        buffer = buffer << 8U | byte;
        bits += 8;
        while (bits >= 5) {
            bits -= 5;
            text += kAlphabet[buffer >> bits & 31U];
        }
        buffer &= (1U << bits) - 1U;
    }
    return text;
}

std::string make_token(std::size_t bytes, RandomSource& random) {
    std::vector<std::uint8_t> raw(bytes);
    random.fill(raw);
    return to_hexadecimal(raw);
}

}  // namespace silverlane
