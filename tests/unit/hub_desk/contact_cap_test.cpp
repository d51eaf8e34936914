// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: Silverlane contributors
//
// Caps through the whole desk, at the edges where comparable products are known to have failed: no cap is not a cap of nothing, service is
// never capped, and whoever asks at the same moment cannot both get the last one.
#include <gtest/gtest.h>

#include <fstream>
#include <thread>

#include <fmt/format.h>

#include "hub/desk/feed_work.h"
#include "path_samples.h"

namespace silverlane::desk {
namespace {

class ContactCap : public ::testing::Test {
protected:
    void open_with(decision::Policy policy, std::vector<decision::Campaign> campaigns) {
        bank.close();
        bank.rules = sample_rules(std::move(campaigns), std::move(policy));
        bank.open();
        bank.add({agreeing_person(1), agreeing_person(2)});
    }
    void days_later(int days) {
        bank.clock.advance(std::chrono::hours{24 * days});
        ASSERT_TRUE(bank.desk->run_due_jobs());
    }
    /// Whether the person was told about a campaign at this visit.
    bool told(int person, const std::string& key) {
        const auto before = count_rows(bank, "opportunity");
        EXPECT_TRUE(bank.desk->accept({bank.wifi(person, key)}));
        return count_rows(bank, "opportunity") > before;
    }
    void contacts_elsewhere(int number) {
        std::ofstream out(bank.folder / "contacts.csv");
        out << "id,customer,time,channel\n";
        for (int i = 0; i < number; ++i) out << fmt::format("sms-{},C00001,{},sms\n", i, to_rfc3339(bank.clock.now()));
        out.close();
        ImportReport report;
        ASSERT_TRUE(import_contacts(bank.folder / "contacts.csv", *bank.store, bank.clock.now(), {}, report));
        ASSERT_EQ(report.rejected, 0);
    }
    SampleBank bank;
};

TEST_F(ContactCap, TwoKiosksCannotBothPassTheLastRoomThereIs) {
    auto policy = decision::default_policy();
    policy.most_marketing_in_7_days = 1;
    policy.most_marketing_a_visit = std::nullopt;
    auto one = sample_campaign("one");
    auto two = sample_campaign("two");
    one.quota.per_branch_day = 1;
    two.quota.per_branch_day = 1;
    open_with(policy, {one, two});
    for (int round = 0; round < 10; ++round) {
        std::vector<std::thread> kiosks;
        for (int kiosk = 0; kiosk < 6; ++kiosk) {
            kiosks.emplace_back([&, kiosk] {
                protocol::AfterTaskRequest request;
                request.key = IdempotencyKey{fmt::format("after-{}-{}", round, kiosk)};
                request.flow = "balance";
                request.visit.card = bank.card(1);
                const auto arrival = bank.wifi(1, fmt::format("arrival-{}-{}", round, kiosk));
                static_cast<void>(bank.desk->accept({arrival}));
                static_cast<void>(bank.desk->after_task(kiosk % 2 == 0 ? bank.terminal : Terminal{KioskId{"K2"}, bank.branch, "K2"}, request));
            });
        }
        for (auto& each : kiosks) each.join();
    }
    EXPECT_EQ(count_rows(bank, "contact WHERE customer = 'C00001'"), 1);
}

TEST_F(ContactCap, ABranchsQuotaIsNeverPassedByManyAtOnce) {
    auto policy = decision::default_policy();
    auto scarce = sample_campaign("scarce");
    scarce.quota.per_branch_day = 3;
    open_with(policy, {scarce});
    std::vector<SamplePerson> people;
    for (int i = 10; i < 40; ++i) people.push_back(agreeing_person(i));
    bank.add(people);
    std::vector<std::thread> doors;
    for (int door = 0; door < 6; ++door) {
        doors.emplace_back([&, door] {
            for (int i = 10 + door; i < 40; i += 6) static_cast<void>(bank.desk->accept({bank.wifi(i, fmt::format("in-{}", i))}));
        });
    }
    for (auto& each : doors) each.join();
    EXPECT_EQ(count_rows(bank, "opportunity WHERE campaign = 'scarce'"), 3);
}

TEST_F(ContactCap, ContactsMadeElsewhereUseUpTheRoom) {
    auto policy = decision::default_policy();
    policy.most_marketing_in_7_days = 2;
    open_with(policy, {sample_campaign("deposit")});
    contacts_elsewhere(2);
    EXPECT_FALSE(told(1, "a1"));
    EXPECT_TRUE(told(2, "a2")) << "somebody else is not capped by it";
    days_later(7);
    EXPECT_TRUE(told(1, "a3")) << "seven days later there is room";
}

TEST_F(ContactCap, OneBelowTheCapIsToldAndAtTheCapNotAnyMore) {
    auto policy = decision::default_policy();
    policy.most_marketing_in_7_days = 3;
    policy.most_marketing_in_30_days = std::nullopt;
    policy.shown_without_contact = std::nullopt;
    open_with(policy, {sample_campaign("deposit")});
    contacts_elsewhere(2);
    EXPECT_TRUE(told(1, "a1")) << "the third of three";
    days_later(1);
    EXPECT_FALSE(told(1, "a2")) << "a fourth";
}

TEST_F(ContactCap, NoCapIsNoCapAndZeroIsNever) {
    auto policy = decision::default_policy();
    policy.most_marketing_in_7_days = std::nullopt;
    policy.most_marketing_in_30_days = std::nullopt;
    policy.most_marketing_a_visit = std::nullopt;
    policy.shown_without_contact = std::nullopt;
    open_with(policy, {sample_campaign("deposit")});
    contacts_elsewhere(50);
    EXPECT_TRUE(told(1, "a1"));
    policy.most_marketing_in_7_days = 0;
    bank.close();
    bank.rules = sample_rules({sample_campaign("deposit")}, policy);
    bank.open();
    EXPECT_FALSE(told(2, "a2"));
}

TEST_F(ContactCap, ServiceIsToldWhateverTheCapsSay) {
    auto policy = decision::default_policy();
    policy.most_marketing_in_7_days = 0;
    open_with(policy, {sample_campaign("deposit")});
    contacts_elsewhere(50);
    ASSERT_TRUE(bank.desk->accept({bank.wifi(1, "a1")}));
    const auto alert = bank.only_alert();
    ASSERT_FALSE(alert.reasons.empty());
    EXPECT_EQ(alert.reasons[0].key, "reason.deposit_matures_soon");
}

}  // namespace
}  // namespace silverlane::desk
