// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: Silverlane contributors
//
// The level to which recordings are matched is the synthesiser's own, measured over the fixed prompts.
#include <gtest/gtest.h>

#include <cmath>

#include "table_file.h"
#include "voice/recordings/conversion.h"
#include "voice/recordings/loudness.h"
#include "voice/speaker/espeak_synthesiser.h"
#include "voice/speaker/phrases.h"

namespace silverlane::voice {
namespace {

struct Level {
    double sum = 0.0;
    double highest_peak = -100.0;
    int count = 0;
    [[nodiscard]] double mean() const { return sum / count; }
};

Level level_of(EspeakSynthesiser& espeak, SpokenLanguage language, const char* prompts, const PolyphoneTable& readings) {
    Level level;
    const FrontEnd front_end{readings, Sandhi::on, [&](char32_t c) { return espeak.tone_of(c); }};
    for (const auto& row : table_rows(prompts)) {
        std::vector<std::int16_t> samples;
        for (const Phrase& phrase : make_phrases(language, row[1], row[1], front_end)) {
            const auto speech = espeak.synthesise(language, phrase.fed, kDefaultStep);
            EXPECT_TRUE(speech.ok());
            samples.insert(samples.end(), speech->samples.begin(), speech->samples.end());
        }
        const auto loudness = measure_loudness(to_float(samples), kSampleRate);
        EXPECT_TRUE(loudness.ok()) << row[0];
        level.sum += loudness->lufs;
        level.highest_peak = std::max(level.highest_peak, loudness->peak_dbtp);
        ++level.count;
    }
    return level;
}

TEST(SpeechLevel, IsTheOneToWhichRecordingsAreMatched) {
    auto espeak = EspeakSynthesiser::create("");
    ASSERT_TRUE(espeak.ok());
    const auto readings = PolyphoneTable::load(readings_path());
    ASSERT_TRUE(readings.ok());
    const Level mandarin = level_of(**espeak, SpokenLanguage::mandarin, "prompts_zh.tsv", *readings);
    const Level english = level_of(**espeak, SpokenLanguage::english, "prompts_en.tsv", *readings);
    ASSERT_GT(mandarin.count, 80);
    ASSERT_GT(english.count, 70);
    RecordProperty("mandarin_lufs", std::to_string(mandarin.mean()));
    RecordProperty("english_lufs", std::to_string(english.mean()));
    EXPECT_NEAR(mandarin.mean(), kSpeechLoudnessLufs, 1.0);
    EXPECT_NEAR(english.mean(), kSpeechLoudnessLufs, 1.0);
    EXPECT_LT(std::max(mandarin.highest_peak, english.highest_peak), 0.0);
}

}  // namespace
}  // namespace silverlane::voice
