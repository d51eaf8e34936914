// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: Silverlane contributors
#include "drivers/wifi/wifi_evidence.h"

#include <gtest/gtest.h>

namespace silverlane::drivers::wifi {
namespace {

using protocol::IdentifierKind;
using protocol::Proof;

class WifiEvidence : public ::testing::Test {
protected:
    static HashKey key() {
        std::array<std::uint8_t, 32> bytes{};
        bytes.fill(7);
        return HashKey{bytes};
    }
    IdentifierHasher hasher_{key()};
    ClientSettings client_ = [] {
        ClientSettings client;
        client.branch = BranchId{"0791"};
        return client;
    }();
    AccountingRecord record_;
    static constexpr std::string_view kDay = "2026-11-22";
    static constexpr UtcTime kNow{Milliseconds{1'795'298'403'000}};
};

TEST(UserName, OfADeviceOrNobodyIsNoIdentity) {
    for (const char* name : {"", "021122334455", "02-11-22-33-44-55", "0211.2233.4455", "02:11:22:AA:bb:cc", "021122334455@bank.example",
                             "anonymous@bank.example", "Anonymous@bank.example", "@bank.example", "voucher-77X2", "alice@"}) {
        EXPECT_EQ(kind_of_user_name(name, {}), UserNameKind::nobody) << name;
    }
}

TEST(UserName, IsAPhoneInTheUsualSpellings) {
    for (const char* name : {"13800138000", "+8613800138000", "8613800138000", "0086 138-0013-8000", "+447700900123", "13800138000@portal"}) {
        EXPECT_EQ(kind_of_user_name(name, {}), UserNameKind::phone) << name;
    }
    EXPECT_EQ(kind_of_user_name("12800138000", {}), UserNameKind::nobody) << "no mobile number begins with 12";
    EXPECT_EQ(kind_of_user_name("1380013800", {}), UserNameKind::nobody);
}

TEST(UserName, WithARealmIsAnIdentityWhereTheRealmIsListed) {
    EXPECT_EQ(kind_of_user_name("alice@bank.example", {}), UserNameKind::identity);
    EXPECT_EQ(kind_of_user_name("alice@BANK.example", {"bank.example"}), UserNameKind::identity);
    EXPECT_EQ(kind_of_user_name("alice@elsewhere.example", {"bank.example"}), UserNameKind::nobody);
}

TEST(AccessPoint, MatchesInAnySpellingWithOrWithoutNetwork) {
    EXPECT_TRUE(is_access_point("96-F7-FF-9A-BF-33:Bank-Guest", "96-f7-ff-9a-bf-33"));
    EXPECT_TRUE(is_access_point("96-F7-FF-9A-BF-33:Bank-Guest", "96F7FF9ABF33:Bank-Guest"));
    EXPECT_TRUE(is_access_point("46-2B-33-CE-2D-CC:", "46:2b:33:ce:2d:cc"));
    EXPECT_TRUE(is_access_point("96:F7:FF:9A:BF:33:Bank-Guest", "96f7.ff9a.bf33"));
    EXPECT_FALSE(is_access_point("96-F7-FF-9A-BF-33:Bank-Guest", "96-F7-FF-9A-BF-33:Bank-Staff"));
    EXPECT_FALSE(is_access_point("96-F7-FF-9A-BF-34:Bank-Guest", "96-F7-FF-9A-BF-33"));
    EXPECT_FALSE(is_access_point("", "96-F7-FF-9A-BF-33"));
}

TEST_F(WifiEvidence, TakesTheClassWithTheBanksPrefixBeforeEverythingElse) {
    record_.classes.emplace_back("vendor-opaque");
    record_.classes.emplace_back("CIF:alice-7788");
    record_.chargeable_user = PrivateText{"cui-5f3a9c"};
    record_.user_name = PrivateText{"13800138000"};
    const auto found = identifiers_of(record_, client_, hasher_, kDay);
    ASSERT_EQ(found.size(), 1U);
    EXPECT_EQ(found[0].kind, IdentifierKind::customer_reference);
    EXPECT_EQ(found[0].hash, hasher_.customer_reference(PrivateText{"alice-7788"}));
    EXPECT_EQ(found[0].proof, Proof::authenticated);
}

TEST_F(WifiEvidence, HonoursAnotherPrefix) {
    client_.class_prefix = "bank=";
    record_.classes.emplace_back("CIF:alice-7788");
    EXPECT_TRUE(identifiers_of(record_, client_, hasher_, kDay).empty());
    record_.classes.emplace_back("bank=9");
    EXPECT_EQ(identifiers_of(record_, client_, hasher_, kDay).at(0).hash, hasher_.customer_reference(PrivateText{"9"}));
}

TEST_F(WifiEvidence, FallsBackToTheChargeableUserUnlessItIsEmptyOrNul) {
    record_.chargeable_user = PrivateText{"cui-5f3a9c"};
    EXPECT_EQ(identifiers_of(record_, client_, hasher_, kDay).at(0).hash, hasher_.customer_reference(PrivateText{"cui-5f3a9c"}));
    record_.chargeable_user = PrivateText{std::string(1, '\0')};
    EXPECT_TRUE(identifiers_of(record_, client_, hasher_, kDay).empty());
}

TEST_F(WifiEvidence, APhoneYieldsTheHashOfTheWholeAndOfTheTail) {
    record_.user_name = PrivateText{"+86 138-0013-8000"};
    const auto found = identifiers_of(record_, client_, hasher_, kDay);
    ASSERT_EQ(found.size(), 2U);
    EXPECT_EQ(found[0].kind, IdentifierKind::phone);
    EXPECT_EQ(found[0].hash, hasher_.phone(PhoneNumber{PrivateText{"13800138000"}}));
    EXPECT_EQ(found[1].kind, IdentifierKind::phone_tail);
    EXPECT_EQ(found[1].hash, hasher_.phone_tail(PhoneNumber{PrivateText{"8000"}}, client_.branch, kDay));
    EXPECT_EQ(found[1].proof, Proof::claim);
    EXPECT_NE(found[1].hash, hasher_.phone_tail(PhoneNumber{PrivateText{"8000"}}, BranchId{"0792"}, kDay)) << "means nothing next door";
    EXPECT_NE(found[1].hash, hasher_.phone_tail(PhoneNumber{PrivateText{"8000"}}, client_.branch, "2026-11-23")) << "nor tomorrow";
}

TEST_F(WifiEvidence, ADeviceCorroboratesOnlyAndIsKeyedPerBranchAndDay) {
    record_.calling_station = PrivateText{"00-11-22-33-44-55"};
    const auto found = identifiers_of(record_, client_, hasher_, kDay);
    ASSERT_EQ(found.size(), 1U);
    EXPECT_EQ(found[0].kind, IdentifierKind::device);
    EXPECT_EQ(found[0].proof, Proof::corroboration);
    EXPECT_EQ(found[0].hash, hasher_.device_address(PrivateText{"0011.2233.4455"}, client_.branch, kDay));
    EXPECT_NE(found[0].hash, identifiers_of(record_, client_, hasher_, "2026-11-23").at(0).hash);
}

TEST_F(WifiEvidence, TheSourcesTimestampIsTheEventTime) {
    record_.event_timestamp = 1'795'298'400;
    record_.delay_seconds = 9;
    const EventTime event = event_time_of(record_, kNow);
    EXPECT_TRUE(event.given_by_source);
    EXPECT_EQ(event.time, UtcTime{Milliseconds{1'795'298'400'000}});
}

TEST_F(WifiEvidence, WithoutTimestampTheDelayIsTakenOffAndTheRestRoundedToFiveSeconds) {
    record_.delay_seconds = 9;
    EXPECT_EQ(event_time_of(record_, kNow).time, UtcTime{Milliseconds{1'795'298'395'000}});
    EXPECT_FALSE(event_time_of(record_, kNow).given_by_source);
}

TEST_F(WifiEvidence, AClockMoreThanTwoMinutesAheadIsNoticed) {
    record_.event_timestamp = 1'795'298'403 + 120;
    EXPECT_FALSE(event_time_of(record_, kNow).clock_ahead);
    record_.event_timestamp = 1'795'298'403 + 121;
    EXPECT_TRUE(event_time_of(record_, kNow).clock_ahead);
}

TEST_F(WifiEvidence, TheSessionNameHoldsNoDeviceAddressAndTheKeyIsStable) {
    const PrivateText session{"021122334455-1795298400"};
    const std::string name = session_name("ap1", session, hasher_);
    EXPECT_TRUE(name.starts_with("ap1/"));
    EXPECT_EQ(name.find("0211"), std::string::npos);
    EXPECT_EQ(name, session_name("ap1", session, hasher_));
    EXPECT_EQ(session_name("ap1", PrivateText{}, hasher_), "ap1/");
    const auto key = key_of(client_.branch, name, kStart, kNow, hasher_);
    EXPECT_EQ(key, key_of(client_.branch, name, kStart, kNow, IdentifierHasher{WifiEvidence::key()})) << "the same after a restart";
    EXPECT_NE(key, key_of(client_.branch, name, kStop, kNow, hasher_));
    EXPECT_NE(key, key_of(client_.branch, name, kStart, kNow + Milliseconds{1000}, hasher_));
}

}  // namespace
}  // namespace silverlane::drivers::wifi
