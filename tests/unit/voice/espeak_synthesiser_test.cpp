// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: Silverlane contributors
#include "voice/speaker/espeak_synthesiser.h"

#include <gtest/gtest.h>

#include <array>

#include "base/utf8.h"
#include "table_file.h"
#include "voice/mandarin/characters.h"
#include "voice/speaker/phrases.h"
#include "voice/speaker/self_test.h"

namespace silverlane::voice {
namespace {

class Espeak : public ::testing::Test {
protected:
    void SetUp() override {
        auto made = EspeakSynthesiser::create("");
        ASSERT_TRUE(made.ok()) << made.error().text();
        synthesiser_ = std::move(*made);
        reader_ = shipped_reader();
    }

    std::string sound(const std::u32string& fed) {
        const auto phonemes = synthesiser_->phonemes(SpokenLanguage::mandarin, fed);
        EXPECT_TRUE(phonemes.ok());
        return phonemes ? *phonemes : std::string();
    }

    std::u32string feed(const std::string& text) {
        return feed_mandarin(reader_->read(decode_utf8(text)), Sandhi::on).text;
    }

    /// Rows of id, text and pinyin: both must sound the same, and nothing may be read as English.
    void check_pinyin(const std::string& file) {
        const auto rows = table_rows(file);
        EXPECT_FALSE(rows.empty());
        for (const auto& row : rows) {
            ASSERT_EQ(row.size(), 3U);
            EXPECT_TRUE(check_text(SpokenLanguage::mandarin, row[1]).ok()) << row[0];
            const std::string heard = sound(feed(row[1]));
            EXPECT_EQ(heard, sound(decode_utf8(row[2]))) << row[0] << " " << row[1] << " fed " << encode_utf8(feed(row[1]));
            EXPECT_EQ(heard.find("(en)"), std::string::npos) << row[0];
        }
    }

    std::unique_ptr<EspeakSynthesiser> synthesiser_;
    std::shared_ptr<const MandarinReader> reader_;
};

TEST_F(Espeak, PassesItsSelfTest) {
    const auto tested = self_test(*synthesiser_, *reader_);
    EXPECT_TRUE(tested.ok()) << tested.error().text();
}

TEST_F(Espeak, SaysEveryChinesePromptInItsCheckedPinyin) {
    EXPECT_EQ(table_rows("prompts_zh.tsv").size(), 88U);
    check_pinyin("prompts_zh.tsv");
}

TEST_F(Espeak, SaysTheBanksTermsInTheirCheckedPinyin) { check_pinyin("terms_zh.tsv"); }

TEST_F(Espeak, CanSayEverySyllableOfTheLexicon) {
    const Lexicon& lexicon = reader_->lexicon();
    ASSERT_GT(lexicon.syllable_count(), 1000U);
    for (std::size_t i = 0; i < lexicon.syllable_count(); ++i) {
        const auto text = std::string(lexicon.syllable(static_cast<std::uint16_t>(i)).text());
        const std::string heard = sound(decode_utf8(text + " ma1"));
        EXPECT_EQ(heard.find("(en)"), std::string::npos) << text << " " << heard;
        // Two syllables end in "_|" each, and what is heard before the second is not nothing.
        EXPECT_EQ(heard.find("_|", heard.find("_|") + 2), heard.rfind("_|")) << text << " " << heard;
        EXPECT_GT(heard.find("_|"), 0U) << text << " " << heard;
    }
}

TEST_F(Espeak, NeverSwitchesToEnglishInSpokenForms) {
    for (const auto& row : table_rows("spoken_zh.tsv")) {
        if (row[2] == "refused") continue;
        EXPECT_EQ(sound(feed(row[2])).find("(en)"), std::string::npos) << row[2];
    }
}

TEST_F(Espeak, GivesOneTimedWordForEachHanziAndPinyin) {
    const std::u32string fed = feed("请到支行。");
    const auto speech = synthesiser_->synthesise(SpokenLanguage::mandarin, fed, kDefaultStep);
    ASSERT_TRUE(speech.ok());
    ASSERT_EQ(speech->words.size(), 4U);
    EXPECT_EQ(fed.substr(speech->words[3].begin, speech->words[3].end - speech->words[3].begin), U"hang2");
    for (std::size_t i = 1; i < 4; ++i) EXPECT_GT(speech->words[i].first_sample, speech->words[i - 1].first_sample);
    EXPECT_LT(speech->words[3].first_sample, speech->samples.size());
}

TEST_F(Espeak, TimesEnglishByWords) {
    const std::u32string fed = U"Please press, one big button.";
    const auto speech = synthesiser_->synthesise(SpokenLanguage::english, fed, kDefaultStep);
    ASSERT_TRUE(speech.ok());
    ASSERT_EQ(speech->words.size(), 5U);
    EXPECT_EQ(fed.substr(speech->words[2].begin, speech->words[2].end - speech->words[2].begin), U"one");
}

class EspeakRate : public Espeak, public ::testing::WithParamInterface<int> {
protected:
    double characters_per_minute(int step) {
        std::size_t hanzi = 0;
        std::size_t samples = 0;
        for (const auto& row : table_rows("prompts_zh.tsv")) {
            const std::u32string text = decode_utf8(row[1]);
            hanzi += static_cast<std::size_t>(std::count_if(text.begin(), text.end(), is_hanzi));
            for (const Phrase& phrase : make_phrases(SpokenLanguage::mandarin, row[1], row[1], {reader_.get(), Sandhi::on})) {
                const auto speech = synthesiser_->synthesise(SpokenLanguage::mandarin, phrase.fed, step);
                if (speech) samples += speech->samples.size();
            }
        }
        return static_cast<double>(hanzi) * 60.0 * kSampleRate / static_cast<double>(samples);
    }
};

TEST_P(EspeakRate, SpeaksThePromptsAtTheContractedRate) {
    // 90 120 150 180 220 270 360 characters a minute within 6 %; the default step may lie anywhere from 160 to 200.
    constexpr std::array<double, kSteps> kContract{90, 120, 150, 180, 220, 270, 360};
    const int step = GetParam();
    const double wanted = kContract[static_cast<std::size_t>(step)];
    const double heard = characters_per_minute(step);
    RecordProperty("characters_per_minute", std::to_string(heard));
    EXPECT_GE(heard, step == kDefaultStep ? 160.0 : wanted * 0.94) << "step " << step;
    EXPECT_LE(heard, step == kDefaultStep ? 200.0 : wanted * 1.06) << "step " << step;
}

TEST_P(EspeakRate, SpeaksTheEnglishPromptsAtTheContractedRate) {
    // 60-70 words a minute at the slowest step, 120-125 by default, 240-250 at the fastest.
    constexpr std::array<double, kSteps> kContract{62, 82, 103, 122, 150, 184, 246};
    const int step = GetParam();
    std::size_t words = 0;
    std::size_t samples = 0;
    for (const auto& row : table_rows("prompts_en.tsv")) {
        ASSERT_TRUE(check_text(SpokenLanguage::english, row[1]).ok()) << row[0];
        words += 1 + static_cast<std::size_t>(std::count(row[1].begin(), row[1].end(), ' '));
        for (const Phrase& phrase : make_phrases(SpokenLanguage::english, row[1], row[1], {reader_.get(), Sandhi::on})) {
            const auto speech = synthesiser_->synthesise(SpokenLanguage::english, phrase.fed, step);
            ASSERT_TRUE(speech.ok());
            samples += speech->samples.size();
        }
    }
    const double heard = static_cast<double>(words) * 60.0 * kSampleRate / static_cast<double>(samples);
    RecordProperty("words_per_minute", std::to_string(heard));
    EXPECT_NEAR(heard, kContract[static_cast<std::size_t>(step)], kContract[static_cast<std::size_t>(step)] * 0.06) << "step " << step;
}

INSTANTIATE_TEST_SUITE_P(Steps, EspeakRate, ::testing::Range(0, kSteps));

TEST_F(Espeak, StaysBelowFullScaleOnEveryPrompt) {
    int peak = 0;
    for (const auto& row : table_rows("prompts_zh.tsv")) {
        const auto speech = synthesiser_->synthesise(SpokenLanguage::mandarin, feed(row[1]), kDefaultStep);
        ASSERT_TRUE(speech.ok());
        for (const auto sample : speech->samples) peak = std::max(peak, std::abs(static_cast<int>(sample)));
    }
    EXPECT_GT(peak, 8'000);
    EXPECT_LT(peak, 32'000);
}

TEST_F(Espeak, IsOneObjectAtATime) {
    const auto second = EspeakSynthesiser::create("");
    ASSERT_FALSE(second.ok());
    EXPECT_EQ(second.error().code(), ErrorCode::conflict);
}

TEST_F(Espeak, ClampsARateStepOutOfRange) {
    EXPECT_TRUE(synthesiser_->synthesise(SpokenLanguage::mandarin, U"好", -3).ok());
    EXPECT_TRUE(synthesiser_->synthesise(SpokenLanguage::mandarin, U"好", 70).ok());
}

TEST(EspeakWithoutData, IsAnErrorAndCanBeTriedAgain) {
    const auto missing = EspeakSynthesiser::create("/nowhere/at/all");
    ASSERT_FALSE(missing.ok());
    EXPECT_EQ(missing.error().code(), ErrorCode::unavailable);
    EXPECT_TRUE(EspeakSynthesiser::create("").ok());
}

}  // namespace
}  // namespace silverlane::voice
