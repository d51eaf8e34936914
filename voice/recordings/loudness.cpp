// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: Silverlane contributors
#include "voice/recordings/loudness.h"

#include <ebur128.h>

#include <algorithm>
#include <cmath>
#include <memory>
#include <vector>

namespace silverlane::voice {

namespace {

struct Destroy {
    void operator()(ebur128_state* state) const { ebur128_destroy(&state); }
};

std::unique_ptr<ebur128_state, Destroy> measuring(int samples_per_second, int mode) {
    return std::unique_ptr<ebur128_state, Destroy>(ebur128_init(1, static_cast<unsigned long>(samples_per_second), mode));
}

constexpr double kQuietest = -120.0;  ///< dBFS, in the place of minus infinity

double decibels(double mean_square) { return mean_square > 0.0 ? std::max(kQuietest, 10.0 * std::log10(mean_square)) : kQuietest; }

/// Levels of blocks of 10 ms, in dBFS.
std::vector<double> block_levels(std::span<const float> samples, std::size_t block) {
    std::vector<double> levels;
    for (std::size_t begin = 0; begin < samples.size(); begin += block) {
        const auto part = samples.subspan(begin, std::min(block, samples.size() - begin));
        double sum = 0.0;
        for (const float sample : part) sum += static_cast<double>(sample) * static_cast<double>(sample);
        levels.push_back(decibels(sum / static_cast<double>(part.size())));
    }
    return levels;
}

double share_of(std::vector<double> levels, double share) {
    if (levels.empty()) return kQuietest;
    const auto at = levels.begin() + static_cast<std::ptrdiff_t>(share * static_cast<double>(levels.size() - 1));
    std::nth_element(levels.begin(), at, levels.end());
    return *at;
}

std::size_t block_of(int samples_per_second) { return static_cast<std::size_t>(std::max(1, samples_per_second / 100)); }

}  // namespace

Result<Loudness> measure_loudness(std::span<const float> samples, int samples_per_second) {
    const SilenceAtEnds ends = silence_at_ends(samples, samples_per_second);
    if (ends.leading == samples.size()) return Error(ErrorCode::invalid_input, "nothing can be heard in it");
    const auto speech = samples.subspan(ends.leading, samples.size() - ends.leading - ends.trailing);
    // A click is not speech, and has no level.
    constexpr std::size_t kShortestPerSecond = 20;
    if (speech.size() < static_cast<std::size_t>(samples_per_second) / kShortestPerSecond) return Error(ErrorCode::invalid_input, "nothing can be heard in it but a click");
    // Peaks are looked for once, between the samples too, which takes the most time; loudness over as many repetitions as make seven blocks,
    // so that the measure does not hang on where a block begins.
    const auto peaks = measuring(samples_per_second, EBUR128_MODE_TRUE_PEAK);
    const auto level = measuring(samples_per_second, EBUR128_MODE_I);
    bool done = peaks && level && ebur128_add_frames_float(peaks.get(), speech.data(), speech.size()) == EBUR128_SUCCESS;
    const std::size_t least = static_cast<std::size_t>(samples_per_second) * 3 / 2;
    for (std::size_t measured = 0; done && (measured == 0 || measured < least); measured += speech.size()) {
        done = ebur128_add_frames_float(level.get(), speech.data(), speech.size()) == EBUR128_SUCCESS;
    }
    if (!done) return Error(ErrorCode::unsupported, "its loudness cannot be measured");
    Loudness loudness;
    double peak = 0.0;
    done = ebur128_loudness_global(level.get(), &loudness.lufs) == EBUR128_SUCCESS && ebur128_true_peak(peaks.get(), 0, &peak) == EBUR128_SUCCESS;
    if (!done || !std::isfinite(loudness.lufs) || peak <= 0.0) return Error(ErrorCode::invalid_input, "nothing can be heard in it");
    loudness.peak_dbtp = 20.0 * std::log10(peak);
    return loudness;
}

SilenceAtEnds silence_at_ends(std::span<const float> samples, int samples_per_second) {
    constexpr double kBelowSpeech = 40.0;
    constexpr double kAlwaysSilent = -65.0;
    const std::size_t block = block_of(samples_per_second);
    const auto levels = block_levels(samples, block);
    // The loud parts of speech; a single click is not speech.
    const double threshold = std::max(share_of(levels, 0.95) - kBelowSpeech, kAlwaysSilent);
    const auto sounds = [&](double level) { return level > threshold; };
    const auto first = std::find_if(levels.begin(), levels.end(), sounds);
    if (first == levels.end()) return {samples.size(), 0};
    const auto last = std::find_if(levels.rbegin(), levels.rend(), sounds);
    const auto end = static_cast<std::size_t>(levels.rend() - last) * block;
    return {static_cast<std::size_t>(first - levels.begin()) * block, samples.size() - std::min(end, samples.size())};
}

double noise_floor_dbfs(std::span<const float> samples, int samples_per_second) {
    return share_of(block_levels(samples, block_of(samples_per_second)), 0.1);
}

std::size_t clipped_places(std::span<const float> samples) {
    constexpr float kFullScale = 0.999F;
    std::size_t places = 0;
    std::size_t run = 0;
    for (const float sample : samples) {
        run = std::abs(sample) >= kFullScale ? run + 1 : 0;
        if (run == 3) ++places;
    }
    return places;
}

}  // namespace silverlane::voice
