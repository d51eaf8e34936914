// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: Silverlane contributors
//
// What a recording of 4 s of speech costs the voice thread, in processor time: read, converted and levelled, from the cache, at another rate.
// One JSON object a line; medians. docs/decisions/0007-recorded-packs.md quotes it.
#include <fmt/format.h>

#include <algorithm>
#include <ctime>
#include <filesystem>
#include <utility>
#include <vector>

#include "tests/unit/voice_recordings/sound_maker.h"
#include "voice/recordings/conversion.h"
#include "voice/recordings/recording_cache.h"

namespace silverlane::voice {
namespace {

constexpr int kRounds = 25;
constexpr int kRate = 22'050;

double thread_milliseconds() {
    std::timespec now{};
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &now);
    return static_cast<double>(now.tv_sec) * 1e3 + static_cast<double>(now.tv_nsec) / 1e6;
}

template <class Work>
double milliseconds_of(const Work& work) {
    const double begun = thread_milliseconds();
    work();
    return thread_milliseconds() - begun;
}

double middle(std::vector<double> times) {
    std::nth_element(times.begin(), times.begin() + static_cast<std::ptrdiff_t>(times.size() / 2), times.end());
    return times[times.size() / 2];
}

bool measure(const std::filesystem::path& folder, FileKind kind, const char* name) {
    const auto file = folder / name;
    write_sound(file, kind, made_voice({.syllables = 16}), 48'000);
    const RecordingFile recording{file, {}, fingerprint_of(bytes_of_file(file)), 3};
    std::vector<double> first, kept, slower;
    bool fine = true;
    for (int round = 0; round < kRounds; ++round) {
        RecordingCache cache(kRate);
        first.push_back(milliseconds_of([&] { fine = cache.get(recording, 3).ok() && fine; }));
        kept.push_back(milliseconds_of([&] { fine = cache.get(recording, 3).ok() && fine; }));
        slower.push_back(milliseconds_of([&] { fine = cache.get(recording, 1).ok() && fine; }));
    }
    for (const auto& [what, values] : {std::pair{"first", &first}, std::pair{"kept", &kept}, std::pair{"slower", &slower}}) {
        fmt::print("{{\"name\":\"recording_{}_{}_processor\",\"value\":{:.4f},\"unit\":\"ms\"}}\n", name, what, middle(*values));
    }
    return fine;
}

}  // namespace
}  // namespace silverlane::voice

int main() {
    using namespace silverlane::voice;
    const auto folder = std::filesystem::temp_directory_path() / "silverlane_recordings_bench";
    const bool fine = measure(folder, FileKind::flac_24, "flac") && measure(folder, FileKind::wav_16, "wav") && measure(folder, FileKind::opus, "opus");
    std::error_code ignored;
    std::filesystem::remove_all(folder, ignored);
    return fine ? 0 : 1;
}
