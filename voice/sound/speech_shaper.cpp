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

float factor_of(double decibels) { return static_cast<float>(std::pow(10.0, decibels / 20.0)); }

/// The two halves of a Butterworth filter of the fourth order, then the presence.
const std::array<Biquad, 3>& filters() {
    static const std::array<Biquad, 3> kFilters{Biquad::high_pass(kLowestHertz, 0.54119610), Biquad::high_pass(kLowestHertz, 1.30656296),
                                                Biquad::peak(kPresenceHertz, kPresenceQuality, kPresenceDecibels)};
    return kFilters;
}

}  // namespace

void shape_speech(std::vector<std::int16_t>& samples, Presence presence, double gain_decibels) {
    std::vector<float> shaped(samples.begin(), samples.end());
    if (presence == Presence::on) {
        for (const Biquad& filter : filters()) filter.run(shaped);
    }
    const float gain = factor_of(gain_decibels);
    for (float& sample : shaped) sample *= gain;
    limit_peaks(shaped, kFullScale * factor_of(kCeilingDecibels));
    for (std::size_t i = 0; i < samples.size(); ++i) samples[i] = static_cast<std::int16_t>(std::lrint(shaped[i]));
    // It may be a balance.
    for (volatile float* sample = shaped.data(); sample != shaped.data() + shaped.size(); ++sample) *sample = 0.0F;
}

double presence_decibels_at(double hertz) {
    double sum = 0.0;
    for (const Biquad& filter : filters()) sum += filter.decibels_at(hertz);
    return sum;
}

}  // namespace silverlane::voice
