// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: Silverlane contributors
#include "voice/sound/biquad.h"

#include <cmath>
#include <complex>
#include <numbers>

#include "voice/sound/sample_format.h"

namespace silverlane::voice {

namespace {

double turn_of(double hertz) { return 2.0 * std::numbers::pi * hertz / kSampleRate; }

}  // namespace

Biquad::Biquad(double b0, double b1, double b2, double a0, double a1, double a2)
    : b0_(b0 / a0), b1_(b1 / a0), b2_(b2 / a0), a1_(a1 / a0), a2_(a2 / a0) {}

Biquad Biquad::high_pass(double hertz, double quality) {
    const double cosine = std::cos(turn_of(hertz));
    const double alpha = std::sin(turn_of(hertz)) / (2.0 * quality);
    return {(1.0 + cosine) / 2.0, -(1.0 + cosine), (1.0 + cosine) / 2.0, 1.0 + alpha, -2.0 * cosine, 1.0 - alpha};
}

Biquad Biquad::peak(double hertz, double quality, double decibels) {
    const double root = std::pow(10.0, decibels / 40.0);
    const double cosine = std::cos(turn_of(hertz));
    const double alpha = std::sin(turn_of(hertz)) / (2.0 * quality);
    return {1.0 + alpha * root, -2.0 * cosine, 1.0 - alpha * root, 1.0 + alpha / root, -2.0 * cosine, 1.0 - alpha / root};
}

void Biquad::run(std::vector<float>& samples) const {
    // Transposed direct form II: two memories, and well behaved in floating point.
    double first = 0.0;
    double second = 0.0;
    for (float& sample : samples) {
        const double in = sample;
        const double out = b0_ * in + first;
        first = b1_ * in - a1_ * out + second;
        second = b2_ * in - a2_ * out;
        sample = static_cast<float>(out);
    }
}

double Biquad::decibels_at(double hertz) const {
    const std::complex<double> back = std::polar(1.0, -turn_of(hertz));
    const std::complex<double> above = b0_ + b1_ * back + b2_ * back * back;
    const std::complex<double> below = 1.0 + a1_ * back + a2_ * back * back;
    return 20.0 * std::log10(std::abs(above / below));
}

}  // namespace silverlane::voice
