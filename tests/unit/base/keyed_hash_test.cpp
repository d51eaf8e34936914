// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/keyed_hash.h"

#include <gtest/gtest.h>
#include <sys/stat.h>

#include <fstream>

#include "base/hexadecimal.h"

namespace silverlane {
namespace {

HashKey key_of(std::uint8_t fill) {
    std::array<std::uint8_t, 32> bytes{};
    bytes.fill(fill);
    return HashKey{bytes};
}

PhoneNumber phone(const char* text) { return {PrivateText{text}}; }

}  // namespace

// RFC 4231, 4.2, has a key of 20 bytes 0x0b; padded with zeros to 32 it is the same HMAC key.
TEST(HashKey, AgreesWithRfc4231) {
    std::array<std::uint8_t, 32> bytes{};
    std::fill_n(bytes.begin(), 20, std::uint8_t{0x0b});
    EXPECT_EQ(HashKey{bytes}.hash("Hi There").hexadecimal(), "b0344c61d8db38535ca8afceaf0bf12b881dc200c9833da726e9376c2e32cff7");
}

TEST(IdentifierHasher, OnePhoneHasOneHashHoweverItIsWritten) {
    const IdentifierHasher hasher{key_of(1)};
    const KeyedHash plain = hasher.phone(phone("10000000001"));
    EXPECT_EQ(hasher.phone(phone("+86 100-0000-0001")), plain);
    EXPECT_NE(hasher.phone(phone("10000000002")), plain);
}

TEST(IdentifierHasher, ATailMeansNothingTomorrowOrNextDoor) {
    const IdentifierHasher hasher{key_of(1)};
    const KeyedHash today = hasher.phone_tail(phone("10000007701"), BranchId{"0791"}, "2026-11-22");
    EXPECT_EQ(hasher.phone_tail(phone("7701"), BranchId{"0791"}, "2026-11-22"), today);
    EXPECT_NE(hasher.phone_tail(phone("7701"), BranchId{"0791"}, "2026-11-23"), today);
    EXPECT_NE(hasher.phone_tail(phone("7701"), BranchId{"0792"}, "2026-11-22"), today);
}

TEST(IdentifierHasher, OneDeviceAddressHasOneHashHoweverItIsWritten) {
    const IdentifierHasher hasher{key_of(1)};
    const auto hash = [&](const char* text) { return hasher.device_address(PrivateText{text}, BranchId{"0791"}, "2026-11-22"); };
    EXPECT_EQ(hash("02-11-22-33-44-5F"), hash("02:11:22:33:44:5f"));
    EXPECT_EQ(hash("0211.2233.445f"), hash("02112233445F"));
}

TEST(IdentifierHasher, KindsDoNotMeet) {
    const IdentifierHasher hasher{key_of(1)};
    EXPECT_NE(hasher.card(CardToken{PrivateText{"7701"}}), hasher.customer_reference(PrivateText{"7701"}));
}

TEST(HashKey, AFileThatOthersCanReadIsRefused) {
    const std::string file = testing::TempDir() + "silverlane-key";
    std::ofstream(file) << std::string(64, 'a') << '\n';
    chmod(file.c_str(), 0644);
    ASSERT_FALSE(HashKey::load(file));
    EXPECT_EQ(HashKey::load(file).error().code(), ErrorCode::forbidden);
    chmod(file.c_str(), 0600);
    EXPECT_TRUE(HashKey::load(file));
    std::ofstream(file) << "short";
    EXPECT_EQ(HashKey::load(file).error().code(), ErrorCode::invalid_input);
    std::remove(file.c_str());
}

TEST(Hexadecimal, GoesThereAndBackAndRefusesTheRest) {
    const std::vector<std::uint8_t> bytes{0, 15, 16, 255};
    EXPECT_EQ(to_hexadecimal(bytes), "000f10ff");
    EXPECT_EQ(*from_hexadecimal("000F10ff"), bytes);
    EXPECT_FALSE(from_hexadecimal("0"));
    EXPECT_FALSE(from_hexadecimal("0g"));
}

}  // namespace silverlane
