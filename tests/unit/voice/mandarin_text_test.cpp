// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: Silverlane contributors
#include "voice/mandarin/mandarin_text.h"

#include <gtest/gtest.h>

#include "base/utf8.h"
#include "table_file.h"
#include "voice/speaker/phrases.h"

namespace silverlane::voice {
namespace {

class MandarinText : public ::testing::Test {
protected:
    static std::string feed(std::u32string_view text, Sandhi sandhi) {
        const auto table = PolyphoneTable::load(readings_path());
        EXPECT_TRUE(table.ok());
        return encode_utf8(feed_mandarin(text, *table, sandhi, tone).text);
    }
    static int tone(char32_t c) {
        if (std::u32string_view(U"要是会下万亿个定样面次遍件会到月日号对信").find(c) != std::u32string_view::npos) return 4;
        if (std::u32string_view(U"元年行来人").find(c) != std::u32string_view::npos) return 2;
        if (std::u32string_view(U"百点起秒").find(c) != std::u32string_view::npos) return 3;
        return 1;
    }
};

TEST_F(MandarinText, RespellsMisreadWordsWithBlanksAround) {
    EXPECT_EQ(feed(U"请到支行", Sandhi::off), "请到支 hang2");
    EXPECT_EQ(feed(U"请到支行，找行长。", Sandhi::off), "请到支 hang2，找 hang2 zhang3。");
    EXPECT_EQ(feed(U"请重新点", Sandhi::off), "请 chong2 新点");
    EXPECT_EQ(feed(U"银行卡", Sandhi::off), "银 hang2 卡");
    EXPECT_EQ(feed(U"子女", Sandhi::off), "zi3 女");
    EXPECT_EQ(feed(U"还有还款", Sandhi::off), "还有 huan2 款");
}

TEST_F(MandarinText, TellsASurnameFromTheSameCharacterElsewhere) {
    EXPECT_EQ(feed(U"单女士的存单", Sandhi::off), "shan4 女士的存单");
}

TEST_F(MandarinText, ChangesTheTonesOfOneAndNot) {
    EXPECT_EQ(feed(U"一百元", Sandhi::on), "yi4 百元");
    EXPECT_EQ(feed(U"一万元", Sandhi::on), "yi2 万元");
    EXPECT_EQ(feed(U"不要", Sandhi::on), "bu2 要");
    EXPECT_EQ(feed(U"不听", Sandhi::on), "不听");
    EXPECT_EQ(feed(U"一个", Sandhi::on), "yi2 个");
    EXPECT_EQ(feed(U"大声一点", Sandhi::on), "大声 yi4 点");
    EXPECT_EQ(feed(U"下午一点", Sandhi::on), "下午 yi4 点");
}

TEST_F(MandarinText, KeepsOneInOrdinalsLabelsDatesDigitsAndAtTheEnd) {
    for (const char32_t* text : {U"第一步", U"一号窗口", U"一月一日", U"一楼", U"二零二一年", U"二十一元", U"百分之一点一五", U"百分之零点一", U"唯一",
                                 U"十一万元", U"一到两分钟"}) {
        const std::string fed = feed(text, Sandhi::on);
        EXPECT_EQ(fed.find("yi2"), std::string::npos) << fed;
        EXPECT_EQ(fed.find("yi4"), std::string::npos) << fed;
    }
}

TEST_F(MandarinText, CanBeLeftWithoutToneChanges) {
    EXPECT_EQ(feed(U"不要一百元", Sandhi::off), "不要一百元");
}

TEST_F(MandarinText, LeadsEveryFedCharacterBackToTheSaidOne) {
    const auto table = PolyphoneTable::load(readings_path());
    ASSERT_TRUE(table.ok());
    const std::u32string said = U"请到支行，不要着急。";
    const FedText fed = feed_mandarin(said, *table, Sandhi::on, tone);
    ASSERT_EQ(fed.text.size(), fed.source.size());
    for (std::size_t i = 0; i < fed.text.size(); ++i) {
        ASSERT_LT(fed.source[i], said.size());
        if (fed.text[i] > 0x7F) { EXPECT_EQ(fed.text[i], said[fed.source[i]]); }
    }
    const std::size_t hang = fed.text.find(U"hang2");
    EXPECT_EQ(said[fed.source[hang]], U'行');
    EXPECT_EQ(said[fed.source[hang + 4]], U'行');
}

TEST(Phrases, AreSentencesWhoseWordsKnowTheCaption) {
    const PolyphoneTable none;
    const FrontEnd front_end{none, Sandhi::off, [](char32_t) { return 1; }};
    const auto phrases = make_phrases(SpokenLanguage::mandarin, "请坐一坐。叫到号再过来。", "请坐一坐。叫到号再过来。", front_end);
    ASSERT_EQ(phrases.size(), 2U);
    EXPECT_EQ(encode_utf8(phrases[1].fed), "叫到号再过来。");
    EXPECT_EQ(phrases[1].spans.front(), (CaptionSpan{5, 6}));
    const auto english = make_phrases(SpokenLanguage::english, "Press \"Back\". Take your time.", "", front_end);
    ASSERT_EQ(english.size(), 2U);
    EXPECT_EQ(encode_utf8(english[0].fed), "Press \"Back\". ");
}

TEST(Phrases, KeepTimeWithoutAVoice) {
    const Speech speech = silent_reading(SpokenLanguage::mandarin, U"请到支 hang2。", kDefaultStep);
    ASSERT_EQ(speech.words.size(), 4U);
    EXPECT_EQ(speech.words[3].begin, 4U);
    EXPECT_EQ(speech.words[3].end, 9U);
    EXPECT_GT(speech.samples.size(), static_cast<std::size_t>(kSampleRate));
    for (const auto sample : speech.samples) ASSERT_EQ(sample, 0);
}

}  // namespace
}  // namespace silverlane::voice
