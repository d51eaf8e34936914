// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: Silverlane contributors
//
// What a customer does not want to hear: said by a tap of staff, at a kiosk, or by the bank; and what is held out, so that it can be measured.
#include <gtest/gtest.h>

#include <fstream>

#include <fmt/format.h>

#include "hall_fixture.h"
#include "hub/desk/feed_work.h"
#include "path_samples.h"

namespace silverlane::desk {
namespace {

using protocol::AlertState;
using Rows = std::vector<std::string>;

class Suppression : public ::testing::Test {
protected:
    void open_with(std::vector<decision::Campaign> campaigns, decision::Policy policy = decision::default_policy()) {
        hall.SampleBank::close();
        hall.rules = sample_rules(std::move(campaigns), std::move(policy));
        hall.open();
        person = agreeing_person(1);
        person.birth = "1970-03-02";
        person.products = "[]";
        hall.add(person);
    }
    static decision::Campaign in_group(const std::string& id) {
        auto campaign = sample_campaign(id);
        campaign.group = "savings";
        return campaign;
    }
    void come() {
        auto arrival = hall.wifi(1, hall.next_key(), protocol::EvidenceKind::card_tapped);
        arrival.identifiers = {hall.card(1)};
        ASSERT_TRUE(hall.desk->accept({arrival}));
    }
    protocol::AfterTask after_task() {
        const auto after = hall.desk->after_task(hall.terminal, {IdempotencyKey{hall.next_key()}, "balance", {std::nullopt, std::nullopt, hall.card(1)}});
        EXPECT_TRUE(after);
        return after ? *after : protocol::AfterTask{};
    }
    void decline_at_the_kiosk() {
        const auto after = after_task();
        ASSERT_TRUE(after.offer);
        ASSERT_TRUE(hall.desk->answer_offer(hall.terminal, {IdempotencyKey{hall.next_key()}, after.offer->id, false}));
    }
    void days_later(int days) {
        hall.clock.advance(std::chrono::hours{24 * days});
        ASSERT_TRUE(hall.desk->run_due_jobs());
        for (const char* number : {"1001", "1002"}) ASSERT_TRUE(hall.desk->sign_in({number, std::string{Hall::kPin}}));
    }
    Hall hall;
    SamplePerson person;
};

TEST_F(Suppression, NotNowInOneTapRestsTheCampaignAWeekAndTheCardGoesOnWithoutIt) {
    open_with({sample_campaign("deposit")});
    come();
    const auto card = hall.only_alert();
    ASSERT_EQ(card.group, "reason.campaign.time_deposit_family");
    const auto answer = hall.release(card.offered_to.at(0), card.id, "not_now");
    ASSERT_TRUE(answer);
    EXPECT_EQ(rows_of(hall, "about, until, why", "rest"), Rows{"deposit|2026-11-28|not_now"});
    EXPECT_EQ(rows_of(hall, "outcome, contacted_by", "opportunity"), Rows{"not_now|"}) << "nobody has spoken with them";
    EXPECT_EQ(answer->state, AlertState::open);
    EXPECT_TRUE(answer->group.empty());
    ASSERT_EQ(answer->reasons.size(), 1U);
    EXPECT_EQ(answer->reasons[0].key, "reason.known_customer") << "whoever meets them names nothing";
    EXPECT_EQ(hall.alert(card.id).reasons, answer->reasons);
    EXPECT_NE(answer->offered_to, card.offered_to);
    // What comes of the card afterwards says nothing of what it no longer names.
    ASSERT_TRUE(hall.take("1002", card.id));
    ASSERT_TRUE(hall.close("1002", card.id, "helped"));
    EXPECT_EQ(rows_of(hall, "outcome, contacted_by", "opportunity"), Rows{"not_now|"});
    days_later(6);
    come();
    EXPECT_EQ(count_rows(hall, "opportunity"), 1) << "the seventh day";
    days_later(1);
    come();
    EXPECT_EQ(count_rows(hall, "opportunity"), 2);
}

TEST_F(Suppression, NotNowOfWhoHadTakenTheCardIsTheSame) {
    open_with({sample_campaign("deposit")});
    come();
    const auto card = hall.only_alert();
    ASSERT_TRUE(hall.take("1001", card.id));
    ASSERT_TRUE(hall.release("1001", card.id, "not_now"));
    EXPECT_EQ(rows_of(hall, "outcome, contacted_by", "opportunity"), Rows{"not_now|1001"});
    EXPECT_EQ(count_rows(hall, "rest WHERE why = 'not_now'"), 1);
}

TEST_F(Suppression, AskingSomebodyElseSuppressesNothing) {
    open_with({sample_campaign("deposit")});
    come();
    const auto card = hall.only_alert();
    ASSERT_TRUE(hall.release(card.offered_to.at(0), card.id, "ask_other"));
    EXPECT_EQ(count_rows(hall, "rest"), 0);
    EXPECT_EQ(hall.alert(card.id).group, card.group);
}

TEST_F(Suppression, WhatTheCardNamedSecondRestsToo) {
    auto second = sample_campaign("second");
    second.priority = -50;
    open_with({sample_campaign("first"), second});
    come();
    ASSERT_EQ(rows_of(hall, "campaign, kind", "opportunity"), (Rows{"first|primary", "second|secondary"}));
    const auto card = hall.only_alert();
    ASSERT_TRUE(hall.take("1001", card.id));
    ASSERT_TRUE(hall.close("1001", card.id, "declined"));
    EXPECT_EQ(rows_of(hall, "about, until, why", "rest"), (Rows{"first|2026-12-21|declined", "second|2026-12-21|declined"}));
}

TEST_F(Suppression, ANoAtTheKioskIsADeclineInTheContactsAndTwoInAGroupRestTheGroup) {
    auto policy = decision::default_policy();
    policy.most_marketing_in_7_days = std::nullopt;
    policy.most_marketing_in_30_days = std::nullopt;
    open_with({in_group("one"), in_group("two"), in_group("three")}, policy);
    for (int visit = 0; visit < 2; ++visit) {
        come();
        decline_at_the_kiosk();
        days_later(1);
    }
    EXPECT_EQ(count_rows(hall, "contact WHERE outcome = 'declined'"), 2);
    EXPECT_EQ(count_rows(hall, "opportunity WHERE kind = 'kiosk' AND outcome = 'declined'"), 2);
    const auto before = count_rows(hall, "opportunity");
    come();
    EXPECT_EQ(count_rows(hall, "opportunity"), before) << "the third of the group rests for ninety days";
}

TEST_F(Suppression, ANoToWhatTheCardNamedTooIsTheSameContact) {
    open_with({sample_campaign("deposit")});
    come();
    decline_at_the_kiosk();
    EXPECT_EQ(rows_of(hall, "campaign, outcome", "contact"), Rows{"deposit|declined"});
}

TEST_F(Suppression, WhatAKioskWouldHaveShownIsKeptAsHeldOutOnceAVisit) {
    auto held = sample_campaign("held");
    held.holdout = 10'000;
    open_with({held});
    hall.add(person);
    ASSERT_TRUE(hall.ticket_with_card("t1"));
    const auto on_the_card = rows_of(hall, "kind, campaign", "opportunity");
    ASSERT_EQ(on_the_card, Rows{"ghost|held"});
    EXPECT_EQ(after_task().what, protocol::AfterTask::What::rating);
    EXPECT_EQ(after_task().what, protocol::AfterTask::What::rating);
    EXPECT_EQ(rows_of(hall, "kind, campaign", "opportunity WHERE alert IS NULL"), Rows{"ghost|held"});
    EXPECT_EQ(count_rows(hall, "contact"), 0);
    EXPECT_EQ(rows_of(hall, "name, value", "branch_count WHERE name = 'held_out'"), Rows{"held_out|1"}) << "one visit";
    come();   // the card is decided on again: what the kiosk held out stays
    EXPECT_EQ(count_rows(hall, "opportunity WHERE alert IS NULL"), 1);
    std::ofstream(hall.folder / "sales.csv") << fmt::format("id,customer,product_class,time,staff\nx1,C00001,time_deposit,{},1001\n", to_rfc3339(hall.clock.now()));
    ImportReport report;
    ASSERT_TRUE(import_sales(hall.folder / "sales.csv", *hall.store, hall.clock.now(), {}, report));
    EXPECT_EQ(report.feeds.matched, 1) << "what came of it without us";
    EXPECT_EQ(rows_of(hall, "state, credits", "sale"), Rows{"counted|[]"});
}

/// The bank's file says what the customer said elsewhere.
class ImportedRefusal : public Suppression {
protected:
    void import_refusal(const std::string& purpose) {
        std::ofstream(hall.folder / "customers.jsonl") << fmt::format(
            R"({{"id":"C00001","surname":"欧阳","gender":"female","birth":"1970-03-02","tier":"C","risk_level":2,"card_hashes":["{}"],)"
            R"("consents":[{{"purpose":"{}","granted":false,"time":"2026-11-22T02:30:00Z","text_version":"2026-09","channel":"branch"}}]}})",
            hall.card(1).hash.hexadecimal(), purpose) << "\n";
        ImportReport report;
        ASSERT_TRUE(import_customers(hall.folder / "customers.jsonl", *hall.store, hall.clock.now(), report));
        ASSERT_EQ(report.rejected, 0);
        ASSERT_TRUE(hall.desk->run_due_jobs());
    }
    std::string cards() {
        std::string bodies;
        for (const auto& each : rows_of(hall, "body, id", "alert")) bodies += each + "\n";
        return bodies;
    }
};

TEST_F(ImportedRefusal, OfMarketingTakesTheCueAndTheTierOffTheOpenCard) {
    open_with({sample_campaign("deposit")});
    come();
    const auto card = hall.only_alert();
    ASSERT_FALSE(card.group.empty());
    ASSERT_FALSE(card.person->tier.empty());
    const auto told = hall.publisher.alerts().size();
    import_refusal("marketing");
    const auto left = hall.alert(card.id);
    EXPECT_TRUE(left.group.empty());
    EXPECT_EQ(left.reasons.front().key, "reason.known_customer");
    ASSERT_TRUE(left.person);
    EXPECT_TRUE(left.person->tier.empty());
    EXPECT_EQ(hall.publisher.alerts().size(), told + 1) << "tablets are told";
    EXPECT_EQ(count_rows(hall, "opportunity"), 0);
    EXPECT_EQ(count_rows(hall, "answered WHERE kind = 'bank_news'"), 0) << "done, and forgotten";
    ASSERT_TRUE(hall.desk->run_due_jobs());
    EXPECT_EQ(hall.publisher.alerts().size(), told + 1);
}

TEST_F(ImportedRefusal, OfServiceTakesTheNameFromVisitCardsAndStream) {
    open_with({sample_campaign("deposit")});
    come();
    hall.help("K1");
    ASSERT_NE(cards().find("欧阳"), std::string::npos);
    import_refusal("service");
    EXPECT_EQ(cards().find("欧阳"), std::string::npos);
    EXPECT_EQ(count_rows(hall, "event WHERE data LIKE '%欧阳%'"), 0);
    EXPECT_EQ(count_rows(hall, "visit WHERE customer IS NOT NULL"), 0);
    EXPECT_EQ(count_rows(hall, "decision WHERE customer IS NOT NULL"), 0);
}

TEST_F(ImportedRefusal, OfSomebodyWhoIsNotHereLeavesNothingToDo) {
    open_with({sample_campaign("deposit")});
    import_refusal("marketing");
    EXPECT_EQ(hall.counted("refusals_imported"), "0");
}

TEST_F(ImportedRefusal, HoldsForWhoHasJustComeInByWifi) {
    open_with({sample_campaign("deposit")});
    auto arrival = hall.wifi(1, "w1");
    arrival.inside = false;   // a minute's dwell first
    ASSERT_TRUE(hall.desk->accept({arrival}));
    import_refusal("wifi");
    hall.wait(Milliseconds{61'000});
    EXPECT_TRUE(hall.open_alerts().empty());
    EXPECT_EQ(count_rows(hall, "visit"), 0);
    EXPECT_EQ(count_rows(hall, "wifi_session WHERE customer IS NOT NULL OR tail IS NOT NULL"), 0);
}

}  // namespace
}  // namespace silverlane::desk
