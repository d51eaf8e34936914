// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: Silverlane contributors
//
// A customer tells a member of staff what they take back.
#include <gtest/gtest.h>

#include "hall_fixture.h"
#include "path_samples.h"
#include "hub/store/duty.h"

namespace silverlane::desk {
namespace {

protocol::StaffWithdrawal withdrawal(const char* key, const AlertId& alert, std::vector<std::string> purposes) {
    return {IdempotencyKey{key}, alert, 0, {}, std::move(purposes)};
}

/// Somebody who came with a card and a ticket, and whose card 1001 has taken.
AlertId taken_card(Hall& hall) {
    hall.add(story_person());
    EXPECT_TRUE(hall.ticket_with_card(hall.next_key()));
    const auto card = hall.only_alert();
    EXPECT_TRUE(hall.take("1001", card.id));
    return card.id;
}

std::vector<std::string> read(Hall& hall, const char* query) {
    std::vector<std::string> found;
    EXPECT_TRUE(hall.store->read([&](store::Connection& connection) -> Result<void> {
        connection.query(store::Sql{query}, {}, [&](const store::Row& row) { found.emplace_back(row.text(0)); });
        return {};
    }));
    return found;
}

std::vector<std::string> views(Hall& hall) { return read(hall, "SELECT what FROM view_audit ORDER BY rowid"); }

TEST(StaffWithdrawal, WhoTakesServiceBackIsNobodyOnTheCardAtOnceAndTomorrow) {
    Hall hall;
    const auto card = taken_card(hall);
    ASSERT_TRUE(hall.alert(card).person);
    ASSERT_TRUE(hall.desk->withdraw_for_customer(hall.as("1001"), withdrawal("w1", card, {"service", "wifi", "profiling", "marketing"})));
    EXPECT_FALSE(hall.alert(card).person);
    EXPECT_EQ(hall.alert(card).claimed_by, "1001") << "who is with the customer still is";
    EXPECT_EQ(views(hall).back(), "withdrawal");
    EXPECT_EQ(hall.counted("withdrawals_through_staff"), "1");
    hall.wait(Milliseconds{26 * 60 * 60'000});
    ASSERT_TRUE(hall.ticket_with_card("next-day"));
    EXPECT_TRUE(hall.open_alerts().empty()) << "a ticket of nobody";
    EXPECT_EQ(hall.counted("arrivals_without_consent"), "1");
}

TEST(StaffWithdrawal, WhoTakesMarketingBackIsStillKnownAndConfirmed) {
    Hall hall;
    const auto card = taken_card(hall);
    ASSERT_TRUE(hall.desk->withdraw_for_customer(hall.as("1001"), withdrawal("w1", card, {"marketing"})));
    ASSERT_TRUE(hall.alert(card).person);
    EXPECT_TRUE(hall.alert(card).identity_confirmed) << "whoever writes it down has asked whose it is";
    EXPECT_NE(hall.alert(card).alert_class, protocol::AlertClass::marketing);
    EXPECT_TRUE(hall.alert(card).person->tier.empty());
    ASSERT_TRUE(hall.desk->withdraw_for_customer(hall.as("1001"), withdrawal("w1", card, {"marketing"}))) << "the same tap again";
    EXPECT_EQ(hall.counted("withdrawals_through_staff"), "1");
}

TEST(StaffWithdrawal, OnlyWhoeverIsWithTheCustomerMay) {
    Hall hall;
    const auto card = taken_card(hall);
    EXPECT_EQ(hall.desk->withdraw_for_customer(hall.as("1002"), withdrawal("w1", card, {"service"})).error().code(), ErrorCode::forbidden);
    EXPECT_FALSE(hall.desk->withdraw_for_customer(hall.as("4001"), withdrawal("w2", card, {"service"}))) << "a teller sees no names in the hall";
    EXPECT_EQ(views(hall).back(), "withdrawal_refused");
    EXPECT_TRUE(hall.alert(card).person);
    const auto stranger = hall.help("K2");
    ASSERT_TRUE(hall.take("1001", stranger));
    EXPECT_EQ(hall.desk->withdraw_for_customer(hall.as("1001"), withdrawal("w3", stranger, {"service"})).error().code(), ErrorCode::not_found);
}

TEST(StaffWithdrawal, ACallStaysACallAndWhatWasAskedForStays) {
    Hall hall;
    hall.add(story_person());
    auto request = hall.ticket_request(hall.next_key());
    request.card = hall.card(1);
    request.wants_company = true;
    const auto ticket = hall.desk->issue_ticket(hall.terminal, request);
    const auto out = hall.desk->call_staff(hall.terminal, {IdempotencyKey{"h1"}, "home", "home", ticket->label, ticket->ticket});
    ASSERT_TRUE(hall.take("1001", out->alert));
    ASSERT_TRUE(hall.desk->withdraw_for_customer(hall.as("1001"), withdrawal("w1", out->alert, {"service", "wifi"})));
    const auto call = hall.alert(out->alert);
    EXPECT_EQ(call.reasons.front().key, "reason.help");
    EXPECT_TRUE(call.first_sentence);
    ASSERT_TRUE(call.person);
    EXPECT_TRUE(call.person->name.text.empty());
    EXPECT_EQ(call.person->needs, std::vector<std::string>{"company"});
}

TEST(StaffWithdrawal, TheNameIsGoneAlsoFromWhatIsOverAndFromWhatWasTold) {
    Hall hall;
    const auto card = taken_card(hall);
    const auto told = [&] {
        std::string all;
        for (const auto& each : read(hall, "SELECT data FROM event")) all += each;
        return all;
    };
    const std::string name = story_person().surname;
    ASSERT_NE(told().find(name), std::string::npos);
    ASSERT_TRUE(hall.close("1001", card, "helped"));
    const auto call = hall.desk->call_staff(hall.terminal, {IdempotencyKey{"h1"}, "home", "home", hall.alert(card).ticket_label, std::nullopt});
    ASSERT_TRUE(hall.take("1001", call->alert));
    ASSERT_TRUE(hall.desk->withdraw_for_customer(hall.as("1001"), withdrawal("w1", call->alert, {"service", "wifi"})));
    EXPECT_FALSE(hall.alert(call->alert).person);
    EXPECT_FALSE(hall.alert(card).person) << "the card that is over may still be looked at";
    EXPECT_EQ(told().find(name), std::string::npos);
}

TEST(StaffWithdrawal, WhoHasLeftIsTakenOffTheCardThatIsStillInHand) {
    Hall hall;
    const auto card = taken_card(hall);
    ASSERT_TRUE(hall.desk->set_duty(hall.as("4001"), {IdempotencyKey{"d1"}, "on_duty", "", 3}));
    ASSERT_TRUE(hall.desk->call_next(hall.as("4001"), {IdempotencyKey{"c1"}, 3, {}}));
    const auto ticket = hall.desk->counter(hall.as("4001"), 3)->ticket->ticket;
    ASSERT_TRUE(hall.desk->end_ticket(hall.as("4001"), {IdempotencyKey{"e1"}, ticket, "done"}));
    hall.wait(Milliseconds{20 * 60'000});
    ASSERT_EQ(hall.counted("visits_ended"), "1");
    ASSERT_TRUE(hall.alert(card).person);
    ASSERT_TRUE(hall.desk->withdraw_for_customer(hall.as("1001"), withdrawal("w1", card, {"service"})));
    EXPECT_FALSE(hall.alert(card).person);
}

TEST(StaffWithdrawal, AtTheCounterItIsWhoWasCalledThere) {
    Hall hall;
    hall.add(story_person());
    ASSERT_TRUE(hall.ticket_with_card(hall.next_key()));
    const auto teller = hall.as("4001");
    ASSERT_TRUE(hall.desk->set_duty(teller, {IdempotencyKey{"d1"}, "on_duty", "", 3}));
    protocol::StaffWithdrawal back{IdempotencyKey{"w1"}, {}, 3, TicketId{"nobody"}, {"service"}};
    EXPECT_EQ(hall.desk->withdraw_for_customer(teller, back).error().code(), ErrorCode::not_found) << "nobody was called";
    ASSERT_TRUE(hall.desk->call_next(teller, {IdempotencyKey{"c1"}, 3, {}}));
    ASSERT_TRUE(hall.desk->counter(teller, 3)->person);
    EXPECT_EQ(hall.desk->withdraw_for_customer(teller, back).error().code(), ErrorCode::conflict) << "of another number than the one called";
    back.ticket = hall.desk->counter(teller, 3)->ticket->ticket;
    back.window = 4;
    EXPECT_EQ(hall.desk->withdraw_for_customer(teller, back).error().code(), ErrorCode::forbidden);
    EXPECT_EQ(views(hall).back(), "withdrawal_refused");
    back.window = 3;
    ASSERT_TRUE(hall.desk->withdraw_for_customer(teller, back));
    EXPECT_FALSE(hall.desk->counter(teller, 3)->person);
    EXPECT_TRUE(hall.desk->counter(teller, 3)->ticket) << "the number is called all the same";
}

}  // namespace
}  // namespace silverlane::desk
