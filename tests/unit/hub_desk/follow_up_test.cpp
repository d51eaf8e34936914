// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: Silverlane contributors
//
// Tasks of the relationship manager: what the hall does not name to an elder, and the call while a purchase can still be taken back.
#include <gtest/gtest.h>

#include <fstream>

#include <fmt/format.h>

#include "hall_fixture.h"
#include "hub/desk/feed_work.h"
#include "hub/store/opportunities.h"
#include "path_samples.h"

namespace silverlane::desk {
namespace {

using protocol::AlertState;
using Rows = std::vector<std::string>;

class FollowUp : public ::testing::Test {
protected:
    void SetUp() override {
        auto fund = sample_campaign("fund", "fund");
        fund.offer.reset();
        fund.product.kind = "fund";
        fund.product.risk = 3;
        fund.product.qualification = "fund_sales";
        fund.group = "investments";
        hall.SampleBank::close();
        hall.rules = sample_rules({fund});
        hall.open();
        elder = agreeing_person(1);
        elder.birth = "1959-03-02";   // 67
        elder.products = "[]";
        elder.risk_level = 3;
        elder.relationship_manager = "2001";
        hall.add(elder);
    }
    protocol::Alert arrive() {
        hall.clock.advance(Milliseconds{1'000});
        auto arrival = hall.wifi(1, hall.next_key(), protocol::EvidenceKind::card_tapped);
        arrival.identifiers = {hall.card(1)};
        EXPECT_TRUE(hall.desk->accept({arrival}));
        const auto alerts = hall.open_alerts();
        EXPECT_FALSE(alerts.empty());
        return alerts.empty() ? protocol::Alert{} : alerts.back();
    }
    /// Met in the hall and helped: the task that comes of it.
    protocol::Alert task() {
        const auto card = arrive();
        EXPECT_TRUE(hall.take("1001", card.id));
        EXPECT_TRUE(hall.close("1001", card.id, "helped"));
        const auto alerts = hall.open_alerts();
        EXPECT_TRUE(!alerts.empty() && alerts.back().kind == "follow_up");
        return alerts.empty() ? protocol::Alert{} : alerts.back();
    }
    void close_the_day() {
        hall.clock.jump_to(*parse_rfc3339("2026-11-22T09:31:00.000Z"));   // 17:31 in the branch
        ASSERT_TRUE(hall.desk->run_due_jobs());
    }
    void next_morning() {
        hall.clock.jump_to(*parse_rfc3339("2026-11-23T01:30:00.000Z"));
        ASSERT_TRUE(hall.desk->run_due_jobs());
        for (const char* number : {"1001", "2001"}) ASSERT_TRUE(hall.desk->sign_in({number, std::string{Hall::kPin}}));
    }
    void refuse(const std::string& purpose, bool by_slip = false) {
        protocol::ConsentChoice no;
        no.key = IdempotencyKey{hall.next_key()};
        no.purposes = {purpose};
        no.text_version = "2026-09";
        no.channel = "kiosk";
        if (by_slip) no.visit_code = code;
        else no.card = hall.card(1);
        ASSERT_TRUE(hall.desk->choose_consent(hall.terminal, no));
    }
    /// Nobody is to call, and nobody's name stands anywhere on it.
    void expect_ended(const AlertId& id) {
        EXPECT_EQ(hall.alert(id).state, AlertState::cancelled);
        EXPECT_FALSE(hall.alert(id).person);
        EXPECT_EQ(count_rows(hall, fmt::format("alert WHERE id = '{}' AND campaign = '' AND body NOT LIKE '%欧阳%'", id.text).c_str()), 1);
        EXPECT_EQ(count_rows(hall, fmt::format("event WHERE data LIKE '%{}%' AND data LIKE '%欧阳%'", id.text).c_str()), 0);
    }
    Hall hall;
    SamplePerson elder;
    std::string code;
};

TEST_F(FollowUp, TheCardSaysThatACallComesAndNamesNothing) {
    const auto card = arrive();
    ASSERT_TRUE(card.caution);
    EXPECT_EQ(card.caution->key, "caution.manager_calls_later");
    EXPECT_TRUE(card.group.empty());
    EXPECT_EQ(card.product_risk, 0);
    EXPECT_EQ(count_rows(hall, "contact"), 0) << "nobody has been told anything, and nobody is going to call yet";
    EXPECT_EQ(rows_of(hall, "kind, alert", "opportunity"), Rows{"follow_up|(null)"});
}

class WhoeverWasThere : public FollowUp, public ::testing::WithParamInterface<const char*> {};

TEST_P(WhoeverWasThere, IsCalledWithoutAnybodyPassingThemOn) {
    const auto card = arrive();
    ASSERT_TRUE(hall.take("1001", card.id));
    ASSERT_TRUE(hall.close("1001", card.id, GetParam()));
    const auto called = hall.only_alert();
    EXPECT_EQ(called.kind, "follow_up");
    EXPECT_EQ(called.wanted_role, "relationship_manager");
    EXPECT_EQ(called.qualification, "fund_sales");
    EXPECT_FALSE(called.interrupts);
    EXPECT_TRUE(called.group.empty()) << "the hall reads the list too";
    EXPECT_TRUE(hall.desk->talk_track(hall.as("2001"), called.id)) << "what to explain stands behind a tap";
    EXPECT_EQ(hall.desk->talk_track(hall.as("3001"), called.id).error().code(), ErrorCode::forbidden);
    EXPECT_EQ(hall.desk->talk_track(hall.as("1001"), called.id).error().code(), ErrorCode::forbidden);
    EXPECT_EQ(hall.take("1002", called.id).error().code(), ErrorCode::forbidden);
    EXPECT_EQ(rows_of(hall, "channel, campaign_group", "contact"), Rows{"relationship_manager|investments"});
    ASSERT_TRUE(hall.take("2001", called.id));
    ASSERT_TRUE(hall.close("2001", called.id, "booked"));
    EXPECT_EQ(rows_of(hall, "outcome, contacted_by", "opportunity"), Rows{"booked|2001"});
    EXPECT_EQ(rows_of(hall, "outcome, campaign", "contact"), Rows{"booked|fund"});
}

INSTANTIATE_TEST_SUITE_P(Outcomes, WhoeverWasThere, ::testing::Values("helped", "booked", "referred"));

TEST_F(FollowUp, WhoWasNotThereOrNotWillingIsNotCalled) {
    const auto card = arrive();
    ASSERT_TRUE(hall.take("1001", card.id));
    ASSERT_TRUE(hall.close("1001", card.id, "not_now"));
    EXPECT_TRUE(hall.open_alerts().empty());
    EXPECT_EQ(count_rows(hall, "contact"), 0);
}

TEST_F(FollowUp, ACardThatNobodyTookUsesUpNoContact) {
    arrive();
    close_the_day();
    EXPECT_EQ(count_rows(hall, "contact"), 0);
    EXPECT_EQ(rows_of(hall, "kind, outcome", "opportunity"), Rows{"follow_up|"}) << "that it was meant is kept, to be compared with those held out";
}

TEST_F(FollowUp, ItOutlivesTheDayWithNothingOfTheDayOnIt) {
    const auto asked = task();
    close_the_day();
    next_morning();
    const auto left = hall.alert(asked.id);
    EXPECT_EQ(left.state, AlertState::open);
    ASSERT_TRUE(left.person);
    EXPECT_TRUE(left.person->tier.empty());
    EXPECT_TRUE(left.person->needs.empty());
    EXPECT_TRUE(left.ticket_label.empty());
    EXPECT_TRUE(left.evidence.empty());
    EXPECT_EQ(left.reasons.front(), (protocol::Line{"reason.follow_up", {{"day", "2026-11-22"}}}));
    EXPECT_EQ(count_rows(hall, "alert WHERE visit IS NOT NULL"), 0);
    ASSERT_TRUE(hall.take("2001", asked.id));
    ASSERT_TRUE(hall.close("2001", asked.id, "declined"));
    EXPECT_EQ(rows_of(hall, "outcome, contacted_by", "opportunity"), Rows{"declined|2001"});
    EXPECT_EQ(rows_of(hall, "about, until, why", "rest"), Rows{"fund|2026-12-22|declined"}) << "thirty days from the call on";
    hall.clock.jump_to(*parse_rfc3339("2026-11-23T09:31:00.000Z"));
    ASSERT_TRUE(hall.desk->run_due_jobs());
    EXPECT_EQ(count_rows(hall, "alert WHERE body <> ''"), 0) << "done: its words go with the day on which it was done";
}

TEST_F(FollowUp, WhileOneIsOpenThereIsNoSecond) {
    task();
    close_the_day();
    next_morning();
    const auto card = arrive();
    ASSERT_TRUE(hall.take("1001", card.id));
    ASSERT_TRUE(hall.close("1001", card.id, "helped"));
    EXPECT_EQ(hall.open_alerts().size(), 1U);
    EXPECT_EQ(count_rows(hall, "contact"), 1);
}

TEST_F(FollowUp, ARefusalEndsItOnTheSameDay) {
    const auto asked = task();
    refuse("marketing");
    expect_ended(asked.id);
    EXPECT_TRUE(hall.open_alerts().empty());
}

TEST_F(FollowUp, ARefusalOnALaterDayEndsItToo) {
    const auto asked = task();
    close_the_day();
    next_morning();
    refuse("profiling");
    expect_ended(asked.id);
}

TEST_F(FollowUp, ARefusalThatTheBankImportsEndsItThoughTheVisitIsLongOver) {
    const auto asked = task();
    close_the_day();
    next_morning();
    std::ofstream(hall.folder / "customers.jsonl") << R"({"id":"C00001","surname":"欧阳","consents":[{"purpose":"marketing","granted":false,"time":"2026-11-23T01:00:00Z"}]})" << "\n";
    ImportReport report;
    ASSERT_TRUE(import_customers(hall.folder / "customers.jsonl", *hall.store, hall.clock.now(), report));
    ASSERT_TRUE(hall.desk->run_due_jobs());
    expect_ended(asked.id);
}

TEST_F(FollowUp, ARefusalForTodayEndsWhatTheVisitBrought) {
    const auto ticket = hall.ticket_with_card("t1");
    ASSERT_TRUE(ticket);
    code = ticket->visit_code;
    const auto asked = task();
    refuse("marketing", true);
    expect_ended(asked.id);
    EXPECT_EQ(count_rows(hall, "contact"), 0) << "nobody is going to call";
}

TEST_F(FollowUp, SomebodyElsesCardEndsIt) {
    const auto asked = task();
    ASSERT_TRUE(hall.take("2001", asked.id));
    ASSERT_TRUE(hall.release("2001", asked.id, "wrong_person"));
    EXPECT_EQ(hall.alert(asked.id).state, AlertState::closed);
    EXPECT_FALSE(hall.alert(asked.id).person);
    EXPECT_EQ(count_rows(hall, "opportunity"), 0);
    EXPECT_EQ(count_rows(hall, "contact"), 0);
}

/// Insurance, with fifteen days to think.
class CoolingCall : public FollowUp {
protected:
    void SetUp() override {
        FollowUp::SetUp();
        ASSERT_TRUE(hall.store->write([&](store::Connection& connection) -> Result<void> {
            store::OpportunityRow row;
            row.id = "o1";
            row.branch = hall.branch;
            row.customer = CustomerId{"C00001"};
            row.campaign = "insured";
            row.product_class = "insurance";
            row.kind = "primary";
            row.arm = "full";
            row.day = "2026-11-20";
            row.decided_at = hall.clock.now();
            row.cooling_days = 15;
            store::Opportunities(connection).put(row);
            return {};
        }));
        sale("");
    }
    void sale(const char* cancelled) {
        std::ofstream(hall.folder / "sales.csv") << fmt::format("id,customer,product_class,time,staff,cancelled\nx1,C00001,insurance,{},2001,{}\n",
                                                                to_rfc3339(hall.clock.now()), cancelled);
        ImportReport report;
        ASSERT_TRUE(import_sales(hall.folder / "sales.csv", *hall.store, hall.clock.now(), {}, report));
        ASSERT_EQ(report.rejected, 0);
    }
    void days_later(int days) {
        hall.clock.advance(std::chrono::hours{24 * days});
        ASSERT_TRUE(hall.desk->run_due_jobs());
        ASSERT_TRUE(hall.desk->sign_in({"2001", std::string{Hall::kPin}}));
    }
};

TEST_F(CoolingCall, OnTheSecondDayOfTheFifteenTheManagerIsAskedToCallOnce) {
    ASSERT_EQ(rows_of(hall, "state, counts_from", "sale"), Rows{"cooling|2026-12-07"});
    days_later(1);
    EXPECT_TRUE(hall.open_alerts().empty());
    days_later(1);
    const auto call = hall.only_alert();
    EXPECT_EQ(call.kind, "follow_up");
    EXPECT_EQ(call.wanted_role, "relationship_manager");
    EXPECT_EQ(call.reasons, (std::vector<protocol::Line>{{"reason.cooling_off", {{"day", "2026-12-07"}}}}));
    ASSERT_TRUE(call.person);
    EXPECT_TRUE(call.person->tier.empty());
    EXPECT_EQ(count_rows(hall, "contact"), 0) << "a service is no contact";
    days_later(1);
    EXPECT_EQ(hall.open_alerts().size(), 1U) << "once";
    EXPECT_EQ(rows_of(hall, "outcome, id", "opportunity"), Rows{"|o1"}) << "no success while it can be taken back";
    ASSERT_TRUE(hall.take("2001", call.id));
    ASSERT_TRUE(hall.close("2001", call.id, "helped"));
    days_later(12);
    EXPECT_EQ(rows_of(hall, "outcome, id", "opportunity"), Rows{"sold|o1"});
    EXPECT_TRUE(hall.open_alerts().empty());
}

TEST_F(CoolingCall, NobodyCallsAboutASaleThatWasTakenBack) {
    days_later(2);
    const auto call = hall.only_alert();
    sale("true");
    ASSERT_TRUE(hall.desk->run_due_jobs());
    expect_ended(call.id);
}

TEST_F(CoolingCall, ARefusalEndsTheCall) {
    days_later(2);
    const auto call = hall.only_alert();
    refuse("service");
    expect_ended(call.id);
}

}  // namespace
}  // namespace silverlane::desk
