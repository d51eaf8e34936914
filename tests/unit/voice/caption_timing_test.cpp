// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: Silverlane contributors
//
// Each word of a caption is highlighted once, in order, while it is heard: held over every prompt, every spoken form, and random mixes of
// hanzi, pinyin, letters and marks, with the real synthesiser.
#include <gtest/gtest.h>

#include <algorithm>
#include <random>

#include "base/utf8.h"
#include "table_file.h"
#include "voice/mandarin/characters.h"
#include "voice/speaker/espeak_synthesiser.h"
#include "voice/speaker/fed_words.h"
#include "voice/speaker/phrases.h"

namespace silverlane::voice {
namespace {

std::vector<std::u32string> words_in(SpokenLanguage language, const std::u32string& fed) {
    std::vector<std::u32string> words;
    for (const FedWord& word : words_of(language, fed)) words.push_back(fed.substr(word.begin, word.end - word.begin));
    return words;
}

TEST(FedWords, AreSyllablesInMandarinAndWordsInEnglish) {
    using Words = std::vector<std::u32string>;
    EXPECT_EQ(words_in(SpokenLanguage::mandarin, U"请到支 hang2，A幺 chong2 新。"), (Words{U"请", U"到", U"支", U"hang2", U"A", U"幺", U"chong2", U"新"}));
    EXPECT_EQ(words_in(SpokenLanguage::english, U"It's twenty-six \"o’clock\", 'sir'."), (Words{U"It's", U"twenty-six", U"o’clock", U"sir"}));
    EXPECT_TRUE(words_in(SpokenLanguage::mandarin, U"。，“ ”").empty());
}

std::vector<std::size_t> firsts(const Speech& speech) {
    std::vector<std::size_t> out;
    for (const TimedWord& word : speech.words) out.push_back(word.first_sample);
    return out;
}

Speech sounding_from_1000_to_9000() {
    Speech speech;
    speech.samples.assign(10'000, 0);
    std::fill(speech.samples.begin() + 1000, speech.samples.begin() + 9000, std::int16_t{50});
    return speech;
}

using Firsts = std::vector<std::size_t>;

TEST(FedWords, AreCountedInMandarinWhateverTheirPlaces) {
    Speech speech = sounding_from_1000_to_9000();
    EXPECT_TRUE(time_words(SpokenLanguage::mandarin, U"请“坐” hang2。", {{10, 7}, {500, 7}, {400, 0}}, speech));
    EXPECT_EQ(firsts(speech), (Firsts{10, 500, 500})) << "never back";
    EXPECT_EQ(speech.words[2].begin, 5U);
    EXPECT_TRUE(time_words(SpokenLanguage::mandarin, U"请-坐好", {{1000, 0}, {4000, 0}}, speech));
    EXPECT_EQ(firsts(speech), (Firsts{1000, 3000, 4000})) << "a hyphen makes one announcement of two syllables";
}

TEST(FedWords, HaveTheirPlacesInEnglish) {
    Speech speech = sounding_from_1000_to_9000();
    EXPECT_TRUE(time_words(SpokenLanguage::english, U"put it in the slot", {{1000, 0}, {2000, 4}, {3000, 7}, {6000, 14}}, speech));
    EXPECT_EQ(firsts(speech), (Firsts{1000, 2000, 3000, 4500, 6000})) << "'in the' is announced as one";
    EXPECT_TRUE(time_words(SpokenLanguage::english, U"out of", {{1000, 0}}, speech));
    EXPECT_EQ(firsts(speech), (Firsts{1000, 1000 + 8000 * 4 / 6}));
}

TEST(FedWords, AreSpreadOverTheSoundWhenAnnouncementsDoNotFit) {
    Speech speech = sounding_from_1000_to_9000();
    for (const std::vector<Announced>& bad : {std::vector<Announced>{}, std::vector<Announced>{{1, 0}, {2, 1}, {3, 2}, {4, 3}, {5, 4}}}) {
        EXPECT_FALSE(time_words(SpokenLanguage::mandarin, U"请坐一坐。", bad, speech));
        EXPECT_EQ(firsts(speech), (Firsts{1000, 3000, 5000, 7000}));
    }
    for (const std::vector<Announced>& bad : {std::vector<Announced>{{5, 2}}, {{5, 0}, {6, 3}}, {{5, 0}, {6, 4}, {7, 0}}, {{5, 0}, {6, 90}}}) {
        EXPECT_FALSE(time_words(SpokenLanguage::english, U"one two", bad, speech));
        EXPECT_EQ(firsts(speech), (Firsts{1000, 5000}));
    }
    EXPECT_TRUE(time_words(SpokenLanguage::english, U"...", {}, speech));
    EXPECT_TRUE(speech.words.empty());
}

class CaptionTiming : public ::testing::Test {
protected:
    void SetUp() override {
        auto made = EspeakSynthesiser::create("");
        ASSERT_TRUE(made.ok()) << made.error().text();
        synthesiser_ = std::move(*made);
        reader_ = shipped_reader();
    }

    /// Where each word of the text is highlighted, as voice/speaker/voice_thread reports it, and that the times are those of sound.
    std::vector<CaptionSpan> highlights(SpokenLanguage language, const std::string& text, const std::string& caption, int rate_step) {
        std::vector<CaptionSpan> seen;
        for (const Phrase& phrase : make_phrases(language, text, caption, {reader_.get(), Sandhi::on})) {
            const std::size_t spread_before = synthesiser_->spread_phrases();
            const auto speech = synthesiser_->synthesise(language, phrase.fed, rate_step);
            EXPECT_TRUE(speech.ok());
            EXPECT_EQ(synthesiser_->spread_phrases(), spread_before) << "had to be spread: " << encode_utf8(phrase.fed);
            std::size_t latest = 0;
            for (const TimedWord& word : speech->words) {
                EXPECT_GE(word.first_sample, latest) << text;
                EXPECT_LT(word.first_sample, speech->samples.size()) << text;
                latest = word.first_sample;
                CaptionSpan span = phrase.spans[word.begin];
                for (std::size_t i = word.begin; i < word.end; ++i) {
                    EXPECT_EQ(phrase.spans[i], span) << text << ": a word of two places";
                }
                if (span.begin != span.end && (seen.empty() || !(seen.back() == span))) seen.push_back(span);
            }
        }
        return seen;
    }

    /// Every hanzi and letter of the caption once, in order.
    void expect_each_once(SpokenLanguage language, const std::string& text, const std::string& caption, int rate_step = kDefaultStep) {
        const auto seen = highlights(language, text, caption, rate_step);
        const std::u32string shown = decode_utf8(caption);
        std::vector<int> times(shown.size(), 0);
        std::size_t done = 0;
        for (const CaptionSpan& span : seen) {
            EXPECT_GE(span.begin, done) << text << ": a highlight goes back";
            for (std::size_t i = span.begin; i < span.end; ++i) ++times[i];
            done = span.end;
        }
        for (std::size_t i = 0; i < shown.size(); ++i) {
            if (is_hanzi(shown[i]) || is_latin_letter(shown[i])) { EXPECT_EQ(times[i], 1) << text << " at " << i; }
        }
    }

    std::unique_ptr<EspeakSynthesiser> synthesiser_;
    std::shared_ptr<const MandarinReader> reader_;
};

TEST_F(CaptionTiming, EveryPromptAndTermIsHighlightedOnceAndInOrder) {
    for (const auto& row : table_rows("prompts_zh.tsv")) expect_each_once(SpokenLanguage::mandarin, row[1], row[1]);
    for (const auto& row : table_rows("terms_zh.tsv")) expect_each_once(SpokenLanguage::mandarin, row[1], row[1]);
    for (const auto& row : table_rows("prompts_en.tsv")) expect_each_once(SpokenLanguage::english, row[1], row[1]);
}

TEST_F(CaptionTiming, EverySpokenFormIsHighlightedOnceAndInOrder) {
    for (const auto& row : table_rows("spoken_zh.tsv")) {
        if (row[2] != "refused") expect_each_once(SpokenLanguage::mandarin, row[2], row[2]);
    }
    for (const auto& row : table_rows("spoken_en.tsv")) {
        if (row[2] != "refused") expect_each_once(SpokenLanguage::english, row[2], row[2]);
    }
}

TEST_F(CaptionTiming, HoldsAtEveryRate) {
    for (int step = 0; step < kSteps; ++step) {
        expect_each_once(SpokenLanguage::mandarin, "请A幺零七号，到二号窗口，重新办理业务。不着急！", "请A幺零七号，到二号窗口，重新办理业务。不着急！", step);
        expect_each_once(SpokenLanguage::english, "It's five o'clock, please enter your six-digit PIN.", "It's five o'clock, please enter your six-digit PIN.", step);
    }
}

TEST_F(CaptionTiming, HoldsForLongTextWithoutAnEnd) {
    std::string text;
    for (int i = 0; i < 390; ++i) text += i % 13 == 12 ? "，" : i % 5 == 4 ? "行" : "请";
    expect_each_once(SpokenLanguage::mandarin, text, text);
}

TEST_F(CaptionTiming, HoldsForRandomMixesOfHanziPinyinLettersAndMarks) {
    const std::u32string hanzi = U"请您到二号窗口办理银行卡存折支重新调整还款长度一不要着急数字得了地为子女便宜差额单女士中奖更换九千四百万零";
    const std::vector<std::u32string> marks{U"，", U"、", U"：", U"；", U"“", U"”", U"（", U"）", U"……", U"——", U" ", U"·", U"《", U"》"};
    std::mt19937 random(20261127);
    const auto below = [&random](std::size_t count) { return std::uniform_int_distribution<std::size_t>(0, count - 1)(random); };
    for (int run = 0; run < 400; ++run) {
        std::u32string text;
        for (std::size_t i = 0, length = 1 + below(40); i < length; ++i) {
            const std::size_t kind = below(20);
            if (kind == 0 && (text.empty() || !is_latin_letter(text.back()))) text += static_cast<char32_t>(U'A' + below(26));
            else if (kind <= 3 && !text.empty()) text += marks[below(marks.size())];
            else if (kind == 4 && !text.empty() && is_hanzi(text.back())) text += std::u32string(U"-") + hanzi[below(hanzi.size())];
            else text += hanzi[below(hanzi.size())];
        }
        const std::string said = encode_utf8(text) + "请。";
        expect_each_once(SpokenLanguage::mandarin, said, said, static_cast<int>(below(kSteps)));
        if (HasFailure()) FAIL() << "run " << run << ": " << said;
    }
}

TEST_F(CaptionTiming, KeepsTheOrderWhereTheSynthesiserAnnouncesSomethingElse) {
    // Hyphens among other marks swallow syllables in espeak-ng: the words are spread, and each still has its turn.
    for (const std::string& text : {std::string("请看（-百元-）好的。"), std::string("百调·-百元。")}) {
        const std::size_t before = synthesiser_->spread_phrases();
        const auto fed = decode_utf8(text);
        const auto speech = synthesiser_->synthesise(SpokenLanguage::mandarin, fed, kDefaultStep);
        ASSERT_TRUE(speech.ok());
        EXPECT_EQ(synthesiser_->spread_phrases(), before + 1) << text;
        const auto words = words_of(SpokenLanguage::mandarin, fed);
        ASSERT_EQ(speech->words.size(), words.size()) << text;
        for (std::size_t i = 1; i < words.size(); ++i) EXPECT_GT(speech->words[i].first_sample, speech->words[i - 1].first_sample) << text;
    }
}

}  // namespace
}  // namespace silverlane::voice
