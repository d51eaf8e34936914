// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: Silverlane contributors
//
// Chinese said in Cantonese: the table of readings, and what espeak-ng makes of it, read back as phonemes and compared with Jyutping that was
// written by hand. The voice's own phonemes are Jyutping with stress marks, and with the tone before some ends of syllables ("ji6 'ng5_|").
#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <fstream>
#include <iterator>

#include "base/utf8.h"
#include "sound_measure.h"
#include "table_file.h"
#include "voice/mandarin/characters.h"
#include "voice/speaker/phrases.h"
#include "voice/speaker/self_test.h"
#include "voice/speaker/shaped_synthesiser.h"
#include "voice/speaker/varieties.h"

namespace silverlane::voice {
namespace {

std::string yue_readings_path() { return SILVERLANE_SOURCE_DIR "/voice/cantonese/data/polyphones-yue.tsv"; }

/// Letters and tones of a line of syllables, apart, so that it does not matter where in the syllable the tone stands. Tone 7 is the high
/// falling form of the first, which the voice has for a few words.
struct Heard {
    std::string letters;
    std::string tones;
    bool operator==(const Heard&) const = default;
    friend void PrintTo(const Heard& heard, std::ostream* out) { *out << heard.letters << ' ' << heard.tones; }
};

Heard heard_of(std::string_view text) {
    Heard heard;
    for (const char c : text) {
        if (c >= '1' && c <= '7') heard.tones += c == '7' ? '1' : c;
        else if (c == 'N') heard.letters += "ng";
        else if ((c >= 'a' && c <= 'z') || c == '(' || c == '@' || (c >= 'A' && c <= 'Z')) heard.letters += c;
    }
    return heard;
}

class Cantonese : public ::testing::Test {
protected:
    void SetUp() override {
        auto made = EspeakSynthesiser::create("");
        ASSERT_TRUE(made.ok()) << made.error().text();
        synthesiser_ = std::move(*made);
        auto table = CantoneseReadings::load(yue_readings_path());
        ASSERT_TRUE(table.ok()) << table.error().text();
        readings_ = std::move(*table);
    }

    std::string sound(const std::u32string& fed) {
        const auto phonemes = synthesiser_->phonemes(SpokenLanguage::cantonese, fed);
        EXPECT_TRUE(phonemes.ok());
        return phonemes ? *phonemes : std::string();
    }
    std::u32string feed(const std::string& text) { return feed_cantonese(decode_utf8(text), readings_).text; }
    std::vector<Phrase> phrases(const std::string& text) {
        return make_phrases(SpokenLanguage::cantonese, text, text, {nullptr, Sandhi::off, &readings_});
    }

    std::unique_ptr<EspeakSynthesiser> synthesiser_;
    CantoneseReadings readings_;
};

TEST_F(Cantonese, passes_its_self_test) {
    const auto tested = self_test_cantonese(*synthesiser_, readings_);
    EXPECT_TRUE(tested.ok()) << tested.error().text();
}

TEST_F(Cantonese, says_every_text_of_the_screens_in_its_checked_jyutping) {
    const auto rows = table_rows("prompts_yue.tsv");
    EXPECT_GT(rows.size(), 600U);
    for (const auto& row : rows) {
        ASSERT_EQ(row.size(), 2U);
        EXPECT_TRUE(check_text(SpokenLanguage::cantonese, row[0]).ok()) << row[0];
        const std::string said = sound(feed(row[0]));
        EXPECT_EQ(heard_of(said), heard_of(row[1])) << row[0] << " fed " << encode_utf8(feed(row[0])) << " sounds " << said;
    }
}

TEST_F(Cantonese, says_every_word_of_its_table_as_the_table_tells) {
    std::ifstream file(yue_readings_path());
    int words = 0;
    for (std::string line; std::getline(file, line);) {
        if (line.starts_with('#') || line.starts_with("kind\t")) continue;
        const std::size_t word = line.find('\t') + 1;
        const std::size_t reading = line.find('\t', word) + 1;
        const std::size_t fed = line.find('\t', reading) + 1;
        const std::string wanted = line.substr(reading, fed - reading - 1);
        EXPECT_EQ(heard_of(sound(decode_utf8(line.substr(fed)))), heard_of(wanted)) << line;
        EXPECT_EQ(heard_of(sound(feed(line.substr(word, reading - word - 1)))), heard_of(wanted)) << line;
        ++words;
    }
    EXPECT_GT(words, 250);
}

TEST_F(Cantonese, says_values_digit_by_digit_and_amounts_as_written) {
    // 一 is jat1 in digit strings too: Cantonese has no 幺. 两 and 二 are as in the Mandarin text.
    const std::vector<std::pair<std::string, std::string>> values{
        {"A幺零七号", "ei1 jat1 ling4 cat1 hou6"},
        {"尾号七零七幺", "mei5 hou6 cat1 ling4 cat1 jat1"},
        {"两元二角", "loeng5 jyun4 ji6 gok3"},
        {"两元二角二分", "loeng5 jyun4 ji6 gok3 ji6 fan1"},
        {"一百二十八元零五分", "jat1 baak3 ji6 sap6 baat3 jyun4 ling4 ng5 fan1"},
        {"两千零五十元", "loeng5 cin1 ling4 ng5 sap6 jyun4"},
        {"一亿二千万元", "jat1 jik1 ji6 cin1 maan6 jyun4"},
        {"前面还有十二位", "cin4 min6 waan4 jau5 sap6 ji6 wai2"},
        {"前面还有十六位", "cin4 min6 waan4 jau5 sap6 luk6 wai2"},
        {"大约等两到三分钟", "daai6 joek3 dang2 loeng5 dou3 saam1 fan1 zung1"},
        {"大约等二十二分钟", "daai6 joek3 dang2 ji6 sap6 ji6 fan1 zung1"},
        {"下午两点零五分", "haa6 ng5 loeng5 dim2 ling4 ng5 fan1"},
        {"二零二六年二月二日", "ji6 ling4 ji6 luk6 nin4 ji6 jyut6 ji6 jat6"},
        {"百分之二点零五", "baak3 fan6 zi1 ji6 dim2 ling4 ng5"},
        {"第二步，共四步", "dai6 ji6 bou6 gung6 sei3 bou6"},
        {"还有二十二天到期", "waan4 jau5 ji6 sap6 ji6 tin1 dou3 kei4"}};
    for (const auto& [text, jyutping] : values) EXPECT_EQ(heard_of(sound(feed(text))), heard_of(jyutping)) << text;
}

TEST_F(Cantonese, never_switches_to_another_language) {
    for (const auto& row : table_rows("spoken_zh.tsv")) {
        if (row[2] == "refused") continue;
        EXPECT_EQ(sound(feed(row[2])).find_first_of("(@"), std::string::npos) << row[2];
    }
    for (char letter = 'A'; letter <= 'Z'; ++letter) {
        EXPECT_EQ(sound(feed(std::string("请") + letter + "零号")).find_first_of("(@"), std::string::npos) << letter;
    }
}

TEST_F(Cantonese, times_one_word_a_hanzi_and_knows_its_place_in_the_caption) {
    const auto made = phrases("请到支行。");
    ASSERT_EQ(made.size(), 1U);
    const auto speech = synthesiser_->synthesise(SpokenLanguage::cantonese, made[0].fed, kDefaultStep);
    ASSERT_TRUE(speech.ok());
    ASSERT_EQ(speech->words.size(), 4U);
    EXPECT_EQ(made[0].fed.substr(speech->words[3].begin, speech->words[3].end - speech->words[3].begin), U"hong4");
    EXPECT_EQ(made[0].spans[speech->words[3].begin], (CaptionSpan{3, 4}));
    EXPECT_LT(speech->words[3].first_sample, speech->samples.size());
}

TEST_F(Cantonese, is_spoken_only_where_every_word_can_be) {
    const auto in = [&](SpokenLanguage of_text, const char* variety, const char* text) {
        return language_to_speak(of_text, variety, text, synthesiser_.get());
    };
    EXPECT_EQ(in(SpokenLanguage::mandarin, "yue", "请到窗口办理。"), SpokenLanguage::cantonese);
    EXPECT_EQ(in(SpokenLanguage::mandarin, "", "请到窗口办理。"), SpokenLanguage::mandarin);
    EXPECT_EQ(in(SpokenLanguage::mandarin, "zh-x-wu", "请到窗口办理。"), SpokenLanguage::mandarin) << "there are only recordings of it";
    EXPECT_EQ(in(SpokenLanguage::english, "yue", "Please go to a window."), SpokenLanguage::english);
    EXPECT_EQ(in(SpokenLanguage::mandarin, "yue", "请听馇、镙。"), SpokenLanguage::mandarin) << "not half in each";
    EXPECT_EQ(language_to_speak(SpokenLanguage::mandarin, "yue", "请到窗口办理。", nullptr), SpokenLanguage::mandarin);
}

TEST_F(Cantonese, highlights_every_hanzi_also_of_words_that_the_dictionary_joins) {
    const auto made = phrases("请插入银行卡。");
    ASSERT_EQ(made.size(), 1U);
    const auto speech = synthesiser_->synthesise(SpokenLanguage::cantonese, made[0].fed, kDefaultStep);
    ASSERT_TRUE(speech.ok());
    ASSERT_EQ(speech->words.size(), 6U);
    EXPECT_GT(speech->words[4].first_sample, speech->words[3].first_sample) << "银行 is announced as one";
    EXPECT_GT(speech->words[5].first_sample, speech->words[4].first_sample);
}

TEST_F(Cantonese, is_as_loud_as_the_other_voices) {
    Samples plain;
    for (const auto& row : table_rows("prompts_zh.tsv")) {
        for (const Phrase& phrase : phrases(row[1])) {
            const auto speech = synthesiser_->synthesise(SpokenLanguage::cantonese, phrase.fed, kDefaultStep);
            ASSERT_TRUE(speech.ok());
            plain.insert(plain.end(), speech->samples.begin(), speech->samples.end());
        }
    }
    for (const Presence presence : {Presence::on, Presence::off}) {
        Samples shaped = plain;
        shape_speech(shaped, presence, espeak_gain(SpokenLanguage::cantonese, presence));
        EXPECT_NEAR(loudness_of(shaped), kSpeechLoudness, 0.4) << (presence == Presence::on ? "shaped" : "plain");
    }
}

TEST_F(Cantonese, keeps_its_pitch_at_every_rate) {
    std::array<double, kSteps> pitch{};
    for (int step = 0; step < kSteps; ++step) {
        Samples samples;
        for (const char* text : {"您想办什么？请点一个大按钮。", "请坐一坐。叫到号再过来。", "请输入六位密码。请用手挡一挡。", "您还在吗？请点一下屏幕。"}) {
            for (const Phrase& phrase : phrases(text)) {
                const auto speech = synthesiser_->synthesise(SpokenLanguage::cantonese, phrase.fed, step);
                ASSERT_TRUE(speech.ok());
                samples.insert(samples.end(), speech->samples.begin(), speech->samples.end());
            }
        }
        pitch[static_cast<std::size_t>(step)] = pitch_of(samples);
    }
    for (const double one : pitch) EXPECT_NEAR(one, pitch[kDefaultStep], pitch[kDefaultStep] * 0.05);
}

TEST_F(Cantonese, stays_below_full_scale_on_every_prompt) {
    int peak = 0;
    for (const auto& row : table_rows("prompts_zh.tsv")) {
        for (const Phrase& phrase : phrases(row[1])) {
            const auto speech = synthesiser_->synthesise(SpokenLanguage::cantonese, phrase.fed, kDefaultStep);
            ASSERT_TRUE(speech.ok());
            for (const auto sample : speech->samples) peak = std::max(peak, std::abs(static_cast<int>(sample)));
        }
    }
    RecordProperty("peak", std::to_string(peak));
    EXPECT_GT(peak, 8'000);
    EXPECT_LT(peak, 32'000);
}

class CantoneseRate : public Cantonese, public ::testing::WithParamInterface<int> {};

TEST_P(CantoneseRate, speaks_the_prompts_at_the_contracted_rate) {
    // As in Mandarin: 90 120 150 180 220 270 360 characters a minute within 6 %; the default step may lie anywhere from 160 to 200.
    constexpr std::array<double, kSteps> kContract{90, 120, 150, 180, 220, 270, 360};
    const int step = GetParam();
    std::size_t hanzi = 0;
    std::size_t samples = 0;
    for (const auto& row : table_rows("prompts_zh.tsv")) {
        const std::u32string text = decode_utf8(row[1]);
        hanzi += static_cast<std::size_t>(std::count_if(text.begin(), text.end(), is_hanzi));
        for (const Phrase& phrase : phrases(row[1])) {
            const auto speech = synthesiser_->synthesise(SpokenLanguage::cantonese, phrase.fed, step);
            ASSERT_TRUE(speech.ok());
            samples += speech->samples.size();
        }
    }
    const double heard = static_cast<double>(hanzi) * 60.0 * kSampleRate / static_cast<double>(samples);
    RecordProperty("characters_per_minute", std::to_string(heard));
    const double wanted = kContract[static_cast<std::size_t>(step)];
    EXPECT_GE(heard, step == kDefaultStep ? 160.0 : wanted * 0.94) << "step " << step;
    EXPECT_LE(heard, step == kDefaultStep ? 200.0 : wanted * 1.06) << "step " << step;
}

INSTANTIATE_TEST_SUITE_P(Steps, CantoneseRate, ::testing::Range(0, kSteps));

TEST(CantoneseReadings, the_longest_word_wins_and_a_row_that_does_not_fit_is_named) {
    const auto table = CantoneseReadings::parse("kind\tword\treading\tfeed\nword\t支行\tzi1 hong4\t支 hong4\ncharacter\t听\tteng1\tteng1\n"
                                                "word\t听力\tting3 lik6\t听力\ncharacter\tA\tei1\tei1\n", "t");
    ASSERT_TRUE(table.ok()) << table.error().text();
    const CantoneseFeed fed = feed_cantonese(U"听支行A听力。", *table);
    EXPECT_EQ(encode_utf8(fed.text), "teng1 支 hong4 ei1 听力。");
    EXPECT_EQ(fed.source.back(), 6U);
    const auto wrong = CantoneseReadings::parse("word\t支行\tzi1 hong4\t分 hong4\n", "bank.tsv");
    ASSERT_FALSE(wrong.ok());
    EXPECT_NE(wrong.error().text().find("bank.tsv line 1"), std::string::npos) << wrong.error().text();
    EXPECT_FALSE(CantoneseReadings::parse("word\t支行\tzi1 hong4\n", "t").ok());
    EXPECT_FALSE(CantoneseReadings::parse("character\t行\thong4\thong4\ncharacter\t行\thang4\thang4\n", "t").ok());
    EXPECT_EQ(CantoneseReadings::load("/nowhere").error().code(), ErrorCode::not_found);
}

}  // namespace
}  // namespace silverlane::voice
