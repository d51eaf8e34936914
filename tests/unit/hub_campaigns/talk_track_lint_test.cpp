// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: Silverlane contributors
//
// What staff may never say, and what the hall may not hear: found where it is meant, not found where it is harmless.
#include "hub/campaigns/talk_track_lint.h"

#include <gtest/gtest.h>

#include <filesystem>

namespace silverlane::campaigns {
namespace {

/// The words that ship.
const TalkTrackWords& words() {
    static const TalkTrackWords kWords = [] {
        config::Mistakes mistakes, warnings;
        SourceFiles files("/nowhere", mistakes);
        return read_policies(files, std::filesystem::path(SILVERLANE_SOURCE_DIR) / "config/policies", mistakes, warnings).words;
    }();
    return kWords;
}

TEST(TalkTrackLint, FindsWhatFlowsForbid) {
    for (const auto* text : {"买理财，收益高又保本。", "名额就剩今天。", "现在不转就亏了。", "您签字就行。", "我们行绝对不会有事。", "快点，后面有人。", "稳赚不赔", "零风险", "这款和存款一样", "最高收益 5%"}) {
        EXPECT_TRUE(forbidden_in(text, true, words())) << text;
    }
    for (const auto* text : {"A guaranteed return", "It is risk-free.", "You can’t lose.", "Hurry, the last chance!", "Just sign here.", "Today only", "It is like a deposit", "The highest return is 5%", "HIGH RETURNS"}) {
        EXPECT_TRUE(forbidden_in(text, false, words())) << text;
    }
}

TEST(TalkTrackLint, LeavesAloneWhatSaysTheOppositeOrIsAnotherWord) {
    for (const auto* text : {"这个产品不保本。", "这是理财，不等于存款。", "收益最低 1.2%，最高收益 3%", "我们不急，您和家里人商量，改天再说。"}) EXPECT_FALSE(forbidden_in(text, true, words())) << text;
    for (const auto* text : {"We do not guarantee anything; no hurry.", "from 1.2% to the highest return of 3%", "It is not like a deposit.", "The warranty ends."}) {
        EXPECT_FALSE(forbidden_in(text, false, words())) << text;
    }
    EXPECT_TRUE(forbidden_in("这个产品不保本，但那个保本", true, words())) << "one harmless place excuses no other";
    EXPECT_TRUE(forbidden_in("We do not guarantee A but guarantee B", false, words()));
}

TEST(TalkTrackLint, AFirstSentenceNamesNoProductHoldingDateAmountOrAge) {
    for (const auto* text : {"您的国债到期了", "您有三万元", "两年前的那笔", "下周来吧", "您七十岁了", "5 天", "您的养老金到了", "信用卡"}) EXPECT_TRUE(overheard_in(text, true, words())) << text;
    for (const auto* text : {"About your savings bond", "in five days", "next week", "the pension", "your money", "at your age", "3 days"}) EXPECT_TRUE(overheard_in(text, false, words())) << text;
    for (const auto* text : {"您好，您慢慢走。今天办什么？我陪您。", "您好，一起坐一下，好吗？", "您好，第一次来，我带您走一圈。"}) EXPECT_FALSE(overheard_in(text, true, words())) << text;
    for (const auto* text : {"Hello, what brings you in today? I will come with you.", "Someone will be with you.", "Shall we sit down over there?"}) EXPECT_FALSE(overheard_in(text, false, words())) << text;
}

TEST(TalkTrackLint, FromR2OnAnExplanationSaysThatItMayLose) {
    EXPECT_FALSE(missing_in("存起来就好", true, 1, words()));
    EXPECT_TRUE(missing_in("主要投债券", true, 2, words()));
    EXPECT_FALSE(missing_in("不保本，主要投债券", true, 2, words()));
    EXPECT_TRUE(missing_in("It holds bonds", false, 3, words()));
    EXPECT_FALSE(missing_in("It May Lose value", false, 3, words()));
}

}  // namespace
}  // namespace silverlane::campaigns
