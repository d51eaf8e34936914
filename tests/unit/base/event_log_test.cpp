// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/event_log.h"

#include <gtest/gtest.h>

namespace silverlane {

TEST(EventLog, AValueFromAPeerStaysOnItsLine) {
    ManualClock clock{*parse_rfc3339("2026-11-21T22:00:00Z")};
    StandardErrorLog log{clock};
    testing::internal::CaptureStderr();
    log.write(LogEvent(LogLevel::warning, "test.event").with("count", 3).with("text", "a\"b\nforged line"));
    EXPECT_EQ(testing::internal::GetCapturedStderr(),
              "2026-11-21T22:00:00.000Z warning test.event count=\"3\" text=\"a\\\"b forged line\"\n");
}

}  // namespace silverlane
