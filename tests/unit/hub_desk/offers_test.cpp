// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: Silverlane contributors
//
// Whom an alert interrupts, through the real desk: one card at a time, nobody who serves, the silent list, roles, what a view leaves.
#include <gtest/gtest.h>

#include <algorithm>

#include "hall_fixture.h"
#include "hub/store/duty.h"

namespace silverlane::desk {
namespace {

using protocol::AlertState;
using Numbers = std::vector<std::string>;

TEST(Offers, OneCardAtATimeAndTheRestWaitsInTheSilentList) {
    Hall hall("1001,1002");
    const auto first = hall.stuck("K1");
    const auto second = hall.stuck("K2");
    const auto third = hall.stuck("K3");
    EXPECT_EQ(hall.alert(first).offered_to, Numbers{"1001"});
    EXPECT_EQ(hall.alert(second).offered_to, Numbers{"1002"});
    EXPECT_TRUE(hall.alert(third).offered_to.empty());
    ASSERT_TRUE(hall.take("1001", first));
    EXPECT_TRUE(hall.alert(first).offered_to.empty()) << "what is taken interrupts nobody";
    EXPECT_EQ(hall.alert(third).offered_to, Numbers{"1001"}) << "room has come, in the same request";
}

TEST(Offers, WhoeverServesOrHasABreakIsLeftAloneAndTheirCardGoesToSomebodyElse) {
    Hall hall("1001,1002");
    hall.duty("1001", "serving");
    const auto first = hall.stuck("K1");
    EXPECT_EQ(hall.alert(first).offered_to, Numbers{"1002"});
    hall.duty("1002", "break");
    EXPECT_TRUE(hall.alert(first).offered_to.empty());
    const auto call = hall.help("K2");
    EXPECT_TRUE(hall.alert(call).offered_to.empty()) << "not even for a call";
    EXPECT_EQ(hall.open_alerts().size(), 2U) << "both stand in the list";
    hall.duty("1001", "on_duty");
    EXPECT_EQ(hall.alert(call).offered_to, Numbers{"1001"}) << "the more urgent first";
    hall.duty("1002", "on_duty");
    EXPECT_EQ(hall.alert(first).offered_to, Numbers{"1002"});
}

TEST(Offers, ACallTakesTheCardsPlaceAndTheCardWaits) {
    Hall hall("1001");
    const auto card = hall.stuck("K1");
    const auto call = hall.help("K2");
    EXPECT_EQ(hall.alert(call).offered_to, Numbers{"1001"});
    EXPECT_TRUE(hall.alert(card).offered_to.empty());
    EXPECT_EQ(hall.story(card), "raised displaced");
    ASSERT_TRUE(hall.take("1001", call));
    EXPECT_EQ(hall.alert(card).offered_to, Numbers{"1001"});
}

TEST(Offers, UnwellInterruptsEverybodyAtOnceTheTellerToo) {
    Hall hall;
    const auto call = hall.help();
    EXPECT_EQ(hall.alert(call).offered_to.size(), 1U);
    ASSERT_TRUE(hall.desk->add_help_reason(hall.terminal, {IdempotencyKey{"r"}, call, "unwell"}));
    EXPECT_EQ(hall.alert(call).offered_to.size(), 5U);
}

TEST(Offers, ATabletThatIsOutOfReachIsNotAskedAndOneThatGoesSilentLosesTheCard) {
    Hall hall("1001,1002");
    hall.publisher.set_away("1001", true);
    const auto card = hall.stuck("K1");
    EXPECT_EQ(hall.alert(card).offered_to, Numbers{"1002"});
    hall.publisher.set_away("1001", false);
    hall.publisher.set_away("1002", true);
    hall.wait(Milliseconds{4'999});
    EXPECT_EQ(hall.alert(card).offered_to, Numbers{"1002"});
    hall.wait(Milliseconds{1});
    EXPECT_EQ(hall.alert(card).offered_to, Numbers{"1001"});
    EXPECT_EQ(hall.counted("alerts_undelivered"), "1");
    hall.wait(Milliseconds{5'000});
    EXPECT_EQ(hall.story(card), "raised undelivered delivered");
}

TEST(Offers, ACallThatReachedNobodyIsToldAtTheKioskOnceATabletHasIt) {
    Hall hall("1001");
    hall.publisher.listening = 0;
    const auto call = hall.help("K1");
    hall.wait(Milliseconds{60'000});
    for (const auto& each : hall.publisher.kiosk_events("K1")) EXPECT_FALSE(each.someone_reachable);
    const auto before = hall.publisher.kiosk_events("K1").size();
    hall.publisher.listening = 1;
    hall.wait(Milliseconds{60'000});
    ASSERT_EQ(hall.alert(call).offered_to, Numbers{"1001"});
    hall.wait(Milliseconds{5'000});
    const auto told = hall.publisher.kiosk_events("K1");
    ASSERT_GT(told.size(), before);
    EXPECT_EQ(told.back().kind, protocol::KioskEvent::Kind::help_open);
    EXPECT_EQ(told.back().alert, call);
    EXPECT_TRUE(told.back().someone_reachable);
}

TEST(Offers, TheThirteenthOfAnHourWaitsAndIsOfferedWhenTheHourIsOver) {
    Hall hall("1001");
    std::vector<AlertId> taken;
    for (int i = 0; i < 12; ++i) {
        const auto id = hall.stuck("K1");
        ASSERT_EQ(hall.alert(id).offered_to, Numbers{"1001"}) << i;
        ASSERT_TRUE(hall.take("1001", id));
        ASSERT_TRUE(hall.close("1001", id, "helped"));
    }
    const auto one_more = hall.stuck("K1");
    EXPECT_TRUE(hall.alert(one_more).offered_to.empty());
    const auto call = hall.help("K2");
    EXPECT_EQ(hall.alert(call).offered_to, Numbers{"1001"}) << "a call is not silenced";
    ASSERT_TRUE(hall.take("1001", call));
    ASSERT_TRUE(hall.close("1001", call, "helped"));
    EXPECT_TRUE(hall.alert(one_more).offered_to.empty());
    hall.wait(Milliseconds{3'600'000 - 1});
    EXPECT_TRUE(hall.alert(one_more).offered_to.empty()) << "an hour less a millisecond";
    hall.clock.advance(Milliseconds{1});
    hall.duty("1001", "on_duty");
    EXPECT_EQ(hall.alert(one_more).offered_to, Numbers{"1001"});
}

TEST(Offers, RoleQualificationAndThreeClaimsDecideWhoMayTake) {
    Hall hall;
    const auto id = hall.stuck("K1");
    ASSERT_TRUE(hall.pass("1001", id, "", "relationship_manager"));
    const auto foreign = hall.take("1002", id);
    ASSERT_FALSE(foreign);
    EXPECT_EQ(foreign.error().code(), ErrorCode::forbidden);
    EXPECT_NE(foreign.error().message().find("pass it on"), std::string::npos);
    EXPECT_TRUE(hall.take("2001", id));
    for (const char* kiosk : {"K2", "K3", "K4"}) ASSERT_TRUE(hall.take("1002", hall.stuck(kiosk)));
    const auto fourth = hall.take("1002", hall.stuck("K5"));
    ASSERT_FALSE(fourth);
    EXPECT_EQ(fourth.error().code(), ErrorCode::forbidden);
    EXPECT_NE(fourth.error().message().find("hand it over"), std::string::npos);
    EXPECT_TRUE(hall.take("1002", hall.help("K6"))) << "a call may always be taken";
}

TEST(Offers, ATellerSeesDangerWithoutAnybodysNameInListStreamAndReplay) {
    Hall hall;
    hall.add(story_person());
    ASSERT_TRUE(hall.desk->accept({hall.wifi(1, "a1")}));
    const auto arrival = hall.only_alert().id;
    const auto call = hall.help();
    EXPECT_TRUE(hall.desk->open_alerts(hall.as("4001"))->alerts.empty());
    ASSERT_TRUE(hall.desk->add_help_reason(hall.terminal, {IdempotencyKey{"r"}, call, "unwell"}));
    const auto list = hall.desk->open_alerts(hall.as("4001"));
    ASSERT_EQ(list->alerts.size(), 1U);
    EXPECT_EQ(list->alerts[0].id, call);
    EXPECT_TRUE(list->alerts[0].reasons.empty());
    EXPECT_FALSE(hall.desk->find_alert(hall.as("4001"), arrival)) << "the arrival is the hall's";
    const auto replay = hall.desk->events_since(hall.branch, "staff:teller", 0, 100);
    ASSERT_TRUE(replay);
    for (const auto& event : *replay) {
        EXPECT_TRUE(event.audience == "staff" || event.audience == "staff:teller") << event.audience;
        EXPECT_EQ(event.data.find("王"), std::string::npos);
        EXPECT_EQ(event.data.find("reason."), std::string::npos);
    }
    const auto whole = hall.desk->events_since(hall.branch, "staff:hall", 0, 100);
    EXPECT_NE(std::count_if(whole->begin(), whole->end(), [](const auto& each) { return each.data.find("王") != std::string::npos; }), 0);
    EXPECT_EQ(hall.desk->claim(hall.as("4001"), arrival, {IdempotencyKey{"x"}, 1}).error().code(), ErrorCode::not_found);
}

TEST(Offers, ALookOfSomebodyElseDoesNotAnswerForWhomItInterrupts) {
    Hall hall("1001,1002");
    const auto card = hall.stuck("K1");
    ASSERT_EQ(hall.alert(card).offered_to, Numbers{"1001"});
    hall.publisher.set_away("1001", true);
    ASSERT_TRUE(hall.desk->see(hall.as("1002"), card, {IdempotencyKey{"s1"}, 1}));
    hall.wait(Milliseconds{5'000});
    EXPECT_EQ(hall.alert(card).offered_to, Numbers{"1002"}) << "the first tablet never had it";
    EXPECT_EQ(hall.counted("alerts_undelivered"), "1");
}

TEST(Offers, WhoeverLookedAtWhatInterruptsThemHasIt) {
    Hall hall("1001,1002");
    const auto card = hall.stuck("K1");
    ASSERT_TRUE(hall.desk->see(hall.as("1001"), card, {IdempotencyKey{"s1"}, 1}));
    hall.publisher.set_away("1001", true);
    hall.wait(Milliseconds{5'000});
    EXPECT_EQ(hall.alert(card).offered_to, Numbers{"1001"});
    EXPECT_EQ(hall.counted("alerts_undelivered"), "0");
}

TEST(Offers, ACallIsClosedOnlyByWhoHasTakenItAndATellerPutsAsideOnlyWhatTheyWereAskedFor) {
    Hall hall("1001,4001");
    hall.duty("4001", "serving");
    const auto call = hall.help();
    for (const char* each : {"1001", "1002", "3001"}) EXPECT_EQ(hall.release(each, call, "not_relevant").error().code(), ErrorCode::forbidden) << each;
    ASSERT_TRUE(hall.desk->add_help_reason(hall.terminal, {IdempotencyKey{"r"}, call, "unwell"}));
    ASSERT_EQ(hall.alert(call).offered_to, Numbers{"1001"});
    for (const char* why : {"not_relevant", "not_now", "ask_other", "wrong_person"}) {
        const auto refused = hall.release("4001", call, why);
        ASSERT_FALSE(refused) << why;
        EXPECT_EQ(refused.error().code(), ErrorCode::forbidden) << why;
    }
    EXPECT_EQ(hall.alert(call).state, AlertState::open);
    ASSERT_TRUE(hall.take("4001", call));
    EXPECT_TRUE(hall.release("4001", call, "not_relevant"));
    const auto next = hall.help("K2");
    hall.duty("4001", "on_duty");
    ASSERT_TRUE(hall.desk->add_help_reason({KioskId{"K2"}, hall.branch, "K2"}, {IdempotencyKey{"r2"}, next, "unwell"}));
    ASSERT_EQ(hall.alert(next).offered_to.size(), 2U);
    EXPECT_EQ(hall.release("4001", next, "not_relevant").error().code(), ErrorCode::forbidden);
    EXPECT_TRUE(hall.release("4001", next, "not_now")) << "they were asked, and may say no";
}

TEST(Offers, OpeningACardWithAPersonIsWrittenDownWithWhoAndWhichTablet) {
    Hall hall;
    hall.add(story_person());
    ASSERT_TRUE(hall.desk->accept({hall.wifi(1, "a1")}));
    const auto card = hall.only_alert();
    const protocol::Seen seen{IdempotencyKey{"s1"}, card.version};
    for (int i = 0; i < 2; ++i) ASSERT_TRUE(hall.desk->see(hall.as("1002"), card.id, seen));
    EXPECT_EQ(hall.only_alert().version, card.version) << "a claim that is on its way stays right";
    const auto machine = hall.stuck();
    ASSERT_TRUE(hall.desk->see(hall.as("1002"), machine, {IdempotencyKey{"s2"}, 1}));
    std::vector<store::ViewRow> views;
    ASSERT_TRUE(hall.store->read([&](store::Connection& connection) -> Result<void> {
        views = store::Duties(connection).views(hall.branch, {});
        return {};
    }));
    ASSERT_EQ(views.size(), 1U) << "once for one opening, and not for a card of nobody";
    EXPECT_EQ(views[0].staff.text, "1002");
    EXPECT_EQ(views[0].alert, card.id);
    EXPECT_EQ(views[0].device, "tablet-1002");
    EXPECT_EQ(hall.story(card.id), "raised seen");
}

TEST(Offers, ARefusedLookAtACardIsWrittenDownTooAndOnce) {
    Hall hall;
    hall.add(story_person());
    ASSERT_TRUE(hall.desk->accept({hall.wifi(1, "a1")}));
    const auto card = hall.only_alert().id;
    const Session elsewhere{StaffId{"5001"}, BranchId{"B002"}, "lobby_manager", "tablet-5001"};
    for (int i = 0; i < 2; ++i) EXPECT_EQ(hall.desk->see(hall.as("4001"), card, {IdempotencyKey{"t1"}, 1}).error().code(), ErrorCode::not_found) << "not for tellers";
    EXPECT_EQ(hall.desk->see(elsewhere, card, {IdempotencyKey{"e1"}, 1}).error().code(), ErrorCode::not_found) << "of another branch";
    const auto views_of = [&](const BranchId& branch) {
        std::vector<store::ViewRow> views;
        EXPECT_TRUE(hall.store->read([&](store::Connection& connection) -> Result<void> {
            views = store::Duties(connection).views(branch, {});
            return {};
        }));
        return views;
    };
    const auto here = views_of(hall.branch), there = views_of(elsewhere.branch);
    ASSERT_EQ(here.size(), 1U) << "a tablet that asks again is one look";
    EXPECT_EQ(here[0].what, "card_refused");
    EXPECT_EQ(here[0].staff.text, "4001");
    EXPECT_EQ(here[0].alert, card);
    ASSERT_EQ(there.size(), 1U);
    EXPECT_EQ(there[0].what, "card_refused");
    EXPECT_EQ(there[0].device, "tablet-5001");
    EXPECT_EQ(hall.counted("views_refused"), "2");
    EXPECT_EQ(hall.story(card), "raised") << "nobody has seen it";
}

TEST(Offers, ColleaguesAreThoseWhoAreSignedIn) {
    Hall hall("1001,2001");
    hall.duty("1001", "serving", "entrance");
    ASSERT_TRUE(hall.take("2001", hall.stuck()));
    const auto list = hall.desk->colleagues(hall.as("1001"));
    ASSERT_TRUE(list);
    ASSERT_EQ(list->colleagues.size(), 2U);
    EXPECT_EQ(list->colleagues[0].state, "serving");
    EXPECT_EQ(list->colleagues[0].zone, "entrance");
    EXPECT_EQ(list->colleagues[1].state, "on_duty");
    EXPECT_EQ(list->colleagues[1].open_claims, 1);
    EXPECT_EQ(list->colleagues[1].qualifications, Numbers{"fund_sales"});
    EXPECT_TRUE(list->colleagues[0].listening && list->colleagues[1].listening);
    hall.publisher.set_away("2001", true);
    const auto later = hall.desk->colleagues(hall.as("1001"));
    ASSERT_TRUE(later);
    EXPECT_TRUE(later->colleagues[0].listening);
    EXPECT_FALSE(later->colleagues[1].listening) << "signed in and on duty, with a tablet that is switched off";
    const auto events = hall.publisher.events();
    EXPECT_EQ(std::count_if(events.begin(), events.end(), [](const auto& each) { return each.name == "duty" && each.audience == "staff"; }), 1);
}

}  // namespace
}  // namespace silverlane::desk
