// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: Silverlane contributors
//
// Sound from a recording: WAV, FLAC or Opus, told by its contents and not by its name. All of it at once, into memory, with bounds; what
// is broken, cut short, too long, of another kind or no file is an Error that says what to do. Any thread, but never an audio callback: it
// reads the disk and allocates. It changes nothing about the sound but adding the channels up into one.
#pragma once

#include <cstdint>
#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"

namespace silverlane::voice {

struct SoundFile {
    std::vector<float> samples;        ///< one channel, full scale is 1
    int samples_per_second = 0;
    int channels = 0;                  ///< in the file
    std::string format;                ///< "FLAC, 16 bit"
    bool loses_sound = false;          ///< Opus: smaller, a little less clear
    std::uint64_t fingerprint = 0;     ///< of the file's bytes (voice/recordings/pack_index.h)
};

/// A prompt lasts 4 s; more than this is no prompt.
inline constexpr int kLongestRecordingSeconds = 60;

/// Errors: not_found, io, too_large, unsupported (another kind of file, more than two channels, an odd rate), corrupt (broken, cut short).
/// Each names the file.
Result<SoundFile> read_sound_file(const std::filesystem::path& file);

/// The same from bytes; `name` stands in errors.
Result<SoundFile> decode_sound(std::string_view bytes, const std::string& name);

}  // namespace silverlane::voice
