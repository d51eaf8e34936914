// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: Silverlane contributors
//
// Clocks that are wrong when the hub starts, or leap while it runs: nothing of the day and nothing that is kept for days is lost.
#include <gtest/gtest.h>

#include "hall_fixture.h"
#include "hub/store/branches.h"
#include "hub/store/contacts.h"
#include "path_samples.h"

namespace silverlane::desk {
namespace {

using protocol::AlertState;
using std::chrono::hours;
constexpr Milliseconds kMinute{60'000};
constexpr Milliseconds kHeld = 10 * kMinute;

/// A branch in the middle of its day: a ticket that waits, a customer on the Wi-Fi, a call, and contacts and consents that are kept for days.
class WrongClock : public ::testing::Test {
protected:
    WrongClock() {
        bank.close();
        bank.settings.clock_leap_held = kHeld;
        bank.open();
        bank.add(agreeing_person(1));
        EXPECT_TRUE(bank.store->write([](store::Connection& connection) -> Result<void> {
            store::Contacts contacts(connection);
            contacts.put_contact(CustomerId{"C00001"}, {"old", "2026-10-01", "branch", "bond", "deposits", "declined"});
            contacts.put_rest(CustomerId{"C00001"}, {"bond", "2026-12-01", "declined"});
            return {};
        }));
        run();
        EXPECT_TRUE(bank.desk->issue_ticket(bank.terminal, bank.ticket_request("t1")));
        EXPECT_TRUE(bank.desk->accept({bank.wifi(1, "a1")}));
        EXPECT_TRUE(bank.desk->call_staff(bank.terminal, {IdempotencyKey{"h1"}, "F02", "service", "", std::nullopt}));
        run();
    }

    void run() { ASSERT_TRUE(bank.desk->run_due_jobs()); }
    /// The machine is off and comes back by a clock that says this.
    void restart_at(UtcTime time) {
        bank.close();
        bank.clock.jump_to(time);
        bank.open();
        run();
    }
    void run_for(Milliseconds time) {
        constexpr int kRuns = 8;
        for (int i = 0; i < kRuns; ++i) {
            bank.clock.advance(time / kRuns);
            run();
        }
    }
    void expect_the_day_is_whole() {
        EXPECT_EQ(count_rows(bank, "ticket"), 1);
        EXPECT_EQ(count_rows(bank, "visit WHERE left_at IS NULL AND customer IS NOT NULL"), 1);
        EXPECT_EQ(count_rows(bank, "wifi_session WHERE stopped_at IS NULL"), 1);
        EXPECT_EQ(count_rows(bank, "alert WHERE state <= 1 AND body <> '' AND kind IN ('help', 'arrival')"), 2);
        EXPECT_EQ(bank.log.count("day_closed"), 0U);
    }
    void expect_what_is_kept_for_days_is_there() {
        EXPECT_EQ(count_rows(bank, "contact"), 1);
        EXPECT_EQ(count_rows(bank, "rest"), 1);
        EXPECT_EQ(count_rows(bank, "consent WHERE granted = 1"), 4);
    }

    SampleBank bank;
    const UtcTime morning = bank.clock.now();
};

TEST_F(WrongClock, AStartByAClockYearsAheadThatIsPutRightLosesNothing) {
    restart_at(morning + hours{24 * 1'000});
    run_for(kHeld - 2 * kMinute);
    bank.clock.jump_to(morning + kHeld);
    run();
    expect_the_day_is_whole();
    expect_what_is_kept_for_days_is_there();
}

TEST_F(WrongClock, AStartByAClockYearsBehindThatIsPutRightLosesNothing) {
    restart_at(*parse_rfc3339("2000-01-01T00:00:00.000Z"));
    run_for(kHeld - 2 * kMinute);
    bank.clock.jump_to(morning + kHeld);
    run();
    run_for(kHeld + kMinute);
    expect_the_day_is_whole();
    expect_what_is_kept_for_days_is_there();
}

TEST_F(WrongClock, NorDoesOneThatIsPutRightOnlyWhenItWasBelievedAlready) {
    restart_at(morning - hours{72});
    run_for(3 * kHeld);
    ASSERT_TRUE(bank.desk->issue_ticket(bank.terminal, bank.ticket_request("t2")));
    bank.clock.jump_to(morning + 3 * kHeld);
    run();
    run_for(kHeld + kMinute);
    EXPECT_EQ(bank.log.count("day_closed"), 0U) << "the clock was put right at midday";
    EXPECT_EQ(count_rows(bank, "ticket"), 2);
    expect_what_is_kept_for_days_is_there();
    bank.clock.jump_to(*parse_rfc3339("2026-11-22T09:30:00.000Z"));
    run();
    run_for(kHeld + kMinute);
    EXPECT_EQ(bank.log.count("day_closed"), 1U) << "the evening closes as ever";
    EXPECT_EQ(count_rows(bank, "ticket"), 0);
}

TEST_F(WrongClock, AfterHoursOfAWrongClockMiddayStillKeepsWhatTheRightDayHas) {
    restart_at(morning - hours{72});
    run_for(hours{2});
    bank.clock.jump_to(morning + hours{2});
    run();
    run_for(kHeld + kMinute);
    EXPECT_EQ(count_rows(bank, "ticket"), 1) << "it is of today, whatever the clock said in between";
    EXPECT_EQ(count_rows(bank, "alert WHERE kind = 'help' AND state = 0 AND body <> ''"), 1);
}

TEST_F(WrongClock, AnOrdinaryNightClosesAtOnceAndAWeekendWaitsForItsTenMinutesAndKeepsTheNewDay) {
    restart_at(morning + hours{22});
    EXPECT_EQ(bank.log.count("day_closed"), 1U) << "switched off in the evening, on in the morning";
    EXPECT_EQ(count_rows(bank, "ticket"), 0);
    ASSERT_TRUE(bank.desk->issue_ticket(bank.terminal, bank.ticket_request("t2")));
    run();
    restart_at(morning + hours{22 + 48});
    EXPECT_EQ(bank.log.count("day_closed"), 1U);
    ASSERT_TRUE(bank.desk->issue_ticket(bank.terminal, bank.ticket_request("t3")));
    const auto call = bank.desk->call_staff(bank.terminal, {IdempotencyKey{"h2"}, "F02", "service", "", std::nullopt});
    ASSERT_TRUE(call);
    run_for(kHeld + kMinute);
    EXPECT_EQ(bank.log.count("day_closed"), 2U);
    EXPECT_EQ(rows_of(bank, "day, state", "ticket"), std::vector<std::string>{"2026-11-25|0"}) << "what came meanwhile is of the new day";
    EXPECT_EQ(bank.only_alert().id, call->alert);
}

TEST_F(WrongClock, ALeapEndsNoVisitOnTheWiFiAndLetsNoCardExpire) {
    bank.clock.jump_to(morning + hours{6});
    run();
    run_for(kHeld - 2 * kMinute);
    expect_the_day_is_whole();
    EXPECT_EQ(bank.counted("wifi_sessions_expired"), "0");
    EXPECT_EQ(count_rows(bank, "wait_told"), 0) << "nobody has waited for six hours";
    bank.clock.jump_to(morning + kHeld);
    run();
    expect_the_day_is_whole();
}

TEST_F(WrongClock, NothingIsDeletedByAgeInTheFirstMinutesOfAClockThatIsBelieved) {
    EXPECT_TRUE(bank.store->write([&](store::Connection& connection) -> Result<void> {
        store::Contacts(connection).put_rest(CustomerId{"C00001"}, {"fund", "2026-11-21", "not_now"});
        return {};
    }));
    restart_at(morning + hours{35});
    run_for(8 * kMinute);
    EXPECT_EQ(count_rows(bank, "rest"), 2) << "time to put a clock right that is a day ahead";
    run_for(4 * kMinute);
    EXPECT_EQ(count_rows(bank, "rest"), 1);
}

TEST_F(WrongClock, TheNewestTimeIsWrittenDownOncePerMinuteAndOnlyWhenItIsBelieved) {
    const auto newest = [&] {
        std::optional<UtcTime> time;
        EXPECT_TRUE(bank.store->read([&](store::Connection& connection) -> Result<void> {
            time = store::Branches(connection).newest_time();
            return {};
        }));
        return time;
    };
    EXPECT_EQ(newest(), morning);
    bank.clock.advance(kMinute - Milliseconds{1});
    run();
    EXPECT_EQ(newest(), morning);
    bank.clock.advance(Milliseconds{1});
    run();
    EXPECT_EQ(newest(), morning + kMinute);
    bank.clock.jump_to(morning + hours{100});
    run();
    EXPECT_EQ(newest(), morning + kMinute) << "a leap is not believed";
    ASSERT_TRUE(bank.desk->probe());
    EXPECT_EQ(newest(), morning + kMinute) << "nor what a look at the hub's health writes";
}

}  // namespace
}  // namespace silverlane::desk
