// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: Silverlane contributors
#include "kiosk/hub_link/back_off.h"

#include <gtest/gtest.h>

#include <set>

namespace silverlane::hub_link {
namespace {

TEST(BackOff, DoublesToItsLongestAndTakesAtMostHalfOff) {
    SeededRandom random(7);
    BackOff back_off(Milliseconds{100}, Milliseconds{800}, random);
    for (const std::int64_t step : {100, 200, 400, 800, 800}) {
        const auto wait = back_off.failed().count();
        EXPECT_LE(wait, step);
        EXPECT_GE(wait, step / 2);
    }
}

TEST(BackOff, BeginsAgainAfterASuccess) {
    SeededRandom random(7);
    BackOff back_off(Milliseconds{100}, Milliseconds{8'000}, random);
    for (int i = 0; i < 6; ++i) back_off.failed();
    back_off.succeeded();
    EXPECT_LE(back_off.failed().count(), 100);
}

TEST(BackOff, DoesNotBringManyKiosksBackTogether) {
    SeededRandom random(7);
    std::set<std::int64_t> waits;
    for (int kiosk = 0; kiosk < 40; ++kiosk) waits.insert(BackOff(Milliseconds{1'000}, Milliseconds{1'000}, random).failed().count());
    EXPECT_GT(waits.size(), 30U);
}

}  // namespace
}  // namespace silverlane::hub_link
