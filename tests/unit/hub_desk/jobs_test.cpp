// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: Silverlane contributors
#include <gtest/gtest.h>

#include "desk_fixture.h"
#include "hub/store/events.h"
#include "hub/store/retention.h"

namespace silverlane::desk {
namespace {

TEST(Jobs, ClosingRunsOnceAtClosingTimeAndOnceAtMidnight) {
    SampleBank bank;
    ASSERT_TRUE(bank.desk->run_due_jobs());
    bank.clock.jump_to(*parse_rfc3339("2026-11-22T09:30:00.000Z"));
    for (int i = 0; i < 3; ++i) ASSERT_TRUE(bank.desk->run_due_jobs());
    EXPECT_EQ(bank.log.count("day_closed"), 1U);
    bank.clock.jump_to(*parse_rfc3339("2026-11-22T16:00:00.000Z"));
    for (int i = 0; i < 3; ++i) ASSERT_TRUE(bank.desk->run_due_jobs());
    EXPECT_EQ(bank.log.count("day_closed"), 2U);
}

TEST(Jobs, ARestartInTheMiddleOfTheDayClosesNothing) {
    SampleBank bank;
    bank.add(story_person());
    ASSERT_TRUE(bank.desk->run_due_jobs());
    ASSERT_TRUE(bank.desk->accept({bank.wifi(1, "a1")}));
    bank.close();
    bank.open();
    ASSERT_TRUE(bank.desk->run_due_jobs());
    EXPECT_EQ(bank.open_alerts().size(), 1U);
}

TEST(Jobs, ClosingLeavesNothingOfTheDay) {
    SampleBank bank;
    bank.add(story_person());
    ASSERT_TRUE(bank.desk->run_due_jobs());
    ASSERT_TRUE(bank.desk->accept({bank.wifi(1, "a1")}));
    ASSERT_TRUE(bank.ticket_with_card("t1"));
    bank.clock.jump_to(*parse_rfc3339("2026-11-22T09:30:00.000Z"));
    ASSERT_TRUE(bank.desk->run_due_jobs());
    ASSERT_TRUE(bank.store->read([&](store::Connection& connection) -> Result<void> {
        // What is told at closing ("these are over", without a person) is all that is left.
        EXPECT_EQ(store::Retention(connection).left_after_closing(bank.branch), std::vector<std::string>{"event"});
        return {};
    }));
    EXPECT_EQ(bank.desk->issue_ticket(bank.terminal, bank.ticket_request("t2"))->label, "A002");
    bank.clock.jump_to(*parse_rfc3339("2026-11-23T01:00:00.000Z"));
    ASSERT_TRUE(bank.desk->run_due_jobs());
    EXPECT_EQ(bank.desk->issue_ticket(bank.terminal, bank.ticket_request("t3"))->label, "A001");
}

TEST(Jobs, AClockThatRanAheadForAMomentDoesNotSpareTheRealClosing) {
    SampleBank bank;
    bank.add(story_person());
    const auto start = bank.clock.now();
    ASSERT_TRUE(bank.desk->run_due_jobs());
    bank.clock.jump_to(start + std::chrono::hours{48});
    ASSERT_TRUE(bank.desk->run_due_jobs());
    bank.clock.jump_to(start);
    ASSERT_TRUE(bank.desk->run_due_jobs());
    ASSERT_TRUE(bank.desk->accept({bank.wifi(1, "a1")}));
    ASSERT_EQ(bank.open_alerts().size(), 1U);
    bank.clock.jump_to(*parse_rfc3339("2026-11-22T09:30:00.000Z"));
    ASSERT_TRUE(bank.desk->run_due_jobs());
    ASSERT_TRUE(bank.store->read([&](store::Connection& connection) -> Result<void> {
        EXPECT_EQ(store::Retention(connection).left_after_closing(bank.branch), std::vector<std::string>{"event"});
        return {};
    }));
}

TEST(Jobs, TheStreamKeepsABoundedNumberAndSaysWhenATabletIsTooFarBehind) {
    SampleBank bank;
    bank.close();
    bank.settings.events_kept = 2;
    bank.open();
    for (int i = 0; i < 3; ++i) {
        protocol::HelpCall call{IdempotencyKey{"h" + std::to_string(i)}, "F02", "service", "", std::nullopt};
        const auto out = bank.desk->call_staff(bank.terminal, call);
        ASSERT_TRUE(bank.desk->cancel_help(bank.terminal, {IdempotencyKey{"x" + std::to_string(i)}, out->alert}));
    }
    const auto last = bank.desk->last_sequence(bank.branch);
    bank.clock.advance(std::chrono::hours{1});
    ASSERT_TRUE(bank.desk->run_due_jobs());
    EXPECT_EQ(bank.desk->events_since(bank.branch, "staff:hall", 1, 100).error().code(), ErrorCode::not_found);
    EXPECT_TRUE(bank.desk->events_since(bank.branch, "staff:hall", last - 2, 100));
    EXPECT_TRUE(bank.desk->events_since(bank.branch, "staff:hall", last, 100)->empty());
}

TEST(Jobs, AnswersAreForgottenAfterTheirTime) {
    SampleBank bank;
    ASSERT_TRUE(bank.desk->issue_ticket(bank.terminal, bank.ticket_request("t1")));
    bank.clock.advance(std::chrono::hours{49});
    ASSERT_TRUE(bank.desk->run_due_jobs());
    ASSERT_TRUE(bank.store->read([&](store::Connection& connection) -> Result<void> {
        EXPECT_FALSE(store::Answers(connection).find("ticket", IdempotencyKey{"t1"}));
        return {};
    }));
}

}  // namespace
TEST(Jobs, AClockThatLeapsAheadAndIsPutRightLosesNothing) {
    SampleBank bank;
    bank.close();
    bank.settings.clock_leap_held = std::chrono::minutes{10};
    bank.open();
    bank.add(story_person());
    const auto start = bank.clock.now();
    ASSERT_TRUE(bank.desk->run_due_jobs());
    ASSERT_TRUE(bank.desk->issue_ticket(bank.terminal, bank.ticket_request("t1")));
    bank.clock.jump_to(start + std::chrono::hours{24 * 100});
    for (int minute = 0; minute < 9; ++minute) {
        ASSERT_TRUE(bank.desk->run_due_jobs());
        bank.clock.advance(std::chrono::minutes{1});
    }
    EXPECT_NE(bank.log.all().find("clock_leapt"), std::string::npos);
    bank.clock.jump_to(start + std::chrono::minutes{9});
    ASSERT_TRUE(bank.desk->run_due_jobs());
    EXPECT_EQ(bank.desk->glance(bank.branch)->waiting, 1) << "whoever waits still waits";
    // A clock that stays where it went is believed in the end.
    bank.clock.jump_to(start + std::chrono::hours{24});
    ASSERT_TRUE(bank.desk->run_due_jobs());
    EXPECT_EQ(bank.desk->glance(bank.branch)->waiting, 0) << "of another day";
    bank.clock.advance(std::chrono::minutes{11});
    ASSERT_TRUE(bank.desk->run_due_jobs());
    ASSERT_TRUE(bank.store->read([&](store::Connection& connection) -> Result<void> {
        EXPECT_EQ(store::Retention(connection).left_after_closing(bank.branch), std::vector<std::string>{"event"});
        return {};
    }));
}

}  // namespace silverlane::desk
