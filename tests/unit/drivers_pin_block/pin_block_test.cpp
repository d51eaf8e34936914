// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: Silverlane contributors
#include "drivers/pin_block/pin_block.h"

#include <gtest/gtest.h>
#include <unistd.h>

#include <fstream>

#include "base/hexadecimal.h"
#include "base/random_source.h"
#include "tests/contract/peer_command.h"

namespace silverlane::drivers::pin_block {
namespace {

/// One pair of keys for all tests: making one takes a noticeable while.
class PinBlockTest : public ::testing::Test {
protected:
    static void SetUpTestSuite() {
        std::string pattern = testing::TempDir() + "/pin-block-XXXXXX";
        folder = mkdtemp(pattern.data());
        ASSERT_TRUE(make_key_pair(folder / "bank.key", folder / "bank.pem"));
    }
    static void TearDownTestSuite() { std::filesystem::remove_all(folder); }

    static PrivateText sealed(std::string_view digits, const Nonce& nonce = {}) {
        return SealKey::load(folder / "bank.pem").value().seal(nonce, digits).value();
    }
    static Result<PrivateText> opened(const PrivateText& block, const Nonce& nonce = {}) {
        return OpenKey::load(folder / "bank.key").value().open(nonce, block);
    }
    static inline std::filesystem::path folder;
};

TEST_F(PinBlockTest, WhatIsSealedWithTheBanksNonceIsOpenedByTheBankAlone) {
    Nonce nonce{};
    nonce[0] = 7;
    EXPECT_EQ(opened(sealed("135790", nonce), nonce)->open(PrivateDoor::protocol_codec), "135790");
    EXPECT_EQ(opened(sealed("0000"))->open(PrivateDoor::protocol_codec), "0000");
    EXPECT_EQ(opened(sealed("123456789012"))->open(PrivateDoor::protocol_codec), "123456789012");
}

TEST_F(PinBlockTest, ABlockIsGoodForItsNonceOnly) {
    Nonce other{};
    other[15] = 1;
    EXPECT_EQ(opened(sealed("135790"), other).error().code(), ErrorCode::unauthorised);
}

TEST_F(PinBlockTest, EqualPinsDoNotLookEqualAndNumberOfDigitsDoesNotShow) {
    const PrivateText one = sealed("135790");
    const PrivateText again = sealed("135790");
    EXPECT_NE(one.open(PrivateDoor::protocol_codec), again.open(PrivateDoor::protocol_codec));
    EXPECT_EQ(one.open(PrivateDoor::protocol_codec).size(), 768U);
    EXPECT_EQ(sealed("1357").open(PrivateDoor::protocol_codec).size(), 768U);
    EXPECT_EQ(one.open(PrivateDoor::protocol_codec).find("135790"), std::string_view::npos);
}

TEST_F(PinBlockTest, EveryChangedBitIsRefusedInTheSameWords) {
    const std::string good(sealed("135790").open(PrivateDoor::protocol_codec));
    SeededRandom random{4};
    for (int i = 0; i < 50; ++i) {
        std::string changed = good;
        char& digit = changed[random.below(changed.size())];
        digit = digit == 'a' ? 'b' : 'a';
        const auto answer = opened(PrivateText{changed});
        ASSERT_FALSE(answer.ok());
        EXPECT_EQ(answer.error().text(), "this PIN block is not good");
    }
    for (const std::string& odd : {std::string{}, std::string("zz"), good.substr(2), good + "00", std::string(768, 'f')}) {
        EXPECT_EQ(opened(PrivateText{odd}).error().text(), "this PIN block is not good");
    }
}

TEST_F(PinBlockTest, AnotherBanksKeyDoesNotOpenIt) {
    ASSERT_TRUE(make_key_pair(folder / "other.key", folder / "other.pem"));
    EXPECT_EQ(OpenKey::load(folder / "other.key")->open({}, sealed("135790")).error().code(), ErrorCode::unauthorised);
}

TEST_F(PinBlockTest, WhatIsNoPinIsNotSealed) {
    const SealKey key = SealKey::load(folder / "bank.pem").value();
    for (const char* wrong : {"", "123", "1234567890123", "12345a", "12 456", "-12345"}) {
        EXPECT_EQ(key.seal({}, wrong).error().code(), ErrorCode::invalid_input) << wrong;
    }
}

TEST_F(PinBlockTest, OpenSslsOwnProgramOpensWhatWeSealed) {
    Nonce nonce{};
    for (std::size_t i = 0; i < nonce.size(); ++i) nonce[i] = static_cast<std::uint8_t>(i);
    const auto bytes = from_hexadecimal(sealed("135790", nonce).open(PrivateDoor::protocol_codec)).value();
    std::ofstream(folder / "block", std::ios::binary).write(reinterpret_cast<const char*>(bytes.data()), static_cast<std::streamsize>(bytes.size()));
    const PeerOutcome peer = run_peer("openssl pkeyutl -decrypt -inkey " + (folder / "bank.key").string() + " -in " + (folder / "block").string() +
                                      " -pkeyopt rsa_padding_mode:oaep -pkeyopt rsa_oaep_md:sha256 -pkeyopt rsa_mgf1_md:sha256");
    EXPECT_EQ(peer.status, 0) << peer.output;
    EXPECT_EQ(peer.output, '\1' + std::string(nonce.begin(), nonce.end()) + "135790");
}

TEST_F(PinBlockTest, TheBanksKeyIsForItsOwnerAloneAndNeverReplaced) {
    EXPECT_EQ(std::filesystem::status(folder / "bank.key").permissions(),
              std::filesystem::perms::owner_read | std::filesystem::perms::owner_write);
    EXPECT_EQ(make_key_pair(folder / "bank.key", folder / "new.pem").error().code(), ErrorCode::conflict);
    EXPECT_EQ(make_key_pair(folder / "new.key", folder / "bank.pem").error().code(), ErrorCode::conflict);
    EXPECT_FALSE(std::filesystem::exists(folder / "new.key"));
    std::filesystem::copy_file(folder / "bank.key", folder / "open.key");
    std::filesystem::permissions(folder / "open.key", std::filesystem::perms::group_read, std::filesystem::perm_options::add);
    EXPECT_EQ(OpenKey::load(folder / "open.key").error().code(), ErrorCode::forbidden);
}

TEST_F(PinBlockTest, OtherKeyFilesAreRefused) {
    EXPECT_EQ(SealKey::load(folder / "nowhere.pem").error().code(), ErrorCode::not_found);
    EXPECT_EQ(OpenKey::load(folder / "nowhere.key").error().code(), ErrorCode::not_found);
    std::ofstream(folder / "text.pem") << "not a key\n";
    EXPECT_EQ(SealKey::load(folder / "text.pem").error().code(), ErrorCode::invalid_input);
    EXPECT_EQ(SealKey::load(folder / "bank.key").error().code(), ErrorCode::invalid_input) << "the pad must not hold the bank's private key";
    const std::string made = (folder / "small.key").string();
    ASSERT_EQ(run_peer("openssl genrsa -out " + made + " 1024 && openssl rsa -in " + made + " -pubout -out " + made + ".pem").status, 0);
    EXPECT_EQ(SealKey::load(made + ".pem").error().code(), ErrorCode::invalid_input);
    ASSERT_EQ(run_peer("openssl ecparam -name prime256v1 -genkey -noout | openssl ec -pubout -out " + made + ".ec").status, 0);
    EXPECT_EQ(SealKey::load(made + ".ec").error().code(), ErrorCode::invalid_input);
}

}  // namespace
}  // namespace silverlane::drivers::pin_block
