// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: Silverlane contributors
#include "drivers/printer/printer_protocol.h"

#include <gtest/gtest.h>

#include "base/random_source.h"

namespace silverlane::drivers::printer {
namespace {

class SlipPainterTest : public ::testing::Test {
protected:
    SlipPainterTest() {
        const Fonts fonts;
        auto opened = SlipPainter::open(fonts.regular, fonts.bold);
        if (opened) painter_ = std::move(opened).value();
    }
    void SetUp() override { ASSERT_NE(painter_, nullptr) << "fonts-noto-cjk is not installed"; }
    static TicketSlip slip() {
        TicketSlip slip;
        slip.job = "01J";
        slip.label = "A012";
        slip.lines = {"存款取款", "前面还有 3 人", "大约等 5 到 10 分钟"};
        slip.visit_code = "https://bank.example/q/A012";
        return slip;
    }
    static int black_dots(const Raster& raster, int from, int to) {
        int black = 0;
        for (int y = from; y < to; ++y) {
            for (int x = 0; x < raster.width(); ++x) black += raster.black(x, y) ? 1 : 0;
        }
        return black;
    }
    struct Fonts {
        std::filesystem::path regular = "/usr/share/fonts/opentype/noto/NotoSansCJK-Regular.ttc";
        std::filesystem::path bold = "/usr/share/fonts/opentype/noto/NotoSansCJK-Bold.ttc";
    };
    std::unique_ptr<SlipPainter> painter_;
    PrinterCapabilities paper_;
};

TEST_F(SlipPainterTest, TheLabelIsTheLargestAndNoLineIsBelowSixteenPoints) {
    const auto painted = painter_->paint(slip(), paper_);
    ASSERT_TRUE(painted.ok());
    EXPECT_EQ(painted->raster.width(), 639) << "80 mm at 203 dots an inch";
    EXPECT_GE(painted->layout.line_height, dots_of_points(16, 203));
    EXPECT_GE(painted->layout.label_height, 3 * painted->layout.line_height);
    EXPECT_GE(painted->layout.label_capital, painted->layout.label_height / 2) << "drawn, not only asked for";
    EXPECT_GE(painted->layout.qr_module, 6);
}

TEST_F(SlipPainterTest, LongLinesAreWrappedAndNothingIsLost) {
    TicketSlip long_lines = slip();
    long_lines.lines = {"这一行比纸宽得多所以必须折成好几行而且一个字也不能丢掉不然老人家就看不懂了", "An English line that is much wider than the paper is"};
    const auto painted = painter_->paint(long_lines, paper_);
    ASSERT_TRUE(painted.ok());
    std::string all;
    for (const std::string& line : painted->layout.printed_lines) all += line;
    EXPECT_EQ(all.substr(0, long_lines.lines[0].size()), long_lines.lines[0]);
    EXPECT_GE(painted->layout.printed_lines.size(), 4U);
    for (int y = 0; y < painted->raster.height(); ++y) {
        EXPECT_FALSE(painted->raster.black(2, y)) << "nothing runs into the left margin at row " << y;
        EXPECT_FALSE(painted->raster.black(636, y)) << "nor into the right one";
    }
}

TEST_F(SlipPainterTest, ALongLabelIsMadeSmallerAndStaysLargest) {
    TicketSlip wide = slip();
    wide.label = "VIP-0001234";
    const auto painted = painter_->paint(wide, paper_);
    ASSERT_TRUE(painted.ok());
    EXPECT_LT(painted->layout.label_height, dots_of_points(84, 203));
    EXPECT_GT(painted->layout.label_height, painted->layout.line_height);
}

TEST_F(SlipPainterTest, ACopyCarriesItsMark) {
    TicketSlip copy = slip();
    copy.copy = true;
    copy.copy_mark = "补打";
    const auto plain = painter_->paint(slip(), paper_);
    const auto marked = painter_->paint(copy, paper_);
    EXPECT_EQ(marked->layout.printed_lines.front(), "补打");
    EXPECT_GT(marked->raster.height(), plain->raster.height());
}

TEST_F(SlipPainterTest, WhatTheSymbolIsForStandsRightAboveItAndOnlyThere) {
    TicketSlip told = slip();
    told.code_lines = {"手机扫一扫，看前面几位", "不扫也会叫到您"};
    const auto painted = painter_->paint(told, paper_);
    ASSERT_TRUE(painted.ok());
    ASSERT_EQ(painted->layout.printed_lines.size(), 5U) << "each on one line of the paper";
    EXPECT_EQ(painted->layout.printed_lines[3], "手机扫一扫，看前面几位");
    EXPECT_EQ(painted->layout.printed_lines[4], "不扫也会叫到您") << "after every other line, before the symbol";
    told.visit_code.clear();
    EXPECT_EQ(painter_->paint(told, paper_)->layout.printed_lines.size(), 3U) << "nothing to scan, nothing to say about it";
}

TEST_F(SlipPainterTest, ARareNameCharacterIsDrawn) {
    TicketSlip rare = slip();
    rare.lines = {"𠮷"};
    TicketSlip empty = slip();
    empty.lines = {" "};
    EXPECT_GT(black_dots(painter_->paint(rare, paper_)->raster, 0, 500), black_dots(painter_->paint(empty, paper_)->raster, 0, 500) + 50);
}

TEST_F(SlipPainterTest, RefusesWhatNoSlipMayHold) {
    TicketSlip wrong = slip();
    wrong.label.clear();
    EXPECT_EQ(painter_->paint(wrong, paper_).error().code(), ErrorCode::invalid_input);
    wrong = slip();
    wrong.visit_code = std::string(123, 'a');
    EXPECT_EQ(painter_->paint(wrong, paper_).error().code(), ErrorCode::too_large);
    wrong.visit_code = "存款";
    EXPECT_EQ(painter_->paint(wrong, paper_).error().code(), ErrorCode::invalid_input);
    wrong = slip();
    wrong.lines.assign(25, "x");
    EXPECT_EQ(painter_->paint(wrong, paper_).error().code(), ErrorCode::too_large);
}

TEST_F(SlipPainterTest, TheLongestVisitCodeStillFitsThePaper) {
    TicketSlip longest = slip();
    longest.visit_code = std::string(122, 'a');
    EXPECT_TRUE(painter_->paint(longest, paper_).ok());
}

TEST_F(SlipPainterTest, AGeneralSlipHasALargeHeadingThenLinesThenLargerPrivateOnes) {
    Slip slip;
    slip.heading = "余额";
    slip.lines = {"示例银行湖滨支行", "2026年11月22日"};
    slip.private_lines = {PrivateText{"尾号 0012"}, PrivateText{"12,345.67 元"}};
    const auto painted = painter_->paint(slip, paper_);
    ASSERT_TRUE(painted.ok());
    EXPECT_GT(painted->layout.label_height, painted->layout.private_line_height);
    EXPECT_GT(painted->layout.private_line_height, painted->layout.line_height);
    EXPECT_GE(painted->layout.line_height, dots_of_points(16, 203));
    EXPECT_EQ(painted->layout.qr_module, 0);
    EXPECT_EQ(painted->layout.private_lines_printed, 2);
    EXPECT_EQ(painted->layout.printed_lines, slip.lines) << "what is private is dots and nothing else";
    Slip without = slip;
    without.private_lines.clear();
    EXPECT_GT(painted->raster.height(), painter_->paint(without, paper_)->raster.height());
}

TEST_F(SlipPainterTest, ALongHeadingOrPrivateLineIsWrappedWithinThePaper) {
    Slip slip;
    slip.heading = "养老金到账了请您收好这张纸条不要给别人看";
    slip.private_lines = {PrivateText{"这一行比纸宽得多所以必须折成好几行而且一个字也不能丢掉"}};
    const auto painted = painter_->paint(slip, paper_);
    ASSERT_TRUE(painted.ok());
    EXPECT_GE(painted->layout.private_lines_printed, 2);
    for (int y = 0; y < painted->raster.height(); ++y) {
        ASSERT_FALSE(painted->raster.black(2, y)) << y;
        ASSERT_FALSE(painted->raster.black(636, y)) << y;
    }
}

TEST_F(SlipPainterTest, RefusesWhatNoGeneralSlipMayHold) {
    Slip wrong;
    EXPECT_EQ(painter_->paint(wrong, paper_).error().code(), ErrorCode::invalid_input);
    wrong.heading = "余额";
    wrong.lines.assign(20, "x");
    wrong.private_lines.assign(5, PrivateText{"x"});
    EXPECT_EQ(painter_->paint(wrong, paper_).error().code(), ErrorCode::too_large);
}

TEST_F(SlipPainterTest, AnyBytesInTheLinesAreSurvived) {
    SeededRandom random{80};
    for (int i = 0; i < 30; ++i) {
        TicketSlip odd = slip();
        std::string line(random.below(60), ' ');
        for (char& c : line) c = static_cast<char>(random.below(256));
        odd.lines = {line};
        odd.visit_code.clear();
        EXPECT_TRUE(painter_->paint(odd, paper_).ok());
    }
}

}  // namespace
}  // namespace silverlane::drivers::printer
