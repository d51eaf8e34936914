// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: Silverlane contributors
//
// Recordings for tests, written by libsndfile: a voice without words (harmonics of a pitch that moves, in syllables). Test code, one thread.
#pragma once

#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

namespace silverlane::voice {

struct MadeVoice {
    int samples_per_second = 48'000;
    int syllables = 8;                ///< 250 ms each
    double level = 0.1;               ///< root mean square of a syllable, full scale 1
    int leading_ms = 300;
    int trailing_ms = 300;
    double pitch_hz = 180.0;
    double noise = 0.0002;            ///< of the room
};

std::vector<float> made_voice(const MadeVoice& voice);

enum class FileKind { wav_16, wav_24, wav_float, flac_16, flac_24, opus, vorbis, aiff };

/// Creates the folders that it lacks. Stops the test program where the library refuses.
void write_sound(const std::filesystem::path& file, FileKind kind, const std::vector<float>& samples, int samples_per_second, int channels = 1);

/// A folder of its own for each test, gone with the object.
class TemporaryFolder {
public:
    TemporaryFolder();
    ~TemporaryFolder();
    TemporaryFolder(const TemporaryFolder&) = delete;
    TemporaryFolder& operator=(const TemporaryFolder&) = delete;
    [[nodiscard]] const std::filesystem::path& path() const { return path_; }

private:
    std::filesystem::path path_;
};

std::string bytes_of_file(const std::filesystem::path& file);
void write_text(const std::filesystem::path& file, const std::string& text);

/// The highest normalised correlation of the middle of `part` with any place of `whole` (1: it is there, 0.5: it is nowhere), and where.
struct Correlation {
    double highest = 0.0;
    std::size_t at = 0;
};
Correlation find_in(const std::vector<std::int16_t>& whole, const std::vector<std::int16_t>& part);

}  // namespace silverlane::voice
