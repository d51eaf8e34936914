// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: Silverlane contributors
#include "bank_fixture.h"

#include <gtest/gtest.h>
#include <unistd.h>

#include <atomic>
#include <fstream>

#include <fmt/format.h>

#include "base/pin_hash.h"

namespace silverlane::bank {

namespace {

std::filesystem::path fresh_folder() {
    static std::atomic<int> number{0};
    auto folder = std::filesystem::temp_directory_path() / fmt::format("silverlane-bank-{}-{}", getpid(), number++);
    std::filesystem::create_directories(folder);
    return folder;
}

/// One key pair for all tests of the program: making one takes a while.
const std::filesystem::path& keys() {
    static const std::filesystem::path folder = [] {
        auto made = fresh_folder();
        EXPECT_TRUE(drivers::pin_block::make_key_pair(made / "pin.key", made / "pin.pub"));
        return made;
    }();
    return folder;
}

}  // namespace

KeyedHash hash_of(std::uint8_t byte) {
    KeyedHash hash;
    hash.bytes.fill(byte);
    return hash;
}

Sandbox::Sandbox()
    : folder(fresh_folder()), clock(*parse_rfc3339("2026-11-22T02:00:00.000Z")), card{protocol::BankMedium::Kind::card, hash_of(1)},
      other_card{protocol::BankMedium::Kind::card, hash_of(2)}, social_card{protocol::BankMedium::Kind::social_card, hash_of(3)},
      book{protocol::BankMedium::Kind::passbook, hash_of(4)} {
    std::ofstream(folder / "core.jsonl")
        << fmt::format(R"({{"customer":"C1","pin_hash":"{}","cards":["{}"],"social_cards":[],"accounts":[)"
                       R"({{"id":"1","kind":"demand","tail":"0017","opened":"2026-08-01","opening_fen":100000,"monthly":[)"
                       R"({{"summary":"pension","day":15,"amount_fen":312050}},{{"summary":"withdrawal","day":18,"amount_fen":-300000}}],)"
                       R"("passbook":{{"hash":"{}","rows_a_page":3,"pages":2,"first_line":1}}}},)"
                       R"({{"id":"2","kind":"time","tail":"0028","opened":"2025-12-02","opening_fen":5000000,"matures":"2026-12-02"}}]}})" "\n",
                       hash_pin(kPin, random, 1'000), card.hash.hexadecimal(), book.hash.hexadecimal())
        << fmt::format(R"({{"customer":"C2","pin_hash":"{}","cards":["{}"],"social_cards":["{}"],"accounts":[)"
                       R"({{"id":"1","kind":"social_card","tail":"0039","opened":"2026-01-31","opening_fen":0,"monthly":[)"
                       R"({{"summary":"pension","day":31,"amount_fen":200000,"missed":["2026-10"]}}]}}]}})" "\n",
                       hash_pin("135790", random, 1'000), other_card.hash.hexadecimal(), social_card.hash.hexadecimal());
    open();
}

Sandbox::~Sandbox() {
    bank.reset();
    std::error_code ignored;
    std::filesystem::remove_all(folder, ignored);
}

SandboxSettings Sandbox::settings() const {
    SandboxSettings settings;
    settings.customers = folder / "core.jsonl";
    settings.state = folder / "sandbox-bank.db";
    settings.pin_key = keys() / "pin.key";
    return settings;
}

void Sandbox::open() {
    bank.reset();
    auto opened = SandboxBank::open(settings(), clock, log);
    ASSERT_TRUE(opened) << opened.error().text();
    bank = std::move(*opened);
}

PrivateText Sandbox::sealed(const PinNonce& nonce, const std::string& digits) const {
    static const auto key = drivers::pin_block::SealKey::load(keys() / "pin.pub");
    EXPECT_TRUE(key.ok());
    auto block = key->seal(nonce, digits);
    EXPECT_TRUE(block.ok());
    return std::move(*block);
}

PinCheck::Verdict Sandbox::try_pin(const protocol::BankMedium& medium, const std::string& digits) {
    PinNonce nonce;
    random.fill(nonce);
    const auto check = bank->verify_pin(medium, nonce, sealed(nonce, digits));
    EXPECT_TRUE(check) << check.error().text();
    return check ? check->verdict : PinCheck::Verdict::unusable;
}

void Sandbox::set_day(const std::string& day, const std::string& time) { clock.jump_to(*parse_rfc3339(day + "T" + time + ".000Z")); }

}  // namespace silverlane::bank
