// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: Silverlane contributors
//
// What time brings to an alert that nobody takes, and clocks that jump: nothing is lost, nothing escalates twice.
#include <gtest/gtest.h>

#include "hall_fixture.h"

namespace silverlane::desk {
namespace {

using protocol::AlertState;
using Numbers = std::vector<std::string>;
constexpr Milliseconds kSecond{1'000};

TEST(AlertClock, ACallBringsTheSecondPersonAndThenTheHead) {
    Hall hall("1001,1002,3001");
    const auto id = hall.help();
    EXPECT_EQ(hall.alert(id).offered_to, Numbers{"1001"});
    hall.wait(30 * kSecond);
    EXPECT_EQ(hall.alert(id).offered_to, (Numbers{"1001", "1002"}));
    EXPECT_EQ(hall.alert(id).caution->key, "caution.second_person");
    hall.wait(30 * kSecond);
    EXPECT_EQ(hall.alert(id).offered_to, (Numbers{"1001", "1002", "3001"}));
    EXPECT_EQ(hall.alert(id).caution->key, "caution.branch_head");
    ASSERT_TRUE(hall.take("3001", id));
    hall.wait(600 * kSecond);
    EXPECT_EQ(hall.alert(id).version, 4U) << "what somebody has does not escalate";
}

TEST(AlertClock, AfterTwoRoundsAStuckCustomerIsCountedAsMissedAndTheCardIsClosed) {
    Hall hall("1001,1002");
    const auto id = hall.stuck();
    for (int i = 0; i < 2; ++i) {
        hall.wait(60 * kSecond);
        EXPECT_EQ(hall.alert(id).state, AlertState::open);
    }
    hall.wait(60 * kSecond - Milliseconds{1});
    EXPECT_EQ(hall.alert(id).state, AlertState::open);
    hall.wait(Milliseconds{1});
    EXPECT_EQ(hall.alert(id).state, AlertState::expired);
    EXPECT_EQ(hall.alert(id).outcome, "missed");
    EXPECT_EQ(hall.counted("alerts_missed"), "1");
    hall.wait(600 * kSecond);
    EXPECT_EQ(hall.counted("alerts_missed"), "1");
}

TEST(AlertClock, APlainArrivalNeverEscalates) {
    Hall hall;
    hall.add(SamplePerson{});
    auto arrival = hall.wifi(1, "a1", protocol::EvidenceKind::card_tapped);
    arrival.identifiers = {hall.card(1)};
    ASSERT_TRUE(hall.desk->accept({arrival}));
    const auto card = hall.only_alert();
    EXPECT_EQ(card.offered_to.size(), 1U);
    EXPECT_FALSE(card.due);
    for (int i = 0; i < 9; ++i) hall.wait(60 * kSecond);
    EXPECT_EQ(hall.alert(card.id).version, card.version);
}

TEST(AlertClock, AMaturityIsToldAgainAndThenToAnybodyQualified) {
    Hall hall("1001,1002");
    hall.add(story_person());
    auto arrival = hall.wifi(1, "a1", protocol::EvidenceKind::card_tapped);
    arrival.identifiers = {hall.card(1)};
    ASSERT_TRUE(hall.desk->accept({arrival}));
    const auto id = hall.only_alert().id;
    EXPECT_EQ(hall.alert(id).due, hall.clock.now() + 120 * kSecond);
    hall.wait(120 * kSecond);
    EXPECT_EQ(hall.alert(id).caution->key, "caution.overdue");
    EXPECT_EQ(hall.alert(id).offered_to.size(), 2U);
    hall.wait(120 * kSecond);
    EXPECT_EQ(hall.story(id), "raised delivered again delivered anybody");
}

TEST(AlertClock, AForwardJumpBringsOneStepAndEachAfterItsFullTime) {
    Hall hall("1001,1002,3001");
    const auto id = hall.help();
    hall.wait(Milliseconds{24 * 3'600} * 10);   // 14 minutes at once
    EXPECT_EQ(hall.alert(id).caution->key, "caution.second_person");
    for (int i = 0; i < 5; ++i) ASSERT_TRUE(hall.desk->run_due_jobs());
    EXPECT_EQ(hall.alert(id).caution->key, "caution.second_person") << "not the whole ladder in one go";
    hall.wait(30 * kSecond);
    EXPECT_EQ(hall.alert(id).caution->key, "caution.branch_head");
}

TEST(AlertClock, ABackwardJumpDelaysNothingAndRepeatsNothing) {
    Hall hall("1001,1002,3001");
    const auto id = hall.help();
    hall.wait(30 * kSecond);
    const auto version = hall.alert(id).version;
    hall.wait(Milliseconds{-3 * 3'600'000});
    EXPECT_EQ(hall.alert(id).version, version) << "nothing twice";
    EXPECT_EQ(hall.counted("alerts_brought_back"), "1");
    hall.wait(30 * kSecond - Milliseconds{1});
    EXPECT_EQ(hall.alert(id).caution->key, "caution.second_person");
    hall.wait(Milliseconds{1});
    EXPECT_EQ(hall.alert(id).caution->key, "caution.branch_head") << "after its own time by the new clock, not three hours later";
}

TEST(AlertClock, AnAlertRaisedAheadOfAClockThatGoesBackDuringARestartStillEscalates) {
    Hall hall("1001,1002,3001");
    const auto id = hall.help();
    hall.clock.advance(Milliseconds{-3'600'000});
    hall.cut_power_and_reopen();
    ASSERT_TRUE(hall.desk->run_due_jobs());
    hall.wait(30 * kSecond);
    EXPECT_EQ(hall.alert(id).caution->key, "caution.second_person");
}

}  // namespace
}  // namespace silverlane::desk
