// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: Silverlane contributors
#include "voice/recordings/caption_times.h"

#include <gtest/gtest.h>

#include "tests/unit/voice_recordings/sound_maker.h"

namespace silverlane::voice {
namespace {

TEST(CaptionTimes, PlacesCharactersInTheWords) {
    const auto times = parse_times("# by ear\n120\t请\n310\t坐\r\n900\t谢谢\n", "P01.times");
    ASSERT_TRUE(times.ok()) << times.error().text();
    const auto placed = place_times(*times, U"请坐。谢谢。");
    ASSERT_TRUE(placed.has_value());
    ASSERT_EQ(placed->size(), 3U);
    EXPECT_EQ((*placed)[2].milliseconds, 900);
    EXPECT_EQ((*placed)[2].begin, 3U);
    EXPECT_EQ((*placed)[2].end, 5U);
}

TEST(CaptionTimes, DoNotFitOtherWords) {
    const auto times = parse_times("0\t请\n300\t等\n", "P01.times");
    ASSERT_TRUE(times.ok());
    EXPECT_FALSE(place_times(*times, U"请坐。").has_value());
    EXPECT_FALSE(place_times(*times, U"请一坐再坐坐等").has_value()) << "whole words were left out between them";
}

TEST(CaptionTimes, NameTheLineOfAMistake) {
    const std::pair<const char*, const char*> mistakes[] = {
        {"请\t120\n", "P01.times:1"}, {"0\t请\n120 坐\n", "P01.times:2"}, {"100\t请\n50\t坐\n", "P01.times:2"}, {"99999999999\t请\n", "P01.times:1"}, {"-5\t请\n", "P01.times:1"},
        {"5\t\n", "P01.times:1"}};
    for (const auto& [content, place] : mistakes) {
        const auto times = parse_times(content, "P01.times");
        ASSERT_FALSE(times.ok()) << content;
        EXPECT_EQ(times.error().code(), ErrorCode::corrupt);
        EXPECT_NE(times.error().text().find(place), std::string::npos) << times.error().text();
    }
    EXPECT_FALSE(parse_times(std::string(100'000, 'x'), "P01.times").ok());
    const TemporaryFolder folder;
    EXPECT_EQ(read_times(folder.path() / "none.times").error().code(), ErrorCode::not_found);
}

}  // namespace
}  // namespace silverlane::voice
