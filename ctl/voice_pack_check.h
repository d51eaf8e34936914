// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: Silverlane contributors
//
// Whether a recording is fit for a hall: what a person at a recording desk would hear, as figures and advice. Pure; one thread.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "voice/recordings/sound_file.h"

namespace silverlane::ctl {

struct RecordingFigures {
    double seconds = 0.0;            ///< of speech, without the silence around it
    double lufs = 0.0;               ///< as it was recorded
    double peak_dbtp = 0.0;
    double noise_dbfs = 0.0;
    double played_lufs = 0.0;        ///< after it was brought to the voice's level
    int leading_ms = 0;
    int trailing_ms = 0;
    std::vector<std::string> faults; ///< "what; what to do"
};

/// `words` are those that it should say, empty where they are not known: then its length is not judged.
RecordingFigures judge_recording(const voice::SoundFile& sound, std::string_view words);

/// Recordings that differ from the middle one by more than this many LU were made at another distance, or on another day.
inline constexpr double kMostSpreadLu = 6.0;

/// What is wrong with the levels of a whole variety: (index, fault) of those that stand out. The levels are those of RecordingFigures::lufs.
std::vector<std::pair<std::size_t, std::string>> judge_spread(const std::vector<double>& lufs);

}  // namespace silverlane::ctl
