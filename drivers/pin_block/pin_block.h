// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: Silverlane contributors
//
// The sealed PIN block: what a pin pad hands out and the bank opens. RSA-OAEP with SHA-256 under the bank's public key, over one format
// byte, the 16 bytes of the bank's nonce and the digits. Both sides stand here, so that pad and sandbox bank cannot drift apart; neither
// keeps a digit. A certified encrypting pad uses ISO 9564-1 format 4 under a key of its own instead; nothing between pad and bank looks
// inside the block, so nothing else changes. Keys are immutable after loading and may be used from any thread.
#pragma once

#include <array>
#include <cstdint>
#include <filesystem>
#include <memory>
#include <string_view>

#include "base/private_text.h"
#include "base/result.h"

namespace silverlane::drivers::pin_block {

/// Made by the bank, random, good for one block (PinNonce of drivers/api is the same).
using Nonce = std::array<std::uint8_t, 16>;

/// The bank's public key: seals, and cannot open.
class SealKey {
public:
    /// Reads a PEM public key (SubjectPublicKeyInfo). Errors: not_found; invalid_input (no RSA key of 2048 to 4096 bits).
    static Result<SealKey> load(const std::filesystem::path& file);
    SealKey(SealKey&&) noexcept;
    ~SealKey();

    /// Hexadecimal, two characters a byte of the key. Sealed twice, the same looks different. Errors: invalid_input (no 4 to 12 digits), io.
    [[nodiscard]] Result<PrivateText> seal(const Nonce& nonce, std::string_view digits) const;

private:
    struct Key;
    explicit SealKey(std::unique_ptr<Key> key);
    std::unique_ptr<Key> key_;
};

/// The bank's private key: opens.
class OpenKey {
public:
    /// Reads a PEM private key. Errors: not_found; forbidden when others than the owner can read it; invalid_input.
    static Result<OpenKey> load(const std::filesystem::path& file);
    OpenKey(OpenKey&&) noexcept;
    ~OpenKey();

    /// The digits. Errors: unauthorised for everything that is wrong with the block (another key, another nonce, changed, no block at all),
    /// so that nobody learns which.
    [[nodiscard]] Result<PrivateText> open(const Nonce& nonce, const PrivateText& sealed) const;

private:
    struct Key;
    explicit OpenKey(std::unique_ptr<Key> key);
    std::unique_ptr<Key> key_;
};

/// Makes a key pair of 3072 bits: the private file for its owner alone (0600), the public one for everybody. Replaces neither. Errors:
/// conflict (a file is there), io.
Result<void> make_key_pair(const std::filesystem::path& private_file, const std::filesystem::path& public_file);

}  // namespace silverlane::drivers::pin_block
