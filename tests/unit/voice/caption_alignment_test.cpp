// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: Silverlane contributors
#include "voice/speaker/caption_alignment.h"

#include <gtest/gtest.h>

namespace silverlane::voice {
namespace {

TEST(CaptionAlignment, MapsEqualTextsCharacterByCharacter) {
    const auto spans = align_caption(U"请坐。", U"请坐。");
    EXPECT_EQ(spans, (std::vector<CaptionSpan>{{0, 1}, {1, 2}, {2, 3}}));
}

TEST(CaptionAlignment, LeadsWordsOfANumberToItsFigures) {
    const auto spans = align_caption(U"请A幺零七号，到二号窗口", U"请A107号，到2号窗口");
    for (std::size_t i = 1; i <= 4; ++i) EXPECT_EQ(spans[i], (CaptionSpan{1, 5})) << i;
    EXPECT_EQ(spans[5], (CaptionSpan{5, 6}));
    EXPECT_EQ(spans[8], (CaptionSpan{8, 9}));
}

TEST(CaptionAlignment, ComparesEnglishByWords) {
    const auto spans = align_caption(U"about five to ten minutes", U"About 5-10 minutes");
    EXPECT_EQ(spans[0], (CaptionSpan{0, 5}));
    EXPECT_EQ(spans[6], (CaptionSpan{6, 10}));
    EXPECT_EQ(spans[14], (CaptionSpan{6, 10}));
    EXPECT_EQ(spans[18], (CaptionSpan{11, 18}));
}

TEST(CaptionAlignment, LeavesSpansEmptyWhereTheCaptionHasNothing) {
    for (const CaptionSpan& span : align_caption(U"请坐", U"")) EXPECT_EQ(span, CaptionSpan{});
    const auto spans = align_caption(U"请您坐", U"请坐");
    EXPECT_EQ(spans[1], CaptionSpan{});
    EXPECT_EQ(spans[2], (CaptionSpan{1, 2}));
    EXPECT_EQ(align_caption(U"", U"请坐").size(), 0U);
}

TEST(CaptionAlignment, DoesNotAlignACaptionBeyondAllBounds) {
    for (const CaptionSpan& span : align_caption(U"请坐", std::u32string(100'000, U'请'))) EXPECT_EQ(span, CaptionSpan{});
}

}  // namespace
}  // namespace silverlane::voice
