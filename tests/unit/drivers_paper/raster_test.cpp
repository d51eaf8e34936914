// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: Silverlane contributors
#include "drivers/paper/raster.h"

#include <gtest/gtest.h>

#include "base/random_source.h"

namespace silverlane::drivers::paper {
namespace {

Raster random_dots(int width, int height, std::uint64_t seed) {
    SeededRandom random{seed};
    Raster raster(width, height);
    for (int y = 0; y < height; ++y) {
        for (int x = 0; x < width; ++x) {
            if (random.below(3) == 0) raster.burn(x, y);
        }
    }
    return raster;
}

TEST(Raster, APictureReadBackIsTheSameDots) {
    for (const int width : {1, 7, 8, 9, 639}) {
        const Raster dots = random_dots(width, 20, 5);
        EXPECT_TRUE(from_png(to_png(dots, 203).value()).value() == dots) << width;
    }
}

TEST(Raster, InkIsSeenInItsRowsOnly) {
    Raster raster(10, 30);
    EXPECT_FALSE(raster.has_ink(0, 30));
    raster.burn(9, 10);
    EXPECT_TRUE(raster.has_ink(10, 11));
    EXPECT_FALSE(raster.has_ink(0, 10));
    EXPECT_FALSE(raster.has_ink(11, 30));
    EXPECT_TRUE(raster.has_ink(-5, 99)) << "rows outside the paper are white";
}

TEST(Raster, WhatIsBurntOntoAnotherKeepsWhatWasThere) {
    Raster paper(10, 10);
    paper.burn(0, 0);
    Raster stamp(2, 2);
    stamp.burn(1, 1);
    paper.burn_all_of(stamp, 9, 3);
    paper.burn_all_of(stamp, 4, 5);
    EXPECT_TRUE(paper.black(0, 0));
    EXPECT_TRUE(paper.black(5, 6));
    EXPECT_FALSE(paper.has_ink(3, 5)) << "beyond the edge nothing is burnt";
}

TEST(Raster, EveryDamagedPictureIsAnErrorAndNoCrash) {
    const std::string good = to_png(random_dots(40, 30, 6), 203).value();
    for (std::size_t length = 0; length + 12 < good.size(); length += 3) EXPECT_FALSE(from_png(good.substr(0, length)).ok()) << length;
    SeededRandom random{7};
    for (int i = 0; i < 500; ++i) {
        std::string damaged = good;
        damaged[random.below(damaged.size())] = static_cast<char>(random.below(256));
        const auto read = from_png(damaged);
        if (!read) {
            EXPECT_EQ(read.error().code(), ErrorCode::corrupt);
        }
    }
    EXPECT_EQ(from_png("").error().code(), ErrorCode::corrupt);
}

}  // namespace
}  // namespace silverlane::drivers::paper
