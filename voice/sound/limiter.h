// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: Silverlane contributors
//
// Keeps a phrase below a ceiling without a sound of its own: the level sinks smoothly before a peak and comes back after it. It looks
// ahead, which a phrase in memory allows at no delay. Pure; any thread. Not for the audio callback (it allocates), which needs no limiter:
// the mixer never raises a sample.
#pragma once

#include <vector>

namespace silverlane::voice {

/// How far before a peak the level begins to sink: 5 ms, short enough not to be heard as a dip.
inline constexpr double kLimiterLookAheadSeconds = 0.005;
/// How fast it comes back: 60 ms to about two thirds, slow enough not to distort a voice of 80 Hz.
inline constexpr double kLimiterReleaseSeconds = 0.060;

/// Lowers what lies above `ceiling` (linear, above 0), so that no sample exceeds it; a phrase that stays below comes out bit for bit.
void limit_peaks(std::vector<float>& samples, float ceiling);

}  // namespace silverlane::voice
