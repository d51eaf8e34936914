// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: Silverlane contributors
//
// One kiosk, one call, and then another: somebody becomes unwell, the next person presses, who had no time is asked again, whose call it is.
#include <gtest/gtest.h>

#include <algorithm>

#include "hall_fixture.h"
#include "path_samples.h"

namespace silverlane::desk {
namespace {

using protocol::AlertState;
using Numbers = std::vector<std::string>;

protocol::HelpCall call_with_card(Hall& hall, std::string key) {
    protocol::HelpCall call{IdempotencyKey{std::move(key)}, "balance", "amount", "", std::nullopt};
    call.card = hall.card(1);
    return call;
}

protocol::TurnNotice notice(Hall& hall, const char* kind, const char* what = "") {
    return {IdempotencyKey{hall.next_key()}, kind, "balance", "pin", "", std::nullopt, what};
}

TEST(SecondCall, WhoIsUnwellBringsEverybodyAlsoWhenSomebodyHasTakenTheCall) {
    Hall hall;
    const auto call = hall.help();
    ASSERT_TRUE(hall.take("1001", call));
    ASSERT_TRUE(hall.desk->add_help_reason(hall.terminal, {IdempotencyKey{"r"}, call, "unwell"}));
    const auto alerts = hall.open_alerts();
    ASSERT_EQ(alerts.size(), 2U);
    const auto& first = alerts[0].id == call ? alerts[0] : alerts[1];
    const auto& beside = alerts[0].id == call ? alerts[1] : alerts[0];
    EXPECT_EQ(first.claimed_by, "1001");
    EXPECT_EQ(first.help_reason, "unwell");
    EXPECT_EQ(beside.kind, "unwell");
    EXPECT_EQ(beside.alert_class, protocol::AlertClass::risk);
    EXPECT_TRUE(beside.passes_lock);
    EXPECT_EQ(beside.offered_to.size(), 4U) << "everybody but who goes there already";
    EXPECT_EQ(beside.news.back().line, (protocol::Line{"news.on_the_way", {{"staff", "1001"}}}));
    EXPECT_EQ(hall.publisher.kiosk_events("K1").back().kind, protocol::KioskEvent::Kind::help_claimed) << "who was coming still comes";
    ASSERT_TRUE(hall.close("1001", call, "helped"));
    EXPECT_EQ(hall.alert(beside.id).state, AlertState::cancelled) << "and then nobody else need come";
}

TEST(SecondCall, WhoComesBecauseOfTheAlertBesideTheCallComesForTheKioskToo) {
    Hall hall;
    const auto call = hall.help();
    ASSERT_TRUE(hall.take("1002", call));
    ASSERT_TRUE(hall.desk->add_help_reason(hall.terminal, {IdempotencyKey{"r1"}, call, "unwell"}));
    const auto alerts = hall.open_alerts();
    const auto& beside = alerts[0].id == call ? alerts[1] : alerts[0];
    EXPECT_EQ(std::count(beside.offered_to.begin(), beside.offered_to.end(), "1002"), 0) << "who goes there already is not asked to";
    ASSERT_TRUE(hall.take("1001", beside.id));
    const auto told = [&] { return hall.publisher.kiosk_events("K1").back(); };
    EXPECT_EQ(told().alert, call) << "the kiosk knows of the call alone";
    EXPECT_EQ(told().staff_number, "1001");
    ASSERT_TRUE(hall.release("1002", call, "ask_other"));
    EXPECT_EQ(told().kind, protocol::KioskEvent::Kind::help_claimed) << "somebody comes still";
    EXPECT_EQ(told().staff_number, "1001");
}

TEST(SecondCall, TheKioskHearsWhenTheLastTabletThatCouldHearTheCallIsGone) {
    Hall hall("1001");
    const auto call = hall.help();
    hall.wait(Milliseconds{10'000});
    const auto before = hall.publisher.kiosk_events("K1").size();
    hall.publisher.listening = 0;
    hall.wait(Milliseconds{10'000});
    auto told = hall.publisher.kiosk_events("K1");
    ASSERT_EQ(told.size(), before + 1);
    EXPECT_EQ(told.back().kind, protocol::KioskEvent::Kind::help_open);
    EXPECT_EQ(told.back().alert, call);
    EXPECT_FALSE(told.back().someone_reachable);
    hall.wait(Milliseconds{10'000});
    EXPECT_EQ(hall.publisher.kiosk_events("K1").size(), before + 1) << "once";
    hall.publisher.listening = 1;
    hall.wait(Milliseconds{10'000});
    told = hall.publisher.kiosk_events("K1");
    ASSERT_GT(told.size(), before + 1);
    EXPECT_TRUE(told.back().someone_reachable);
}

TEST(SecondCall, WhoGoesOnWasNotAwayAndDoesNotStandStill) {
    Hall hall;
    const auto stuck = hall.stuck();
    ASSERT_TRUE(hall.desk->notice(hall.terminal, notice(hall, "left_unfinished")));
    const auto other = hall.stuck("K2");
    EXPECT_EQ(hall.open_alerts().size(), 3U);
    ASSERT_TRUE(hall.desk->notice(hall.terminal, notice(hall, "goes_on")));
    EXPECT_EQ(hall.only_alert().id, other);
    EXPECT_EQ(hall.alert(stuck).state, AlertState::cancelled);
    const auto again = hall.stuck();
    ASSERT_TRUE(hall.take("1001", again));
    ASSERT_TRUE(hall.desk->notice(hall.terminal, notice(hall, "goes_on")));
    EXPECT_EQ(hall.alert(again).state, AlertState::claimed) << "whoever is on their way goes all the same";
}

TEST(SecondCall, PressedAgainTheSecondAlertIsOneAndAnotherPersonsUnwellStands) {
    Hall hall;
    const auto first = hall.help();
    ASSERT_TRUE(hall.take("1001", first));
    for (const char* key : {"r1", "r2"}) ASSERT_TRUE(hall.desk->add_help_reason(hall.terminal, {IdempotencyKey{key}, first, "unwell"}));
    EXPECT_EQ(hall.open_alerts().size(), 2U);
    const auto next = hall.help();
    ASSERT_NE(next, first);
    ASSERT_TRUE(hall.desk->add_help_reason(hall.terminal, {IdempotencyKey{"r3"}, next, "unwell"}));
    ASSERT_TRUE(hall.close("1001", first, "helped"));
    EXPECT_EQ(hall.alert(next).state, AlertState::open) << "somebody else is unwell there now";
    EXPECT_EQ(hall.open_alerts().size(), 1U) << "and the alert beside the first call is over";
}

TEST(SecondCall, TheCustomerWhoTakesACallBackTakesBackWhatWasRaisedBesideIt) {
    Hall hall;
    const auto call = hall.help();
    ASSERT_TRUE(hall.take("1001", call));
    ASSERT_TRUE(hall.desk->add_help_reason(hall.terminal, {IdempotencyKey{"r1"}, call, "unwell"}));
    ASSERT_TRUE(hall.desk->cancel_help(hall.terminal, {IdempotencyKey{"x1"}, call}));
    EXPECT_TRUE(hall.open_alerts().empty());
}

TEST(SecondCall, ACallIsItsPersonsOnceACardSaysWhoseItIs) {
    Hall hall;
    hall.add(story_person());
    const auto call = hall.help();
    ASSERT_TRUE(hall.desk->accept({hall.wifi(1, "a1")}));
    const auto again = hall.desk->call_staff(hall.terminal, call_with_card(hall, "h2"));
    ASSERT_TRUE(again);
    EXPECT_EQ(again->alert, call);
    EXPECT_TRUE(hall.alert(call).person);
}

TEST(SecondCall, WhatWasLeftIsFetchedWhoeverItIs) {
    Hall hall;
    hall.add(story_person());
    const auto ticket = hall.ticket_with_card("t1");
    auto left = notice(hall, "media_left", "card");
    left.ticket_label = ticket->label;
    ASSERT_TRUE(hall.desk->notice(hall.terminal, left));
    const auto alerts = hall.open_alerts();
    const auto found = std::find_if(alerts.begin(), alerts.end(), [](const auto& each) { return each.kind == "media_left"; });
    ASSERT_NE(found, alerts.end());
    ASSERT_TRUE(found->person);
    ASSERT_TRUE(hall.release("1001", found->id, "wrong_person"));
    EXPECT_EQ(hall.alert(found->id).state, AlertState::open);
    EXPECT_FALSE(hall.alert(found->id).person);
    EXPECT_EQ(hall.alert(found->id).reasons.front().key, "reason.media_left");
}

TEST(SecondCall, TheNextPersonAtTheKioskDoesNotWaitBehindACallThatSomebodyTook) {
    Hall hall;
    const auto first = hall.help();
    EXPECT_EQ(hall.help(), first) << "pressed again while nobody has taken it";
    ASSERT_TRUE(hall.take("1001", first));
    const auto second = hall.help();
    EXPECT_NE(second, first);
    EXPECT_EQ(hall.alert(second).state, AlertState::open);
    EXPECT_FALSE(hall.alert(second).offered_to.empty());
    EXPECT_EQ(hall.alert(first).claimed_by, "1001");
}

TEST(SecondCall, AnotherPersonsOpenCallIsNotTheirs) {
    Hall hall;
    hall.add(story_person());
    const auto ticket = hall.ticket_with_card("t1");
    const auto theirs = hall.desk->call_staff(hall.terminal, {IdempotencyKey{"h1"}, "home", "home", ticket->label, ticket->ticket});
    ASSERT_TRUE(hall.alert(theirs->alert).person);
    const auto stranger = hall.help();
    EXPECT_NE(stranger, theirs->alert);
    EXPECT_FALSE(hall.alert(stranger).person) << "the next person is not called by this name";
}

TEST(SecondCall, AWrongPinIsTheCallThatIsOutInThisTurnAndElseACallOfItsOwn) {
    Hall hall;
    const auto first = hall.help();
    ASSERT_TRUE(hall.take("1001", first));
    auto wrong = notice(hall, "wrong_pin");
    wrong.call = first;
    ASSERT_TRUE(hall.desk->notice(hall.terminal, wrong));
    EXPECT_EQ(hall.open_alerts().size(), 1U) << "who comes comes to this person";
    ASSERT_TRUE(hall.desk->notice(hall.terminal, notice(hall, "wrong_pin")));
    EXPECT_EQ(hall.open_alerts().size(), 2U);
}

TEST(SecondCall, AnotherPartOfTheMachineAndTheNextPersonsCardAreToldToo) {
    Hall hall;
    ASSERT_TRUE(hall.desk->notice(hall.terminal, notice(hall, "device_fault", "printer")));
    ASSERT_TRUE(hall.desk->notice(hall.terminal, notice(hall, "device_fault", "printer")));
    EXPECT_EQ(hall.open_alerts().size(), 1U);
    ASSERT_TRUE(hall.take("1001", hall.only_alert().id));
    ASSERT_TRUE(hall.desk->notice(hall.terminal, notice(hall, "device_fault", "printer")));
    EXPECT_EQ(hall.open_alerts().size(), 1U) << "somebody sees to it";
    ASSERT_TRUE(hall.desk->notice(hall.terminal, notice(hall, "device_fault", "sound")));
    EXPECT_EQ(hall.open_alerts().size(), 2U);
    const auto stuck = hall.stuck();
    ASSERT_TRUE(hall.take("1002", stuck));
    EXPECT_NE(hall.stuck(), stuck) << "somebody else is stuck there now";
}

TEST(SecondCall, WhoSaidNoToTheCardIsAskedAboutTheCall) {
    Hall hall("1001");
    hall.add(story_person());
    const auto ticket = hall.ticket_with_card("t1");
    const auto card = hall.only_alert();
    EXPECT_EQ(card.offered_to, Numbers{"1001"});
    ASSERT_TRUE(hall.release("1001", card.id, "not_now"));
    EXPECT_TRUE(hall.only_alert().offered_to.empty());
    ASSERT_TRUE(hall.desk->call_staff(hall.terminal, {IdempotencyKey{"h1"}, "home", "home", ticket->label, ticket->ticket}));
    EXPECT_EQ(hall.alert(card.id).offered_to, Numbers{"1001"});
}

TEST(SecondCall, WhoSaidNoIsAskedAgainByAColleagueAndWhenNobodyElseCame) {
    Hall hall("1001,1002");
    const auto stuck = hall.stuck();
    ASSERT_TRUE(hall.release("1001", stuck, "not_now"));
    ASSERT_TRUE(hall.take("1002", stuck));
    ASSERT_TRUE(hall.pass("1002", stuck, "1001"));
    EXPECT_EQ(hall.alert(stuck).offered_to, Numbers{"1001"});
    ASSERT_TRUE(hall.close("1001", hall.take("1001", stuck)->id, "helped"));

    Hall alone("1001");
    const auto call = alone.help();
    ASSERT_TRUE(alone.release("1001", call, "not_now"));
    EXPECT_TRUE(alone.alert(call).offered_to.empty());
    for (int step = 0; step < 4; ++step) alone.wait(Milliseconds{30'000});
    EXPECT_EQ(alone.alert(call).offered_to, Numbers{"1001"}) << "somebody stands there, and nobody else is in the house";
}

TEST(SecondCall, SomebodyElseThanWeThoughtStillNeedsSomebody) {
    Hall hall;
    hall.add(story_person());
    const auto ticket = hall.ticket_with_card("t1");
    const auto out = hall.desk->call_staff(hall.terminal, {IdempotencyKey{"h1"}, "home", "home", ticket->label, ticket->ticket});
    ASSERT_TRUE(hall.take("1001", out->alert));
    ASSERT_TRUE(hall.release("1001", out->alert, "wrong_person"));
    const auto call = hall.alert(out->alert);
    EXPECT_EQ(call.state, AlertState::claimed);
    EXPECT_EQ(call.claimed_by, "1001");
    EXPECT_FALSE(call.person);
    EXPECT_EQ(call.reasons.front().key, "reason.help");
    EXPECT_EQ(hall.publisher.kiosk_events("K1").back().kind, protocol::KioskEvent::Kind::help_claimed) << "nothing has ended for the kiosk";
    ASSERT_TRUE(hall.close("1001", out->alert, "helped"));
}

TEST(SecondCall, TheWrongNameLeavesEveryCardOfTheVisit) {
    Hall hall;
    hall.add(story_person());
    const auto ticket = hall.ticket_with_card("t1");
    const auto card = hall.only_alert();
    ASSERT_TRUE(hall.take("1001", card.id));
    const auto out = hall.desk->call_staff(hall.terminal, {IdempotencyKey{"h1"}, "home", "home", ticket->label, ticket->ticket});
    ASSERT_NE(out->alert, card.id) << "somebody has the card, so the call is another";
    ASSERT_TRUE(hall.alert(out->alert).person);
    ASSERT_TRUE(hall.release("1001", card.id, "wrong_person"));
    const auto call = hall.alert(out->alert);
    EXPECT_FALSE(call.person);
    EXPECT_EQ(call.state, AlertState::open);
    EXPECT_EQ(call.reasons.front().key, "reason.help");
}

TEST(SecondCall, ACardWithoutATicketSaysWhoseCallItIs) {
    Hall hall;
    hall.add(story_person());
    ASSERT_TRUE(hall.desk->accept({hall.wifi(1, "a1", protocol::EvidenceKind::wifi_start)}));
    const auto card = hall.only_alert();
    const auto out = hall.desk->call_staff(hall.terminal, call_with_card(hall, "h1"));
    ASSERT_TRUE(out);
    EXPECT_EQ(out->alert, card.id) << "one card a visit";
    EXPECT_EQ(hall.only_alert().kind, "help");
    EXPECT_TRUE(hall.only_alert().person);
    Hall other;
    const auto unknown = other.desk->call_staff(other.terminal, call_with_card(other, "h1"));
    ASSERT_TRUE(unknown) << "a card that is nobody's calls all the same";
    EXPECT_FALSE(other.alert(unknown->alert).person);
}

}  // namespace
}  // namespace silverlane::desk
