// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: Silverlane contributors
//
// One card a visit: what happens afterwards is news on it. Long waits, calls, help.
#include <gtest/gtest.h>

#include <algorithm>

#include "hall_fixture.h"
#include "path_samples.h"

namespace silverlane::desk {
namespace {

using protocol::AlertState;
using protocol::Urgency;
constexpr Milliseconds kMinute{60'000};

TEST(CardNews, ATicketIsNewsOnTheCardOfWhoeverIsHereAlready) {
    Hall hall;
    hall.add(story_person());
    ASSERT_TRUE(hall.desk->accept({hall.wifi(1, "a1")}));
    EXPECT_FALSE(hall.only_alert().interrupts) << "by Wi-Fi alone a silent row";
    const auto ticket = *hall.ticket_with_card(hall.next_key());
    const auto card = hall.only_alert();
    ASSERT_EQ(card.news.size(), 1U);
    EXPECT_EQ(card.news[0].line, (protocol::Line{"news.ticket_taken", {{"ticket", ticket.label}}}));
    EXPECT_EQ(card.offered_to.size(), 1U) << "now there is a place";
}

TEST(CardNews, ACallForHelpIsTheSameCardAndCancellingItGivesTheCardBack) {
    Hall hall;
    hall.add(story_person());
    const auto ticket = *hall.ticket_with_card(hall.next_key());
    const auto before = hall.only_alert();
    const auto out = hall.desk->call_staff(hall.terminal, {IdempotencyKey{"h1"}, "F03", "step", ticket.label, ticket.ticket});
    ASSERT_TRUE(out);
    EXPECT_EQ(out->alert, before.id) << "one card a visit";
    const auto call = hall.only_alert();
    EXPECT_EQ(call.kind, "help");
    EXPECT_EQ(call.urgency, Urgency::a);
    EXPECT_TRUE(call.passes_lock);
    EXPECT_EQ(call.news.back().line.key, "news.help");
    EXPECT_EQ(call.offered_to, before.offered_to) << "who has it keeps it";
    ASSERT_TRUE(hall.desk->cancel_help(hall.terminal, {IdempotencyKey{"x1"}, out->alert}));
    const auto after = hall.only_alert();
    EXPECT_EQ(after.kind, "arrival");
    EXPECT_FALSE(after.passes_lock);
    EXPECT_EQ(after.reasons, before.reasons);
    EXPECT_EQ(after.urgency, before.urgency);
    EXPECT_EQ(hall.publisher.kiosk_events("K1").back().kind, protocol::KioskEvent::Kind::help_closed);
}

TEST(CardNews, ACallForHelpAsksWhoeverIsNearWhateverTheCardAskedFor) {
    Hall hall;
    hall.SampleBank::close();
    auto campaign = sample_campaign("one");
    campaign.product.qualification = "fund_sales";
    hall.rules = sample_rules({campaign});
    hall.open();
    hall.add(agreeing_person(1));
    hall.duty("2001", "serving");
    const auto ticket = *hall.ticket_with_card(hall.next_key());
    const auto card = hall.only_alert();
    ASSERT_EQ(card.qualification, "fund_sales");
    ASSERT_TRUE(card.offered_to.empty()) << "who has it is serving";
    ASSERT_EQ(count_rows(hall, "opportunity"), 1);
    ASSERT_TRUE(hall.desk->call_staff(hall.terminal, {IdempotencyKey{"h1"}, "F03", "step", ticket.label, ticket.ticket}));
    const auto call = hall.only_alert();
    EXPECT_EQ(call.id, card.id);
    EXPECT_EQ(call.offered_to.size(), 1U) << "somebody comes";
    EXPECT_TRUE(call.qualification.empty());
    EXPECT_TRUE(call.group.empty());
    EXPECT_EQ(count_rows(hall, "opportunity"), 0) << "whoever helps did not speak of a product";
}

TEST(CardNews, ACallForHelpDoesNotWaitForWhomTheCardWasPassedTo) {
    Hall hall;
    hall.add(story_person());
    const auto ticket = *hall.ticket_with_card(hall.next_key());
    const auto id = hall.only_alert().id;
    hall.duty("2001", "break");
    ASSERT_TRUE(hall.pass("1001", id, "2001"));
    ASSERT_TRUE(hall.alert(id).offered_to.empty()) << "it waits for somebody in their break";
    ASSERT_TRUE(hall.desk->call_staff(hall.terminal, {IdempotencyKey{"h1"}, "F03", "step", ticket.label, ticket.ticket}));
    EXPECT_EQ(hall.alert(id).offered_to.size(), 1U);
    EXPECT_TRUE(hall.alert(id).due) << "and a second person is asked when nobody comes";
}

TEST(CardNews, ACallWhileSomebodyIsOnTheWayIsACardOfItsOwn) {
    Hall hall;
    hall.add(story_person());
    const auto ticket = *hall.ticket_with_card(hall.next_key());
    const auto card = hall.only_alert();
    ASSERT_TRUE(hall.take("1001", card.id));
    const auto out = hall.desk->call_staff(hall.terminal, {IdempotencyKey{"h1"}, "F03", "step", ticket.label, ticket.ticket});
    EXPECT_NE(out->alert, card.id);
    EXPECT_EQ(hall.open_alerts().size(), 2U);
}

TEST(CardNews, ALongWaitIsToldOnceAndOnTheVisitsOwnCard) {
    Hall hall;
    hall.add(story_person());
    const auto ticket = *hall.ticket_with_card(hall.next_key());
    ASSERT_TRUE(hall.desk->issue_ticket(hall.terminal, hall.ticket_request("anonymous")));
    hall.wait(15 * kMinute - Milliseconds{1});
    EXPECT_EQ(hall.open_alerts().size(), 1U);
    hall.clock.advance(Milliseconds{5'001});
    ASSERT_TRUE(hall.desk->run_due_jobs());
    const auto alerts = hall.open_alerts();
    ASSERT_EQ(alerts.size(), 2U);
    EXPECT_EQ(alerts[0].news.back().line.key, "news.wait_over");
    EXPECT_EQ(alerts[0].urgency, Urgency::b);
    EXPECT_EQ(alerts[1].kind, "wait_over");
    EXPECT_FALSE(alerts[1].person);
    const auto versions = alerts[0].version + alerts[1].version;
    hall.wait(Milliseconds{6'000});
    EXPECT_EQ(hall.open_alerts()[0].version + hall.open_alerts()[1].version, versions) << "once a ticket";
}

TEST(CardNews, ALongWaitAsksTheBranchHeadAboutSomebodyWhoseCardWasUrgentBefore) {
    Hall hall("1001,1002,3001");
    hall.add(story_person());
    auto request = hall.ticket_request(hall.next_key());
    request.card = hall.card(1);
    request.wants_company = true;
    ASSERT_TRUE(hall.desk->issue_ticket(hall.terminal, request));
    const auto card = hall.only_alert();
    ASSERT_EQ(card.kind, "arrival_priority");
    hall.duty("3001", "serving");
    for (int i = 0; i < 4; ++i) hall.wait(kMinute);
    ASSERT_EQ(hall.counted("alerts_missed"), "1") << "its plan is over";
    hall.duty("3001", "on_duty");
    ASSERT_EQ(hall.alert(card.id).offered_to.size(), 2U);
    hall.wait(11 * kMinute);
    const auto late = hall.alert(card.id);
    EXPECT_EQ(late.offered_to.size(), 3U) << "the head is asked at once";
    EXPECT_EQ(late.offered_to.back(), "3001");
    EXPECT_EQ(late.caution->key, "caution.branch_head");
    EXPECT_EQ(late.kind, "arrival_priority");
    EXPECT_TRUE(late.due) << "and the plan begins again";
}

TEST(CardNews, ACardWhosePlanWasOverIsAskedAboutAnewAtALongWait) {
    Hall hall("1001,1002");
    hall.add(story_person());
    ASSERT_TRUE(hall.ticket_with_card(hall.next_key()));
    const auto card = hall.only_alert();
    hall.duty("1002", "serving");
    for (int i = 0; i < 14; ++i) hall.wait(kMinute);
    ASSERT_EQ(hall.alert(card.id).offered_to, std::vector<std::string>{"1001"});
    hall.duty("1002", "on_duty");
    hall.wait(kMinute);
    ASSERT_EQ(hall.alert(card.id).kind, "wait_over");
    hall.wait(kMinute);
    EXPECT_EQ(hall.alert(card.id).offered_to.size(), 2U) << "the second person after a minute";
    EXPECT_EQ(hall.alert(card.id).caution->key, "caution.second_person");
}

TEST(CardNews, ATaskForLaterDoesNotTakeTheNewsOfALongWait) {
    Hall hall("1001,1002,2001");
    sell_a_fund_to_an_elder(hall);
    ASSERT_TRUE(hall.ticket_with_card(hall.next_key()));
    const auto card = hall.only_alert();
    ASSERT_TRUE(hall.take("1001", card.id));
    ASSERT_TRUE(hall.close("1001", card.id, "referred"));
    hall.wait(15 * kMinute);
    const auto alerts = hall.open_alerts();
    const auto of = [&](std::string_view kind) { return std::find_if(alerts.begin(), alerts.end(), [&](const auto& each) { return each.kind == kind; }); };
    ASSERT_NE(of("follow_up"), alerts.end());
    EXPECT_TRUE(of("follow_up")->news.empty());
    EXPECT_FALSE(of("follow_up")->interrupts) << "a task for later stays silent";
    ASSERT_NE(of("wait_over"), alerts.end());
    EXPECT_EQ(of("wait_over")->offered_to.size(), 1U);
}

TEST(CardNews, AtTheCallWhoWasToMeetThemComesTooLateAndWhoIsThereIsToldWhere) {
    Hall hall;
    hall.add({story_person(), [] { auto other = SamplePerson{}; other.number = 2; return other; }()});
    const auto called = [&](const std::string& session, int person, protocol::EvidenceKind kind) {
        protocol::Arrival arrival = hall.wifi(person, hall.next_key(), kind);
        arrival.source = "queue:1";
        arrival.session = session;
        arrival.identifiers = {hall.card(person)};
        arrival.ticket_label = "B00" + std::to_string(person);
        arrival.service = "cash";
        arrival.window = 3;
        return arrival;
    };
    for (const int person : {1, 2}) ASSERT_TRUE(hall.desk->accept({called("q" + std::to_string(person), person, protocol::EvidenceKind::ticket_created)}));
    const auto cards = hall.open_alerts();
    ASSERT_EQ(cards.size(), 2U);
    ASSERT_TRUE(hall.take("1001", cards[0].id));
    for (const int person : {1, 2}) ASSERT_TRUE(hall.desk->accept({called("q" + std::to_string(person), person, protocol::EvidenceKind::ticket_called)}));
    EXPECT_EQ(hall.alert(cards[1].id).state, AlertState::expired);
    EXPECT_FALSE(hall.alert(cards[1].id).person);
    const auto mine = hall.alert(cards[0].id);
    EXPECT_EQ(mine.state, AlertState::claimed);
    ASSERT_FALSE(mine.news.empty());
    EXPECT_EQ(mine.news.back().line.key, "news.called");
}

TEST(CardNews, AtALongWaitIsDecidedAgainWhatToSay) {
    Hall hall;
    hall.SampleBank::close();
    auto campaign = sample_campaign("while_you_wait");
    campaign.events = {"long_wait"};
    hall.rules = sample_rules({campaign});
    hall.open();
    auto person = agreeing_person(1);
    person.products = "[]";
    hall.add(person);
    ASSERT_TRUE(hall.ticket_with_card(hall.next_key()));
    EXPECT_EQ(count_rows(hall, "opportunity"), 0);
    hall.wait(15 * kMinute);
    const auto card = hall.only_alert();
    ASSERT_EQ(card.reasons.size(), 2U);
    EXPECT_EQ(card.reasons[0], (protocol::Line{"reason.long_wait", {{"minutes", "15"}}})) << "five minutes before the policy's own limit";
    EXPECT_EQ(card.reasons[1].key, campaign.reason);
    EXPECT_EQ(card.first_sentence->key, "say.sorry_for_the_wait");
    EXPECT_EQ(card.kind, "wait_over");
    EXPECT_EQ(card.news.back().line.key, "news.wait_over");
    EXPECT_EQ(count_rows(hall, "decision WHERE trigger = 'long_wait'"), 1);
    EXPECT_EQ(count_rows(hall, "opportunity WHERE campaign = 'while_you_wait'"), 1);
}

/// Calls the number twice, and says after the hall's time that nobody came.
void call_in_vain(Hall& hall, const TicketId& ticket) {
    ASSERT_TRUE(hall.desk->call_next(hall.as("4001"), {IdempotencyKey{hall.next_key()}, 1, ticket}));
    hall.wait(kMinute);
    ASSERT_TRUE(hall.desk->call_again(hall.as("4001"), {IdempotencyKey{hall.next_key()}, ticket, 1}));
    hall.wait(2 * kMinute);
    ASSERT_TRUE(hall.desk->end_ticket(hall.as("4001"), {IdempotencyKey{hall.next_key()}, ticket, "missed"}));
}

TEST(CardNews, AMissedCallIsNewsForWhoeverHasTheCardAndElseOneCardForTheVisit) {
    Hall hall;
    hall.add(story_person());
    const auto ticket = *hall.ticket_with_card(hall.next_key());
    const auto card = hall.only_alert();
    ASSERT_TRUE(hall.take("1001", card.id));
    call_in_vain(hall, ticket.ticket);
    EXPECT_EQ(hall.only_alert().id, card.id) << "one card a visit";
    const auto mine = hall.alert(card.id);
    EXPECT_EQ(mine.claimed_by, "1001");
    EXPECT_EQ(mine.news.back().line, (protocol::Line{"news.missed_call", {{"ticket", ticket.label}, {"window", "1"}}}));

    const auto anonymous = hall.desk->issue_ticket(hall.terminal, hall.ticket_request("anonymous"));
    call_in_vain(hall, anonymous->ticket);
    const auto alerts = hall.open_alerts();
    ASSERT_EQ(alerts.size(), 2U);
    EXPECT_EQ(alerts[1].kind, "missed_call");
    EXPECT_EQ(alerts[1].urgency, Urgency::b);
    ASSERT_TRUE(hall.take("1002", alerts[1].id));
    call_in_vain(hall, anonymous->ticket);
    EXPECT_EQ(hall.open_alerts().size(), 2U) << "missed again";
    EXPECT_EQ(hall.alert(alerts[1].id).news.back().line.key, "news.missed_call");
}

void at_window(Hall& hall, int window) { ASSERT_TRUE(hall.desk->set_duty(hall.as("4001"), {IdempotencyKey{hall.next_key()}, "on_duty", "", window})); }

/// What the counter is told of the customer with the maturing deposit, after the hall's card ended with this.
std::string cue_after(const std::string& outcome) {
    Hall hall;
    hall.add(story_person());
    const auto ticket = *hall.ticket_with_card(hall.next_key());
    const auto card = hall.only_alert();
    EXPECT_TRUE(hall.take("1001", card.id));
    EXPECT_TRUE(hall.close("1001", card.id, outcome));
    EXPECT_TRUE(hall.desk->call_next(hall.as("4001"), {IdempotencyKey{hall.next_key()}, 1, ticket.ticket}));
    at_window(hall, 1);
    const auto view = hall.desk->counter(hall.as("4001"), 1);
    EXPECT_TRUE(view && view->person && view->cue);
    return view->cue->key;
}

TEST(CardNews, WhatAnotherCardOfTheVisitHasToldIsNotToldAgain) {
    EXPECT_EQ(cue_after("helped"), "reason.known_customer");
    EXPECT_EQ(cue_after("not_now"), "reason.deposit_matures_soon") << "nobody spoke of it";
}

TEST(CardNews, ALookAtWhoStandsAtTheCounterIsWrittenDown) {
    Hall hall;
    hall.add(story_person());
    const auto ticket = *hall.ticket_with_card(hall.next_key());
    const auto card = hall.only_alert();
    ASSERT_TRUE(hall.desk->issue_ticket(hall.terminal, hall.ticket_request("anonymous")));
    ASSERT_TRUE(hall.desk->call_next(hall.as("4001"), {IdempotencyKey{hall.next_key()}, 1, ticket.ticket}));
    ASSERT_TRUE(hall.desk->call_next(hall.as("4001"), {IdempotencyKey{hall.next_key()}, 2, std::nullopt}));
    at_window(hall, 2);
    ASSERT_TRUE(hall.desk->counter(hall.as("4001"), 2)->ticket);
    EXPECT_EQ(count_rows(hall, "view_audit"), 0) << "nobody is shown there";
    at_window(hall, 1);
    ASSERT_TRUE(hall.desk->counter(hall.as("4001"), 1)->person);
    EXPECT_EQ(rows_of(hall, "staff, alert, what, device", "view_audit"), (std::vector<std::string>{"4001|" + card.id.text + "|counter|tablet-4001"}));
}

}  // namespace
}  // namespace silverlane::desk
