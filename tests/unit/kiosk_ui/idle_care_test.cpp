// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: Silverlane contributors
#include "kiosk/ui/idle_care.h"

#include <gtest/gtest.h>

#include <cstdlib>
#include <set>

namespace silverlane::ui {
namespace {

TEST(IdleCareTest, TheDarkestPictureCanStillBeRead) {
    for (const auto theme : {flow::Theme::standard, flow::Theme::white, flow::Theme::black}) {
        const Theme& colours = theme_for(theme);
        const int least = least_brightness(colours);
        EXPECT_LT(least, 100);
        for (const Paint* paint : {&colours.paper, &colours.answer, &colours.emphasised, &colours.fixed, &colours.call_staff, &colours.service,
                                   &colours.standing, &colours.disabled}) {
            EXPECT_GE(contrast_ratio(dimmed(paint->ink, least), dimmed(paint->ground, least)), 7.0);
        }
    }
}

TEST(IdleCareTest, ThePictureVisitsEveryPlaceAndNobodySeesItMove) {
    std::set<std::pair<int, int>> places;
    for (std::int64_t step = 0; step < 2 * 169; ++step) {
        const PixelOffset here = burn_in_offset(step);
        const PixelOffset next = burn_in_offset(step + 1);
        EXPECT_LE(std::abs(here.x - next.x) + std::abs(here.y - next.y), 1) << step;
        EXPECT_LE(std::abs(here.x), kFurthestShift);
        EXPECT_LE(std::abs(here.y), kFurthestShift);
        if (step < 169) places.insert({here.x, here.y});
    }
    EXPECT_EQ(places.size(), 169U);
}

TEST(IdleCareTest, MovesThePictureAndContinuesItsEdge) {
    SoftwareCanvas from(20, 20);
    SoftwareCanvas to(20, 20);
    from.fill({0, 0, 20, 20}, {200, 100, 50});
    from.fill({10, 10, 11, 11}, {10, 20, 30});
    paint_cared(from, {100, {3, -2}}, {0, 0, 20, 20}, to);
    EXPECT_EQ(to.pixel(13, 8), (Colour{10, 20, 30}));
    EXPECT_EQ(to.pixel(0, 19), (Colour{200, 100, 50}));
    paint_cared(from, {50, {}}, {0, 0, 20, 20}, to);
    EXPECT_EQ(to.pixel(0, 0), (Colour{100, 50, 25}));
}

}  // namespace
}  // namespace silverlane::ui
