// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: Silverlane contributors
#include <gtest/gtest.h>

#include "bank_fixture.h"

namespace silverlane::bank {
namespace {

using State = protocol::PensionState::State;
using Verdict = PinCheck::Verdict;

const CoreCustomerId kFirst{"C1"}, kSecond{"C2"};

std::string seen(const PrivateText& text) { return std::string{text.open(PrivateDoor::protocol_codec)}; }

TEST(SandboxBank, TheRightPinOpensWithEveryMediumOfTheCustomer) {
    Sandbox sandbox;
    EXPECT_EQ(sandbox.try_pin(sandbox.card, kPin), Verdict::right);
    EXPECT_EQ(sandbox.try_pin(sandbox.book, kPin), Verdict::right);
    EXPECT_EQ(sandbox.try_pin(sandbox.social_card, "135790"), Verdict::right);
    EXPECT_EQ(sandbox.try_pin(sandbox.social_card, kPin), Verdict::wrong_pin);
}

TEST(SandboxBank, AHashOfAnotherKindOfMediumIsNotTheSameThing) {
    Sandbox sandbox;
    EXPECT_EQ(sandbox.try_pin({protocol::BankMedium::Kind::social_card, sandbox.card.hash}, kPin), Verdict::unusable);
    EXPECT_EQ(sandbox.try_pin({protocol::BankMedium::Kind::card, hash_of(99)}, kPin), Verdict::unusable);
}

TEST(SandboxBank, ThreeWrongPinsLockTheCardAlsoAgainstTheRightOneAndAcrossARestart) {
    Sandbox sandbox;
    EXPECT_EQ(sandbox.try_pin(sandbox.card, "000000"), Verdict::wrong_pin);
    sandbox.open();
    EXPECT_EQ(sandbox.try_pin(sandbox.card, "000001"), Verdict::wrong_pin);
    EXPECT_EQ(sandbox.try_pin(sandbox.card, "000002"), Verdict::unusable);
    EXPECT_EQ(sandbox.try_pin(sandbox.card, kPin), Verdict::unusable);
    sandbox.open();
    EXPECT_EQ(sandbox.try_pin(sandbox.card, kPin), Verdict::unusable);
    EXPECT_EQ(sandbox.try_pin(sandbox.book, kPin), Verdict::right) << "another medium is another lock";
}

TEST(SandboxBank, ARightPinForgetsTheWrongOnesBeforeIt) {
    Sandbox sandbox;
    for (int round = 0; round < 3; ++round) {
        EXPECT_EQ(sandbox.try_pin(sandbox.card, "000000"), Verdict::wrong_pin);
        EXPECT_EQ(sandbox.try_pin(sandbox.card, "000000"), Verdict::wrong_pin);
        EXPECT_EQ(sandbox.try_pin(sandbox.card, kPin), Verdict::right);
    }
}

TEST(SandboxBank, ABlockThatCannotBeOpenedIsNoTry) {
    Sandbox sandbox;
    PinNonce nonce{}, other{};
    other.fill(7);
    for (int i = 0; i < 5; ++i) {
        const auto check = sandbox.bank->verify_pin(sandbox.card, nonce, sandbox.sealed(other, kPin));
        ASSERT_FALSE(check);
        EXPECT_EQ(check.error().code(), ErrorCode::invalid_input);
    }
    EXPECT_EQ(sandbox.try_pin(sandbox.card, kPin), Verdict::right);
}

TEST(SandboxBank, ThePensionFollowsTheBranchsDayNotUtc) {
    Sandbox sandbox;
    sandbox.set_day("2026-11-14", "15:59:59");   // 23:59:59 in the branch
    EXPECT_EQ(sandbox.bank->pension(kFirst)->state, State::not_arrived);
    sandbox.set_day("2026-11-14", "16:00:00");   // midnight of the 15th
    const auto pension = sandbox.bank->pension(kFirst);
    EXPECT_EQ(pension->state, State::arrived);
    EXPECT_EQ(seen(pension->amount_fen), "312050");
    EXPECT_EQ(pension->month, "2026-11");
    sandbox.set_day("2026-11-30", "15:59:59");
    EXPECT_EQ(sandbox.bank->pension(kFirst)->month, "2026-11");
    sandbox.set_day("2026-11-30", "16:00:00");
    EXPECT_EQ(sandbox.bank->pension(kFirst)->month, "2026-12");
    EXPECT_EQ(sandbox.bank->pension(kFirst)->state, State::not_arrived);
}

TEST(SandboxBank, AMonthThatWasMissedStaysNotArrived) {
    Sandbox sandbox;
    sandbox.set_day("2026-10-31", "10:00:00");
    const auto pension = sandbox.bank->pension(kSecond);
    EXPECT_EQ(pension->state, State::not_arrived);
    EXPECT_EQ(pension->usual_day, 31);
    EXPECT_TRUE(pension->amount_fen.empty());
}

TEST(SandboxBank, AccountsBalancesAndDepositsAreThoseOfTheCustomerAlone) {
    Sandbox sandbox;
    const auto accounts = sandbox.bank->accounts(kFirst);
    ASSERT_TRUE(accounts);
    ASSERT_EQ(accounts->size(), 2U);
    EXPECT_EQ((*accounts)[0].kind, "demand");
    EXPECT_EQ(seen((*accounts)[0].tail), "0017");
    EXPECT_EQ(seen(*sandbox.bank->balance(kFirst, "1")), "136150");
    EXPECT_EQ(seen(*sandbox.bank->balance(kFirst, "2")), "5000000");
    EXPECT_EQ(sandbox.bank->balance(kSecond, "2").error().code(), ErrorCode::not_found);
    const auto deposits = sandbox.bank->deposits(kFirst);
    ASSERT_TRUE(deposits && deposits->size() == 1);
    EXPECT_EQ(deposits->front().matures, "2026-12-02");
    EXPECT_EQ(sandbox.bank->accounts(CoreCustomerId{"nobody"}).error().code(), ErrorCode::not_found);
}

TEST(SandboxBank, ThePassbookGetsItsMissingLinesOnceAndInOrder) {
    Sandbox sandbox;
    auto lines = sandbox.bank->passbook_lines(sandbox.book.hash, "");
    ASSERT_TRUE(lines);
    // Opening, and pension and withdrawal of September and October, then the pension of November has no room: two pages of three rows.
    ASSERT_EQ(lines->lines.size(), 6U);
    EXPECT_TRUE(lines->new_book_needed);
    EXPECT_EQ(lines->lines[3].page, 2);
    EXPECT_EQ(lines->lines[3].row, 1);
    EXPECT_EQ(lines->lines[1].summary, "pension");
    EXPECT_EQ(lines->lines[1].day, "2026-09-15");
    EXPECT_EQ(seen(lines->lines[2].amount_fen), "-300000");
    EXPECT_EQ(seen(lines->lines[2].balance_fen), "112050");
    ASSERT_TRUE(sandbox.bank->mark_printed(sandbox.book.hash, "2"));
    ASSERT_TRUE(sandbox.bank->mark_printed(sandbox.book.hash, "2"));
    ASSERT_TRUE(sandbox.bank->mark_printed(sandbox.book.hash, "1")) << "an older line again";
    sandbox.open();
    lines = sandbox.bank->passbook_lines(sandbox.book.hash, "");
    ASSERT_EQ(lines->lines.size(), 4U);
    EXPECT_EQ(lines->lines.front().id, "3");
}

TEST(SandboxBank, OfBookAndMarkTheLaterCountsSoThatNothingIsPrintedTwice) {
    Sandbox sandbox;
    EXPECT_EQ(sandbox.bank->passbook_lines(sandbox.book.hash, "4")->lines.front().id, "5");
    ASSERT_TRUE(sandbox.bank->mark_printed(sandbox.book.hash, "5"));
    EXPECT_EQ(sandbox.bank->passbook_lines(sandbox.book.hash, "4")->lines.front().id, "6");
    EXPECT_EQ(sandbox.bank->passbook_lines(sandbox.book.hash, "x9")->lines.front().id, "6") << "a name that no line has";
}

TEST(SandboxBank, LinesAndBooksThatAreNotThereAreRefused) {
    Sandbox sandbox;
    EXPECT_EQ(sandbox.bank->mark_printed(sandbox.book.hash, "99").error().code(), ErrorCode::not_found);
    EXPECT_EQ(sandbox.bank->mark_printed(sandbox.book.hash, "0").error().code(), ErrorCode::not_found);
    EXPECT_EQ(sandbox.bank->passbook_lines(sandbox.card.hash, "").error().code(), ErrorCode::not_found);
}

TEST(SandboxBank, TheLogSaysThatItIsASandboxAndNothingOfAnybody) {
    Sandbox sandbox;
    static_cast<void>(sandbox.try_pin(sandbox.card, "000000"));
    static_cast<void>(sandbox.try_pin(sandbox.card, "000000"));
    static_cast<void>(sandbox.try_pin(sandbox.card, "000000"));
    static_cast<void>(sandbox.bank->balance(kFirst, "1"));
    EXPECT_EQ(sandbox.log.names, (std::vector<std::string>{"sandbox_bank_in_use", "bank_card_locked"}));
    for (const auto* secret : {"000000", "136150", "0017", "C1", sandbox.card.hash.hexadecimal().c_str()}) {
        EXPECT_EQ(sandbox.log.lines.find(secret), std::string::npos) << secret;
    }
}

}  // namespace
}  // namespace silverlane::bank
