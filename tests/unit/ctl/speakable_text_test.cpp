// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: Silverlane contributors
#include "ctl/speakable_text.h"

#include <gtest/gtest.h>

#include <random>

#include "base/utf8.h"

namespace silverlane::ctl {
namespace {

using voice::SpokenLanguage;

std::string said(SpokenLanguage language, const std::string& text) {
    std::string all;
    for (const auto& part : speakable(language, text).utterances) all += part;
    return all;
}
std::string chinese(const std::string& text) { return said(SpokenLanguage::mandarin, text); }
std::string english(const std::string& text) { return said(SpokenLanguage::english, text); }

TEST(SpeakableText, LeavesWordsAsTheyAre) {
    EXPECT_EQ(chinese("请坐一坐。叫到号再过来。"), "请坐一坐。叫到号再过来。");
    EXPECT_EQ(english("It's your turn, please."), "It's your turn, please.");
    EXPECT_TRUE(speakable(SpokenLanguage::mandarin, "请坐。").notes.empty());
}

TEST(SpeakableText, SaysFiguresAsWhatTheyAre) {
    EXPECT_EQ(chinese("请A107号，到2号窗口。"), "请A幺零七号，到二号窗口。");
    EXPECT_EQ(chinese("共2.20元，2个人。"), "共两元二角，两个人。");
    EXPECT_EQ(chinese("¥3,258.60。"), "三千二百五十八元六角。");
    EXPECT_EQ(chinese("2026-02-02 14:05"), "二零二六年二月二日 下午两点零五分");
    EXPECT_EQ(chinese("利率2.05%，约3.14倍。"), "利率百分之二点零五，约三点一四倍。");
    EXPECT_EQ(chinese("电话15021127701"), "电话幺五零二幺幺二七七零幺");
    EXPECT_EQ(chinese("代码007"), "代码零零七");
    EXPECT_EQ(chinese("2021年11月，尾号1234"), "二零二一年十一月，尾号幺二三四");
    EXPECT_EQ(chinese("电话010-62345671。"), "电话零幺零，六二三四五六七幺。");
    EXPECT_EQ(chinese("１２路"), "十二路") << "full-width figures";
    EXPECT_EQ(english("Number A107, go to window 12 now."), "Number number A one zero seven, go to window twelve now.");
    EXPECT_EQ(english("Pay 2.20 yuan"), "Pay two yuan and twenty fen");
}

TEST(SpeakableText, SpellsLatinWordsInChineseAndLeavesOutWhatHasNoSound) {
    const auto spelt = speakable(SpokenLanguage::mandarin, "请看WiFi😀\x01好");
    ASSERT_EQ(spelt.utterances.size(), 1U);
    EXPECT_EQ(spelt.utterances[0], "请看W I F I 好");
    EXPECT_EQ(spelt.notes.size(), 3U);
    EXPECT_EQ(chinese("请\xFF\xFE坐"), "请 坐");
    EXPECT_EQ(english("Press 返回 now."), "Press now.");
    EXPECT_TRUE(speakable(SpokenLanguage::mandarin, "😀🎉").utterances.empty());
    EXPECT_TRUE(speakable(SpokenLanguage::english, "").utterances.empty());
    EXPECT_TRUE(speakable(SpokenLanguage::mandarin, "，。……").utterances.empty());
}

TEST(SpeakableText, CutsLongTextAtItsMarks) {
    std::string text;
    for (int i = 0; i < 1'000; ++i) text += "请坐一坐，看一看。";
    const auto parts = speakable(SpokenLanguage::mandarin, text).utterances;
    ASSERT_GT(parts.size(), 40U);
    std::string all;
    for (const auto& part : parts) {
        EXPECT_TRUE(voice::check_text(SpokenLanguage::mandarin, part).ok());
        EXPECT_TRUE(part.ends_with("。") || part.ends_with("，"));
        all += part;
    }
    EXPECT_EQ(all, text);
    const auto unbroken = speakable(SpokenLanguage::english, std::string(10'000, 'a')).utterances;
    EXPECT_GT(unbroken.size(), 20U);
}

TEST(SpeakableText, PassesTheCheckWhateverTheBytesAre) {
    std::mt19937 random(4);
    const std::vector<std::string> pieces{"请", "1", "23", "A", "b", "¥", "元", ".", "%", ":", "-", "😀", "\xFF", "\n", "{", "}", "é", "か", "２", "：", "—", "\xEF\xBF\xBD", "\x7F", " ", ",", "2026-02-30", "25:99", "号"};
    for (int run = 0; run < 3'000; ++run) {
        std::string text;
        for (std::size_t i = 0, length = random() % 40; i < length; ++i) text += pieces[random() % pieces.size()];
        for (const SpokenLanguage language : {SpokenLanguage::mandarin, SpokenLanguage::english}) {
            for (const auto& part : speakable(language, text).utterances) {
                ASSERT_TRUE(voice::check_text(language, part).ok()) << text << " -> " << part;
            }
        }
    }
    std::string noise(10'000, '\0');
    for (auto& byte : noise) byte = static_cast<char>(random() % 256);
    for (const auto& part : speakable(SpokenLanguage::mandarin, noise).utterances) EXPECT_TRUE(voice::check_text(SpokenLanguage::mandarin, part).ok());
    EXPECT_LE(speakable(SpokenLanguage::mandarin, noise).notes.size(), 13U);
}

}  // namespace
}  // namespace silverlane::ctl
