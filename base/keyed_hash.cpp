// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: Silverlane contributors
#include "base/keyed_hash.h"

#include <openssl/crypto.h>
#include <openssl/evp.h>
#include <openssl/hmac.h>
#include <sys/stat.h>

#include <algorithm>
#include <cctype>
#include <fstream>

#include "base/hexadecimal.h"

namespace silverlane {

std::string KeyedHash::hexadecimal() const { return to_hexadecimal(bytes); }

bool equal_in_constant_time(std::span<const std::uint8_t> a, std::span<const std::uint8_t> b) {
    return a.size() == b.size() && CRYPTO_memcmp(a.data(), b.data(), a.size()) == 0;
}

bool equal_in_constant_time(std::string_view a, std::string_view b) {
    return a.size() == b.size() && CRYPTO_memcmp(a.data(), b.data(), a.size()) == 0;
}

HashKey::~HashKey() { OPENSSL_cleanse(bytes_.data(), bytes_.size()); }

Result<HashKey> HashKey::load(const std::filesystem::path& file) {
    struct stat status{};
    if (stat(file.c_str(), &status) != 0) return Error{ErrorCode::not_found, "there is no key file " + file.string() + "; make one with silverlanectl make-key " + file.string() + ", or bring the one that is in use elsewhere"};
    if ((status.st_mode & (S_IRWXG | S_IRWXO)) != 0) {
        return Error{ErrorCode::forbidden, "key file " + file.string() + " is readable by others; run: chmod 600 " + file.string()};
    }
    std::ifstream stream(file);
    if (!stream) return Error{ErrorCode::forbidden, "key file " + file.string() + " may not be read by this user; it belongs to the user that the program runs as"};
    std::string text;
    std::getline(stream, text);
    auto bytes = from_hexadecimal(text);
    zero(text);
    if (!bytes || bytes->size() != 32) {
        return Error{ErrorCode::invalid_input, "key file " + file.string() + " does not hold 64 hexadecimal digits"};
    }
    std::array<std::uint8_t, 32> key{};
    std::copy(bytes->begin(), bytes->end(), key.begin());
    OPENSSL_cleanse(bytes->data(), bytes->size());
    HashKey loaded{key};
    OPENSSL_cleanse(key.data(), key.size());
    return loaded;
}

KeyedHash HashKey::hash(std::string_view message) const {
    KeyedHash out;
    unsigned length = 0;
    SILVERLANE_CHECK(HMAC(EVP_sha256(), bytes_.data(), static_cast<int>(bytes_.size()),
                          reinterpret_cast<const unsigned char*>(message.data()), message.size(), out.bytes.data(), &length) != nullptr);
    return out;
}

HashKey HashKey::derive(std::string_view label) const { return HashKey{hash(label).bytes}; }

namespace {

std::string digits_of(std::string_view text) {
    std::string digits;
    for (const char c : text) {
        if (c >= '0' && c <= '9') digits += c;
    }
    // A mobile number with the country's prefix is the number without it.
    if (digits.size() == 13 && digits.starts_with("86")) digits.erase(0, 2);
    if (digits.size() == 15 && digits.starts_with("0086")) digits.erase(0, 4);
    return digits;
}

std::string day_scope(std::string_view purpose, const BranchId& branch, std::string_view day) {
    return std::string(purpose) + '|' + branch.text + '|' + std::string(day);
}

}  // namespace

KeyedHash IdentifierHasher::phone(const PhoneNumber& number) const {
    std::string digits = digits_of(number.text.open(PrivateDoor::keyed_hash));
    const KeyedHash hash = bank_key_.derive("phone").hash(digits);
    zero(digits);
    return hash;
}

KeyedHash IdentifierHasher::phone_tail(const PhoneNumber& number_or_tail, const BranchId& branch, std::string_view day) const {
    std::string digits = digits_of(number_or_tail.text.open(PrivateDoor::keyed_hash));
    if (digits.size() > 4) {
        std::string tail = digits.substr(digits.size() - 4);
        zero(digits);
        digits.swap(tail);
    }
    const KeyedHash hash = bank_key_.derive(day_scope("phone_tail", branch, day)).hash(digits);
    zero(digits);
    return hash;
}

PhoneHashes IdentifierHasher::phone_and_tail(const PhoneNumber& number, const BranchId& branch, std::string_view day) const {
    return {phone(number), phone_tail(number, branch, day)};
}

KeyedHash IdentifierHasher::card(const CardToken& token) const {
    return bank_key_.derive("card").hash(token.text.open(PrivateDoor::keyed_hash));
}

KeyedHash IdentifierHasher::passbook(const PrivateText& book) const {
    return bank_key_.derive("passbook").hash(book.open(PrivateDoor::keyed_hash));
}

KeyedHash IdentifierHasher::customer_reference(const PrivateText& reference) const {
    return bank_key_.derive("customer_reference").hash(reference.open(PrivateDoor::keyed_hash));
}

KeyedHash IdentifierHasher::session(const PrivateText& source_session) const {
    return bank_key_.derive("session").hash(source_session.open(PrivateDoor::keyed_hash));
}

KeyedHash IdentifierHasher::device_address(const PrivateText& address, const BranchId& branch, std::string_view day) const {
    std::string digits;
    for (const char c : address.open(PrivateDoor::keyed_hash)) {
        if (std::isxdigit(static_cast<unsigned char>(c)) != 0) digits += static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
    }
    const KeyedHash hash = bank_key_.derive(day_scope("device", branch, day)).hash(digits);
    zero(digits);
    return hash;
}

}  // namespace silverlane
