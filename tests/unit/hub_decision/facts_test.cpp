// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: Silverlane contributors
#include <gtest/gtest.h>

#include "hub/decision/facts.h"

namespace silverlane::decision {
namespace {

Date day(const char* text) { return *parse_date(text); }

TEST(Facts, SixtyFiveBeginsOnTheBirthday) {
    EXPECT_EQ(age_on(day("1961-11-23"), day("2026-11-22")), 64);
    EXPECT_EQ(age_on(day("1961-11-22"), day("2026-11-22")), 65);
    EXPECT_EQ(age_on(day("1960-02-29"), day("2025-02-28")), 64);
    EXPECT_EQ(age_on(day("1960-02-29"), day("2025-03-01")), 65);
    EXPECT_EQ(age_on(day("1960-02-29"), day("2028-02-29")), 68);
}

TEST(Facts, AgeBandsAreFiveYearsWideAndSayNothingOfChildren) {
    EXPECT_EQ(age_band(72), "70-74");
    EXPECT_EQ(age_band(75), "75-79");
    EXPECT_EQ(age_band(97), "90+");
    EXPECT_EQ(age_band(17), "");
}

TEST(Facts, DaysAreReadStrictly) {
    for (const auto* bad : {"", "2026-13-01", "2026-02-29", "26-01-01", "2026/01/01", "2026-1-1", "2026-01-0x", "2026-01-01 "}) EXPECT_FALSE(parse_date(bad)) << bad;
    EXPECT_EQ(to_text(day("2024-02-29")), "2024-02-29");
    EXPECT_EQ(days_between(day("2026-11-22"), day("2026-11-27")), 5);
    EXPECT_EQ(days_between(day("2026-03-01"), day("2026-02-28")), -1);
}

}  // namespace
}  // namespace silverlane::decision
