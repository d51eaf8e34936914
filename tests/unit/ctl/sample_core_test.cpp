// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: Silverlane contributors
#include "ctl/sample_core.h"

#include <gtest/gtest.h>

#include <array>
#include <fstream>
#include <sstream>

#include "base/pin_hash.h"
#include "hub/bank/sandbox_ledger.h"

namespace silverlane::ctl {
namespace {

struct Made {
    std::filesystem::path folder;
    std::string bytes;
    std::vector<bank::SandboxCustomer> customers;
};

Made made(const std::string& name) {
    std::array<std::uint8_t, 32> key{};
    key.fill(0x55);
    SampleBankOptions options;
    options.today = std::chrono::year{2026} / 11 / 22;
    options.to = std::filesystem::path(testing::TempDir()) / ("silverlane-core-" + name);
    const IdentifierHasher hasher{HashKey{key}};
    EXPECT_TRUE(write_sample_customers(options, hasher));
    EXPECT_TRUE(write_sample_core(options, hasher));
    std::ifstream stream(options.to / "core.jsonl", std::ios::binary);
    std::ostringstream text;
    text << stream.rdbuf();
    auto customers = bank::load_sandbox_customers(options.to / "core.jsonl");
    EXPECT_TRUE(customers) << customers.error().text();
    return {options.to, text.str(), customers ? std::move(*customers) : std::vector<bank::SandboxCustomer>{}};
}

const bank::Day kToday{std::chrono::year{2026} / 11 / 22};

TEST(SampleCore, TheSameFolderDayAndKeyGiveTheSameBytes) { EXPECT_EQ(made("one").bytes, made("two").bytes); }

TEST(SampleCore, TheCustomerOfTheStoryHasTheMoneyThatTheBanksRecordSaysAndAPensionThatHasCome) {
    const auto bank = made("story");
    ASSERT_EQ(bank.customers.size(), 300U);
    const auto& story = bank.customers.front();
    EXPECT_EQ(story.id, "C00001");
    EXPECT_TRUE(pin_matches(sample_card_pin(1), story.pin_hash));
    EXPECT_FALSE(pin_matches(sample_card_pin(2), story.pin_hash));
    ASSERT_EQ(story.accounts.size(), 2U);
    EXPECT_EQ(story.accounts[0].kind, "demand");
    EXPECT_EQ(bank::balance_of(story.accounts[0], kToday), 1'240'000);
    EXPECT_EQ(bank::balance_of(story.accounts[1], kToday), 5'000'000);
    EXPECT_EQ(story.accounts[1].matures, "2026-11-27");
    const auto pension = bank::pension_of(story, kToday);
    EXPECT_TRUE(pension.arrived);
    EXPECT_EQ(pension.amount_fen, 312'050);
    ASSERT_TRUE(story.accounts[0].book);
    const auto lines = bank::ledger_of(story.accounts[0], kToday);
    EXPECT_EQ(static_cast<std::int64_t>(lines.size()) - story.accounts[0].book->first_line + 1, 8) << "eight lines to print";
}

TEST(SampleCore, SomePensionsAreLateSomeOnSocialCardsAndSomeBooksAreFull) {
    int late = 0, social = 0, full = 0, empty_accounts = 0;
    for (const auto& customer : made("kinds").customers) {
        const auto pension = bank::pension_of(customer, kToday);
        if (pension.has_pension && !pension.arrived) ++late;
        for (const auto& account : customer.accounts) {
            if (account.kind == "social_card") ++social;
            const auto lines = bank::ledger_of(account, kToday);
            if (account.book && static_cast<int>(lines.size()) > account.book->rows_a_page * account.book->pages) ++full;
            if (lines.empty() || lines.back().balance_fen < 0) ++empty_accounts;
        }
    }
    EXPECT_GE(late, 5);
    EXPECT_GE(social, 10);
    EXPECT_GE(full, 3);
    EXPECT_EQ(empty_accounts, 0);
}

TEST(SampleCore, NoTokenAndNoPinStandsInTheFile) {
    const auto bank = made("raw");
    for (const auto& raw : {sample_card_token(1), sample_passbook(1), sample_social_card_token(3), sample_card_pin(1)}) {
        EXPECT_EQ(bank.bytes.find(raw), std::string::npos) << raw;
    }
}

}  // namespace
}  // namespace silverlane::ctl
