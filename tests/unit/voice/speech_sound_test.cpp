// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: Silverlane contributors
//
// The voice's samples, measured over the fixed prompts of both languages: spectrum, loudness, peaks, pace, pitch and pauses. Prints the
// tables of docs/voice-sound.md.
#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <map>

#include "base/utf8.h"
#include "sound_measure.h"
#include "table_file.h"
#include "voice/mandarin/characters.h"
#include "voice/sound/mixer.h"
#include "voice/sound/speech_shaper.h"
#include "voice/speaker/espeak_synthesiser.h"
#include "voice/speaker/rendering.h"
#include "voice/speaker/shaped_synthesiser.h"

namespace silverlane::voice {
namespace {

constexpr int kLoudest = kSteps - 1;

class SpeechSound : public ::testing::Test {
protected:
    void SetUp() override {
        auto made = EspeakSynthesiser::create("");
        ASSERT_TRUE(made.ok()) << made.error().text();
        synthesiser_ = std::move(*made);
        reader_ = shipped_reader();
    }

    /// As the synthesiser speaks, at full volume.
    Samples plain(SpokenLanguage language, const std::string& text, int rate_step = kDefaultStep) {
        const auto samples = render_speech(*synthesiser_, *reader_, text, {language, rate_step, kLoudest});
        EXPECT_TRUE(samples.ok()) << text;
        return samples ? *samples : Samples();
    }
    /// The fixed prompts without placeholders.
    static std::vector<std::string> prompts(SpokenLanguage language) {
        std::vector<std::string> texts;
        for (const auto& row : table_rows(language == SpokenLanguage::mandarin ? "prompts_zh.tsv" : "prompts_en.tsv")) texts.push_back(row[1]);
        std::erase_if(texts, [language](const std::string& text) { return !check_text(language, text); });
        return texts;
    }
    Samples all(SpokenLanguage language) {
        Samples samples;
        for (const std::string& text : prompts(language)) {
            const Samples one = plain(language, text);
            samples.insert(samples.end(), one.begin(), one.end());
        }
        return samples;
    }
    static Samples shaped(SpokenLanguage language, Samples samples, Presence presence = Presence::on) {
        shape_speech(samples, presence, espeak_gain(language, presence));
        return samples;
    }

    std::unique_ptr<EspeakSynthesiser> synthesiser_;
    std::shared_ptr<const MandarinReader> reader_;
};

const char* name_of(SpokenLanguage language) { return language == SpokenLanguage::mandarin ? "Mandarin" : "English"; }

TEST_F(SpeechSound, PresenceMovesTheSpectrumToWhereOldEarsHearAndSmallLoudspeakersSound) {
    for (const SpokenLanguage language : {SpokenLanguage::mandarin, SpokenLanguage::english}) {
        const Samples before = all(language);
        const Samples after = shaped(language, before);
        const auto spectrum_before = spectrum_of(before);
        const auto spectrum_after = spectrum_of(after);
        std::printf("%s: third octaves, dBFS before and after, change\n", name_of(language));
        std::map<int, double> change;
        for (std::size_t i = 0; i < kBands.size(); ++i) {
            change[static_cast<int>(kBands[i])] = spectrum_after[i] - spectrum_before[i];
            std::printf("%6.0f Hz  %6.1f  %6.1f  %+5.1f\n", kBands[i], spectrum_before[i], spectrum_after[i], spectrum_after[i] - spectrum_before[i]);
        }
        std::printf("loudness %.1f -> %.1f LUFS, peak %.1f -> %.1f dBFS, below 200 Hz %.1f -> %.1f %%, above 4000 Hz %.1f -> %.1f %%\n", loudness_of(before),
                    loudness_of(after), 20.0 * std::log10(peak_of(before)), 20.0 * std::log10(peak_of(after)), 100.0 * share_between(before, 0.0, 200.0),
                    100.0 * share_between(after, 0.0, 200.0), 100.0 * share_between(before, 4000.0, 12'000.0), 100.0 * share_between(after, 4000.0, 12'000.0));
        for (const int hertz : {2000, 2500, 3150}) EXPECT_GT(change[hertz] - change[630], 3.5) << name_of(language) << " " << hertz;
        EXPECT_LT(change[100], -10.0) << name_of(language);
        for (const int hertz : {315, 500, 800}) EXPECT_NEAR(change[hertz], change[630], 1.5) << name_of(language) << " " << hertz;
        for (const Presence presence : {Presence::on, Presence::off}) {
            EXPECT_NEAR(loudness_of(shaped(language, before, presence)), kSpeechLoudness, 0.4) << name_of(language) << ": the equaliser is no volume control";
        }
    }
}

TEST_F(SpeechSound, TheTwoLanguagesAreEquallyLoudAndNoPromptStandsOut) {
    std::map<SpokenLanguage, double> loudness;
    for (const SpokenLanguage language : {SpokenLanguage::mandarin, SpokenLanguage::english}) {
        loudness[language] = loudness_of(shaped(language, all(language)));
        double softest = 0.0;
        double loudest = -200.0;
        for (const std::string& text : prompts(language)) {
            const double one = loudness_of(shaped(language, plain(language, text)));
            softest = std::min(softest, one);
            loudest = std::max(loudest, one);
        }
        std::printf("%s: %.1f LUFS, prompts from %.1f to %.1f\n", name_of(language), loudness[language], softest, loudest);
        EXPECT_LT(loudest - softest, 6.0) << name_of(language);
    }
    EXPECT_NEAR(loudness[SpokenLanguage::mandarin], loudness[SpokenLanguage::english], 0.5);
}

TEST_F(SpeechSound, NothingClipsAtAnyVolumeAndRateInEitherLanguage) {
    double peak = 0.0;
    double true_peak = 0.0;
    for (const SpokenLanguage language : {SpokenLanguage::mandarin, SpokenLanguage::english}) {
        for (const int rate_step : {0, 3, 6}) {
            for (const std::string& text : prompts(language)) {
                const Samples samples = shaped(language, plain(language, text, rate_step));
                peak = std::max(peak, peak_of(samples));
                if (rate_step == kDefaultStep) true_peak = std::max(true_peak, true_peak_of(samples));
            }
        }
    }
    std::printf("highest sample %.2f dBFS, between samples %.2f dBFS\n", 20.0 * std::log10(peak), 20.0 * std::log10(true_peak));
    EXPECT_LE(20.0 * std::log10(peak), kCeilingDecibels + 0.01);
    EXPECT_LT(true_peak, 1.0) << "a converter would clip between two samples";
}

TEST_F(SpeechSound, ThePaceChangesAndThePitchStays) {
    const std::vector<std::string> mandarin{"您想办什么？请点一个大按钮。", "请坐一坐。叫到号再过来。", "请输入六位密码。请用手挡一挡。", "您还在吗？请点一下屏幕。"};
    const std::vector<std::string> english{"What would you like to do? Please press one big button.", "There is no hurry. Take your time.",
                                           "Please insert your bank card. Chip side up."};
    // Short prompts stray from the mean of all 80, which is held to 6 % elsewhere.
    constexpr std::array<double, kSteps> kCharacters{90, 120, 150, 164, 220, 270, 360};
    constexpr std::array<double, kSteps> kWords{62, 82, 103, 122, 150, 184, 246};
    for (const SpokenLanguage language : {SpokenLanguage::mandarin, SpokenLanguage::english}) {
        const auto& texts = language == SpokenLanguage::mandarin ? mandarin : english;
        std::array<double, kSteps> pitch{};
        for (int step = 0; step < kSteps; ++step) {
            Samples samples;
            double units = 0.0;
            for (const std::string& text : texts) {
                const Samples one = plain(language, text, step);
                samples.insert(samples.end(), one.begin(), one.end());
                const auto characters = decode_utf8(text);
                units += language == SpokenLanguage::mandarin ? static_cast<double>(std::count_if(characters.begin(), characters.end(), is_hanzi))
                                                              : 1.0 + static_cast<double>(std::count(text.begin(), text.end(), ' '));
            }
            const double a_minute = units * 60.0 * kSampleRate / static_cast<double>(samples.size());
            pitch[static_cast<std::size_t>(step)] = pitch_of(samples);
            const double wanted = (language == SpokenLanguage::mandarin ? kCharacters : kWords)[static_cast<std::size_t>(step)];
            std::printf("%s step %d: %.0f a minute, pitch %.1f Hz\n", name_of(language), step, a_minute, pitch[static_cast<std::size_t>(step)]);
            EXPECT_NEAR(a_minute, wanted, wanted * 0.15) << name_of(language) << " step " << step;
        }
        for (const double one : pitch) EXPECT_NEAR(one, pitch[kDefaultStep], pitch[kDefaultStep] * 0.05) << name_of(language);
    }
}

TEST_F(SpeechSound, EveryLetterHasANameInMandarin) {
    // What `silverlanectl voice say` spells in Chinese text, and the letters of tickets.
    for (char32_t letter = U'A'; letter <= U'Z'; ++letter) {
        const auto sound = synthesiser_->phonemes(SpokenLanguage::mandarin, std::u32string(U"请") + letter + U" 一");
        ASSERT_TRUE(sound.ok());
        EXPECT_EQ(sound->find("(en)"), std::string::npos) << static_cast<char>(letter) << " " << *sound;
        const auto alone = synthesiser_->synthesise(SpokenLanguage::mandarin, std::u32string(1, letter), kDefaultStep);
        ASSERT_TRUE(alone.ok());
        EXPECT_GT(level_of(alone->samples), -40.0) << static_cast<char>(letter);
    }
}

TEST_F(SpeechSound, SentencesArePartedByAPauseThatGrowsWithSlowness) {
    for (const SpokenLanguage language : {SpokenLanguage::mandarin, SpokenLanguage::english}) {
        const std::string text = language == SpokenLanguage::mandarin ? "请坐一坐。叫到号再过来。" : "There is no hurry. Take your time.";
        std::array<double, kSteps> pauses{};
        for (int step = 0; step < kSteps; ++step) {
            pauses[static_cast<std::size_t>(step)] = longest_pause(shaped(language, plain(language, text, step)));
            std::printf("%s step %d: %.0f ms between sentences\n", name_of(language), step, 1000.0 * pauses[static_cast<std::size_t>(step)]);
            if (step > 0) { EXPECT_LE(pauses[static_cast<std::size_t>(step)], pauses[static_cast<std::size_t>(step - 1)] + 0.005) << step; }
            EXPECT_GE(pauses[static_cast<std::size_t>(step)], 0.12) << step;
        }
        EXPECT_GE(pauses[kDefaultStep], 0.25) << name_of(language);
        EXPECT_LE(pauses[kDefaultStep], 0.80) << name_of(language);
    }
}

}  // namespace
}  // namespace silverlane::voice
