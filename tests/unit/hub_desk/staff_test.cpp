// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: Silverlane contributors
#include <gtest/gtest.h>

#include "desk_fixture.h"

namespace silverlane::desk {
namespace {

constexpr Milliseconds kMinute{60'000};

TEST(Staff, SigningInGivesATokenThatOpensASessionUntilSignOut) {
    SampleBank bank;
    auto entered = bank.desk->sign_in({"1001", std::string{SampleBank::kPin}});
    ASSERT_TRUE(entered) << entered.error().text();
    EXPECT_EQ(entered->first.branch_name, "样例支行");
    const auto session = bank.desk->session_for(entered->second.text);
    ASSERT_TRUE(session);
    EXPECT_EQ(session->staff.text, "1001");
    EXPECT_EQ(bank.desk->who(*session)->role, "lobby_manager");
    ASSERT_TRUE(bank.desk->sign_out(entered->second.text));
    EXPECT_EQ(bank.desk->session_for(entered->second.text).error().code(), ErrorCode::unauthorised);
}

TEST(Staff, ATokenExpires) {
    SampleBank bank;
    const auto entered = bank.desk->sign_in({"1001", std::string{SampleBank::kPin}});
    bank.clock.advance(bank.settings.session_lasts);
    EXPECT_FALSE(bank.desk->session_for(entered->second.text));
}

TEST(Staff, AnUnknownNumberAndAWrongPinAreRefusedAlike) {
    SampleBank bank;
    const auto wrong = bank.desk->sign_in({"1001", "0000"});
    const auto unknown = bank.desk->sign_in({"7777", "0000"});
    EXPECT_EQ(wrong.error().code(), ErrorCode::unauthorised);
    EXPECT_EQ(wrong.error().message(), unknown.error().message());
}

TEST(Staff, ARefusedSignInIsLoggedWithTheWorkNumberAndNeverWithThePin) {
    SampleBank bank;
    static_cast<void>(bank.desk->sign_in({"1001", "864209"}));
    EXPECT_EQ(bank.log.count("sign_in_refused"), 1U);
    EXPECT_NE(bank.log.all().find("why=wrong_pin"), std::string::npos) << bank.log.all();
    EXPECT_NE(bank.log.all().find("staff=1001"), std::string::npos) << bank.log.all();
    EXPECT_EQ(bank.log.all().find("864209"), std::string::npos) << bank.log.all();
}

TEST(Staff, WhatIsNoStaffNumberIsNeverLogged) {
    SampleBank bank;
    for (int i = 0; i < 5; ++i) static_cast<void>(bank.desk->sign_in({"13800138000", "975310"}));
    EXPECT_NE(bank.log.all().find("why=unknown_number"), std::string::npos) << bank.log.all();
    EXPECT_NE(bank.log.all().find("staff=unknown number"), std::string::npos) << bank.log.all();
    EXPECT_EQ(bank.desk->sign_in({"13800138000", "975310"}).error().code(), ErrorCode::too_many) << "locked, as a number that is known would be";
    bank.clock.advance(Milliseconds{10'000});
    for (int i = 0; i < 5; ++i) static_cast<void>(bank.desk->sign_in({"13800138001", "975310"}));
    for (const auto* typed : {"13800138000", "13800138001", "975310"}) EXPECT_EQ(bank.log.all().find(typed), std::string::npos) << bank.log.all();
}

TEST(Staff, UnknownNumbersWithoutEndDoNotFillTheLog) {
    SampleBank bank;
    for (int i = 0; i < 40; ++i) static_cast<void>(bank.desk->sign_in({"x" + std::to_string(i), "0000"}));
    EXPECT_EQ(bank.log.count("sign_in_refused"), 1U);
    static_cast<void>(bank.desk->sign_in({"1001", "0000"}));
    EXPECT_EQ(bank.log.count("sign_in_refused"), 2U) << "one that is known is told all the same";
    bank.clock.advance(Milliseconds{10'000});
    static_cast<void>(bank.desk->sign_in({"x99", "0000"}));
    EXPECT_EQ(bank.log.count("sign_in_refused"), 3U);
}

TEST(Staff, FiveWrongPinsLockForAQuarterOfAnHourAlsoForTheRightOne) {
    SampleBank bank;
    for (int i = 0; i < 4; ++i) EXPECT_EQ(bank.desk->sign_in({"1001", "0000"}).error().code(), ErrorCode::unauthorised);
    EXPECT_EQ(bank.desk->sign_in({"1001", "0000"}).error().code(), ErrorCode::too_many);
    EXPECT_EQ(bank.log.count("staff_locked"), 1U);
    bank.clock.advance(15 * kMinute - Milliseconds{1});
    EXPECT_EQ(bank.desk->sign_in({"1001", std::string{SampleBank::kPin}}).error().code(), ErrorCode::too_many);
    EXPECT_TRUE(bank.desk->sign_in({"1002", std::string{SampleBank::kPin}}));
    bank.clock.advance(Milliseconds{1});
    EXPECT_TRUE(bank.desk->sign_in({"1001", std::string{SampleBank::kPin}}));
}

TEST(Staff, ALockSurvivesAPowerCut) {
    SampleBank bank;
    for (int i = 0; i < 5; ++i) static_cast<void>(bank.desk->sign_in({"1001", "0000"}));
    bank.cut_power_and_reopen();
    EXPECT_EQ(bank.desk->sign_in({"1001", std::string{SampleBank::kPin}}).error().code(), ErrorCode::too_many);
}

TEST(Staff, SomebodyOfAnotherBranchSeesAndClaimsNothing) {
    SampleBank bank;
    bank.add(story_person());
    ASSERT_TRUE(bank.desk->accept({bank.wifi(1, "a1")}));
    const auto alert = bank.only_alert();
    const Session other{StaffId{"5001"}, BranchId{"B002"}, "lobby_manager"};
    EXPECT_TRUE(bank.desk->open_alerts(other)->alerts.empty());
    EXPECT_EQ(bank.desk->claim(other, alert.id, {IdempotencyKey{"c1"}, alert.version}).error().code(), ErrorCode::not_found);
    EXPECT_EQ(bank.desk->find_alert(other, alert.id).error().code(), ErrorCode::not_found);
}

TEST(Staff, AnothersKeyGivesNoClaim) {
    SampleBank bank;
    bank.add(story_person());
    ASSERT_TRUE(bank.desk->accept({bank.wifi(1, "a1")}));
    const auto alert = bank.only_alert();
    ASSERT_TRUE(bank.claim(alert, "1001", "c1"));
    EXPECT_EQ(bank.claim(alert, "1001", "c1")->claimed_by, "1001");
    const auto taken_over = bank.claim(alert, "1002", "c1");
    ASSERT_FALSE(taken_over);
    EXPECT_EQ(taken_over.error().code(), ErrorCode::conflict);
}

TEST(Staff, ATerminalIsKnownByItsTokenOnly) {
    SampleBank bank;
    const auto terminal = bank.desk->terminal_for(SampleBank::kDeviceToken);
    ASSERT_TRUE(terminal);
    EXPECT_EQ(terminal->kiosk.text, "K1");
    EXPECT_EQ(bank.desk->terminal_for("guess").error().code(), ErrorCode::unauthorised);
}

TEST(StaffPin, AHashMatchesItsPinOnlyAndGarbageMatchesNothing) {
    SystemRandom random;
    const auto hash = hash_pin("2468", random, 1'000);
    EXPECT_NE(hash, hash_pin("2468", random, 1'000));
    EXPECT_TRUE(pin_matches("2468", hash));
    EXPECT_FALSE(pin_matches("2469", hash));
    for (const std::string bad : {"", "x", "pbkdf2-sha256$0$00$00", "pbkdf2-sha256$999999999999$00$00", "md5$1$00$00"}) EXPECT_FALSE(pin_matches("2468", bad));
    EXPECT_EQ(hash_token("abc").hexadecimal(), "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");   // FIPS 180-4
}

}  // namespace
}  // namespace silverlane::desk
