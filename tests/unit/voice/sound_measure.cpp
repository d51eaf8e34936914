// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: Silverlane contributors
#include "sound_measure.h"

#include <ebur128.h>

#include <algorithm>
#include <cmath>
#include <complex>
#include <fstream>
#include <iterator>
#include <numbers>

#include "voice/sound/sample_format.h"

namespace silverlane::voice {

namespace {

constexpr double kFullScale = 32768.0;
constexpr std::size_t kWindow = 4096;

double in_decibels(double power) { return power > 0.0 ? 10.0 * std::log10(power) : -200.0; }

/// In place, radix two. Multiplied by hand: the library's complex product looks for infinities in every one.
void transform(std::vector<std::complex<double>>& values) {
    for (std::size_t i = 1, j = 0; i < values.size(); ++i) {
        std::size_t bit = values.size() >> 1U;
        for (; (j & bit) != 0; bit >>= 1U) j ^= bit;
        j ^= bit;
        if (i < j) std::swap(values[i], values[j]);
    }
    static const std::vector<std::complex<double>> kTurns = [] {
        std::vector<std::complex<double>> turns;
        for (std::size_t i = 0; i < kWindow / 2; ++i) turns.push_back(std::polar(1.0, -2.0 * std::numbers::pi * static_cast<double>(i) / kWindow));
        return turns;
    }();
    for (std::size_t length = 2; length <= values.size(); length <<= 1U) {
        for (std::size_t i = 0; i < values.size(); i += length) {
            for (std::size_t j = 0; j < length / 2; ++j) {
                const auto turn = kTurns[j * (kWindow / length)];
                const auto even = values[i + j];
                const auto odd = values[i + j + length / 2];
                const std::complex<double> turned(odd.real() * turn.real() - odd.imag() * turn.imag(), odd.real() * turn.imag() + odd.imag() * turn.real());
                values[i + j] = even + turned;
                values[i + j + length / 2] = even - turned;
            }
        }
    }
}

/// Mean power of each frequency over the whole (Welch's method, Hann windows, half overlapping), full scale sine 0.5.
std::vector<double> power_spectrum(const Samples& samples) {
    std::vector<double> power(kWindow / 2 + 1, 0.0);
    Samples padded = samples;
    padded.resize(std::max(samples.size(), kWindow), 0);
    std::size_t windows = 0;
    std::vector<std::complex<double>> block(kWindow);
    for (std::size_t at = 0; at + kWindow <= padded.size(); at += kWindow / 2, ++windows) {
        for (std::size_t i = 0; i < kWindow; ++i) {
            const double hann = 0.5 - 0.5 * std::cos(2.0 * std::numbers::pi * static_cast<double>(i) / kWindow);
            block[i] = hann * static_cast<double>(padded[at + i]) / kFullScale;
        }
        transform(block);
        for (std::size_t i = 0; i < power.size(); ++i) power[i] += std::norm(block[i]);
    }
    // The Hann window passes 3/8 of the power; both halves of the spectrum count.
    for (double& value : power) value *= 2.0 / (0.375 * static_cast<double>(kWindow) * static_cast<double>(kWindow) * static_cast<double>(windows));
    return power;
}

double power_between(const std::vector<double>& power, double from_hertz, double to_hertz) {
    const double step = static_cast<double>(kSampleRate) / kWindow;
    double sum = 0.0;
    for (std::size_t i = 0; i < power.size(); ++i) {
        const double hertz = static_cast<double>(i) * step;
        if (hertz >= from_hertz && hertz < to_hertz) sum += power[i];
    }
    return sum;
}

}  // namespace

Samples read_recording(const std::string& path) {
    std::ifstream file(path, std::ios::binary);
    const std::string bytes{std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>()};
    Samples samples;
    for (std::size_t i = 44; i + 1 < bytes.size(); i += 2) {
        samples.push_back(static_cast<std::int16_t>(static_cast<std::uint8_t>(bytes[i]) | static_cast<std::uint8_t>(bytes[i + 1]) << 8));
    }
    return samples;
}

double level_of(const Samples& samples) {
    double sum = 0.0;
    for (const auto sample : samples) sum += static_cast<double>(sample) * static_cast<double>(sample) / (kFullScale * kFullScale);
    return samples.empty() ? -200.0 : in_decibels(sum / static_cast<double>(samples.size()));
}

double peak_of(const Samples& samples) {
    double peak = 0.0;
    for (const auto sample : samples) peak = std::max(peak, std::abs(static_cast<double>(sample)) / kFullScale);
    return peak;
}

double true_peak_of(const Samples& samples) {
    ebur128_state* state = ebur128_init(1, kSampleRate, EBUR128_MODE_TRUE_PEAK);
    ebur128_add_frames_short(state, samples.data(), samples.size());
    double peak = 0.0;
    ebur128_true_peak(state, 0, &peak);
    ebur128_destroy(&state);
    return peak;
}

double loudness_of(const Samples& samples) {
    ebur128_state* state = ebur128_init(1, kSampleRate, EBUR128_MODE_I);
    ebur128_add_frames_short(state, samples.data(), samples.size());
    double loudness = -200.0;
    ebur128_loudness_global(state, &loudness);
    ebur128_destroy(&state);
    return loudness;
}

std::array<double, kBands.size()> spectrum_of(const Samples& samples) {
    const auto power = power_spectrum(samples);
    const double half_a_band = std::pow(2.0, 1.0 / 6.0);
    std::array<double, kBands.size()> levels{};
    for (std::size_t i = 0; i < kBands.size(); ++i) levels[i] = in_decibels(power_between(power, kBands[i] / half_a_band, kBands[i] * half_a_band));
    return levels;
}

double share_between(const Samples& samples, double from_hertz, double to_hertz) {
    const auto power = power_spectrum(samples);
    return power_between(power, from_hertz, to_hertz) / power_between(power, 0.0, kSampleRate);
}

double pitch_of(const Samples& samples) {
    constexpr std::size_t kFrame = 1024;
    constexpr std::size_t kShortestLag = kSampleRate / 320;
    constexpr std::size_t kLongestLag = kSampleRate / 60;
    std::vector<double> found;
    for (std::size_t at = 0; at + kFrame + kLongestLag < samples.size(); at += kFrame / 2) {
        const auto correlation = [&](std::size_t lag) {
            double sum = 0.0;
            for (std::size_t i = at; i < at + kFrame; ++i) sum += static_cast<double>(samples[i]) * static_cast<double>(samples[i + lag]);
            return sum;
        };
        const double energy = correlation(0);
        if (energy < 1e8) continue;
        std::size_t best = 0;
        double most = 0.6 * energy;
        for (std::size_t lag = kShortestLag; lag <= kLongestLag; ++lag) {
            const double value = correlation(lag);
            if (value <= most) continue;
            most = value;
            best = lag;
        }
        if (best > 0) found.push_back(static_cast<double>(kSampleRate) / static_cast<double>(best));
    }
    if (found.empty()) return 0.0;
    std::nth_element(found.begin(), found.begin() + static_cast<std::ptrdiff_t>(found.size() / 2), found.end());
    return found[found.size() / 2];
}

double longest_pause(const Samples& samples) {
    constexpr int kQuiet = 33;  // -60 dBFS
    std::size_t last_sound = samples.size();
    std::size_t longest = 0;
    for (std::size_t i = 0; i < samples.size(); ++i) {
        if (std::abs(static_cast<int>(samples[i])) < kQuiet) continue;
        if (last_sound < i) longest = std::max(longest, i - last_sound);
        last_sound = i;
    }
    return static_cast<double>(longest) / kSampleRate;
}

}  // namespace silverlane::voice
