// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: Silverlane contributors
#include "voice/recordings/loudness.h"

#include <gtest/gtest.h>

#include <cmath>
#include <numbers>
#include <vector>

#include "tests/unit/voice_recordings/sound_maker.h"

namespace silverlane::voice {
namespace {

std::vector<float> tone(double hertz, double amplitude, double seconds, int rate) {
    std::vector<float> samples;
    for (int i = 0; i < static_cast<int>(seconds * rate); ++i) samples.push_back(static_cast<float>(amplitude * std::sin(2.0 * std::numbers::pi * hertz * i / rate)));
    return samples;
}

TEST(Loudness, AgreesWithTheStandardsTone) {
    // EBU Tech 3341, test 1: a tone of 1000 Hz at -23 dBFS in both channels has -23 LUFS; in one channel 3 LU less.
    const auto samples = tone(1000.0, std::pow(10.0, -23.0 / 20.0), 20.0, 48'000);
    const auto loudness = measure_loudness(samples, 48'000);
    ASSERT_TRUE(loudness.ok());
    EXPECT_NEAR(loudness->lufs, -26.0, 0.1);
    EXPECT_NEAR(loudness->peak_dbtp, -23.0, 0.2);
}

TEST(Loudness, SeesPeaksBetweenTheSamples) {
    // A quarter of the sample rate, sampled at 45 degrees: no sample reaches the tone's amplitude.
    std::vector<float> samples;
    for (int i = 0; i < 22'050; ++i) samples.push_back(static_cast<float>(0.9 * std::sin(std::numbers::pi / 2.0 * i + std::numbers::pi / 4.0)));
    const auto loudness = measure_loudness(samples, 22'050);
    ASSERT_TRUE(loudness.ok());
    EXPECT_NEAR(loudness->peak_dbtp, 20.0 * std::log10(0.9), 0.5);
}

TEST(Loudness, IsThatOfTheVoiceWhateverTheLength) {
    const auto of = [](int syllables, int silence_ms) {
        const auto loudness = measure_loudness(made_voice({.samples_per_second = 22'050, .syllables = syllables, .leading_ms = silence_ms, .trailing_ms = silence_ms}), 22'050);
        EXPECT_TRUE(loudness.ok());
        return loudness->lufs;
    };
    const double whole_sentence = of(20, 0);
    EXPECT_NEAR(of(1, 0), whole_sentence, 1.2) << "one syllable, shorter than the standard's block";
    EXPECT_NEAR(of(2, 0), whole_sentence, 1.0);
    EXPECT_NEAR(of(20, 900), whole_sentence, 0.2) << "silence around it is not speech";
}

TEST(Loudness, FindsTheEndsOfSpeech) {
    const auto samples = made_voice({.samples_per_second = 48'000, .leading_ms = 700, .trailing_ms = 400});
    const auto ends = silence_at_ends(samples, 48'000);
    EXPECT_NEAR(static_cast<double>(ends.leading) / 48.0, 700.0, 30.0);
    EXPECT_NEAR(static_cast<double>(ends.trailing) / 48.0, 450.0, 30.0) << "and the 50 ms in which the last syllable is silent";
}

TEST(Loudness, HearsNothingInSilence) {
    const std::vector<float> silence(48'000, 0.0F);
    EXPECT_EQ(silence_at_ends(silence, 48'000).leading, silence.size());
    EXPECT_EQ(measure_loudness(silence, 48'000).error().code(), ErrorCode::invalid_input);
    EXPECT_EQ(measure_loudness({}, 48'000).error().code(), ErrorCode::invalid_input);
    const std::vector<float> one{0.5F};
    EXPECT_FALSE(measure_loudness(one, 48'000).ok());
}

TEST(Loudness, TellsNoiseAndClipping) {
    EXPECT_NEAR(noise_floor_dbfs(made_voice({.leading_ms = 1000, .noise = 0.001}), 48'000), -60.0, 2.0);
    auto loud = made_voice({.level = 1.2});
    for (float& sample : loud) sample = std::fmin(1.0F, std::fmax(-1.0F, sample));
    EXPECT_GT(clipped_places(loud), 10U);
    EXPECT_EQ(clipped_places(made_voice({})), 0U);
}

}  // namespace
}  // namespace silverlane::voice
