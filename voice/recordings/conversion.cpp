// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: Silverlane contributors
#include "voice/recordings/conversion.h"

#include <soxr.h>

#include <SoundTouch.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <exception>
#include <string>

#include "voice/recordings/loudness.h"

namespace silverlane::voice {

namespace {

/// Kept of the silence: the beginning of a soft consonant, and the end of a vowel.
constexpr int kKeptBeforeMilliseconds = 30;
constexpr int kKeptAfterMilliseconds = 60;
constexpr int kFadeMilliseconds = 5;

/// Per cent of the default rate at each step; the synthesiser's calibrated rates (docs/utterance.md) in the mean of both languages.
constexpr std::array<double, 7> kRates{53, 70, 88, 100, 128, 158, 210};

std::size_t samples_of(int milliseconds, int samples_per_second) {
    return static_cast<std::size_t>(milliseconds) * static_cast<std::size_t>(samples_per_second) / 1000;
}

double rate_of(int step) { return kRates[static_cast<std::size_t>(std::clamp<int>(step, 0, kRates.size() - 1))]; }

/// Soft edges, so that a cut room does not click.
void fade_ends(std::vector<float>& samples, std::size_t fade) {
    fade = std::min(fade, samples.size() / 2);
    for (std::size_t i = 0; i < fade; ++i) {
        const float factor = static_cast<float>(i) / static_cast<float>(fade);
        samples[i] *= factor;
        samples[samples.size() - 1 - i] *= factor;
    }
}

}  // namespace

Result<std::vector<float>> resampled(std::span<const float> samples, int from_per_second, int to_per_second) {
    if (from_per_second == to_per_second) return std::vector<float>(samples.begin(), samples.end());
    const double ratio = static_cast<double>(to_per_second) / static_cast<double>(from_per_second);
    std::vector<float> converted(static_cast<std::size_t>(std::ceil(static_cast<double>(samples.size()) * ratio)) + 1);
    const soxr_quality_spec_t quality = soxr_quality_spec(SOXR_HQ, 0);
    const soxr_io_spec_t format = soxr_io_spec(SOXR_FLOAT32_I, SOXR_FLOAT32_I);
    const soxr_runtime_spec_t one_thread = soxr_runtime_spec(1);
    std::size_t made = 0;
    const soxr_error_t failed = soxr_oneshot(from_per_second, to_per_second, 1, samples.data(), samples.size(), nullptr, converted.data(),
                                             converted.size(), &made, &format, &quality, &one_thread);
    if (failed != nullptr) return Error(ErrorCode::unsupported, std::string("its sample rate cannot be converted: ") + failed);
    converted.resize(made);
    return converted;
}

Result<PlayableRecording> make_playable(const SoundFile& sound, int samples_per_second) {
    const std::span<const float> all(sound.samples);
    const SilenceAtEnds ends = silence_at_ends(all, sound.samples_per_second);
    if (ends.leading == all.size()) return Error(ErrorCode::invalid_input, "nothing can be heard in it");
    const std::size_t begin = ends.leading - std::min(ends.leading, samples_of(kKeptBeforeMilliseconds, sound.samples_per_second));
    const std::size_t after = ends.trailing - std::min(ends.trailing, samples_of(kKeptAfterMilliseconds, sound.samples_per_second));
    auto speech = resampled(all.subspan(begin, all.size() - begin - after), sound.samples_per_second, samples_per_second);
    if (!speech) return speech.error();
    const auto loudness = measure_loudness(*speech, samples_per_second);
    if (!loudness) return loudness.error();
    PlayableRecording playable;
    playable.gain_db = std::min({kSpeechLoudnessLufs - loudness->lufs, kHighestPeakDbtp - loudness->peak_dbtp, kMostGainDb});
    playable.lufs = loudness->lufs + playable.gain_db;
    fade_ends(*speech, samples_of(kFadeMilliseconds, samples_per_second));
    playable.samples = to_16_bit(*speech, static_cast<float>(std::pow(10.0, playable.gain_db / 20.0)));
    playable.left_out = begin * static_cast<std::size_t>(samples_per_second) / static_cast<std::size_t>(sound.samples_per_second);
    return playable;
}

double tempo_between(int recorded_step, int wanted_step) { return rate_of(wanted_step) / rate_of(recorded_step); }

bool may_stretch(int recorded_step, int wanted_step) {
    constexpr double kSlowest = 0.69;
    constexpr double kFastest = 1.7;
    const double tempo = tempo_between(recorded_step, wanted_step);
    return tempo >= kSlowest && tempo <= kFastest;
}

Result<std::vector<std::int16_t>> stretched(std::span<const std::int16_t> samples, int samples_per_second, double tempo) {
    const auto length = static_cast<std::size_t>(std::lround(static_cast<double>(samples.size()) / tempo));
    try {
        soundtouch::SoundTouch stretcher;
        stretcher.setChannels(1);
        stretcher.setSampleRate(static_cast<unsigned>(samples_per_second));
        stretcher.setTempo(tempo);
        // Pieces about as long as two periods of a deep voice: the library's own advice for speech.
        stretcher.setSetting(SETTING_SEQUENCE_MS, 40);
        stretcher.setSetting(SETTING_SEEKWINDOW_MS, 15);
        stretcher.setSetting(SETTING_OVERLAP_MS, 8);
        const auto input = to_float(samples);
        stretcher.putSamples(input.data(), static_cast<unsigned>(input.size()));
        stretcher.flush();
        std::vector<float> output(length, 0.0F);
        std::size_t received = 0;
        while (received < length) {
            const unsigned got = stretcher.receiveSamples(output.data() + received, static_cast<unsigned>(length - received));
            if (got == 0) break;
            received += got;
        }
        return to_16_bit(output, 1.0F);
    } catch (const std::exception& fault) {
        return Error(ErrorCode::unavailable, std::string("its rate cannot be changed: ") + fault.what());
    }
}

std::vector<std::int16_t> to_16_bit(std::span<const float> samples, float gain) {
    constexpr float kFullScale = 32767.0F;
    std::vector<std::int16_t> converted;
    converted.reserve(samples.size());
    for (const float sample : samples) converted.push_back(static_cast<std::int16_t>(std::lround(std::clamp(sample * gain, -1.0F, 1.0F) * kFullScale)));
    return converted;
}

std::vector<float> to_float(std::span<const std::int16_t> samples) {
    constexpr float kFullScale = 32767.0F;
    std::vector<float> converted;
    converted.reserve(samples.size());
    for (const std::int16_t sample : samples) converted.push_back(static_cast<float>(sample) / kFullScale);
    return converted;
}

}  // namespace silverlane::voice
