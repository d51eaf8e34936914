// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: Silverlane contributors
//
// The card of a campaign through the whole desk: its own words, how long it is anybody's turn, what becomes of it.
#include <gtest/gtest.h>

#include <fstream>

#include <fmt/format.h>

#include "hall_fixture.h"
#include "hub/desk/feed_work.h"
#include "path_samples.h"

namespace silverlane::desk {
namespace {

using protocol::AlertState;
constexpr Milliseconds kMinute{60'000};

class CampaignCard : public ::testing::Test {
protected:
    void open_with(decision::Campaign campaign) {
        hall.SampleBank::close();
        hall.rules = sample_rules({std::move(campaign)});
        hall.open();
    }
    /// Nothing that the bank would speak of by itself: the card is of the campaign alone.
    void add(int number, const std::string& birth, const std::string& manager = {}) {
        auto person = agreeing_person(number);
        person.birth = birth;
        person.products = "[]";
        person.risk_level = 3;
        person.relationship_manager = manager;
        hall.add(person);
    }
    protocol::Alert arrive(int person) {
        hall.clock.advance(Milliseconds{1'000});   // so that the newest card is the last of the list
        auto arrival = hall.wifi(person, hall.next_key(), protocol::EvidenceKind::card_tapped);
        arrival.identifiers = {hall.card(person)};
        EXPECT_TRUE(hall.desk->accept({arrival}));
        const auto alerts = hall.open_alerts();
        EXPECT_FALSE(alerts.empty());
        return alerts.empty() ? protocol::Alert{} : alerts.back();
    }
    static decision::Campaign fund_of_risk_3() {
        auto fund = sample_campaign("fund", "fund");
        fund.offer.reset();
        fund.product.kind = "fund";
        fund.product.risk = 3;
        return fund;
    }
    Hall hall;
};

decision::Campaign with_words() {
    auto campaign = sample_campaign("osmanthus");
    campaign.reason = "reason.campaign.osmanthus";
    campaign.cue = {"可以聊聊：桂花存单", "You may talk about: Osmanthus deposit", "", ""};
    campaign.talk_track.key = "osmanthus";
    campaign.talk_track.first_sentence = {"您好，那边坐着说，好吗？", "Hello, shall we sit down over there?", "", ""};
    campaign.talk_track.elder_first_sentence = {"您好，您慢慢来。", "Hello, there is no rush.", "", ""};
    return campaign;
}

TEST_F(CampaignCard, ABanksOwnCampaignBringsItsOwnWords) {
    open_with(with_words());
    add(1, "1970-03-02");
    add(2, "1954-03-02");
    const auto card = arrive(1);
    ASSERT_EQ(card.reasons.size(), 1U);
    EXPECT_EQ(card.reasons[0], (protocol::Line{"reason.campaign.osmanthus", {{"en", "You may talk about: Osmanthus deposit"}, {"zh", "可以聊聊：桂花存单"}}}));
    EXPECT_EQ(*card.first_sentence, (protocol::Line{"say.talk_track.osmanthus", {{"en", "Hello, shall we sit down over there?"}, {"zh", "您好，那边坐着说，好吗？"}}}));
    const auto elders = arrive(2);
    EXPECT_EQ(elders.first_sentence->arguments.back().second, "您好，您慢慢来。") << "at 72";
    const auto version = hall.alert(elders.id).version;
    protocol::ConsentChoice refused;
    refused.key = IdempotencyKey{"c1"};
    refused.purposes = {"survey"};
    refused.text_version = "2026-09";
    refused.channel = "kiosk";
    refused.card = hall.card(2);
    ASSERT_TRUE(hall.desk->choose_consent(hall.terminal, refused));
    EXPECT_EQ(hall.alert(elders.id).version, version) << "nothing to see has changed, so nobody is told";
}

TEST_F(CampaignCard, ASentenceThatTheHallMustNotHearIsNotSaid) {
    auto campaign = with_words();
    campaign.talk_track.first_sentence.en = "Hello, shall we talk about your deposit?";
    open_with(campaign);
    add(1, "1970-03-02");
    EXPECT_EQ(*arrive(1).first_sentence, (protocol::Line{"say.welcome", {}}));
}

decision::Campaign explained_fund() {
    auto fund = sample_campaign("fund", "fund");
    fund.offer.reset();
    fund.product.kind = "fund";
    fund.product.risk = 2;
    fund.product.cooling_days = 3;
    fund.product.recording_required = true;
    fund.talk_track.explanation = {"有涨有跌，可能亏。", "It may lose value.", "", ""};
    fund.talk_track.elder_explanation = {"不保本，不急。", "It may lose value; no rush.", "", ""};
    return fund;
}

TEST_F(CampaignCard, TheRiskStandsOnTheCardAndTheRestIsReadByATap) {
    open_with(explained_fund());
    add(1, "1970-03-02");
    const auto card = arrive(1);
    EXPECT_EQ(card.product_risk, 2);
    EXPECT_EQ(protocol::to_json(card).find("有涨有跌"), std::string::npos) << "what the hall must not hear stands on no card";
    const auto page = hall.desk->talk_track(hall.as("1001"), card.id);
    ASSERT_TRUE(page) << page.error().text();
    EXPECT_EQ(page->explanation.zh, "有涨有跌，可能亏。");
    EXPECT_EQ(page->product_risk, 2);
    EXPECT_EQ(page->cooling_days, 3);
    EXPECT_TRUE(page->recording_required);
    EXPECT_EQ(hall.desk->talk_track(hall.as("4001"), card.id).error().code(), ErrorCode::not_found) << "no cards of the hall at the counter";
    auto elsewhere = hall.as("1001");
    elsewhere.branch = BranchId{"B002"};
    EXPECT_EQ(hall.desk->talk_track(elsewhere, card.id).error().code(), ErrorCode::not_found);
}

TEST_F(CampaignCard, EldersAreToldInTheirOwnWords) {
    auto bond = explained_fund();
    bond.product.kind = "treasury";   // what may be named to an elder in the hall
    bond.product.risk = 1;
    open_with(bond);
    add(1, "1961-03-02");   // 65
    add(2, "1962-03-02");   // 64
    const auto elder = arrive(1);
    EXPECT_EQ(hall.desk->talk_track(hall.as("1001"), elder.id)->explanation.zh, "不保本，不急。");
    EXPECT_EQ(hall.desk->talk_track(hall.as("1001"), arrive(2).id)->explanation.zh, "有涨有跌，可能亏。");
}

TEST_F(CampaignCard, OnlyWhoMaySellItExplainsIt) {
    auto fund = explained_fund();
    fund.product.qualification = "fund_sales";
    open_with(fund);
    add(1, "1970-03-02");
    const auto card = arrive(1);
    ASSERT_EQ(card.qualification, "fund_sales");
    EXPECT_EQ(card.product_risk, 2) << "whoever looks sees how risky it is";
    EXPECT_EQ(hall.desk->talk_track(hall.as("1001"), card.id).error().code(), ErrorCode::forbidden);
    EXPECT_TRUE(hall.desk->talk_track(hall.as("2001"), card.id));
}

TEST_F(CampaignCard, WithNobodyThereWhoMaySellItThereIsNothingToExplain) {
    auto insurance = explained_fund();
    insurance.product.qualification = "insurance_sales";   // nobody of this branch
    open_with(insurance);
    add(1, "1970-03-02");
    const auto card = arrive(1);
    EXPECT_EQ(card.reasons.back().key, "guide.sales_zone");
    EXPECT_EQ(card.product_risk, 0);
    EXPECT_EQ(hall.desk->talk_track(hall.as("2001"), card.id).error().code(), ErrorCode::not_found);
}

TEST_F(CampaignCard, AWithdrawalTakesTheExplanationAlong) {
    open_with(explained_fund());
    add(1, "1970-03-02");
    const auto card = arrive(1);
    ASSERT_TRUE(hall.take("1001", card.id));
    ASSERT_TRUE(hall.release("1001", card.id, "wrong_person"));
    EXPECT_EQ(hall.desk->talk_track(hall.as("1001"), card.id).error().code(), ErrorCode::not_found);
}

TEST_F(CampaignCard, ForgettingTakesTheOpportunityOffACardThatSomebodyHasTaken) {
    open_with(explained_fund());
    add(1, "1970-03-02");
    const auto card = arrive(1);
    ASSERT_TRUE(hall.take("1001", card.id));
    ASSERT_TRUE(hall.desk->forget(hall.terminal, {IdempotencyKey{"f1"}, {std::nullopt, std::nullopt, hall.card(1)}}));
    const auto left = hall.alert(card.id);
    EXPECT_EQ(left.product_risk, 0);
    EXPECT_TRUE(left.group.empty());
    EXPECT_TRUE(left.qualification.empty());
    EXPECT_EQ(left.alert_class, protocol::AlertClass::service);
    EXPECT_EQ(rows_of(hall, "campaign, follow_up", "alert"), std::vector<std::string>{"|"});
    EXPECT_EQ(hall.desk->talk_track(hall.as("1001"), card.id).error().code(), ErrorCode::not_found);
}

TEST_F(CampaignCard, ItIsNobodysTurnAfterTwentyMinutes) {
    open_with(sample_campaign("deposit"));
    add(1, "1970-03-02");
    const auto card = arrive(1);
    EXPECT_EQ(card.alert_class, protocol::AlertClass::marketing);
    EXPECT_EQ(card.expires, card.raised_at + 20 * kMinute);
    hall.wait(20 * kMinute - Milliseconds{1});
    EXPECT_EQ(hall.alert(card.id).state, AlertState::open);
    hall.wait(Milliseconds{1});
    EXPECT_EQ(hall.alert(card.id).state, AlertState::expired);
    EXPECT_FALSE(hall.alert(card.id).person);
}

TEST_F(CampaignCard, TakingItAndGivingItBackDoesNotMakeItsMomentLonger) {
    open_with(sample_campaign("deposit"));
    add(1, "1970-03-02");
    const auto card = arrive(1);
    hall.wait(15 * kMinute);
    ASSERT_TRUE(hall.take("1001", card.id));
    hall.wait(2 * kMinute);
    ASSERT_TRUE(hall.release("1001", card.id, "ask_other"));
    EXPECT_EQ(hall.alert(card.id).expires, card.raised_at + 20 * kMinute);
    hall.wait(3 * kMinute);
    EXPECT_EQ(hall.alert(card.id).state, AlertState::expired);
}

TEST_F(CampaignCard, NorAfterTheCallWhenThatIsSooner) {
    open_with(sample_campaign("deposit"));
    add(1, "1970-03-02");
    const auto ticket = hall.ticket_with_card("t1");
    ASSERT_TRUE(ticket);
    const auto card = hall.only_alert();
    EXPECT_EQ(card.alert_class, protocol::AlertClass::marketing);
    hall.wait(10 * kMinute);
    EXPECT_EQ(hall.alert(card.id).state, AlertState::open);
    ASSERT_TRUE(hall.desk->call_next(hall.as("4001"), {IdempotencyKey{"c1"}, 1, ticket->ticket}));
    EXPECT_EQ(hall.alert(card.id).state, AlertState::expired);
}

TEST_F(CampaignCard, WhatTheHallMayNotNameToAnElderBecomesATaskWhenTheyAreReferred) {
    open_with(fund_of_risk_3());
    add(1, "1959-03-02", "2001");   // 67
    add(2, "1957-03-02", "2001");   // 69
    const auto card = arrive(1);
    ASSERT_EQ(card.reasons.size(), 1U);
    EXPECT_EQ(card.reasons[0].key, "reason.known_customer") << "nothing of the fund in the lobby";
    ASSERT_TRUE(hall.take("1001", card.id));
    ASSERT_TRUE(hall.close("1001", card.id, "referred"));
    const auto task = hall.only_alert();
    EXPECT_EQ(task.kind, "follow_up");
    EXPECT_EQ(task.wanted_role, "relationship_manager");
    EXPECT_EQ(task.referred_by, "1001");
    EXPECT_FALSE(task.interrupts);
    ASSERT_TRUE(task.person);
    EXPECT_EQ(hall.take("1002", task.id).error().code(), ErrorCode::forbidden);
    ASSERT_TRUE(hall.take("2001", task.id));
    EXPECT_EQ(hall.desk->referrals(hall.as("1001"))->referrals.at(0).kind, "follow_up");
    const auto other = arrive(2);
    ASSERT_TRUE(hall.take("1001", other.id));
    ASSERT_TRUE(hall.close("1001", other.id, "helped"));
    const auto tasks = hall.open_alerts();
    ASSERT_EQ(tasks.size(), 2U);
    EXPECT_TRUE(tasks[1].referred_by.empty()) << "helped: the hub asks by itself, and nobody has a share in it";
    EXPECT_EQ(hall.desk->referrals(hall.as("1001"))->referrals.size(), 1U);
}

TEST_F(CampaignCard, NotRelevantRestsForThirtyDays) {
    open_with(sample_campaign("deposit"));
    add(1, "1970-03-02");
    const auto card = arrive(1);
    ASSERT_TRUE(hall.release("1001", card.id, "not_relevant"));
    EXPECT_EQ(rows_of(hall, "until, why", "rest"), std::vector<std::string>{"2026-12-21|not_relevant"});
    const auto told_later = [&](int days) {
        hall.clock.advance(std::chrono::hours{24 * days});
        EXPECT_TRUE(hall.desk->run_due_jobs());
        const auto before = count_rows(hall, "opportunity");
        arrive(1);
        return count_rows(hall, "opportunity") > before;
    };
    EXPECT_FALSE(told_later(29)) << "the thirtieth day";
    EXPECT_TRUE(told_later(1));
}

TEST_F(CampaignCard, WhoeverPassedTheCustomerOnKeepsAShareOfTheSale) {
    open_with(sample_campaign("deposit"));
    add(1, "1970-03-02");
    const auto card = arrive(1);
    ASSERT_TRUE(hall.take("1001", card.id));
    ASSERT_TRUE(hall.pass("1001", card.id, "2001"));
    ASSERT_TRUE(hall.take("2001", card.id));
    ASSERT_TRUE(hall.close("2001", card.id, "booked"));
    EXPECT_EQ(rows_of(hall, "contacted_by, passed_by", "opportunity"), std::vector<std::string>{"2001|1001"});
    std::ofstream(hall.folder / "sales.csv") << fmt::format("id,customer,product_class,time,staff\nx1,C00001,time_deposit,{},2001\n", to_rfc3339(hall.clock.now()));
    ImportReport report;
    ASSERT_TRUE(import_sales(hall.folder / "sales.csv", *hall.store, hall.clock.now(), {}, report));
    EXPECT_EQ(rows_of(hall, "id, credits", "sale"), std::vector<std::string>{R"(x1|[["2001",700000],["1001",300000]])"});
}

}  // namespace
}  // namespace silverlane::desk
