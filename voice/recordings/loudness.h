// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: Silverlane contributors
//
// How loud speech is (EBU R 128, ITU-R BS.1770), how high its peaks are, and where it begins and ends. Pure; any thread, but no audio callback.
#pragma once

#include <cstddef>
#include <span>

#include "base/result.h"

namespace silverlane::voice {

/// The synthesiser's own loudness over the fixed prompts of both languages, to which recordings are matched. A test of the voice measures
/// it again (docs/decisions/0007-recorded-packs.md).
inline constexpr double kSpeechLoudnessLufs = -21.5;

/// Peaks stay below this also between the samples, so that no converter clips.
inline constexpr double kHighestPeakDbtp = -1.0;

struct Loudness {
    double lufs = 0.0;        ///< integrated, of the speech without the silence around it
    double peak_dbtp = 0.0;   ///< true peak
};

/// A word shorter than the blocks of 400 ms that the standard measures is measured as if it were said over and over: the same level for the
/// same voice whatever the length. Error invalid_input where there is nothing but silence.
Result<Loudness> measure_loudness(std::span<const float> samples, int samples_per_second);

/// Samples before the speech and after it. Silence is what lies 40 dB below the loud parts, or below -65 dBFS; all of it where there is no speech.
struct SilenceAtEnds {
    std::size_t leading = 0;
    std::size_t trailing = 0;
};
SilenceAtEnds silence_at_ends(std::span<const float> samples, int samples_per_second);

/// The level between the words in dBFS: the quietest tenth of the recording. A hall that was not quiet is heard in every pause.
double noise_floor_dbfs(std::span<const float> samples, int samples_per_second);

/// How many times the sound stands still at full scale for three samples or more: a microphone that was turned up too far.
std::size_t clipped_places(std::span<const float> samples);

}  // namespace silverlane::voice
