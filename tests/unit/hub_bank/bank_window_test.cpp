// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: Silverlane contributors
#include "hub/bank/bank_window.h"

#include <gtest/gtest.h>

#include <thread>

#include "base/hexadecimal.h"
#include "bank_fixture.h"

namespace silverlane::bank {
namespace {

const KioskId kKiosk{"K1"}, kOther{"K2"};

class BankWindowTest : public ::testing::Test {
protected:
    protocol::BankSessionRequest request(const std::string& key, const std::string& nonce, const std::string& digits) {
        PinNonce bytes{};
        const auto raw = from_hexadecimal(nonce);
        EXPECT_TRUE(raw.ok());
        std::copy(raw->begin(), raw->end(), bytes.begin());
        return {IdempotencyKey{key}, sandbox.card, nonce, sandbox.sealed(bytes, digits)};
    }
    protocol::BankSessionRequest request(const std::string& key, const std::string& digits) { return request(key, window.make_nonce(kKiosk)->nonce, digits); }
    std::string session() { return window.open(kKiosk, request("open", kPin))->session; }

    Sandbox sandbox;
    BankWindow window{WindowSettings{}, *sandbox.bank, sandbox.clock, sandbox.random, sandbox.log};
};

TEST_F(BankWindowTest, ARightPinOpensASessionThatAnswersForItsCustomer) {
    const auto opened = session();
    ASSERT_FALSE(opened.empty());
    EXPECT_EQ(window.pension(kKiosk, opened)->state, protocol::PensionState::State::arrived);
    EXPECT_EQ(window.accounts(kKiosk, opened)->accounts.size(), 2U);
    EXPECT_TRUE(window.balance(kKiosk, {opened, "1"}));
}

TEST_F(BankWindowTest, WrongPinsSayPinTwiceThenCardAndNeverHowManyAreLeft) {
    EXPECT_EQ(window.open(kKiosk, request("a", "000000"))->refused, "pin");
    EXPECT_EQ(window.open(kKiosk, request("b", "000000"))->refused, "pin");
    EXPECT_EQ(window.open(kKiosk, request("c", "000000"))->refused, "card");
    const auto locked = window.open(kKiosk, request("d", kPin));
    EXPECT_EQ(locked->refused, "card");
    EXPECT_TRUE(locked->session.empty());
}

TEST_F(BankWindowTest, TheSameKeyAgainIsNoSecondTryAndGetsTheFirstAnswer) {
    const auto wrong = request("same", "000000");
    for (int i = 0; i < 10; ++i) EXPECT_EQ(window.open(kKiosk, wrong)->refused, "pin");
    const auto right = request("right", kPin);
    const auto first = window.open(kKiosk, right)->session;
    EXPECT_EQ(window.open(kKiosk, right)->session, first);
    EXPECT_FALSE(first.empty());
}

TEST_F(BankWindowTest, TheSameKeyFromManyThreadsAtOnceIsOneTry) {
    const auto wrong = request("same", "000000");
    std::vector<std::thread> threads;
    for (int i = 0; i < 8; ++i) threads.emplace_back([&] { EXPECT_EQ(window.open(kKiosk, wrong)->refused, "pin"); });
    for (auto& each : threads) each.join();
    EXPECT_EQ(window.open(kKiosk, request("next", "000000"))->refused, "pin");
}

TEST_F(BankWindowTest, ANonceIsGoodOnceForItsTerminalAndForTwoMinutes) {
    const auto nonce = window.make_nonce(kKiosk)->nonce;
    EXPECT_EQ(nonce.size(), 32U);
    EXPECT_EQ(window.open(kOther, request("other", nonce, kPin)).error().code(), ErrorCode::not_found);
    EXPECT_TRUE(window.open(kKiosk, request("first", nonce, kPin)));
    EXPECT_EQ(window.open(kKiosk, request("again", nonce, kPin)).error().code(), ErrorCode::not_found);
    const auto old = window.make_nonce(kKiosk)->nonce;
    sandbox.clock.advance(Milliseconds{120'001});
    EXPECT_EQ(window.open(kKiosk, request("late", old, kPin)).error().code(), ErrorCode::not_found);
}

TEST_F(BankWindowTest, ABlockSealedOverAnotherNonceIsNoTryAndIsLogged) {
    const auto mine = window.make_nonce(kKiosk)->nonce;
    auto mixed = request("mixed", window.make_nonce(kKiosk)->nonce, kPin);
    mixed.nonce = mine;
    EXPECT_EQ(window.open(kKiosk, mixed)->refused, "card");
    EXPECT_EQ(sandbox.log.names.back(), "bank_pin_block_unreadable");
    EXPECT_EQ(window.open(kKiosk, request("right", kPin))->refused, "");
}

TEST_F(BankWindowTest, ASessionDiesFiveMinutesAfterItsLastUseAndNotBefore) {
    const auto opened = session();
    for (int i = 0; i < 3; ++i) {
        sandbox.clock.advance(Milliseconds{299'000});
        EXPECT_TRUE(window.accounts(kKiosk, opened));
    }
    sandbox.clock.advance(Milliseconds{300'001});
    EXPECT_EQ(window.accounts(kKiosk, opened).error().code(), ErrorCode::not_found);
}

TEST_F(BankWindowTest, AClosedSessionIsGoneAndARepeatOfItsOpeningDoesNotHandItOut) {
    const auto asked = request("open", kPin);
    const auto opened = window.open(kKiosk, asked)->session;
    window.close(kOther, opened);
    EXPECT_TRUE(window.accounts(kKiosk, opened)) << "another terminal cannot close it";
    window.close(kKiosk, opened);
    window.close(kKiosk, opened);
    EXPECT_FALSE(window.accounts(kKiosk, opened));
    EXPECT_FALSE(window.open(kKiosk, asked)) << "its nonce is used up";
}

TEST_F(BankWindowTest, ASessionIsOfNoUseToAnotherTerminal) {
    const auto opened = session();
    EXPECT_EQ(window.pension(kOther, opened).error().code(), ErrorCode::not_found);
    EXPECT_EQ(window.balance(kOther, {opened, "1"}).error().code(), ErrorCode::not_found);
    EXPECT_EQ(window.pension(kKiosk, "guessed").error().code(), ErrorCode::not_found);
}

TEST_F(BankWindowTest, WhatIsKeptInMemoryHasABound) {
    WindowSettings settings;
    settings.most_kept = 3;
    BankWindow small{settings, *sandbox.bank, sandbox.clock, sandbox.random, sandbox.log};
    for (int i = 0; i < 3; ++i) EXPECT_TRUE(small.make_nonce(kKiosk));
    EXPECT_EQ(small.make_nonce(kKiosk).error().code(), ErrorCode::too_many);
    sandbox.clock.advance(Milliseconds{120'001});
    EXPECT_TRUE(small.make_nonce(kKiosk));
}

}  // namespace
}  // namespace silverlane::bank
