// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: Silverlane contributors
#include "hub/bank/sandbox_ledger.h"

#include <gtest/gtest.h>

namespace silverlane::bank {
namespace {

using namespace std::chrono;

Day on(int y, unsigned m, unsigned d) { return Day{year{y} / month{m} / day{d}}; }

SandboxAccount account_with(int pension_day) {
    SandboxAccount account;
    account.id = "1";
    account.kind = "demand";
    account.opened = on(2026, 8, 1);
    account.opening_fen = 100'000;
    account.monthly = {{"pension", pension_day, 312'050, {}}, {"withdrawal", 18, -300'000, {}}};
    return account;
}

SandboxCustomer customer_with(SandboxAccount account) {
    SandboxCustomer customer;
    customer.id = "C1";
    customer.accounts.push_back(std::move(account));
    return customer;
}

TEST(SandboxLedger, ThePensionComesOnItsDayAndNotTheDayBefore) {
    const auto customer = customer_with(account_with(15));
    const auto before = pension_of(customer, on(2026, 11, 14));
    EXPECT_TRUE(before.has_pension);
    EXPECT_FALSE(before.arrived);
    EXPECT_EQ(before.amount_fen, 0);
    EXPECT_EQ(before.month, "2026-11");
    EXPECT_EQ(before.usual_day, 15);
    const auto after = pension_of(customer, on(2026, 11, 15));
    EXPECT_TRUE(after.arrived);
    EXPECT_EQ(after.amount_fen, 312'050);
    EXPECT_FALSE(pension_of(customer, on(2026, 12, 1)).arrived) << "a new month begins without this month's pension";
}

TEST(SandboxLedger, The31stOfAShortMonthIsItsLastDay) {
    auto account = account_with(31);
    account.opened = on(2023, 12, 1);
    const auto customer = customer_with(account);
    EXPECT_FALSE(pension_of(customer, on(2026, 11, 29)).arrived);
    EXPECT_TRUE(pension_of(customer, on(2026, 11, 30)).arrived);
    EXPECT_EQ(pension_of(customer, on(2026, 2, 28)).usual_day, 28);
    EXPECT_TRUE(pension_of(customer, on(2026, 2, 28)).arrived);
    EXPECT_FALSE(pension_of(customer, on(2024, 2, 28)).arrived) << "2024 is a leap year";
    EXPECT_TRUE(pension_of(customer, on(2024, 2, 29)).arrived);
}

TEST(SandboxLedger, WhoHasNoPensionIsToldSoAndNotThatItIsLate) {
    auto account = account_with(15);
    account.monthly.erase(account.monthly.begin());
    EXPECT_FALSE(pension_of(customer_with(account), on(2026, 11, 22)).has_pension);
}

TEST(SandboxLedger, APensionOfNothingOrLessHasNotArrived) {
    for (const std::int64_t amount : {0, -5}) {
        auto account = account_with(15);
        account.monthly[0].amount_fen = amount;
        const auto pension = pension_of(customer_with(account), on(2026, 11, 22));
        EXPECT_TRUE(pension.has_pension);
        EXPECT_FALSE(pension.arrived) << amount;
        EXPECT_EQ(pension.amount_fen, 0);
    }
}

TEST(SandboxLedger, AMissedMonthHasNoLineAndNoMoney) {
    auto account = account_with(15);
    const auto balance = balance_of(account, on(2026, 11, 22));
    account.monthly[0].missed = {"2026-11"};
    EXPECT_EQ(balance_of(account, on(2026, 11, 22)), balance - 312'050);
    EXPECT_FALSE(pension_of(customer_with(account), on(2026, 11, 22)).arrived);
}

TEST(SandboxLedger, ALaterDayOnlyAddsLinesAtTheEnd) {
    const auto account = account_with(18);   // two lines on one day
    std::vector<LedgerLine> before;
    for (auto today = account.opened; today < account.opened + days{400}; today += days{1}) {
        const auto now = ledger_of(account, today);
        ASSERT_GE(now.size(), before.size());
        for (std::size_t i = 0; i < before.size(); ++i) {
            ASSERT_EQ(now[i].id, before[i].id);
            ASSERT_EQ(now[i].day, before[i].day);
            ASSERT_EQ(now[i].summary, before[i].summary);
            ASSERT_EQ(now[i].balance_fen, before[i].balance_fen);
        }
        before = now;
    }
    EXPECT_EQ(before.size(), 1U + 12 * 2);
    for (std::size_t i = 0; i < before.size(); ++i) EXPECT_EQ(before[i].id, static_cast<std::int64_t>(i + 1));
}

TEST(SandboxLedger, TheBalanceIsTheSumOfTheLines) {
    const auto account = account_with(15);
    std::int64_t sum = 0;
    for (const auto& line : ledger_of(account, on(2026, 11, 22))) sum += line.amount_fen;
    EXPECT_EQ(balance_of(account, on(2026, 11, 22)), sum);
    EXPECT_EQ(sum, 100'000 + 3 * 12'050);
    EXPECT_EQ(balance_of(account, on(2026, 7, 31)), 0) << "before it was opened";
}

}  // namespace
}  // namespace silverlane::bank
