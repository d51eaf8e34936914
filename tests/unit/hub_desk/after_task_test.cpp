// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: Silverlane contributors
//
// What comes after a task: one consented offer or a rating, never both; and whom a poor rating reaches.
#include <gtest/gtest.h>

#include "desk_fixture.h"
#include "hub/store/branches.h"
#include "hub/store/services.h"

namespace silverlane::desk {
namespace {

using What = protocol::AfterTask::What;

decision::Campaign deposit_campaign(const std::string& id = "time_deposit") {
    decision::Campaign campaign;
    campaign.id = CampaignId{id};
    campaign.product = {"time_deposit", "deposit", 1, false, false};
    campaign.reason = "reason.campaign.time_deposit_family";
    campaign.from = std::chrono::year{2026} / 1 / 1;
    campaign.to = std::chrono::year{2026} / 12 / 31;
    campaign.holdout = 0;
    campaign.offer = decision::KioskOffer{{"整存整取", "Time deposits", "", ""}, {"想听听吗", "Would you like to hear about it?", "", ""}};
    return campaign;
}

class AfterTask : public ::testing::Test {
protected:
    void open_with(std::vector<decision::Campaign> campaigns) {
        bank.close();
        auto policy = decision::default_policy();
        policy.holdout = 0;
        auto rules = decision::compile_rules(policy, std::move(campaigns));
        ASSERT_TRUE(rules) << rules.error().text();
        bank.rules = *rules;
        bank.open();
    }
    void add_person(std::vector<std::string> granted) {
        auto person = story_person();
        person.granted = std::move(granted);
        bank.add(person);
    }
    void come_with_card(const std::string& key) {
        auto request = bank.ticket_request(key);
        request.card = bank.card(1);
        ticket = *bank.desk->issue_ticket(bank.terminal, request);
    }
    protocol::AfterTask after(const std::string& key, const std::string& flow = "balance") {
        const auto answer = bank.desk->after_task(bank.terminal, {IdempotencyKey{key}, flow, {ticket.ticket, std::nullopt, std::nullopt}});
        EXPECT_TRUE(answer);
        return answer ? *answer : protocol::AfterTask{};
    }
    std::int64_t counted(std::string_view name) {
        std::int64_t value = 0;
        EXPECT_TRUE(bank.store->read([&](store::Connection& connection) -> Result<void> {
            value = store::Branches(connection).counted(bank.branch, "2026-11-22", name);
            return {};
        }));
        return value;
    }
    std::vector<protocol::Alert> alerts_of(std::string_view kind, std::string_view role) {
        std::vector<protocol::Alert> found;
        const auto list = bank.desk->open_alerts({StaffId{"9001"}, bank.branch, std::string{role}});
        EXPECT_TRUE(list);
        for (const auto& each : list->alerts) {
            if (each.kind == kind) found.push_back(each);
        }
        return found;
    }

    SampleBank bank;
    protocol::TicketIssued ticket;
    const std::vector<std::string> all_consents{"service", "wifi", "profiling", "marketing"};
};

TEST_F(AfterTask, OneConsentedOfferAVisitAndThenTheRating) {
    open_with({deposit_campaign()});
    add_person(all_consents);
    come_with_card("t1");
    const auto first = after("a1");
    ASSERT_EQ(first.what, What::offer);
    EXPECT_EQ(first.offer->title.zh, "整存整取");
    EXPECT_EQ(after("a1").offer->id, first.offer->id) << "the same key is the same showing";
    EXPECT_EQ(after("a2").what, What::rating);
    EXPECT_EQ(counted("offer_shown:time_deposit"), 1);
}

TEST_F(AfterTask, WithoutConsentToMarketingOrProfilingThereIsNoOffer) {
    open_with({deposit_campaign()});
    add_person({"service", "wifi", "marketing"});
    come_with_card("t1");
    EXPECT_EQ(after("a1").what, What::rating);
    EXPECT_EQ(counted("offer_shown:time_deposit"), 0);
}

TEST_F(AfterTask, AnAnonymousTicketAndNoTicketAtAllGetNoOffer) {
    open_with({deposit_campaign()});
    add_person(all_consents);
    ticket = *bank.desk->issue_ticket(bank.terminal, bank.ticket_request("t1"));
    EXPECT_EQ(after("a1").what, What::rating);
    EXPECT_EQ(bank.desk->after_task(bank.terminal, {IdempotencyKey{"a2"}, "balance", {}})->what, What::rating);
}

TEST_F(AfterTask, WhatHasNoWordsForAKioskOrIsNoDepositIsNeverOfferedThere) {
    auto wordless = deposit_campaign("wordless");
    wordless.offer.reset();
    auto fund = deposit_campaign("fund");
    fund.product = {"fund", "fund", 2, false, false};
    EXPECT_FALSE(decision::compile_rules(decision::default_policy(), {fund})) << "words for a kiosk on anything but a deposit are refused when rules are made";
    fund.offer.reset();
    open_with({wordless, fund});
    add_person(all_consents);
    come_with_card("t1");
    EXPECT_EQ(after("a1").what, What::rating);
}

TEST_F(AfterTask, SomebodyWhoCalledForHelpIsOfferedNothing) {
    open_with({deposit_campaign()});
    add_person(all_consents);
    come_with_card("t1");
    ASSERT_TRUE(bank.desk->call_staff(bank.terminal, {IdempotencyKey{"h1"}, "balance", "account", ticket.label, ticket.ticket}));
    EXPECT_EQ(after("a1").what, What::rating);
}

TEST_F(AfterTask, AYesBringsAReferralWithoutAnAmountAndCountsOnce) {
    open_with({deposit_campaign()});
    add_person(all_consents);
    come_with_card("t1");
    const auto offer = after("a1").offer;
    ASSERT_TRUE(offer);
    for (const auto* key : {"y1", "y1", "y2"}) ASSERT_TRUE(bank.desk->answer_offer(bank.terminal, {IdempotencyKey{key}, offer->id, true}));
    const auto referrals = alerts_of("referral", "lobby_manager");
    ASSERT_EQ(referrals.size(), 1U);
    EXPECT_EQ(referrals[0].urgency, protocol::Urgency::c);
    EXPECT_EQ(referrals[0].ticket_label, ticket.label);
    EXPECT_EQ(referrals[0].reasons[0].key, "reason.campaign.time_deposit_family");
    EXPECT_EQ(protocol::to_json(referrals[0]).find("5000000"), std::string::npos);
    EXPECT_EQ(counted("offer_wanted:time_deposit"), 1);
}

TEST_F(AfterTask, ANoIsCountedAndLeftInPeaceForDaysAndSilenceIsNeither) {
    open_with({deposit_campaign()});
    add_person(all_consents);
    come_with_card("t1");
    const auto offer = after("a1").offer;
    EXPECT_EQ(counted("offer_declined:time_deposit"), 0);
    ASSERT_TRUE(bank.desk->answer_offer(bank.terminal, {IdempotencyKey{"n1"}, offer->id, false}));
    EXPECT_EQ(counted("offer_declined:time_deposit"), 1);
    EXPECT_EQ(counted("offer_wanted:time_deposit"), 0);
    EXPECT_TRUE(alerts_of("referral", "lobby_manager").empty());
    bank.clock.advance(Milliseconds{26 * 3'600'000});   // the next day, another visit
    ASSERT_TRUE(bank.desk->run_due_jobs());
    come_with_card("t2");
    EXPECT_EQ(after("a2").what, What::rating);
}

TEST_F(AfterTask, AnOfferThatWasNeverMadeCannotBeAnswered) {
    EXPECT_EQ(bank.desk->answer_offer(bank.terminal, {IdempotencyKey{"n1"}, "guessed", true}).error().code(), ErrorCode::not_found);
}

TEST_F(AfterTask, ARatingIsAskedAfterTheListedFlowsOnly) {
    EXPECT_EQ(after("a1", "pension").what, What::rating);
    EXPECT_EQ(after("a2", "take_ticket").what, What::none);
    bank.close();
    bank.settings.rating_flows = {"take_ticket"};
    bank.open();
    EXPECT_EQ(after("a3", "pension").what, What::none);
    EXPECT_EQ(after("a4", "take_ticket").what, What::rating);
}

TEST_F(AfterTask, ARatingHoldsNoTicketAndTheSameKeyCountsOnce) {
    const protocol::RatingGiven given{IdempotencyKey{"r1"}, "balance", 2, "", "A001", false};
    ASSERT_TRUE(bank.desk->rate(bank.terminal, given));
    ASSERT_TRUE(bank.desk->rate(bank.terminal, given));
    EXPECT_EQ(counted("rating:2"), 1);
    ASSERT_TRUE(bank.store->read([&](store::Connection& connection) -> Result<void> {
        const auto ratings = store::Services(connection).ratings(bank.branch);
        EXPECT_EQ(ratings.size(), 1U);
        EXPECT_EQ(ratings[0].day, "2026-11-22");
        return {};
    }));
    EXPECT_TRUE(alerts_of("recover", "branch_head").empty()) << "satisfied: nobody is called";
}

TEST_F(AfterTask, APoorRatingReachesTheBranchHeadAloneOnListStreamPageAndClaim) {
    ASSERT_TRUE(bank.desk->rate(bank.terminal, {IdempotencyKey{"r1"}, "balance", 4, "wait", "A001", true}));
    EXPECT_TRUE(alerts_of("recover", "lobby_manager").empty());
    EXPECT_TRUE(alerts_of("recover", "teller").empty());
    const auto found = alerts_of("recover", "branch_head");
    ASSERT_EQ(found.size(), 1U);
    const auto& alert = found.front();
    EXPECT_EQ(alert.urgency, protocol::Urgency::b);
    EXPECT_EQ(alert.reasons[0].key, "reason.wants_manager");
    EXPECT_EQ(alert.reasons[1].key, "reason.rated_wait");
    for (const auto& event : bank.publisher.events()) EXPECT_EQ(event.audience, "staff:branch_head");
    EXPECT_TRUE(bank.desk->events_since(bank.branch, "staff", 0, 9)->empty());
    EXPECT_EQ(bank.desk->events_since(bank.branch, "staff:branch_head", 0, 9)->size(), 1U);
    const Session lobby{StaffId{"1001"}, bank.branch, "lobby_manager"}, head{StaffId{"9001"}, bank.branch, "branch_head"};
    EXPECT_EQ(bank.desk->find_alert(lobby, alert.id).error().code(), ErrorCode::not_found);
    EXPECT_EQ(bank.desk->claim(lobby, alert.id, {IdempotencyKey{"c1"}, alert.version}).error().code(), ErrorCode::not_found);
    EXPECT_EQ(bank.desk->record_outcome(lobby, alert.id, {IdempotencyKey{"o1"}, alert.version, "helped"}).error().code(), ErrorCode::not_found);
    ASSERT_TRUE(bank.desk->claim(head, alert.id, {IdempotencyKey{"c2"}, alert.version}));
    for (const auto& event : bank.publisher.events()) EXPECT_EQ(event.audience, "staff:branch_head") << "neither does the claim tell the others";
}

}  // namespace
}  // namespace silverlane::desk
