// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: Silverlane contributors
#include "voice/sound/chimes.h"

#include <algorithm>
#include <cmath>
#include <numbers>
#include <string>

#include "voice/sound/sample_format.h"

namespace silverlane::voice {

namespace {

constexpr double kPeak = 32767.0 * 0.5;
constexpr double kEdgeSeconds = 0.008;

/// A sine with raised-cosine edges, dying away towards its end as a struck bar does.
void add_note(std::vector<std::int16_t>& samples, double hertz, double seconds) {
    const auto count = static_cast<std::size_t>(seconds * kSampleRate);
    for (std::size_t i = 0; i < count; ++i) {
        const double t = static_cast<double>(i) / kSampleRate;
        const double edge = std::min({1.0, t / kEdgeSeconds, (seconds - t) / kEdgeSeconds});
        const double soft = 0.5 - 0.5 * std::cos(std::numbers::pi * std::max(edge, 0.0));
        const double decay = std::exp(-1.5 * t / seconds);
        samples.push_back(static_cast<std::int16_t>(kPeak * soft * decay * std::sin(2.0 * std::numbers::pi * hertz * t)));
    }
}

}  // namespace

Result<std::vector<std::int16_t>> chime_samples(std::string_view name) {
    std::vector<std::int16_t> samples;
    if (name == "call") {
        add_note(samples, 880.0, 0.30);
        add_note(samples, 659.3, 0.45);
    } else if (name == "arrival") {
        add_note(samples, 659.3, 0.18);
        add_note(samples, 987.8, 0.28);
    } else if (name == "key") {
        add_note(samples, 1046.5, 0.06);
    } else {
        return Error(ErrorCode::not_found, "no chime " + std::string(name.substr(0, 32)));
    }
    return samples;
}

}  // namespace silverlane::voice
