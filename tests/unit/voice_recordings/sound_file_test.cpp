// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: Silverlane contributors
#include "voice/recordings/sound_file.h"

#include <gtest/gtest.h>
#include <sys/stat.h>

#include <cmath>
#include <limits>
#include <random>

#include "tests/unit/voice_recordings/sound_maker.h"

namespace silverlane::voice {
namespace {

double root_mean_square(const std::vector<float>& samples) {
    double sum = 0.0;
    for (const float sample : samples) sum += static_cast<double>(sample) * static_cast<double>(sample);
    return std::sqrt(sum / static_cast<double>(samples.size()));
}

TEST(SoundFile, ReadsTheThreeKindsByTheirContents) {
    const TemporaryFolder folder;
    const auto voice = made_voice({});
    const std::pair<FileKind, const char*> kinds[] = {{FileKind::wav_16, "WAV, 16 bit"}, {FileKind::wav_24, "WAV, 24 bit"},
                                                      {FileKind::wav_float, "WAV, 32 bit floating point"}, {FileKind::flac_16, "FLAC, 16 bit"},
                                                      {FileKind::flac_24, "FLAC, 24 bit"}, {FileKind::opus, "Opus"}};
    for (const auto& [kind, format] : kinds) {
        const auto file = folder.path() / "P01.bin";  // the name's ending is not asked
        write_sound(file, kind, voice, 48'000);
        const auto sound = read_sound_file(file);
        ASSERT_TRUE(sound.ok()) << format << ": " << sound.error().text();
        EXPECT_EQ(sound->format, format);
        EXPECT_EQ(sound->samples_per_second, 48'000);
        EXPECT_EQ(sound->loses_sound, kind == FileKind::opus);
        EXPECT_NEAR(static_cast<double>(sound->samples.size()), static_cast<double>(voice.size()), 960.0) << format;
        EXPECT_NEAR(root_mean_square(sound->samples) / root_mean_square(voice), 1.0, 0.1) << format;
    }
}

TEST(SoundFile, AddsTwoChannelsUpIntoOne) {
    const TemporaryFolder folder;
    const auto voice = made_voice({});
    std::vector<float> left_only;
    for (const float sample : voice) {
        left_only.push_back(sample);
        left_only.push_back(0.0F);
    }
    write_sound(folder.path() / "P01.flac", FileKind::flac_24, left_only, 48'000, 2);
    const auto sound = read_sound_file(folder.path() / "P01.flac");
    ASSERT_TRUE(sound.ok());
    EXPECT_EQ(sound->channels, 2);
    EXPECT_EQ(sound->samples.size(), voice.size());
    EXPECT_NEAR(root_mean_square(sound->samples) / root_mean_square(voice), 0.5, 0.01);
}

TEST(SoundFile, RefusesOtherKindsAndSaysWhatToDo) {
    const TemporaryFolder folder;
    const auto voice = made_voice({});
    for (const FileKind kind : {FileKind::vorbis, FileKind::aiff}) {
        write_sound(folder.path() / "P01.flac", kind, voice, 48'000);
        const auto sound = read_sound_file(folder.path() / "P01.flac");
        ASSERT_FALSE(sound.ok());
        EXPECT_EQ(sound.error().code(), ErrorCode::unsupported);
        EXPECT_NE(sound.error().text().find("P01.flac"), std::string::npos);
        EXPECT_NE(sound.error().text().find("save it as"), std::string::npos);
    }
    write_text(folder.path() / "P02.mp3", "ID3\x04" + std::string(2000, '\x55'));
    EXPECT_EQ(read_sound_file(folder.path() / "P02.mp3").error().code(), ErrorCode::unsupported);
    std::vector<float> surround(voice.size() / 4 * 4, 0.1F);
    write_sound(folder.path() / "P03.wav", FileKind::wav_16, surround, 48'000, 4);
    EXPECT_EQ(read_sound_file(folder.path() / "P03.wav").error().code(), ErrorCode::unsupported);
    write_sound(folder.path() / "P04.wav", FileKind::wav_16, voice, 4000);
    EXPECT_EQ(read_sound_file(folder.path() / "P04.wav").error().code(), ErrorCode::unsupported);
}

TEST(SoundFile, RefusesWhatIsCutShortInEveryKind) {
    const TemporaryFolder folder;
    const auto voice = made_voice({.syllables = 16});
    for (const FileKind kind : {FileKind::wav_16, FileKind::wav_float, FileKind::flac_16, FileKind::opus}) {
        const auto file = folder.path() / "P01.sound";
        write_sound(file, kind, voice, 48'000);
        const std::string whole = bytes_of_file(file);
        ASSERT_TRUE(decode_sound(whole, "P01").ok());
        for (const double share : {0.999, 0.9, 0.5, 0.1, 0.01}) {
            const auto cut = decode_sound(std::string_view(whole).substr(0, static_cast<std::size_t>(static_cast<double>(whole.size()) * share)), "P01");
            EXPECT_FALSE(cut.ok()) << "kind " << static_cast<int>(kind) << " cut to " << share;
        }
    }
}

TEST(SoundFile, RefusesEmptyEndlessAndStrangeFiles) {
    const TemporaryFolder folder;
    write_text(folder.path() / "empty.wav", "");
    EXPECT_EQ(read_sound_file(folder.path() / "empty.wav").error().code(), ErrorCode::corrupt);
    write_sound(folder.path() / "silent.wav", FileKind::wav_16, {}, 48'000);
    EXPECT_EQ(read_sound_file(folder.path() / "silent.wav").error().code(), ErrorCode::corrupt);
    EXPECT_EQ(read_sound_file(folder.path() / "none.wav").error().code(), ErrorCode::not_found);
    EXPECT_EQ(read_sound_file(folder.path()).error().code(), ErrorCode::not_found);
    const auto pipe = folder.path() / "pipe.wav";
    ASSERT_EQ(mkfifo(pipe.c_str(), 0600), 0);
    EXPECT_EQ(read_sound_file(pipe).error().code(), ErrorCode::not_found) << "nobody waits for a pipe";
    write_sound(folder.path() / "long.wav", FileKind::wav_16, std::vector<float>(8000 * 61, 0.1F), 8000);
    EXPECT_EQ(read_sound_file(folder.path() / "long.wav").error().code(), ErrorCode::too_large);
    write_text(folder.path() / "huge.wav", "RIFF");
    std::filesystem::resize_file(folder.path() / "huge.wav", 64U << 20U);
    EXPECT_EQ(read_sound_file(folder.path() / "huge.wav").error().code(), ErrorCode::too_large);
    std::vector<float> odd = made_voice({});
    odd[odd.size() / 2] = std::numeric_limits<float>::quiet_NaN();
    write_sound(folder.path() / "odd.wav", FileKind::wav_float, odd, 48'000);
    EXPECT_EQ(read_sound_file(folder.path() / "odd.wav").error().code(), ErrorCode::corrupt);
}

TEST(SoundFile, SurvivesAnyBytes) {
    // Thousands of damaged files of each kind: an answer for each, and never a crash.
    const TemporaryFolder folder;
    const auto voice = made_voice({.samples_per_second = 16'000, .syllables = 2, .leading_ms = 20, .trailing_ms = 20});
    std::mt19937 random(3);
    int refused = 0;
    for (const FileKind kind : {FileKind::wav_16, FileKind::flac_16, FileKind::opus}) {
        const auto file = folder.path() / "P01.sound";
        write_sound(file, kind, voice, 16'000);
        const std::string whole = bytes_of_file(file);
        for (int round = 0; round < 700; ++round) {
            std::string bytes = whole;
            // Headers first: there the lengths stand.
            const std::size_t within = round % 2 == 0 ? std::min<std::size_t>(bytes.size(), 120) : bytes.size();
            for (int change = 0; change < 1 + round % 5; ++change) bytes[random() % within] = static_cast<char>(random());
            if (round % 7 == 0) bytes.resize(random() % bytes.size());
            const auto sound = decode_sound(bytes, "P01");
            if (!sound.ok()) ++refused;
            else EXPECT_LE(sound->samples.size(), static_cast<std::size_t>(sound->samples_per_second) * kLongestRecordingSeconds);
        }
    }
    EXPECT_GT(refused, 500);
}

}  // namespace
}  // namespace silverlane::voice
