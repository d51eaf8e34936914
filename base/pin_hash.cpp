// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: Silverlane contributors
#include "base/pin_hash.h"

#include <openssl/evp.h>

#include <array>
#include <charconv>
#include <vector>

#include <fmt/format.h>

#include "base/check.h"
#include "base/hexadecimal.h"

namespace silverlane {

namespace {
constexpr std::size_t kSaltBytes = 16;
constexpr std::size_t kHashBytes = 32;
constexpr int kMostIterations = 10'000'000;
constexpr std::string_view kName = "pbkdf2-sha256";

std::array<std::uint8_t, kHashBytes> derive(std::string_view pin, std::span<const std::uint8_t> salt, int iterations) {
    std::array<std::uint8_t, kHashBytes> out{};
    const int done = PKCS5_PBKDF2_HMAC(pin.data(), static_cast<int>(pin.size()), salt.data(), static_cast<int>(salt.size()), iterations, EVP_sha256(),
                                       static_cast<int>(out.size()), out.data());
    SILVERLANE_CHECK(done == 1);
    return out;
}

std::vector<std::string_view> split(std::string_view text) {
    std::vector<std::string_view> parts;
    while (true) {
        const auto at = text.find('$');
        parts.push_back(text.substr(0, at));
        if (at == std::string_view::npos) return parts;
        text.remove_prefix(at + 1);
    }
}
}  // namespace

std::string hash_pin(std::string_view pin, RandomSource& random, int iterations) {
    std::array<std::uint8_t, kSaltBytes> salt{};
    random.fill(salt);
    return fmt::format("{}${}${}${}", kName, iterations, to_hexadecimal(salt), to_hexadecimal(derive(pin, salt, iterations)));
}

bool pin_matches(std::string_view pin, std::string_view pin_hash) {
    const auto parts = split(pin_hash);
    if (parts.size() != 4 || parts[0] != kName) return false;
    int iterations = 0;
    const auto* end = parts[1].data() + parts[1].size();
    if (const auto [at, code] = std::from_chars(parts[1].data(), end, iterations); code != std::errc{} || at != end) return false;
    const auto salt = from_hexadecimal(parts[2]);
    const auto expected = from_hexadecimal(parts[3]);
    if (iterations < 1 || iterations > kMostIterations || !salt || !expected || expected->size() != kHashBytes) return false;
    return equal_in_constant_time(std::span<const std::uint8_t>{derive(pin, *salt, iterations)}, std::span<const std::uint8_t>{*expected});
}

void spend_the_time_of_a_pin(std::string_view pin) {
    constexpr std::array<std::uint8_t, kSaltBytes> kNobodysSalt{};
    static_cast<void>(derive(pin, kNobodysSalt, kPinIterations));
}

KeyedHash hash_token(std::string_view token) {
    KeyedHash hash;
    unsigned int length = 0;
    const int done = EVP_Digest(token.data(), token.size(), hash.bytes.data(), &length, EVP_sha256(), nullptr);
    SILVERLANE_CHECK(done == 1 && length == hash.bytes.size());
    return hash;
}

}  // namespace silverlane
