// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: Silverlane contributors
#include "voice/speaker/text_check.h"

#include <gtest/gtest.h>

#include <string>

namespace silverlane::voice {
namespace {

bool chinese(std::string_view text) { return check_text(SpokenLanguage::mandarin, text).ok(); }
bool english(std::string_view text) { return check_text(SpokenLanguage::english, text).ok(); }

TEST(TextCheck, LetsPromptsPass) {
    EXPECT_TRUE(chinese("请A幺零七号，到二号窗口办理业务。"));
    EXPECT_TRUE(chinese("没听清，请点“再听一遍”。"));
    EXPECT_TRUE(chinese("𠮷先生，二〇二六年"));  // whether a hanzi has a reading is asked of the reader
    EXPECT_TRUE(english("If you did not hear, press \"Hear again\"."));
    EXPECT_TRUE(english("Please enter your six-digit PIN. It's five o’clock."));
}

TEST(TextCheck, RefusesWhatTheSynthesiserWouldMisread) {
    EXPECT_FALSE(chinese("请A107号"));
    EXPECT_FALSE(chinese("请１号"));
    EXPECT_FALSE(chinese("请{ticket}"));
    EXPECT_FALSE(chinese("请看PIN"));
    EXPECT_FALSE(chinese("请看a"));
    EXPECT_FALSE(english("Go to window 2"));
    EXPECT_FALSE(english("{ahead}."));
    EXPECT_FALSE(english("Press 返回"));
    EXPECT_FALSE(english("a <break time> tag & more"));
}

TEST(TextCheck, RefusesBadBytesSymbolsAndControls) {
    EXPECT_FALSE(chinese("请\xFF看"));
    EXPECT_FALSE(chinese("请看\xE5\xB1"));
    EXPECT_FALSE(chinese("好的😀"));
    EXPECT_FALSE(chinese("请\n看"));
    EXPECT_FALSE(chinese(std::string_view("请\0看", 7)));
    EXPECT_FALSE(chinese("请\u200B看"));
    EXPECT_FALSE(english("Bell\a"));
    EXPECT_FALSE(chinese("これは"));
    EXPECT_FALSE(chinese("请\u202E看"));
    EXPECT_FALSE(chinese("請\uF900看"));  // a compatibility form
}

TEST(TextCheck, RefusesNothingAndTooMuch) {
    EXPECT_FALSE(chinese(""));
    EXPECT_FALSE(chinese("。，"));
    EXPECT_FALSE(english("   "));
    std::string most;
    for (std::size_t i = 0; i < kLongestText; ++i) most += "请";
    EXPECT_TRUE(chinese(most));
    const auto longer = check_text(SpokenLanguage::mandarin, most + "请");
    ASSERT_FALSE(longer.ok());
    EXPECT_EQ(longer.error().code(), ErrorCode::too_large);
    EXPECT_EQ(check_text(SpokenLanguage::english, std::string(10'000, 'a')).error().code(), ErrorCode::too_large);
}

TEST(TextCheck, SaysWhereTheFaultIsAndNeverWhatStoodThere) {
    const auto checked = check_text(SpokenLanguage::mandarin, "尾号7071");
    ASSERT_FALSE(checked.ok());
    EXPECT_EQ(checked.error().text(), "a digit that should be words at character 3");
}

TEST(TextCheck, KnowsLanguagesByTheirTags) {
    EXPECT_EQ(*spoken_language("zh-CN"), SpokenLanguage::mandarin);
    EXPECT_EQ(*spoken_language("en-GB"), SpokenLanguage::english);
    EXPECT_EQ(spoken_language("yue-HK").error().code(), ErrorCode::unsupported);
    EXPECT_FALSE(spoken_language("").ok());
}

}  // namespace
}  // namespace silverlane::voice
