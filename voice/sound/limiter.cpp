// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: Silverlane contributors
#include "voice/sound/limiter.h"

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <deque>

#include "voice/sound/sample_format.h"

namespace silverlane::voice {

namespace {

constexpr auto kAhead = static_cast<std::size_t>(kLimiterLookAheadSeconds * kSampleRate);

/// For each moment from kAhead before the phrase to its end, the smallest factor that any of the next kAhead samples needs.
std::vector<float> factors_ahead(const std::vector<float>& samples, float ceiling) {
    std::vector<float> factors(samples.size() + kAhead);
    std::deque<std::size_t> smallest;  // indices of samples, their needs growing from front to back
    const auto need = [&](std::size_t i) { return std::min(1.0F, ceiling / std::max(std::abs(samples[i]), ceiling)); };
    for (std::size_t end = 0; end < factors.size(); ++end) {
        if (end < samples.size()) {
            while (!smallest.empty() && need(smallest.back()) >= need(end)) smallest.pop_back();
            smallest.push_back(end);
        }
        while (!smallest.empty() && smallest.front() + kAhead < end) smallest.pop_front();
        factors[end] = smallest.empty() ? 1.0F : need(smallest.front());
    }
    return factors;
}

}  // namespace

void limit_peaks(std::vector<float>& samples, float ceiling) {
    const auto loud = [ceiling](float sample) { return std::abs(sample) > ceiling; };
    if (std::none_of(samples.begin(), samples.end(), loud)) return;
    std::vector<float> factors = factors_ahead(samples, ceiling);
    const auto back = static_cast<float>(1.0 - std::exp(-1.0 / (kLimiterReleaseSeconds * kSampleRate)));
    float level = 1.0F;
    for (float& factor : factors) {
        level = factor < level ? factor : level + (factor - level) * back;
        factor = level;
    }
    // The mean of the kAhead + 1 factors up to here: a straight way down to each peak. Every one of them is at most what the sample under
    // it needs, and so is their mean.
    double sum = 0.0;
    for (std::size_t i = 0; i < kAhead; ++i) sum += static_cast<double>(factors[i]);
    for (std::size_t i = 0; i < samples.size(); ++i) {
        sum += static_cast<double>(factors[i + kAhead]);
        const auto mean = static_cast<float>(sum / static_cast<double>(kAhead + 1));
        samples[i] = std::clamp(samples[i] * mean, -ceiling, ceiling);  // the last bit of a rounding
        sum -= static_cast<double>(factors[i]);
    }
}

}  // namespace silverlane::voice
