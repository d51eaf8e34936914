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

/// A person with a ticket by card, whose card names the campaign; calling for help takes it off the card, and not needing it puts it back.
class CampaignQuota : public ContactCap {
protected:
    void open_with_quota(int per_branch_day) {
        auto scarce = sample_campaign("scarce");
        scarce.quota.per_branch_day = per_branch_day;
        open_with(decision::default_policy(), {scarce});
    }
    protocol::TicketIssued come(int person) {
        auto request = bank.ticket_request(fmt::format("ticket-{}", person));
        request.card = bank.card(person);
        return *bank.desk->issue_ticket(bank.terminal, request);
    }
    AlertId call_staff(const protocol::TicketIssued& ticket) {
        return bank.desk->call_staff(bank.terminal, {IdempotencyKey{fmt::format("h{}", ++keys)}, "home", "", ticket.label, ticket.ticket})->alert;
    }
    /// By the person's own card.
    void refuse(int person, const std::string& purpose) {
        protocol::ConsentChoice no;
        no.key = IdempotencyKey{fmt::format("no{}", ++keys)};
        no.purposes = {purpose};
        no.card = bank.card(person);
        ASSERT_TRUE(bank.desk->choose_consent(bank.terminal, no));
    }
    void need_nobody(const AlertId& call) { ASSERT_TRUE(bank.desk->cancel_help(bank.terminal, {IdempotencyKey{fmt::format("n{}", ++keys)}, call})); }
    /// "2026-11-22|1": the days on which the campaign was counted, and how often.
    std::vector<std::string> counted() { return rows_of(bank, "day, value", "branch_count WHERE name = 'campaign:scarce' AND branch = 'B001' AND value <> 0"); }
    std::int64_t counted_in_all() { return count_rows(bank, "branch_count WHERE name = 'campaign:scarce' AND branch = '*' AND value = 1"); }
    int keys = 0;
};

TEST_F(CampaignQuota, LeavingTheCardAndComingBackIsCountedOnce) {
    open_with_quota(5);
    const auto ticket = come(1);
    for (int i = 0; i < 4; ++i) {
        EXPECT_EQ(counted(), std::vector<std::string>{"2026-11-22|1"}) << i;
        EXPECT_EQ(counted_in_all(), 1);
        const auto call = call_staff(ticket);
        EXPECT_TRUE(counted().empty()) << "nobody has spoken of it: somebody else may have it";
        EXPECT_EQ(count_rows(bank, "opportunity"), 0);
        need_nobody(call);
    }
    EXPECT_EQ(rows_of(bank, "name, value", "branch_count WHERE name = 'opportunities'"), std::vector<std::string>{"opportunities|1"});
}

TEST_F(CampaignQuota, WhatIsGivenBackGoesToWhoComesNextAndIsNotTakenFromThem) {
    open_with_quota(1);
    const auto first = come(1);
    const auto call = call_staff(first);
    come(2);
    EXPECT_EQ(count_rows(bank, "opportunity WHERE customer = 'C00002'"), 1);
    need_nobody(call);
    EXPECT_EQ(count_rows(bank, "opportunity WHERE customer = 'C00001'"), 0);
    EXPECT_EQ(counted(), std::vector<std::string>{"2026-11-22|1"});
}

TEST_F(CampaignQuota, ItIsGivenBackOnTheDayOnWhichItWasCounted) {
    open_with_quota(5);
    bank.clock.jump_to(*parse_rfc3339("2026-11-22T15:59:00.000Z"));   // 23:59 in the branch, long after closing
    ASSERT_TRUE(bank.desk->run_due_jobs());
    const auto ticket = come(1);
    EXPECT_EQ(counted(), std::vector<std::string>{"2026-11-22|1"});
    bank.clock.advance(Milliseconds{2 * 60'000});
    const auto call = call_staff(ticket);
    EXPECT_TRUE(counted().empty());
    need_nobody(call);
    EXPECT_EQ(counted(), std::vector<std::string>{"2026-11-23|1"});
    ASSERT_TRUE(bank.desk->run_due_jobs());   // closes the day
    EXPECT_EQ(counted(), std::vector<std::string>{"2026-11-23|1"}) << "what stood when the day was closed stays counted";
}

TEST_F(CampaignQuota, ARefusalGivesBackWhatNobodySpokeOf) {
    for (const bool spoken : {false, true}) {
        open_with_quota(5);
        bank.clock.advance(Milliseconds{1'000});   // so that the newest card is the last of the list
        come(spoken ? 2 : 1);
        const auto before = counted();
        EXPECT_EQ(before, std::vector<std::string>{"2026-11-22|1"});
        if (spoken) {
            const auto claimed = bank.claim(bank.open_alerts().back(), "1001", "c1");
            ASSERT_TRUE(bank.desk->record_outcome(bank.session, claimed->id, {IdempotencyKey{"o1"}, claimed->version, "helped"}));
        }
        refuse(spoken ? 2 : 1, "marketing");
        EXPECT_EQ(count_rows(bank, "opportunity"), 0);
        EXPECT_EQ(counted(), spoken ? before : std::vector<std::string>{}) << spoken;
    }
}

TEST_F(CampaignQuota, AVisitThatIsOverKeepsItsCountWhateverIsRefusedLater) {
    open_with_quota(5);
    ASSERT_TRUE(told(1, "w1"));
    bank.clock.advance(Milliseconds{3 * 3'600'000});   // unheard of for long: the visit has ended
    ASSERT_TRUE(bank.desk->run_due_jobs());
    ASSERT_EQ(count_rows(bank, "visit WHERE left_at IS NOT NULL"), 1);
    refuse(1, "marketing");
    EXPECT_EQ(count_rows(bank, "opportunity"), 0);
    EXPECT_EQ(counted(), std::vector<std::string>{"2026-11-22|1"});
}

TEST_F(CampaignQuota, RefusingTheWifiThatAloneKnewSomebodyGivesItBack) {
    open_with_quota(5);
    ASSERT_TRUE(told(1, "w1"));
    EXPECT_EQ(counted(), std::vector<std::string>{"2026-11-22|1"});
    refuse(1, "wifi");
    EXPECT_EQ(count_rows(bank, "opportunity"), 0);
    EXPECT_EQ(count_rows(bank, "contact"), 0) << "nobody was told anything";
    EXPECT_TRUE(counted().empty());
}

TEST_F(CampaignQuota, SomebodyElsesCardGivesItBack) {
    open_with_quota(5);
    come(1);
    const auto card = bank.only_alert();
    ASSERT_TRUE(bank.desk->release(bank.session, card.id, {IdempotencyKey{"r1"}, card.version, "wrong_person"}));
    EXPECT_TRUE(counted().empty());
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
