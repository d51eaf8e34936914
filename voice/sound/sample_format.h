// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: Silverlane contributors
//
// What all sound inside the voice looks like. Values; any thread.
#pragma once

namespace silverlane::voice {

/// Everything inside the voice is 16 bit mono at this rate; the audio output converts where a device wants another.
inline constexpr int kSampleRate = 22050;

/// Rate and volume steps of flow::Preferences.
inline constexpr int kSteps = 7;
inline constexpr int kDefaultStep = 3;

}  // namespace silverlane::voice
