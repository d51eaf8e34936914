// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: Silverlane contributors
#include "voice/mandarin/mandarin_text.h"

#include <gtest/gtest.h>

#include "base/utf8.h"
#include "table_file.h"
#include "voice/speaker/phrases.h"

namespace silverlane::voice {
namespace {

std::string feed(std::u32string_view text, Sandhi sandhi) { return encode_utf8(feed_mandarin(shipped_reader()->read(text), sandhi).text); }

TEST(MandarinText, FeedsPinyinWithABlankBetweenSyllables) {
    EXPECT_EQ(feed(U"请到支行", Sandhi::off), "qing3 dao4 zhi1 hang2");
    EXPECT_EQ(feed(U"请到支行，找行长。", Sandhi::off), "qing3 dao4 zhi1 hang2，zhao3 hang2 zhang3。");
    EXPECT_EQ(feed(U"请点“重听”", Sandhi::off), "qing3 dian3“chong2 ting1”");
    EXPECT_EQ(feed(U"请A幺零七号", Sandhi::off), "qing3 A yao1 ling2 qi1 hao4");
    EXPECT_EQ(feed(U"还有还款", Sandhi::off), "hai2 you3 huan2 kuan3");
}

TEST(MandarinText, TellsASurnameFromTheSameCharacterElsewhere) {
    EXPECT_EQ(feed(U"单女士的存单", Sandhi::off), "shan4 nv3 shi4 de5 cun2 dan1");
}

TEST(MandarinText, LeavesOutAHanziWithoutAReading) { EXPECT_EQ(feed(U"请\U00031350看", Sandhi::off), "qing3 kan4"); }

TEST(MandarinText, ChangesTheTonesOfOneAndNot) {
    EXPECT_EQ(feed(U"一百元", Sandhi::on), "yi4 bai3 yuan2");
    EXPECT_EQ(feed(U"一万元", Sandhi::on), "yi2 wan4 yuan2");
    EXPECT_EQ(feed(U"大年初一不营业", Sandhi::on), "da4 nian2 chu1 yi1 bu4 ying2 ye4");
    EXPECT_EQ(feed(U"当初一定", Sandhi::on), "dang1 chu1 yi2 ding4");
    EXPECT_EQ(feed(U"不要", Sandhi::on), "bu2 yao4");
    EXPECT_EQ(feed(U"不听", Sandhi::on), "bu4 ting1");
    EXPECT_EQ(feed(U"一个", Sandhi::on).substr(0, 6), "yi2 ge");
    EXPECT_EQ(feed(U"大声一点", Sandhi::on), "da4 sheng1 yi4 dian3");
    EXPECT_EQ(feed(U"下午一点", Sandhi::on), "xia4 wu3 yi4 dian3");
}

TEST(MandarinText, KeepsOneInOrdinalsLabelsDatesDigitsAndAtTheEnd) {
    for (const char32_t* text : {U"第一步", U"一号窗口", U"一月一日", U"一楼", U"二零二一年", U"二十一元", U"百分之一点一五", U"百分之零点一", U"唯一",
                                 U"十一万元", U"一到两分钟", U"统一", U"星期一"}) {
        const std::string fed = feed(text, Sandhi::on);
        EXPECT_NE(fed.find("yi1"), std::string::npos) << fed;
        EXPECT_EQ(fed.find("yi2"), std::string::npos) << fed;
        EXPECT_EQ(fed.find("yi4"), std::string::npos) << fed;
    }
}

TEST(MandarinText, CanBeLeftWithoutToneChanges) {
    EXPECT_EQ(feed(U"不要一百元", Sandhi::off), "bu4 yao4 yi1 bai3 yuan2");
}

TEST(MandarinText, LeadsEveryFedCharacterBackToTheSaidOne) {
    const std::u32string said = U"请到支行，不要着急。";
    const FedText fed = feed_mandarin(shipped_reader()->read(said), Sandhi::on);
    ASSERT_EQ(fed.text.size(), fed.source.size());
    for (std::size_t i = 0; i < fed.text.size(); ++i) {
        ASSERT_LT(fed.source[i], said.size());
        if (fed.text[i] > 0x7F) { EXPECT_EQ(fed.text[i], said[fed.source[i]]); }
        if (i > 0) { EXPECT_GE(fed.source[i], fed.source[i - 1]); }
    }
    const std::size_t hang = fed.text.find(U"hang2");
    EXPECT_EQ(said[fed.source[hang]], U'行');
    EXPECT_EQ(said[fed.source[hang + 4]], U'行');
}

TEST(Phrases, AreSentencesWhoseWordsKnowTheCaption) {
    const auto reader = shipped_reader();
    const FrontEnd front_end{reader.get(), Sandhi::off};
    const auto phrases = make_phrases(SpokenLanguage::mandarin, "请坐一坐。叫到号再过来。", "请坐一坐。叫到号再过来。", front_end);
    ASSERT_EQ(phrases.size(), 2U);
    EXPECT_EQ(encode_utf8(phrases[1].fed), "jiao4 dao4 hao4 zai4 guo4 lai2。");
    EXPECT_EQ(phrases[1].spans.front(), (CaptionSpan{5, 6}));
    EXPECT_EQ(phrases[1].spans[3], (CaptionSpan{5, 6}));
    const auto english = make_phrases(SpokenLanguage::english, "Press \"Back\". Take your time.", "", front_end);
    ASSERT_EQ(english.size(), 2U);
    EXPECT_EQ(encode_utf8(english[0].fed), "Press \"Back\". ");
}

TEST(Phrases, CutAChineseTextThatNeverEnds) {
    const auto reader = shipped_reader();
    const FrontEnd front_end{reader.get(), Sandhi::on};
    std::string endless;
    for (int i = 0; i < 50; ++i) endless += "请您再等，";
    std::size_t syllables = 0;
    for (const Phrase& phrase : make_phrases(SpokenLanguage::mandarin, endless, endless, front_end)) {
        const Speech silent = silent_reading(SpokenLanguage::mandarin, phrase.fed, kDefaultStep);
        EXPECT_LE(silent.words.size(), 80U);
        EXPECT_TRUE(encode_utf8(phrase.fed).ends_with("，"));
        syllables += silent.words.size();
    }
    EXPECT_EQ(syllables, 200U);
    EXPECT_EQ(make_phrases(SpokenLanguage::english, std::string(300, 'a'), "", front_end).size(), 1U);
}

TEST(Phrases, RefuseAHanziWithoutAReading) {
    EXPECT_TRUE(check_readings(SpokenLanguage::mandarin, "请看", *shipped_reader()).ok());
    EXPECT_TRUE(check_readings(SpokenLanguage::english, "Please look", *shipped_reader()).ok());
    const auto checked = check_readings(SpokenLanguage::mandarin, encode_utf8(U"请\U00031350看"), *shipped_reader());
    ASSERT_FALSE(checked.ok());
    EXPECT_EQ(checked.error().text(), "a hanzi without a reading at character 2");
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
