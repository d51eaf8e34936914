// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: Silverlane contributors
#include "voice/sound/mixer.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <cstdlib>
#include <memory>
#include <numbers>
#include <vector>

#include "base/clock.h"
#include "base/event_log.h"
#include "voice/sound/chimes.h"
#include "voice/sound/speaking_channel.h"

namespace silverlane::voice {
namespace {

Clip clip_of(std::size_t length, std::int16_t value, std::uint64_t epoch = 0) {
    return {std::vector<std::int16_t>(length, value), epoch, Sound::speech, Hearing::everybody};
}

std::vector<std::int16_t> take(Mixer& mixer, std::size_t count) {
    std::vector<std::int16_t> samples(count, 1);
    mixer.fill(samples.data(), count);
    return samples;
}

TEST(Mixer, HasSevenStepsOfFourDecibelsAndNeverRaises) {
    for (int step = 1; step < kSteps; ++step) {
        const double decibels = 20.0 * std::log10(static_cast<double>(volume_factor(step)) / static_cast<double>(volume_factor(step - 1)));
        EXPECT_NEAR(decibels, 4.0, 0.01) << step;
    }
    EXPECT_FLOAT_EQ(volume_factor(6), 1.0F);
    EXPECT_NEAR(20.0 * std::log10(static_cast<double>(volume_factor(3)) / static_cast<double>(volume_factor(0))), 12.0, 0.01);
    EXPECT_FLOAT_EQ(volume_factor(-5), volume_factor(0));
    EXPECT_FLOAT_EQ(volume_factor(99), volume_factor(6));
}

TEST(Mixer, DoesNotClipAtFullScale) {
    Mixer mixer(Hearing::everybody);
    mixer.set_volume_step(6);
    mixer.play(clip_of(100, 32767));
    mixer.play(clip_of(100, -32768));
    const auto samples = take(mixer, 200);
    EXPECT_EQ(samples[50], 32767);
    EXPECT_EQ(samples[150], -32768);
}

TEST(Mixer, PlaysClipsOneAfterTheOtherAndThenSilence) {
    Mixer mixer(Hearing::everybody);
    mixer.set_volume_step(6);
    EXPECT_EQ(mixer.play(clip_of(100, 1000)), 0U);
    EXPECT_EQ(mixer.play(clip_of(50, 2000)), 1U);
    const auto samples = take(mixer, 256);
    EXPECT_EQ(samples[99], 1000);
    EXPECT_EQ(samples[100], 2000);
    EXPECT_EQ(samples[149], 2000);
    EXPECT_EQ(samples[150], 0);
    EXPECT_EQ(mixer.played(1, 50), 50U);
    EXPECT_TRUE(mixer.is_idle());
}

TEST(Mixer, TellsHowFarPlayingIs) {
    Mixer mixer(Hearing::everybody);
    const auto number = mixer.play(clip_of(1000, 100));
    take(mixer, 256);
    EXPECT_EQ(mixer.played(number, 1000), 256U);
    take(mixer, 256);
    EXPECT_EQ(mixer.played(number, 1000), 512U);
    EXPECT_FALSE(mixer.is_idle());
}

TEST(Mixer, IsSilentWithinSixMillisecondsOfAStopAndStaysSo) {
    Mixer mixer(Hearing::everybody);
    mixer.set_volume_step(6);
    mixer.play(clip_of(10'000, 10'000, 0));
    take(mixer, 256);
    mixer.silence_before(1);
    const auto samples = take(mixer, 512);
    EXPECT_LT(std::abs(samples[120]), 1000) << "fades instead of clicking";
    EXPECT_GT(samples[1], 9000);
    for (std::size_t i = 128; i < samples.size(); ++i) ASSERT_EQ(samples[i], 0) << i;
    mixer.play(clip_of(100, 10'000, 0));  // added late by a thread that had not seen the stop
    for (const auto sample : take(mixer, 256)) ASSERT_EQ(sample, 0);
    mixer.play(clip_of(100, 10'000, 1));
    EXPECT_EQ(take(mixer, 256)[50], 10'000);
}

TEST(Mixer, CutsSpeechButLetsAChimeEnd) {
    Mixer mixer(Hearing::everybody);
    mixer.set_volume_step(6);
    mixer.play({std::vector<std::int16_t>(300, 5000), 0, Sound::chime, Hearing::everybody});
    mixer.play(clip_of(300, 10'000));
    take(mixer, 100);
    mixer.silence_speech();
    mixer.play(clip_of(300, 7000));
    const auto samples = take(mixer, 500);
    EXPECT_EQ(samples[199], 5000);
    EXPECT_EQ(samples[200], 7000);
}

TEST(Mixer, PlaysAnAnnouncementToItsEndAtItsOwnVolume) {
    Mixer mixer(Hearing::everybody);
    mixer.set_volume_step(0);
    mixer.play({std::vector<std::int16_t>(300, 1000), 0, Sound::announcement, Hearing::everybody, 6});
    mixer.play(clip_of(100, 1000));
    EXPECT_EQ(take(mixer, 100)[99], 1000);
    mixer.silence_before(7);
    mixer.silence_speech();
    mixer.set_volume_step(3);
    const auto rest = take(mixer, 300);
    EXPECT_EQ(rest[0], 1000);
    EXPECT_EQ(rest[199], 1000) << "neither a stop nor another volume reaches it";
    EXPECT_EQ(rest[200], 0) << "but what a customer had queued behind it";
}

TEST(Mixer, ChangesVolumeWithoutAJump) {
    Mixer mixer(Hearing::everybody);
    mixer.set_volume_step(0);
    mixer.play(clip_of(4000, 20'000));
    take(mixer, 100);
    mixer.set_volume_step(6);
    const auto samples = take(mixer, 2000);
    for (std::size_t i = 1; i < samples.size(); ++i) ASSERT_LT(std::abs(samples[i] - samples[i - 1]), 100);
    EXPECT_EQ(samples.back(), 20'000);
}

TEST(Mixer, TakesAsManyClipsAsItHasRoomFor) {
    Mixer mixer(Hearing::everybody);
    int taken = 0;
    while (mixer.has_room()) {
        mixer.play(clip_of(10, 1));
        ++taken;
    }
    EXPECT_EQ(taken, 8);
    take(mixer, 256);
    mixer.forget_finished();
    EXPECT_TRUE(mixer.has_room());
}

TEST(MixerDeathTest, StopsTheProgramWhenPrivateSpeechIsHandedToTheLoudspeaker) {
    ::testing::FLAGS_gtest_death_test_style = "threadsafe";
    EXPECT_DEATH(
        {
            Mixer mixer(Hearing::everybody);
            mixer.play({std::vector<std::int16_t>(10, 1), 0, Sound::speech, Hearing::one_person});
        },
        "");
}

/// Power of one frequency (Goertzel), relative to the whole.
double share_of(const std::vector<std::int16_t>& samples, double from_hertz, double to_hertz) {
    double within = 0.0;
    double all = 0.0;
    constexpr double kStep = 20.0;
    for (double hertz = kStep; hertz < kSampleRate / 2.0; hertz += kStep) {
        const double w = 2.0 * std::numbers::pi * hertz / kSampleRate;
        double s1 = 0.0;
        double s2 = 0.0;
        for (const auto sample : samples) {
            const double s0 = static_cast<double>(sample) + 2.0 * std::cos(w) * s1 - s2;
            s2 = s1;
            s1 = s0;
        }
        const double power = s1 * s1 + s2 * s2 - 2.0 * std::cos(w) * s1 * s2;
        all += power;
        if (hertz >= from_hertz && hertz <= to_hertz) within += power;
    }
    return within / all;
}

TEST(Chimes, LieBetweenFiveHundredAndTwoThousandHertz) {
    for (const char* name : {"call", "key", "arrival"}) {
        const auto samples = chime_samples(name);
        ASSERT_TRUE(samples.ok());
        EXPECT_GT(share_of(*samples, 500.0, 2000.0), 0.99) << name;
        const auto [low, high] = std::minmax_element(samples->begin(), samples->end());
        EXPECT_LT(std::max(*high, static_cast<std::int16_t>(-*low)), 16'400) << name;
        EXPECT_LT(std::abs(samples->front()), 50);
        EXPECT_LT(std::abs(samples->back()), 50);
    }
    EXPECT_EQ(chime_samples("jingle").error().code(), ErrorCode::not_found);
}

/// A device that takes samples when the test says so.
class HandTurnedOutput final : public AudioOutput {
public:
    Result<void> open(SampleSource& source) override {
        source_ = &source;
        return {};
    }
    void close() override { source_ = nullptr; }
    [[nodiscard]] bool is_open() const override { return source_ != nullptr; }
    void take(std::size_t count) {
        std::vector<std::int16_t> taken(count);
        source_->fill(taken.data(), count);
    }

private:
    SampleSource* source_ = nullptr;
};

class ChannelOfADevice : public ::testing::Test {
protected:
    ChannelOfADevice() {
        auto device = std::make_unique<HandTurnedOutput>();
        device_ = device.get();
        channel_ = std::make_unique<SpeakingChannel>("loudspeaker", Hearing::everybody, std::move(device), clock_, log_);
        channel_->open();
        channel_->mixer().play({std::vector<std::int16_t>(kSampleRate, 1000), 0, Sound::speech, Hearing::everybody});
        device_->take(256);
        channel_->tend();
    }

    struct NoLog final : EventLog {
        void write(const LogEvent&) override {}
    };
    ManualClock clock_{UtcTime{}};
    NoLog log_;
    HandTurnedOutput* device_ = nullptr;
    std::unique_ptr<SpeakingChannel> channel_;
};

TEST_F(ChannelOfADevice, GivesUpADeviceThatTakesNothing) {
    for (int i = 0; i < 120; ++i) {
        clock_.advance(Milliseconds{10});
        channel_->tend();
    }
    EXPECT_FALSE(channel_->works());
}

TEST_F(ChannelOfADevice, KeepsADeviceAfterTheProgramStoodStill) {
    clock_.advance(Milliseconds{5'000});
    channel_->tend();
    EXPECT_TRUE(channel_->works());
    device_->take(256);
    clock_.advance(Milliseconds{10});
    channel_->tend();
    EXPECT_TRUE(device_->is_open());
}

}  // namespace
}  // namespace silverlane::voice
