// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: Silverlane contributors
#include "tests/unit/voice_recordings/sound_maker.h"

#include <gtest/gtest.h>
#include <sndfile.h>
#include <unistd.h>

#include <algorithm>
#include <cmath>
#include <fstream>
#include <iterator>
#include <numbers>
#include <random>

namespace silverlane::voice {

std::vector<float> made_voice(const MadeVoice& voice) {
    const auto samples_of = [&](int milliseconds) { return static_cast<std::size_t>(milliseconds) * static_cast<std::size_t>(voice.samples_per_second) / 1000; };
    std::vector<float> samples(samples_of(voice.leading_ms), 0.0F);
    double phase = 0.0;
    for (int syllable = 0; syllable < voice.syllables; ++syllable) {
        const std::size_t length = samples_of(250);
        const double pitch = voice.pitch_hz * (1.0 + 0.15 * std::sin(1.7 * syllable));
        for (std::size_t i = 0; i < length; ++i) {
            const double at = static_cast<double>(i) / static_cast<double>(length);
            phase += 2.0 * std::numbers::pi * pitch * (1.0 + 0.05 * at) / voice.samples_per_second;
            double sum = 0.0;
            for (int harmonic = 1; harmonic <= 12; ++harmonic) sum += std::sin(harmonic * phase + 0.7 * harmonic * harmonic) / (1.0 + 0.4 * harmonic);
            const double envelope = at < 0.8 ? std::sin(std::numbers::pi * at / 0.8) : 0.0;
            samples.push_back(static_cast<float>(voice.level * envelope * sum));
        }
    }
    samples.resize(samples.size() + samples_of(voice.trailing_ms), 0.0F);
    std::mt19937 random(7);
    std::normal_distribution<float> noise(0.0F, static_cast<float>(voice.noise));
    for (float& sample : samples) sample += noise(random);
    return samples;
}

void write_sound(const std::filesystem::path& file, FileKind kind, const std::vector<float>& samples, int samples_per_second, int channels) {
    std::filesystem::create_directories(file.parent_path());
    SF_INFO info{};
    info.samplerate = samples_per_second;
    info.channels = channels;
    switch (kind) {
        case FileKind::wav_16: info.format = SF_FORMAT_WAV | SF_FORMAT_PCM_16; break;
        case FileKind::wav_24: info.format = SF_FORMAT_WAV | SF_FORMAT_PCM_24; break;
        case FileKind::wav_float: info.format = SF_FORMAT_WAV | SF_FORMAT_FLOAT; break;
        case FileKind::flac_16: info.format = SF_FORMAT_FLAC | SF_FORMAT_PCM_16; break;
        case FileKind::flac_24: info.format = SF_FORMAT_FLAC | SF_FORMAT_PCM_24; break;
        case FileKind::opus: info.format = SF_FORMAT_OGG | SF_FORMAT_OPUS; break;
        case FileKind::vorbis: info.format = SF_FORMAT_OGG | SF_FORMAT_VORBIS; break;
        case FileKind::aiff: info.format = SF_FORMAT_AIFF | SF_FORMAT_PCM_16; break;
    }
    SNDFILE* stream = sf_open(file.c_str(), SFM_WRITE, &info);
    ASSERT_NE(stream, nullptr) << sf_strerror(nullptr);
    sf_command(stream, SFC_SET_CLIPPING, nullptr, SF_TRUE);
    ASSERT_EQ(sf_write_float(stream, samples.data(), static_cast<sf_count_t>(samples.size())), static_cast<sf_count_t>(samples.size()));
    sf_close(stream);
}

TemporaryFolder::TemporaryFolder() {
    const auto* test = ::testing::UnitTest::GetInstance()->current_test_info();
    path_ = std::filesystem::temp_directory_path() / ("silverlane_recordings_" + std::to_string(::getpid()) + test->name());
    std::filesystem::create_directories(path_);
}

TemporaryFolder::~TemporaryFolder() {
    std::error_code ignored;
    std::filesystem::remove_all(path_, ignored);
}

std::string bytes_of_file(const std::filesystem::path& file) {
    std::ifstream stream(file, std::ios::binary);
    return {std::istreambuf_iterator<char>(stream), std::istreambuf_iterator<char>()};
}

void write_text(const std::filesystem::path& file, const std::string& text) {
    std::filesystem::create_directories(file.parent_path());
    std::ofstream(file, std::ios::binary) << text;
}

Correlation find_in(const std::vector<std::int16_t>& whole, const std::vector<std::int16_t>& part) {
    Correlation best{0.5, 0};  // less is chance
    if (part.empty() || whole.size() < part.size()) return best;
    // A third of a second in the middle of the part is enough to know it, and quick to look for.
    const std::size_t length = std::min<std::size_t>(part.size(), 5000);
    const std::size_t from = (part.size() - length) / 2;
    double own = 0.0;
    for (std::size_t i = 0; i < length; ++i) own += static_cast<double>(part[from + i]) * part[from + i];
    double there = 0.0;
    for (std::size_t i = 0; i < length; ++i) there += static_cast<double>(whole[i]) * whole[i];
    for (std::size_t at = 0; at + length <= whole.size(); ++at) {
        if (at > 0) there += static_cast<double>(whole[at + length - 1]) * whole[at + length - 1] - static_cast<double>(whole[at - 1]) * whole[at - 1];
        if (there < own * 1e-4) continue;
        // A first look at every eighth sample spares most of the work.
        double rough = 0.0;
        for (std::size_t i = 0; i < length; i += 8) rough += static_cast<double>(whole[at + i]) * part[from + i];
        if (8.0 * rough / std::sqrt(own * there) < best.highest - 0.2) continue;
        double sum = 0.0;
        for (std::size_t i = 0; i < length; ++i) sum += static_cast<double>(whole[at + i]) * part[from + i];
        const double correlation = sum / std::sqrt(own * there);
        if (correlation > best.highest) best = {correlation, at >= from ? at - from : 0};
    }
    return best;
}

}  // namespace silverlane::voice
