// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: Silverlane contributors
//
// A recording as the voice plays it: speech only, 16 bit mono at the voice's rate, as loud as the synthesiser, and at another speaking rate
// where a person asked for one. Pure; any thread, but no audio callback: a prompt takes some milliseconds.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "base/result.h"
#include "voice/recordings/sound_file.h"

namespace silverlane::voice {

struct PlayableRecording {
    std::vector<std::int16_t> samples;
    std::size_t left_out = 0;       ///< silence cut off at the beginning, in samples of the result; for times that count from the file's begin
    double gain_db = 0.0;           ///< what was done to its level
    double lufs = 0.0;              ///< its level now; below the voice's where peaks or the limit of the gain forbade more
};

/// Gain is limited to this: more would lift the room's noise into the hall.
inline constexpr double kMostGainDb = 20.0;

/// Cuts the silence at the ends but for a breath, converts, and matches level and peaks to kSpeechLoudnessLufs and kHighestPeakDbtp.
/// Error invalid_input where nothing can be heard.
Result<PlayableRecording> make_playable(const SoundFile& sound, int samples_per_second);

/// Band-limited conversion of the sample rate (soxr).
Result<std::vector<float>> resampled(std::span<const float> samples, int from_per_second, int to_per_second);

/// How much faster than at `recorded_step` speech runs at `wanted_step`; steps as those of the synthesiser.
double tempo_between(int recorded_step, int wanted_step);
/// Whether stretching still sounds like the person who spoke: from 0.7 to 1.7 times as fast.
bool may_stretch(int recorded_step, int wanted_step);

/// The same voice and pitch, `tempo` times as fast (SoundTouch). Its length is within one sample of length / tempo.
Result<std::vector<std::int16_t>> stretched(std::span<const std::int16_t> samples, int samples_per_second, double tempo);

/// Full scale is 1; what lies above is cut off.
std::vector<std::int16_t> to_16_bit(std::span<const float> samples, float gain);
std::vector<float> to_float(std::span<const std::int16_t> samples);

}  // namespace silverlane::voice
