// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/clock.h"

#include <gtest/gtest.h>

namespace silverlane {

TEST(Rfc3339, WritesAndReadsTheSameTime) {
    auto time = parse_rfc3339("2026-11-21T22:00:00.125Z");
    ASSERT_TRUE(time);
    EXPECT_EQ(to_rfc3339(*time), "2026-11-21T22:00:00.125Z");
}

TEST(Rfc3339, TakesZonesWithAndWithoutAColon) {
    const auto utc = parse_rfc3339("2014-05-27T09:46:10.757Z");
    EXPECT_EQ(*parse_rfc3339("2014-05-27T09:46:10.757+0000"), *utc);
    EXPECT_EQ(*parse_rfc3339("2014-05-27T17:46:10.757+08:00"), *utc);
    EXPECT_EQ(*parse_rfc3339("2014-05-27T05:16:10.757-04:30"), *utc);
}

TEST(Rfc3339, RefusesWhatIsNotATime) {
    for (const char* text : {"", "2026-11-21", "2026-13-01T00:00:00Z", "2026-02-30T00:00:00Z", "2026-11-21T25:00:00Z", "2026-11-21T22:00:00",
                             "2026-11-21T22:00:00Zx", "-026-11-21T22:00:00Z"}) {
        EXPECT_FALSE(parse_rfc3339(text)) << text;
    }
}

TEST(BranchCalendar, CountsTheBranchsDayAndNotTheMachines) {
    const BranchCalendar beijing{std::chrono::minutes{480}};
    EXPECT_EQ(beijing.day(*parse_rfc3339("2026-11-21T15:59:59Z")), "2026-11-21");
    EXPECT_EQ(beijing.day(*parse_rfc3339("2026-11-21T16:00:00Z")), "2026-11-22");
    EXPECT_EQ(beijing.minute_of_day(*parse_rfc3339("2026-11-21T16:05:00Z")), 5);
}

TEST(ManualClock, JumpsOfTheWallClockLeaveDurationsAlone) {
    ManualClock clock{*parse_rfc3339("2026-11-21T00:00:00Z")};
    const MonotonicTime before = clock.monotonic();
    clock.jump_to(*parse_rfc3339("2020-01-01T00:00:00Z"));
    EXPECT_EQ(clock.monotonic(), before);
    clock.advance(Milliseconds{5});
    EXPECT_EQ(clock.monotonic() - before, Milliseconds{5});
}

}  // namespace silverlane
