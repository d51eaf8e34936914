// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: Silverlane contributors
//
// HMAC-SHA-256 (RFC 2104, FIPS 198-1) and how identifiers become keyed hashes in a driver. Keys come from a file outside the database
// and live in zeroed memory. Hashers are immutable after construction and may be used from any thread.
#pragma once

#include <array>
#include <cstdint>
#include <filesystem>
#include <span>
#include <string>
#include <string_view>

#include "base/clock.h"
#include "base/identifier.h"
#include "base/private_text.h"
#include "base/result.h"

namespace silverlane {

struct KeyedHash {
    std::array<std::uint8_t, 32> bytes{};
    auto operator<=>(const KeyedHash&) const = default;
    /// 64 lower-case hexadecimal digits.
    [[nodiscard]] std::string hexadecimal() const;
};

/// True when equal; the time taken does not depend on where they differ.
bool equal_in_constant_time(std::span<const std::uint8_t> a, std::span<const std::uint8_t> b);
bool equal_in_constant_time(std::string_view a, std::string_view b);

/// 32 bytes of key. Not copyable by accident, zeroed when it goes.
class HashKey {
public:
    explicit HashKey(const std::array<std::uint8_t, 32>& bytes) : bytes_(bytes) {}
    HashKey(HashKey&& other) noexcept : bytes_(other.bytes_) { other.bytes_.fill(0); }
    HashKey(const HashKey&) = delete;
    HashKey& operator=(const HashKey&) = delete;
    HashKey& operator=(HashKey&&) = delete;
    ~HashKey();

    /// Reads 64 hexadecimal digits (a trailing newline is allowed). Errors name the file and never its contents. A file that others
    /// than its owner can read is refused.
    static Result<HashKey> load(const std::filesystem::path& file);

    [[nodiscard]] KeyedHash hash(std::string_view message) const;
    /// A key of its own for one purpose: HMAC(this, label).
    [[nodiscard]] HashKey derive(std::string_view label) const;

private:
    std::array<std::uint8_t, 32> bytes_;
};

/// Turns raw identifiers into what may leave a driver. Scope by kind: phone, card and the bank's own reference are keyed bank-wide, so
/// that the core can match; a phone tail and a device address are keyed per branch and day, so that they mean nothing tomorrow or next door.
/// What a phone number becomes: a person may be asked for the last four digits only, and those mean nothing next door or tomorrow.
struct PhoneHashes {
    KeyedHash whole;   ///< keyed bank-wide
    KeyedHash tail;    ///< of the last four digits, keyed per branch and day
};

class IdentifierHasher {
public:
    explicit IdentifierHasher(HashKey bank_key) : bank_key_(std::move(bank_key)) {}

    /// Digits only are hashed; "+86", blanks and dashes in front or between are ignored.
    [[nodiscard]] KeyedHash phone(const PhoneNumber& number) const;
    /// `tail`: the last four digits. `day`: the branch's service day, "2026-11-22".
    [[nodiscard]] KeyedHash phone_tail(const PhoneNumber& number_or_tail, const BranchId& branch, std::string_view day) const;
    /// Both hashes of one number, for evidence that carries the whole of it.
    [[nodiscard]] PhoneHashes phone_and_tail(const PhoneNumber& number, const BranchId& branch, std::string_view day) const;
    [[nodiscard]] KeyedHash card(const CardToken& token) const;
    /// What a passbook's stripe names it by.
    [[nodiscard]] KeyedHash passbook(const PrivateText& book) const;
    /// The opaque reference that the bank's RADIUS server puts into Class, or a queue machine into its customer parameter.
    [[nodiscard]] KeyedHash customer_reference(const PrivateText& reference) const;
    /// A source's own name for a session or a message: keyed, because some controllers build session ids from the device's address.
    [[nodiscard]] KeyedHash session(const PrivateText& source_session) const;
    /// `address` in any usual spelling; hashed as 12 lower-case digits.
    [[nodiscard]] KeyedHash device_address(const PrivateText& address, const BranchId& branch, std::string_view day) const;

private:
    HashKey bank_key_;
};

}  // namespace silverlane
