// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: Silverlane contributors
//
// Passing on, coming back, handing over, confirming who it is, one tap for what does not fit; and that a power cut loses none of it.
#include <gtest/gtest.h>

#include <functional>

#include "hall_fixture.h"
#include "path_samples.h"

namespace silverlane::desk {
namespace {

using protocol::AlertState;
using Numbers = std::vector<std::string>;

TEST(PassingOn, AnAlertGoesToAColleagueAndComesBackWhenTheyDoNotTakeIt) {
    Hall hall;
    const auto id = hall.stuck();
    ASSERT_TRUE(hall.take("1001", id));
    const auto passed = hall.pass("1001", id, "2001");
    ASSERT_TRUE(passed) << passed.error().text();
    EXPECT_EQ(passed->state, AlertState::open);
    EXPECT_EQ(passed->referred_by, "1001");
    EXPECT_EQ(passed->offered_to, Numbers{"2001"});
    EXPECT_EQ(passed->wanted_staff, "2001") << "every tablet knows whose it is";
    EXPECT_EQ(hall.take("1002", id).error().code(), ErrorCode::forbidden) << "it waits for whom it was passed to";
    EXPECT_EQ(hall.desk->referrals(hall.as("1001"))->referrals.at(0).state, "open");
    hall.wait(Milliseconds{119'999});
    EXPECT_EQ(hall.alert(id).offered_to, Numbers{"2001"});
    hall.wait(Milliseconds{1});
    const auto back = hall.alert(id);
    EXPECT_EQ(back.offered_to, Numbers{"1001"}) << "the sender's again";
    EXPECT_EQ(back.news.back().line.key, "news.returned");
    EXPECT_TRUE(back.wanted_staff.empty());
    EXPECT_EQ(hall.desk->referrals(hall.as("1001"))->referrals.at(0).state, "returned");
    EXPECT_TRUE(hall.take("1002", id)) << "and anybody's";
}

TEST(PassingOn, WhoeverPassedItOnHearsWhatBecameOfIt) {
    Hall hall;
    hall.add(story_person());
    ASSERT_TRUE(hall.desk->accept({hall.wifi(1, "a1")}));
    const auto id = hall.only_alert().id;
    ASSERT_TRUE(hall.pass("1001", id, "", "relationship_manager"));
    ASSERT_TRUE(hall.take("2001", id));
    ASSERT_TRUE(hall.close("2001", id, "booked"));
    const auto referrals = hall.desk->referrals(hall.as("1001"))->referrals;
    ASSERT_EQ(referrals.size(), 1U);
    EXPECT_EQ(referrals[0].to_role, "relationship_manager");
    EXPECT_EQ(referrals[0].state, "closed");
    EXPECT_EQ(referrals[0].outcome, "booked");
    EXPECT_EQ(referrals[0].person_mask, "王**");
    EXPECT_TRUE(hall.desk->referrals(hall.as("2001"))->referrals.empty());
}

TEST(PassingOn, NobodyWhoIsNotThereOrNotOfTheBranchOrOneself) {
    Hall hall("1001,1002");
    const auto id = hall.stuck();
    EXPECT_EQ(hall.pass("1001", id, "9999").error().code(), ErrorCode::invalid_input);
    EXPECT_EQ(hall.pass("1001", id, "2001").error().code(), ErrorCode::invalid_input) << "not signed in";
    EXPECT_EQ(hall.pass("1001", id, "1001").error().code(), ErrorCode::invalid_input);
    hall.duty("1002", "off");
    EXPECT_EQ(hall.pass("1001", id, "1002").error().code(), ErrorCode::invalid_input);
    hall.duty("1002", "break");
    ASSERT_TRUE(hall.pass("1001", id, "1002"));
    EXPECT_TRUE(hall.alert(id).offered_to.empty()) << "it waits for them, and does not buzz in their break";
    hall.duty("1002", "on_duty");
    EXPECT_EQ(hall.alert(id).offered_to, Numbers{"1002"});
    ASSERT_TRUE(hall.take("1002", id));
    EXPECT_EQ(hall.pass("1001", id, "1002").error().code(), ErrorCode::conflict) << "what somebody else has is not mine to pass on";
}

/// Signed in and on duty, but the tablet is switched off: waiting for them it would be kept from everybody else for two minutes.
TEST(PassingOn, NothingIsPassedToWhomNoTabletReaches) {
    Hall hall;
    const auto id = hall.stuck();
    ASSERT_TRUE(hall.take("1001", id));
    hall.publisher.set_away("1002", true);
    const auto refused = hall.pass("1001", id, "1002");
    ASSERT_FALSE(refused);
    EXPECT_EQ(refused.error().code(), ErrorCode::invalid_input);
    EXPECT_NE(refused.error().message().find("no tablet"), std::string::npos);
    EXPECT_EQ(hall.desk->hand_over(hall.as("1001"), {IdempotencyKey{"h1"}, "1002"}).error().code(), ErrorCode::invalid_input);
    EXPECT_EQ(hall.alert(id).claimed_by, "1001") << "refused, it is still theirs who have it";
    EXPECT_TRUE(hall.desk->referrals(hall.as("1001"))->referrals.empty());
    hall.publisher.set_away("1002", false);
    EXPECT_TRUE(hall.pass("1001", id, "1002"));
}

TEST(PassingOn, ARoleOfWhichNoTabletReachesAnybodyIsRefusedAndNotTheSender) {
    Hall hall("1001,1002,4001");
    const auto id = hall.stuck();
    EXPECT_EQ(hall.pass("1001", id, "", "branch_head").error().code(), ErrorCode::invalid_input) << "not signed in";
    hall.publisher.set_away("4001", true);
    EXPECT_EQ(hall.pass("1001", id, "", "teller").error().code(), ErrorCode::invalid_input);
    hall.publisher.set_away("1002", true);
    EXPECT_EQ(hall.pass("1001", id, "", "lobby_manager").error().code(), ErrorCode::invalid_input) << "nobody but who passes it on";
    hall.publisher.set_away("4001", false);
    EXPECT_TRUE(hall.pass("1001", id, "", "teller"));
}

TEST(PassingOn, WithNobodyReachedWhatIsHandedOverIsOnTheListForEverybody) {
    Hall hall;
    const auto id = hall.stuck();
    ASSERT_TRUE(hall.take("1001", id));
    for (const char* staff : {"1002", "2001", "3001", "4001"}) hall.publisher.set_away(staff, true);
    hall.publisher.set_away("1001", true);   // a tablet that goes with its owner
    EXPECT_EQ(hall.desk->hand_over(hall.as("1001"), {IdempotencyKey{"h"}, ""})->alerts, 1);
    const auto open = hall.alert(id);
    EXPECT_EQ(open.state, AlertState::open);
    EXPECT_TRUE(open.claimed_by.empty() && open.wanted_staff.empty() && open.wanted_role.empty() && open.offered_to.empty());
    hall.publisher.set_away("2001", false);
    EXPECT_TRUE(hall.take("2001", id)) << "anybody's who comes";
}

TEST(PassingOn, ATellerWhoIsShownNobodysNameCannotSayWhetherItIsRight) {
    Hall hall;
    hall.add(story_person());
    ASSERT_TRUE(hall.ticket_with_card("t1"));
    const auto id = hall.only_alert().id;
    ASSERT_TRUE(hall.pass("1001", id, "", "teller"));
    EXPECT_EQ(hall.release("4001", id, "wrong_person").error().code(), ErrorCode::forbidden);
    const auto version = hall.alert(id).version;
    EXPECT_EQ(hall.desk->answer_identity(hall.as("4001"), id, {IdempotencyKey{"i1"}, version, true}).error().code(), ErrorCode::forbidden);
    EXPECT_TRUE(hall.alert(id).person);
    EXPECT_TRUE(hall.release("1002", id, "wrong_person")) << "who sees the name may";
}

TEST(PassingOn, AllClaimsAreHandedOverOnce) {
    Hall hall;
    for (const char* kiosk : {"K1", "K2", "K3"}) ASSERT_TRUE(hall.take("1001", hall.stuck(kiosk)));
    const protocol::HandOver request{IdempotencyKey{"h"}, "1002"};
    EXPECT_EQ(hall.desk->hand_over(hall.as("1001"), request)->alerts, 3);
    EXPECT_EQ(hall.desk->hand_over(hall.as("1001"), request)->alerts, 3) << "the same key, the same answer";
    EXPECT_EQ(hall.desk->hand_over(hall.as("1001"), {IdempotencyKey{"h2"}, "1002"})->alerts, 0);
    int buzzing = 0;
    for (const auto& each : hall.open_alerts()) {
        EXPECT_TRUE(each.claimed_by.empty());
        buzzing += static_cast<int>(each.offered_to.size());
    }
    EXPECT_EQ(buzzing, 1) << "three cards, one buzz";
}

TEST(PassingOn, WhatAColleagueMayNotTakeIsHandedToWhoeverMay) {
    Hall hall;
    hall.SampleBank::close();
    auto campaign = sample_campaign("one");
    campaign.product.qualification = "fund_sales";
    hall.rules = sample_rules({campaign});
    hall.open();
    hall.add(agreeing_person(1));
    ASSERT_TRUE(hall.desk->accept({hall.wifi(1, "a1")}));
    const auto card = hall.only_alert().id;
    ASSERT_TRUE(hall.take("2001", card));
    EXPECT_EQ(hall.desk->hand_over(hall.as("2001"), {IdempotencyKey{"h1"}, "4001"})->alerts, 1);
    EXPECT_NE(hall.alert(card).wanted_role, "teller");
    EXPECT_TRUE(hall.take("2001", card)) << "it waits for nobody who cannot take it";

    protocol::RatingGiven poor;
    poor.key = IdempotencyKey{"r1"};
    poor.flow = "F03";
    poor.rating = 4;
    ASSERT_TRUE(hall.desk->rate(hall.terminal, poor));
    const auto head_only = hall.publisher.alerts().back().id;
    ASSERT_TRUE(hall.take("3001", head_only));
    EXPECT_EQ(hall.desk->hand_over(hall.as("3001"), {IdempotencyKey{"h2"}, "1001"})->alerts, 1);
    EXPECT_TRUE(hall.take("3001", head_only));
}

TEST(PassingOn, AConfirmedIdentityLetsTheNameBeUsed) {
    Hall hall;
    hall.add(story_person());
    ASSERT_TRUE(hall.desk->accept({hall.wifi(1, "a1")}));
    const auto id = hall.only_alert().id;
    ASSERT_TRUE(hall.take("1001", id));
    const auto right = hall.desk->answer_identity(hall.as("1001"), id, {IdempotencyKey{"i"}, hall.alert(id).version, true});
    ASSERT_TRUE(right) << right.error().text();
    EXPECT_TRUE(right->identity_confirmed);
    EXPECT_FALSE(right->person->claimed_identity);
    const auto wrong = hall.desk->answer_identity(hall.as("1001"), id, {IdempotencyKey{"i2"}, right->version, false});
    ASSERT_TRUE(wrong);
    EXPECT_EQ(wrong->outcome, "wrong_person");
    EXPECT_FALSE(wrong->person);
    EXPECT_EQ(hall.log.count("identity_was_wrong"), 1U);
    EXPECT_EQ(hall.desk->answer_identity(hall.as("1001"), hall.stuck(), {IdempotencyKey{"i3"}, 1, true}).error().code(), ErrorCode::invalid_input);
}

TEST(PassingOn, NotRelevantEndsTheCardInOneTapAndAskingOthersDoesNotComeBackToMe) {
    Hall hall("1001,1002");
    const auto id = hall.stuck("K1");
    const auto asked = hall.release("1001", id, "ask_other");
    ASSERT_TRUE(asked);
    EXPECT_EQ(asked->offered_to, Numbers{"1002"});
    const auto other = hall.release("1002", id, "not_now");
    EXPECT_TRUE(other->offered_to.empty()) << "nobody is asked twice";
    EXPECT_EQ(other->state, AlertState::open);
    const auto ended = hall.release("1001", id, "not_relevant");
    EXPECT_EQ(ended->state, AlertState::closed);
    EXPECT_EQ(ended->outcome, "not_relevant");
}

/// A power cut after each step: what was acknowledged is there, the same key gives the same answer, and nothing is told twice.
TEST(PassingOn, APowerCutAfterAnyStepLosesNothingAndDoublesNothing) {
    Hall hall;
    const auto id = hall.stuck("K1");
    std::string answer;
    const auto keep = [&](const Result<protocol::Alert>& result) {
        ASSERT_TRUE(result) << result.error().text();
        answer = protocol::to_json(*result);
    };
    const std::vector<std::function<void()>> steps{
        [&] { keep(hall.desk->claim(hall.as("1001"), id, {IdempotencyKey{"1"}, 1})); },
        [&] { keep(hall.desk->transfer(hall.as("1001"), id, {IdempotencyKey{"2"}, 2, "2001", ""})); },
        [&] { answer = protocol::to_json(*hall.desk->set_duty(hall.as("1002"), {IdempotencyKey{"3"}, "break", "entrance", 0})); },
        [&] { keep(hall.desk->claim(hall.as("2001"), id, {IdempotencyKey{"4"}, 3})); },
        [&] { answer = protocol::to_json(*hall.desk->hand_over(hall.as("2001"), {IdempotencyKey{"5"}, "1001"})); },
        [&] { keep(hall.desk->claim(hall.as("1001"), id, {IdempotencyKey{"6"}, 5})); },
        [&] { keep(hall.desk->record_outcome(hall.as("1001"), id, {IdempotencyKey{"7"}, 6, "helped"})); },
    };
    int number = 0;
    for (const auto& step : steps) {
        SCOPED_TRACE(++number);
        step();
        const auto first = answer;
        const auto sequence = hall.desk->last_sequence(hall.branch);
        const auto before = protocol::to_json(hall.alert(id));
        const auto story = hall.story(id);
        hall.cut_power_and_reopen();
        EXPECT_EQ(protocol::to_json(hall.alert(id)), before);
        step();
        EXPECT_EQ(answer, first);
        EXPECT_EQ(hall.desk->last_sequence(hall.branch), sequence);
        EXPECT_EQ(hall.story(id), story);
    }
    EXPECT_EQ(hall.story(id), "raised claimed transferred claimed transferred claimed outcome");
}

}  // namespace
}  // namespace silverlane::desk
