// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: Silverlane contributors
#include <gtest/gtest.h>

#include "voice/spoken/spoken_forms.h"

namespace silverlane::voice {
namespace {

std::string said(SpokenKind kind, std::string_view value, const SpokenStyle& style) {
    const auto words = spoken(kind, value, "zh-CN", style);
    return words ? *words : words.error().text();
}

constexpr SpokenStyle kWithYi{false, true};
constexpr SpokenStyle kWithEr{true, false};

TEST(SpokenStyle, SaysYaoAndLiangUnlessTheBankSaysOtherwise) {
    EXPECT_EQ(SpokenStyle{}, (SpokenStyle{true, true}));
    EXPECT_EQ(said(SpokenKind::ticket, "A110", {}), "A幺幺零号");
    EXPECT_EQ(said(SpokenKind::amount_cny, "200", {}), "两百元");
}

TEST(SpokenStyle, WithoutYaoEveryDigitStringHasYi) {
    EXPECT_EQ(said(SpokenKind::ticket, "A110", kWithYi), "A一一零号");
    EXPECT_EQ(said(SpokenKind::call, "A107|11", kWithYi), "请A一零七号，到十一号窗口办理业务");
    EXPECT_EQ(said(SpokenKind::card_tail, "1204", kWithYi), "尾号一二零四");
    EXPECT_EQ(said(SpokenKind::phone_tail, "1111", kWithYi), "手机尾号一一一一");
    EXPECT_EQ(said(SpokenKind::phone, "15021127701", kWithYi), "一五零，二一一二，七七零一");
    EXPECT_EQ(said(SpokenKind::landline, "010-62345671", kWithYi), "零一零，六二三四五六七一");
    EXPECT_EQ(said(SpokenKind::hotline, "96110", kWithYi), "九六一一零");
    EXPECT_EQ(said(SpokenKind::verify_code, "120753", kWithYi), "一二零，七五三");
}

TEST(SpokenStyle, YearsAndDecimalsHaveYiInEveryStyle) {
    for (const SpokenStyle& style : {SpokenStyle{}, kWithYi}) {
        EXPECT_EQ(said(SpokenKind::date, "2011-11-11", style), "二零一一年十一月十一日");
        EXPECT_EQ(said(SpokenKind::rate, "1.11%", style), "百分之一点一一");
    }
}

TEST(SpokenStyle, WithoutLiangOnlyALoneTwoBeforeItsMeasureWordKeepsIt) {
    EXPECT_EQ(said(SpokenKind::amount_cny, "200", kWithEr), "二百元");
    EXPECT_EQ(said(SpokenKind::amount_cny, "2222.22", kWithEr), "二千二百二十二元二角二分");
    EXPECT_EQ(said(SpokenKind::amount_cny, "20000", kWithEr), "二万元");
    EXPECT_EQ(said(SpokenKind::amount_cny, "200000000", kWithEr), "二亿元");
    EXPECT_EQ(said(SpokenKind::rate, "200%", kWithEr), "百分之二百");
    EXPECT_EQ(said(SpokenKind::amount_cny, "2.20", kWithEr), "两元二角");
    EXPECT_EQ(said(SpokenKind::amount_cny, "0.02", kWithEr), "两分");
    EXPECT_EQ(said(SpokenKind::time, "14:05", kWithEr), "下午两点零五分");
    EXPECT_EQ(said(SpokenKind::wait_range, "2-200", kWithEr), "大约等两到二百分钟");
}

TEST(SpokenStyle, NeverChangesNamesOfThings) {
    for (const SpokenStyle& style : {SpokenStyle{}, kWithEr}) {
        EXPECT_EQ(said(SpokenKind::window, "200", style), "二百号窗口");
        EXPECT_EQ(said(SpokenKind::floor, "2", style), "二楼");
        EXPECT_EQ(said(SpokenKind::place, "200", style), "第二百位");
        EXPECT_EQ(said(SpokenKind::step, "2/2", style), "第二步，共两步");
    }
}

TEST(SpokenStyle, IsNoMatterInEnglish) {
    const auto plain = spoken(SpokenKind::amount_cny, "211.20", "en");
    const auto styled = spoken(SpokenKind::amount_cny, "211.20", "en", {false, false});
    ASSERT_TRUE(plain.ok() && styled.ok());
    EXPECT_EQ(*plain, *styled);
}

}  // namespace
}  // namespace silverlane::voice
