// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: Silverlane contributors
//
// The presence equaliser and the limiter, on tones whose answer is known.
#include "voice/sound/speech_shaper.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <numbers>
#include <random>

#include "sound_measure.h"
#include "voice/sound/biquad.h"
#include "voice/sound/limiter.h"
#include "voice/sound/sample_format.h"

namespace silverlane::voice {
namespace {

Samples tone(double hertz, double amplitude, double seconds) {
    Samples samples(static_cast<std::size_t>(seconds * kSampleRate));
    for (std::size_t i = 0; i < samples.size(); ++i) {
        samples[i] = static_cast<std::int16_t>(std::lrint(amplitude * 32767.0 * std::sin(2.0 * std::numbers::pi * hertz * static_cast<double>(i) / kSampleRate)));
    }
    return samples;
}

Samples middle_of(const Samples& samples) {
    return {samples.begin() + static_cast<std::ptrdiff_t>(samples.size() / 4), samples.begin() + static_cast<std::ptrdiff_t>(samples.size() * 3 / 4)};
}

TEST(SpeechShaper, RaisesEveryToneByWhatItsTableSays) {
    for (const double hertz : {100.0, 160.0, 250.0, 500.0, 1000.0, 1800.0, 2500.0, 3500.0, 6000.0}) {
        const Samples before = tone(hertz, 0.1, 0.5);
        Samples after = before;
        shape_speech(after, Presence::on, 0.0);
        EXPECT_NEAR(level_of(middle_of(after)) - level_of(middle_of(before)), presence_decibels_at(hertz), 0.1) << hertz;
    }
}

TEST(SpeechShaper, LeavesOutRumbleAndRaisesTheConsonants) {
    const double usual = presence_decibels_at(700.0);
    EXPECT_LT(presence_decibels_at(80.0) - usual, -20.0);
    EXPECT_NEAR(presence_decibels_at(kLowestHertz) - usual, -3.0, 0.7);
    EXPECT_GT(presence_decibels_at(300.0) - usual, -1.5) << "what a small loudspeaker can give is kept";
    for (const double hertz : {1800.0, 2500.0, 3500.0}) {
        EXPECT_GT(presence_decibels_at(hertz) - usual, 3.0) << hertz;
        EXPECT_LT(presence_decibels_at(hertz) - usual, 6.5) << hertz;
    }
    EXPECT_LT(presence_decibels_at(8000.0) - usual, 2.0);
}

TEST(SpeechShaper, KeepsLengthAndSilence) {
    Samples silence(10'000, 0);
    shape_speech(silence, Presence::on, 6.0);
    EXPECT_EQ(silence, Samples(10'000, 0));
    Samples word = tone(500.0, 0.5, 0.2);
    word.resize(word.size() + kSampleRate / 2, 0);
    const std::size_t length = word.size();
    shape_speech(word, Presence::on, 6.0);
    ASSERT_EQ(word.size(), length);
    const auto quiet = word.end() - kSampleRate * 2 / 5;
    EXPECT_TRUE(std::all_of(quiet, word.end(), [](std::int16_t s) { return s == 0; })) << "a pause stays digital silence";
    Samples nothing;
    shape_speech(nothing, Presence::on, 6.0);
    EXPECT_TRUE(nothing.empty());
}

TEST(SpeechShaper, SwitchedOffItOnlySetsTheLevel) {
    Samples samples = tone(2500.0, 0.8, 0.1);
    const Samples before = samples;
    shape_speech(samples, Presence::off, 0.0);
    EXPECT_EQ(samples, before);
    shape_speech(samples, Presence::off, -6.0);
    EXPECT_NEAR(level_of(samples) - level_of(before), -6.0, 0.01);
}

TEST(SpeechShaper, NeverLeavesItsRoom) {
    std::mt19937 random(7);
    std::uniform_int_distribution<int> any(-32768, 32767);
    Samples noise(kSampleRate);
    for (auto& sample : noise) sample = static_cast<std::int16_t>(any(random));
    for (const Samples& loud : {noise, tone(2500.0, 1.0, 0.5), tone(400.0, 1.0, 0.5), Samples(5000, 32767)}) {
        for (const Presence presence : {Presence::on, Presence::off}) {
            Samples limited = loud;
            shape_speech(limited, presence, 3.0);
            EXPECT_LE(peak_of(limited), std::pow(10.0, kCeilingDecibels / 20.0) + 1e-4);
        }
    }
}

TEST(Limiter, LeavesWhatStaysBelowBitForBit) {
    std::vector<float> samples{0.1F, -0.5F, 0.99F, -1.0F, 0.3F};
    const auto before = samples;
    limit_peaks(samples, 1.0F);
    EXPECT_EQ(samples, before);
}

TEST(Limiter, HoldsTheCeilingAndSinksWithoutAStep) {
    // A quiet hum and one peak far above: the hum's level must move smoothly to the peak and back.
    std::vector<float> samples(20'000, 0.25F);
    samples[10'000] = 4.0F;
    samples[10'001] = -3.0F;
    samples.front() = 2.0F;
    samples.back() = -2.0F;
    limit_peaks(samples, 1.0F);
    for (const float sample : samples) ASSERT_LE(std::abs(sample), 1.0F);
    EXPECT_NEAR(samples[10'000], 1.0F, 0.02F) << "no more than is needed";
    EXPECT_NEAR(samples[9'000], 0.25F, 0.001F);
    for (std::size_t i = 9'000; i < 9'999; ++i) ASSERT_LT(std::abs(samples[i + 1] - samples[i]), 0.004F) << i;
    EXPECT_NEAR(samples[18'000], 0.25F, 0.01F) << "it comes back";
    for (std::size_t i = 10'003; i < 18'000; ++i) ASSERT_GE(samples[i + 1] + 1e-6F, samples[i]) << i;
}

TEST(Limiter, TakesPhrasesShorterThanItsView) {
    for (const std::size_t length : {0U, 1U, 2U, 50U, 111U}) {
        std::vector<float> samples(length, -9.0F);
        limit_peaks(samples, 0.5F);
        for (const float sample : samples) EXPECT_LE(std::abs(sample), 0.5F);
    }
}

}  // namespace
}  // namespace silverlane::voice
