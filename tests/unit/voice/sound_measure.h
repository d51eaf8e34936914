// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: Silverlane contributors
//
// Measuring instruments for what the voice puts out: level, peaks, spectrum, pitch, silence. For tests and voice_bench.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

namespace silverlane::voice {

using Samples = std::vector<std::int16_t>;

/// Samples of a recording that is complete (44 bytes of header, 16 bit).
Samples read_recording(const std::string& path);

/// Root mean square in dBFS; of digital silence -200.
double level_of(const Samples& samples);

/// The largest sample, and the largest value between samples as a converter makes it (four times oversampled), as a share of full scale.
double peak_of(const Samples& samples);
double true_peak_of(const Samples& samples);

/// Integrated loudness after EBU R128, LUFS.
double loudness_of(const Samples& samples);

/// Third-octave bands from 100 Hz to 8 kHz: their middles, and the long-term level in each, dB below full scale.
inline constexpr std::array<double, 20> kBands{100, 125, 160, 200, 250, 315, 400, 500, 630, 800, 1000, 1250, 1600, 2000, 2500, 3150, 4000, 5000, 6300, 8000};
std::array<double, kBands.size()> spectrum_of(const Samples& samples);

/// The share of the power that lies between two frequencies.
double share_between(const Samples& samples, double from_hertz, double to_hertz);

/// The median fundamental of what is voiced, by autocorrelation, hertz; 0 where nothing is.
double pitch_of(const Samples& samples);

/// The longest run below -60 dBFS that has sound on both sides, seconds.
double longest_pause(const Samples& samples);

}  // namespace silverlane::voice
