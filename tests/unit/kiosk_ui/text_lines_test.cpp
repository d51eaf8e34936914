// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: Silverlane contributors
#include "kiosk/ui/text_lines.h"

#include <gtest/gtest.h>

namespace silverlane::ui {
namespace {

/// Hanzi 10 px, everything else 5 px: widths that a reader can add up.
class SimpleMeasurer final : public TextMeasurer {
public:
    [[nodiscard]] double advance(char32_t code_point, const TextStyle&) const override { return code_point >= 0x2E80 ? 10 : 5; }
};

std::vector<std::u32string> broken(std::u32string_view text, double width) {
    std::vector<std::u32string> lines;
    for (const TextLine& line : break_lines(text, {}, width, SimpleMeasurer{})) lines.emplace_back(text.substr(line.begin, line.end - line.begin));
    return lines;
}

using Lines = std::vector<std::u32string>;

TEST(LineBreaking, LeavesAShortTextAlone) { EXPECT_EQ(broken(U"您好", 100), Lines{U"您好"}); }

TEST(LineBreaking, EvensOutChineseLines) { EXPECT_EQ(broken(U"今天天气真好啊", 60), (Lines{U"今天天气", U"真好啊"})); }

TEST(LineBreaking, NeverStartsALineWithAClosingMark) {
    for (double width = 20; width < 120; width += 5) {
        for (const std::u32string& line : broken(U"请按一个。拿不准,就按“其他”,好吗?", width)) {
            if (width < 30) continue;  // narrower than a character with its marks
            EXPECT_EQ(std::u32string(U"。,”?").find(line.front()), std::u32string::npos) << "width " << width;
            EXPECT_NE(line.back(), U'“') << "width " << width;
        }
    }
}

TEST(LineBreaking, KeepsEnglishWordsAndNumbersWhole) {
    EXPECT_EQ(broken(U"one moment please", 60), (Lines{U"one moment", U"please"}));
    EXPECT_EQ(broken(U"前面还有1234位", 50), (Lines{U"前面还有", U"1234位"}));
}

TEST(LineBreaking, KeepsANumberWithWhatItCounts) {
    for (double width = 25; width < 60; width += 5) {
        for (const std::u32string& line : broken(U"11月28日", width)) {
            EXPECT_NE(line.front(), U'月') << "width " << width;
            EXPECT_NE(line.front(), U'日') << "width " << width;
        }
    }
}

TEST(LineBreaking, PrefersTheSpaceBetweenANameAndItsNumber) {
    EXPECT_EQ(broken(U"社保卡 尾号 6688", 60), (Lines{U"社保卡", U"尾号 6688"}));
    EXPECT_EQ(broken(U"您好 今天天气真好啊", 60), (Lines{U"您好 今天", U"天气真好啊"})) << "where that costs a line, it is broken as ever";
}

TEST(LineBreaking, BreaksWhereAskedTo) { EXPECT_EQ(broken(U"一\n二", 100), (Lines{U"一", U"二"})); }

TEST(LineBreaking, DropsNoCharacterButSpacesAtLineEnds) {
    const std::u32string text = U"Hello 您好, this is 一个 mixed 文本 with 12 numbers。";
    for (double width = 60; width < 300; width += 7) {
        std::u32string joined;
        for (const std::u32string& line : broken(text, width)) joined += line;
        std::u32string expected;
        std::u32string got;
        for (const char32_t c : text) if (c != U' ') expected += c;
        for (const char32_t c : joined) if (c != U' ') got += c;
        EXPECT_EQ(got, expected) << "width " << width;
    }
}

TEST(LineBreaking, ShowsTheWidthOfAWordThatDoesNotFit) {
    const auto lines = break_lines(U"Konstantinopel", {}, 30, SimpleMeasurer{});
    ASSERT_EQ(lines.size(), 1U);
    EXPECT_EQ(lines[0].width, 70);
}

TEST(LineBreaking, TakesAnEmptyText) { EXPECT_EQ(broken(U"", 100), Lines{U""}); }

}  // namespace
}  // namespace silverlane::ui
