// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: Silverlane contributors
#include "voice/sound/speech_shaper.h"

#include <array>
#include <cmath>
#include <cstddef>

#include "voice/sound/biquad.h"
#include "voice/sound/limiter.h"

namespace silverlane::voice {

namespace {

constexpr float kFullScale = 32768.0F;

/// Keeps the loudness (EBU R128) of both languages' prompts where the synthesiser had it; speech_shaper_test measures it.
constexpr double kMakeUpDecibels = 0.0;

float factor_of(double decibels) { return static_cast<float>(std::pow(10.0, decibels / 20.0)); }

/// The two halves of a Butterworth filter of the fourth order, then the presence.
const std::array<Biquad, 3>& filters() {
    static const std::array<Biquad, 3> kFilters{Biquad::high_pass(kLowestHertz, 0.54119610), Biquad::high_pass(kLowestHertz, 1.30656296),
                                                Biquad::peak(kPresenceHertz, kPresenceQuality, kPresenceDecibels)};
    return kFilters;
}

}  // namespace

void shape_speech(std::vector<std::int16_t>& samples, Presence presence) {
    if (presence == Presence::off) return;
    std::vector<float> shaped(samples.begin(), samples.end());
    for (const Biquad& filter : filters()) filter.run(shaped);
    const float make_up = factor_of(kMakeUpDecibels);
    for (float& sample : shaped) sample *= make_up;
    limit_peaks(shaped, kFullScale * factor_of(kCeilingDecibels));
    for (std::size_t i = 0; i < samples.size(); ++i) samples[i] = static_cast<std::int16_t>(std::lrint(shaped[i]));
    // It may be a balance.
    for (volatile float* sample = shaped.data(); sample != shaped.data() + shaped.size(); ++sample) *sample = 0.0F;
}

double presence_decibels_at(double hertz) {
    double sum = kMakeUpDecibels;
    for (const Biquad& filter : filters()) sum += filter.decibels_at(hertz);
    return sum;
}

}  // namespace silverlane::voice
