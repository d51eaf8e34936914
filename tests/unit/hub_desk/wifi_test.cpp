// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: Silverlane contributors
#include <gtest/gtest.h>

#include "desk_fixture.h"

namespace silverlane::desk {
namespace {

using protocol::EvidenceKind;
constexpr Milliseconds kMinute{60'000};

TEST(Wifi, OutsideTheBranchNobodyIsFlaggedBeforeTheDwell) {
    SampleBank bank;
    bank.add(story_person());
    auto start = bank.wifi(1, "a1");
    start.inside = false;
    ASSERT_TRUE(bank.desk->accept({start}));
    bank.clock.advance(Milliseconds{59'000});
    ASSERT_TRUE(bank.desk->run_due_jobs());
    EXPECT_TRUE(bank.open_alerts().empty());
    bank.clock.advance(Milliseconds{1'000});
    ASSERT_TRUE(bank.desk->run_due_jobs());
    EXPECT_EQ(bank.open_alerts().size(), 1U);
}

TEST(Wifi, APasserByWhoStopsBeforeTheDwellIsNeverFlagged) {
    SampleBank bank;
    bank.add(story_person());
    auto start = bank.wifi(1, "a1");
    start.inside = false;
    ASSERT_TRUE(bank.desk->accept({start}));
    bank.clock.advance(Milliseconds{30'000});
    ASSERT_TRUE(bank.desk->accept({bank.wifi(1, "a2", EvidenceKind::wifi_stop)}));
    bank.clock.advance(kMinute);
    ASSERT_TRUE(bank.desk->run_due_jobs());
    EXPECT_TRUE(bank.publisher.events().empty());
}

TEST(Wifi, AnInterimAfterTheDwellFlagsWithoutTheJob) {
    SampleBank bank;
    bank.add(story_person());
    auto start = bank.wifi(1, "a1");
    start.inside = false;
    ASSERT_TRUE(bank.desk->accept({start}));
    bank.clock.advance(kMinute);
    auto interim = bank.wifi(1, "a2", EvidenceKind::wifi_update);
    interim.inside = false;
    ASSERT_TRUE(bank.desk->accept({interim}));
    EXPECT_EQ(bank.open_alerts().size(), 1U);
}

TEST(Wifi, TheSameArrivalAgainHasNoEffect) {
    SampleBank bank;
    bank.add(story_person());
    const auto arrival = bank.wifi(1, "a1");
    for (int i = 0; i < 3; ++i) ASSERT_TRUE(bank.desk->accept({arrival, arrival}));
    EXPECT_EQ(bank.publisher.events().size(), 1U);
    EXPECT_EQ(bank.counted("arrivals"), "1");
    EXPECT_EQ(bank.counted("arrivals_repeated"), "5");
}

TEST(Wifi, EvidenceOlderThanFiveMinutesIsHistoryOnly) {
    SampleBank bank;
    bank.add(story_person());
    const auto arrival = bank.wifi(1, "a1");
    bank.clock.advance(5 * kMinute + Milliseconds{1});
    ASSERT_TRUE(bank.desk->accept({arrival}));
    EXPECT_TRUE(bank.publisher.events().empty());
    EXPECT_EQ(bank.counted("arrivals_late"), "1");
}

TEST(Wifi, AStopThatOvertookItsStartLeavesNobodyHere) {
    SampleBank bank;
    bank.add(story_person());
    const auto start = bank.wifi(1, "a1");
    bank.clock.advance(Milliseconds{10'000});
    ASSERT_TRUE(bank.desk->accept({bank.wifi(1, "a2", EvidenceKind::wifi_stop)}));
    ASSERT_TRUE(bank.desk->accept({start}));
    EXPECT_TRUE(bank.publisher.events().empty());
}

TEST(Wifi, RoamingToAnotherSessionIsTheSameVisit) {
    SampleBank bank;
    bank.add(story_person());
    ASSERT_TRUE(bank.desk->accept({bank.wifi(1, "a1")}));
    auto second = bank.wifi(1, "a2");
    second.session = "10.0.0.2/other";
    ASSERT_TRUE(bank.desk->accept({second}));
    EXPECT_EQ(bank.publisher.events().size(), 1U);
    // The first session stops, the second still lives: nobody leaves.
    ASSERT_TRUE(bank.desk->accept({bank.wifi(1, "a3", EvidenceKind::wifi_stop)}));
    bank.clock.advance(20 * kMinute);
    ASSERT_TRUE(bank.desk->run_due_jobs());
    EXPECT_EQ(bank.open_alerts().size(), 1U);
}

TEST(Wifi, WhoLeavesIsGoneAfterTenMinutesAndTheSilentRowWithThem) {
    SampleBank bank;
    bank.add(story_person());
    ASSERT_TRUE(bank.desk->accept({bank.wifi(1, "a1")}));
    bank.clock.advance(kMinute);
    ASSERT_TRUE(bank.desk->accept({bank.wifi(1, "a2", EvidenceKind::wifi_stop)}));
    bank.clock.advance(9 * kMinute);
    ASSERT_TRUE(bank.desk->run_due_jobs());
    EXPECT_EQ(bank.open_alerts().size(), 1U);
    bank.clock.advance(kMinute);
    ASSERT_TRUE(bank.desk->run_due_jobs());
    EXPECT_TRUE(bank.open_alerts().empty());
    EXPECT_FALSE(bank.publisher.alerts().back().person);
}

TEST(Wifi, WhoComesBackSoonContinuesTheVisitAndLaterIsANewOne) {
    SampleBank bank;
    bank.add(story_person());
    ASSERT_TRUE(bank.desk->accept({bank.wifi(1, "a1")}));
    ASSERT_TRUE(bank.desk->accept({bank.wifi(1, "a2", EvidenceKind::wifi_stop)}));
    bank.clock.advance(10 * kMinute);
    ASSERT_TRUE(bank.desk->run_due_jobs());
    bank.clock.advance(14 * kMinute);
    auto back = bank.wifi(1, "a3");
    back.session += "-b";
    ASSERT_TRUE(bank.desk->accept({back}));
    EXPECT_TRUE(bank.open_alerts().empty());
    EXPECT_EQ(bank.counted("visits_opened"), "1");
    auto stop = bank.wifi(1, "a4", EvidenceKind::wifi_stop);
    stop.session += "-b";
    ASSERT_TRUE(bank.desk->accept({stop}));
    bank.clock.advance(10 * kMinute);
    ASSERT_TRUE(bank.desk->run_due_jobs());
    bank.clock.advance(15 * kMinute);
    auto again = bank.wifi(1, "a5");
    again.session += "-c";
    ASSERT_TRUE(bank.desk->accept({again}));
    EXPECT_EQ(bank.open_alerts().size(), 1U);
    EXPECT_EQ(bank.counted("visits_opened"), "2");
}

TEST(Wifi, AControllerThatRestartsEndsItsSessions) {
    SampleBank bank;
    bank.add(story_person());
    ASSERT_TRUE(bank.desk->accept({bank.wifi(1, "a1")}));
    bank.clock.advance(kMinute);
    auto off = bank.wifi(1, "a2", EvidenceKind::wifi_all_stopped);
    off.session.clear();
    off.identifiers.clear();
    ASSERT_TRUE(bank.desk->accept({off}));
    bank.clock.advance(10 * kMinute);
    ASSERT_TRUE(bank.desk->run_due_jobs());
    EXPECT_TRUE(bank.open_alerts().empty());
}

TEST(Wifi, ASessionThatNobodyReportsAnyMoreExpires) {
    SampleBank bank;
    bank.add(story_person());
    ASSERT_TRUE(bank.desk->accept({bank.wifi(1, "a1")}));
    bank.clock.advance(31 * kMinute);
    ASSERT_TRUE(bank.desk->run_due_jobs());
    ASSERT_TRUE(bank.desk->run_due_jobs());
    EXPECT_TRUE(bank.open_alerts().empty());
    EXPECT_EQ(bank.counted("wifi_sessions_expired"), "1");
}

TEST(Wifi, IdentifiersOfTwoPeopleRecogniseNobodyAndAreLogged) {
    SampleBank bank;
    bank.add(story_person());
    auto other = story_person();
    other.number = 2;
    bank.add(other);
    auto arrival = bank.wifi(1, "a1");
    arrival.identifiers.push_back(bank.card(2));
    ASSERT_TRUE(bank.desk->accept({arrival}));
    EXPECT_TRUE(bank.publisher.events().empty());
    EXPECT_EQ(bank.log.count("identity_conflict"), 1U);
}

TEST(Wifi, AnArrivalOfAnUnknownBranchIsDroppedAndNotRefused) {
    SampleBank bank;
    auto arrival = bank.wifi(1, "a1");
    arrival.branch = BranchId{"elsewhere"};
    EXPECT_TRUE(bank.desk->accept({arrival}));
    EXPECT_EQ(bank.log.count("arrival_of_unknown_branch"), 1U);
}

}  // namespace
}  // namespace silverlane::desk
