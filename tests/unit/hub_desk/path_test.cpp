// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: Silverlane contributors
//
// The whole path: cards of customers kept or not, records that decide again to the same bytes, nothing private anywhere it must not be.
#include <gtest/gtest.h>

#include <set>
#include <thread>

#include <fmt/format.h>

#include "hub/decision/catalogue.h"
#include "hub/decision/decide.h"
#include "hub/store/decisions.h"
#include "path_samples.h"

namespace silverlane::desk {
namespace {

std::unique_ptr<SampleBank> bank_with(std::uint64_t seed, std::size_t cached, decision::Rules rules) {
    auto bank = std::make_unique<SampleBank>(seed);
    bank->close();
    bank->settings.cached_customers = cached;
    bank->rules = std::move(rules);
    bank->open();
    std::vector<SamplePerson> people;
    for (int i = 1; i <= 12; ++i) people.push_back(agreeing_person(i));
    people[3].granted = {"service", "wifi"};
    people[5].granted = {"service", "wifi", "profiling"};
    people[7].granted = {};
    bank->add(people);
    return bank;
}

decision::Rules day_rules() {
    auto held = sample_campaign("held", "fund");
    held.product.kind = "fund";
    held.product.risk = 2;
    held.holdout = 5'000;
    held.offer.reset();
    auto scarce = sample_campaign("scarce");
    scarce.quota.per_branch_day = 2;
    scarce.quota.in_all = 3;
    return sample_rules({sample_campaign("deposit"), held, scarce});
}

std::string everything_told(const SampleBank& bank) {
    std::string bytes;
    for (const auto& event : bank.publisher.events()) bytes += event.data + "\n";
    return bytes;
}

TEST(Path, ADayIsTheSameWithCardsKeptAndWithNone) {
    for (std::uint64_t seed = 1; seed <= 3; ++seed) {
        const auto without = bank_with(seed, 0, day_rules());
        live_a_day(*without, seed, 250, false);
        // Three cards for twelve people, so that they push one another out, and more than enough.
        for (const std::size_t cached : {std::size_t{3}, std::size_t{1'000}}) {
            const auto with = bank_with(seed, cached, day_rules());
            live_a_day(*with, seed, 250, false);
            EXPECT_EQ(everything_told(*without), everything_told(*with)) << "seed " << seed << ", " << cached << " cards";
            for (const auto* table : {"decision", "opportunity", "contact", "rest", "signal", "presence", "sale"}) {
                EXPECT_EQ(rows_of(*without, "*", table), rows_of(*with, "*", table)) << table << ", seed " << seed << ", " << cached << " cards";
            }
        }
        EXPECT_GT(count_rows(*without, "opportunity"), 0) << "a day in which nothing is named proves nothing";
    }
}

TEST(Path, EveryDecisionOfADayDecidesAgainToTheSameBytes) {
    const auto bank = bank_with(7, 100, day_rules());
    live_a_day(*bank, 7, 400, false);
    int replayed = 0;
    ASSERT_TRUE(bank->store->read([&](store::Connection& connection) -> Result<void> {
        store::Decisions(connection).each_after(0, 100'000, [&](const store::DecisionRow& row) {
            const auto again = decision::replay(row.record, bank->rules);
            ASSERT_TRUE(again) << again.error().text();
            EXPECT_EQ(*again, row.record);
            ++replayed;
        });
        return {};
    }));
    EXPECT_GT(replayed, 40) << "a day with few decisions proves little";
}

TEST(Path, NoNameNoAmountAndNoHashIsWhereItMayNotBe) {
    const auto bank = bank_with(9, 100, day_rules());
    live_a_day(*bank, 9, 400, false);
    // Where the schema says that it stands: what the bank handed over, and what tablets are shown until closing.
    const std::set<std::string> may_hold_names{"customer", "alert", "event", "answered"};
    int searched = 0;
    for (const auto& line : rows_of(*bank, "name, type", "sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite_%'")) {
        const auto table = line.substr(0, line.find('|'));
        std::string bytes;
        for (const auto& row : rows_of(*bank, "*", table.c_str())) bytes += row + "\n";
        ++searched;
        if (!may_hold_names.contains(table)) {
            EXPECT_EQ(bytes.find("欧阳"), std::string::npos) << table;
        }
        if (table == "customer") continue;
        for (const auto* amount : {"7654321", "1234567", "8888888", "98765432"}) EXPECT_EQ(bytes.find(amount), std::string::npos) << amount << " in " << table;
    }
    EXPECT_GT(searched, 25);
    const auto told = everything_told(*bank);
    for (const auto* amount : {"7654321", "1234567", "8888888", "98765432"}) EXPECT_EQ(told.find(amount), std::string::npos) << amount;
    const auto log = bank->log.all();
    for (const auto* secret : {"欧阳", "7654321", "1234567", "98765432", "C00001"}) EXPECT_EQ(log.find(secret), std::string::npos) << secret;
    EXPECT_GT(count_rows(*bank, "decision WHERE expires IS NOT NULL"), 0);
}

TEST(Path, WhatTheNoticePromisedIsGoneAtClosingAndTheRestOnItsDay) {
    const auto bank = bank_with(11, 100, day_rules());
    live_a_day(*bank, 11, 300, true);
    EXPECT_EQ(count_rows(*bank, "decision WHERE expires IS NULL"), 0);
    EXPECT_EQ(count_rows(*bank, "decision WHERE customer = 'C00004'"), 0) << "never agreed to more than service";
    EXPECT_EQ(count_rows(*bank, "opportunity WHERE visit IS NOT NULL"), 0);
    EXPECT_EQ(count_rows(*bank, "signal WHERE kind = 'low_rating'"), 0);
    EXPECT_EQ(count_rows(*bank, "presence WHERE customer IN ('C00004', 'C00008')"), 0);
    EXPECT_GT(count_rows(*bank, "decision"), 0);
    EXPECT_GT(count_rows(*bank, "presence"), 0);
    bank->clock.advance(std::chrono::hours{31 * 24});
    ASSERT_TRUE(bank->desk->run_due_jobs());
    EXPECT_EQ(count_rows(*bank, "presence"), 0);
    EXPECT_GT(count_rows(*bank, "opportunity"), 0);
    bank->clock.advance(std::chrono::hours{61 * 24});
    ASSERT_TRUE(bank->desk->run_due_jobs());
    for (const auto* table : {"decision", "opportunity", "contact", "signal", "sale"}) EXPECT_EQ(count_rows(*bank, table), 0) << table;
}

TEST(Path, ARefusalAndAnArrivalInOneGroupLeaveNoOffer) {
    const auto bank = bank_with(13, 100, sample_rules({sample_campaign("deposit")}));
    protocol::ConsentChoice refusal;
    refusal.key = IdempotencyKey{"no"};
    refusal.purposes = {"marketing"};
    refusal.text_version = "2026-09";
    refusal.card = bank->card(1);
    // Warm: the card of before the refusal is in memory.
    ASSERT_TRUE(bank->desk->accept({bank->wifi(1, "before")}));
    EXPECT_EQ(count_rows(*bank, "opportunity WHERE customer = 'C00001'"), 1);
    // Many at once, so that they share transactions: whatever comes after the refusal in a group knows of it.
    std::vector<std::thread> others;
    for (int i = 0; i < 8; ++i) {
        others.emplace_back([&bank, i] {
            for (int j = 0; j < 20; ++j) static_cast<void>(bank->desk->accept({bank->wifi(2, fmt::format("other-{}-{}", i, j))}));
        });
    }
    ASSERT_TRUE(bank->desk->choose_consent(bank->terminal, refusal));
    auto request = bank->ticket_request("t1");
    request.card = bank->card(1);
    ASSERT_TRUE(bank->desk->issue_ticket(bank->terminal, request));
    for (auto& each : others) each.join();
    EXPECT_EQ(count_rows(*bank, "opportunity WHERE customer = 'C00001'"), 0);
    EXPECT_EQ(count_rows(*bank, "decision WHERE customer = 'C00001' AND expires IS NOT NULL"), 0);
    EXPECT_EQ(count_rows(*bank, "contact WHERE customer = 'C00001' AND campaign <> ''"), 0);
    EXPECT_EQ(count_rows(*bank, "contact WHERE customer = 'C00001'"), 1) << "the day of the contact protects, and stays";
    for (const auto& alert : bank->open_alerts()) {
        for (const auto& reason : alert.reasons) {
            if (alert.ticket_label == "A001") {
                EXPECT_EQ(reason.key.find("campaign"), std::string::npos);
            }
        }
    }
}

TEST(Path, NewRulesHoldFromTheNextGroupAndTheOldOnesAreKeptForReplay) {
    const auto bank = bank_with(15, 100, decision::service_only_rules());
    ASSERT_TRUE(bank->desk->accept({bank->wifi(1, "a1")}));
    EXPECT_EQ(count_rows(*bank, "opportunity"), 0);
    auto rules = std::make_shared<decision::Rules>(sample_rules({sample_campaign("deposit")}));
    rules->version = "sample-2";
    ASSERT_TRUE(bank->desk->replace_rules(rules, "what sample-2 was made of"));
    ASSERT_TRUE(bank->desk->accept({bank->wifi(2, "a2")}));
    EXPECT_EQ(count_rows(*bank, "opportunity"), 1);
    ASSERT_TRUE(bank->store->read([&](store::Connection& connection) -> Result<void> {
        store::Decisions decisions(connection);
        EXPECT_EQ(decisions.rules_of("sample-2"), "what sample-2 was made of");
        EXPECT_FALSE(decisions.rules_of("sample-3"));
        return {};
    }));
    EXPECT_EQ(count_rows(*bank, "decision WHERE rules = 'sample-2' AND customer = 'C00002'"), 1);
}

/// Data that monitoring of fraud leaves behind is for fraud alone: it has no way into a decision, because the facts have no place for it and
/// the desk reads no table of it. Held by the names of everything that a snapshot can say.
TEST(Path, FraudMonitoringHasNoWayIntoADecision) {
    const auto bank = bank_with(17, 100, sample_rules({sample_campaign("deposit")}));
    protocol::TurnNotice hold;
    hold.key = IdempotencyKey{"f1"};
    hold.kind = "wrong_pin";
    hold.flow = "F06";
    ASSERT_TRUE(bank->desk->notice(bank->terminal, hold));
    ASSERT_TRUE(bank->desk->accept({bank->wifi(1, "a1")}));
    const auto records = rows_of(*bank, "record, id", "decision");
    ASSERT_FALSE(records.empty());
    for (const auto& record : records) {
        EXPECT_EQ(record.find("fraud"), std::string::npos) << record;
        EXPECT_EQ(record.find("wrong_pin"), std::string::npos);
    }
    const auto catalogue = decision::catalogue_of({});
    for (std::size_t slot = 0; slot < catalogue.size(); ++slot) {
        for (const auto* word : {"fraud", "wrong", "suspicio", "network", "payee"}) EXPECT_EQ(catalogue.at(slot).name.find(word), std::string::npos) << catalogue.at(slot).name;
    }
}

}  // namespace
}  // namespace silverlane::desk
