// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: Silverlane contributors
#include "voice/recordings/conversion.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <numbers>

#include "tests/unit/voice_recordings/sound_maker.h"
#include "voice/recordings/loudness.h"

namespace silverlane::voice {
namespace {

constexpr int kRate = 22'050;

SoundFile sound_of(const MadeVoice& voice) { return {made_voice(voice), voice.samples_per_second, 1, "WAV, 16 bit", false, 0}; }

std::vector<float> tone(double hertz, int rate) {
    std::vector<float> samples;
    for (int i = 0; i < rate; ++i) samples.push_back(static_cast<float>(0.5 * std::sin(2.0 * std::numbers::pi * hertz * i / rate)));
    return samples;
}

double power(const std::vector<float>& samples) {
    double sum = 0.0;
    // The ends, where the filter runs in and out, are left out.
    for (std::size_t i = samples.size() / 10; i < samples.size() * 9 / 10; ++i) sum += static_cast<double>(samples[i]) * static_cast<double>(samples[i]);
    return sum / (0.8 * static_cast<double>(samples.size()));
}

/// How often the sound repeats in a window of 40 ms, by its strongest similarity with itself between 120 and 300 Hz; the middle one of all
/// windows that sound.
double pitch_of(const std::vector<std::int16_t>& samples) {
    constexpr std::size_t kWindow = kRate / 25;
    std::vector<double> pitches;
    for (std::size_t begin = 0; begin + 2 * kWindow < samples.size(); begin += kWindow / 2) {
        const auto product = [&](std::size_t lag) {
            double sum = 0.0;
            for (std::size_t i = begin; i < begin + kWindow; ++i) sum += static_cast<double>(samples[i]) * samples[i + lag];
            return sum;
        };
        if (product(0) < kWindow * 500.0 * 500.0) continue;
        std::size_t period = kRate / 300;
        for (std::size_t lag = period; lag <= kRate / 120; ++lag) {
            if (product(lag) > product(period)) period = lag;
        }
        pitches.push_back(static_cast<double>(kRate) / static_cast<double>(period));
    }
    if (pitches.empty()) return 0.0;
    std::nth_element(pitches.begin(), pitches.begin() + static_cast<std::ptrdiff_t>(pitches.size() / 2), pitches.end());
    return pitches[pitches.size() / 2];
}

TEST(Conversion, KeepsWhatTheNewRateCanHoldAndNothingElse) {
    for (const int from : {8000, 16'000, 44'100, 48'000, 96'000}) {
        const auto kept = resampled(tone(1000.0, from), from, kRate);
        ASSERT_TRUE(kept.ok());
        EXPECT_NEAR(static_cast<double>(kept->size()), kRate, 2.0) << from;
        EXPECT_NEAR(power(*kept), 0.125, 0.003) << from;
    }
    const auto gone = resampled(tone(15'000.0, 48'000), 48'000, kRate);
    ASSERT_TRUE(gone.ok());
    EXPECT_LT(power(*gone), 0.125 * 1e-6) << "15 kHz would come back as 7 kHz";
}

TEST(Conversion, BringsEveryVoiceToTheSameLevel) {
    for (const double level : {0.02, 0.05, 0.15, 0.3}) {
        for (const int syllables : {1, 3, 16}) {
            const auto playable = make_playable(sound_of({.syllables = syllables, .level = level, .noise = 0.0}), kRate);
            ASSERT_TRUE(playable.ok());
            const auto loudness = measure_loudness(to_float(playable->samples), kRate);
            ASSERT_TRUE(loudness.ok());
            EXPECT_NEAR(loudness->lufs, kSpeechLoudnessLufs, 0.5) << level << " " << syllables;
            EXPECT_LT(loudness->peak_dbtp, kHighestPeakDbtp + 0.1);
        }
    }
}

TEST(Conversion, NeverLiftsPeaksToClipping) {
    SoundFile sound = sound_of({.level = 0.02, .noise = 0.0});
    for (std::size_t i = 30'000; i < sound.samples.size(); i += 9000) sound.samples[i] = 0.9F;  // clicks above a quiet voice
    const auto playable = make_playable(sound, kRate);
    ASSERT_TRUE(playable.ok());
    const auto loudness = measure_loudness(to_float(playable->samples), kRate);
    ASSERT_TRUE(loudness.ok());
    EXPECT_LT(loudness->peak_dbtp, kHighestPeakDbtp + 0.1);
    EXPECT_LT(playable->lufs, kSpeechLoudnessLufs) << "and it says that the level was not reached";
    const auto whisper = make_playable(sound_of({.level = 0.002, .noise = 0.0}), kRate);
    ASSERT_TRUE(whisper.ok());
    EXPECT_DOUBLE_EQ(whisper->gain_db, kMostGainDb);
}

TEST(Conversion, CutsSilenceButForABreath) {
    const auto playable = make_playable(sound_of({.syllables = 4, .leading_ms = 900, .trailing_ms = 700}), kRate);
    ASSERT_TRUE(playable.ok());
    EXPECT_NEAR(static_cast<double>(playable->samples.size()) / kRate, 1.0 + 0.09 - 0.05, 0.04);
    EXPECT_NEAR(static_cast<double>(playable->left_out) / kRate, 0.87, 0.03);
    EXPECT_LT(std::abs(playable->samples.front()), 40);
    EXPECT_LT(std::abs(playable->samples.back()), 40);
    SoundFile silence{std::vector<float>(48'000, 0.0F), 48'000, 1, "", false, 0};
    EXPECT_EQ(make_playable(silence, kRate).error().code(), ErrorCode::invalid_input);
}

TEST(Conversion, ChangesTheTempoAndNotThePitch) {
    const auto playable = make_playable(sound_of({.syllables = 12}), kRate);
    ASSERT_TRUE(playable.ok());
    const double pitch = pitch_of(playable->samples);
    ASSERT_NEAR(pitch, 180.0, 30.0);
    for (const double tempo : {0.7, 0.88, 1.28, 1.58}) {
        const auto changed = stretched(playable->samples, kRate, tempo);
        ASSERT_TRUE(changed.ok());
        EXPECT_NEAR(static_cast<double>(changed->size()) * tempo, static_cast<double>(playable->samples.size()), 2.0);
        EXPECT_NEAR(pitch_of(*changed) / pitch, 1.0, 0.05) << tempo;
        const auto loudness = measure_loudness(to_float(*changed), kRate);
        ASSERT_TRUE(loudness.ok());
        EXPECT_NEAR(loudness->lufs, kSpeechLoudnessLufs, 1.0) << tempo;
    }
}

TEST(Conversion, StretchesOnlyWhereItStillSoundsLikeThePerson) {
    EXPECT_DOUBLE_EQ(tempo_between(3, 3), 1.0);
    EXPECT_LT(tempo_between(3, 1), 1.0);
    for (const int step : {1, 2, 3, 4, 5}) EXPECT_TRUE(may_stretch(3, step)) << step;
    EXPECT_FALSE(may_stretch(3, 0));
    EXPECT_FALSE(may_stretch(3, 6));
    EXPECT_TRUE(may_stretch(1, 0)) << "from recordings that were spoken slowly";
}

}  // namespace
}  // namespace silverlane::voice
