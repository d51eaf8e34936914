// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: Silverlane contributors
#include "voice/recordings/recording_cache.h"

#include <gtest/gtest.h>

#include "tests/unit/voice_recordings/sound_maker.h"

namespace silverlane::voice {
namespace {

constexpr int kRate = 22'050;

class Cache : public ::testing::Test {
protected:
    RecordingFile record(const std::string& name, const MadeVoice& voice = {}, FileKind kind = FileKind::flac_16) {
        const auto file = folder_.path() / name;
        write_sound(file, kind, made_voice(voice), voice.samples_per_second);
        return {file, {}, fingerprint_of(bytes_of_file(file)), 3};
    }
    TemporaryFolder folder_;
};

TEST_F(Cache, KeepsWhatItHasRead) {
    RecordingCache cache(kRate);
    const auto recording = record("P01.flac");
    const auto first = cache.get(recording, 3);
    ASSERT_TRUE(first.ok()) << first.error().text();
    std::filesystem::remove(recording.file);
    const auto again = cache.get(recording, 3);
    ASSERT_TRUE(again.ok());
    EXPECT_EQ(first->get(), again->get());
}

TEST_F(Cache, KeepsToItsBoundAndDropsWhatWasNotUsedLongest) {
    RecordingCache cache(kRate, 250'000);  // two of these recordings of 2 s, 92 kB each
    const auto one = record("1.flac");
    const auto two = record("2.flac", {.pitch_hz = 140.0});
    const auto three = record("3.flac", {.pitch_hz = 220.0});
    const auto first = cache.get(one, 3);
    ASSERT_TRUE(first.ok() && cache.get(two, 3).ok());
    EXPECT_EQ(cache.get(one, 3)->get(), first->get());
    ASSERT_TRUE(cache.get(three, 3).ok());
    EXPECT_LE(cache.kept_bytes(), 250'000U);
    std::filesystem::remove(one.file);
    std::filesystem::remove(two.file);
    EXPECT_TRUE(cache.get(one, 3).ok());
    EXPECT_FALSE(cache.get(two, 3).ok()) << "it was used longest ago";
    RecordingCache tiny(kRate, 1000);
    EXPECT_TRUE(tiny.get(three, 3).ok());
    EXPECT_EQ(tiny.kept_bytes(), 0U);
}

TEST_F(Cache, NeverPlaysAnExchangedFile) {
    RecordingCache cache(kRate);
    const auto recording = record("P01.flac");
    record("P01.flac", {.pitch_hz = 120.0});
    const auto got = cache.get(recording, 3);
    ASSERT_FALSE(got.ok());
    EXPECT_EQ(got.error().code(), ErrorCode::conflict);
    EXPECT_NE(got.error().text().find("voice pack index"), std::string::npos);
}

TEST_F(Cache, GivesOtherRatesWithinReason) {
    RecordingCache cache(kRate);
    const auto recording = record("P01.flac");
    const auto usual = cache.get(recording, 3);
    const auto slow = cache.get(recording, 1);
    ASSERT_TRUE(usual.ok() && slow.ok());
    EXPECT_NEAR(static_cast<double>((*slow)->samples.size()) / static_cast<double>((*usual)->samples.size()), 1.0 / 0.7, 0.01);
    EXPECT_EQ(cache.get(recording, 0).error().code(), ErrorCode::unsupported);
}

TEST_F(Cache, MovesTimesWithTheSilenceThatIsCutAndWithTheTempo) {
    RecordingCache cache(kRate);
    auto recording = record("P01.flac", {.leading_ms = 530});
    recording.times = folder_.path() / "P01.times";
    write_text(recording.times, "530\t请\n780\t坐\n");
    const auto speech = cache.get(recording, 3);
    ASSERT_TRUE(speech.ok());
    ASSERT_EQ((*speech)->times.size(), 2U);
    EXPECT_NEAR((*speech)->times[0].milliseconds, 30, 12);
    EXPECT_NEAR((*speech)->times[1].milliseconds - (*speech)->times[0].milliseconds, 250, 2);
    const auto slow = cache.get(recording, 1);
    ASSERT_TRUE(slow.ok());
    EXPECT_NEAR((*slow)->times[1].milliseconds, (*speech)->times[1].milliseconds / 0.7, 2.0);
    auto spoilt = record("P02.flac");
    spoilt.times = folder_.path() / "P02.times";
    write_text(spoilt.times, "soon\t请\n");
    const auto without = cache.get(spoilt, 3);
    ASSERT_TRUE(without.ok()) << "times are a help and no condition";
    EXPECT_TRUE((*without)->times.empty());
}

TEST_F(Cache, SaysWhichFileIsBroken) {
    RecordingCache cache(kRate);
    const auto recording = record("P09.wav", {}, FileKind::wav_16);
    write_text(recording.file, "not a sound");
    const auto got = cache.get(recording, 3);
    ASSERT_FALSE(got.ok());
    EXPECT_NE(got.error().text().find("P09.wav"), std::string::npos);
    write_sound(recording.file, FileKind::wav_16, std::vector<float>(48'000, 0.0F), 48'000);
    auto silent = recording;
    silent.fingerprint = fingerprint_of(bytes_of_file(recording.file));
    const auto nothing = cache.get(silent, 3);
    ASSERT_FALSE(nothing.ok());
    EXPECT_NE(nothing.error().text().find("P09.wav"), std::string::npos);
}

}  // namespace
}  // namespace silverlane::voice
