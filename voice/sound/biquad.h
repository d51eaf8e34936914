// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: Silverlane contributors
//
// Second-order filters over a whole phrase: the equaliser of voice/sound/speech_shaper is made of them. Values; any thread, one object a
// thread. Not for the audio callback, although nothing in it would forbid that.
#pragma once

#include <vector>

namespace silverlane::voice {

/// One filter at kSampleRate. Formulas: R. Bristow-Johnson, "Cookbook formulae for audio EQ biquad filter coefficients".
class Biquad {
public:
    /// Falls by 12 dB an octave below `hertz`; `quality` 0.707 is the flattest.
    static Biquad high_pass(double hertz, double quality);
    /// Raises (or lowers) a band around `hertz` by `decibels` at its centre; a smaller `quality` is a wider band.
    static Biquad peak(double hertz, double quality, double decibels);

    /// Filters in place, beginning in silence.
    void run(std::vector<float>& samples) const;

    /// What a tone of this frequency is raised by, in decibels; for tests and tables.
    [[nodiscard]] double decibels_at(double hertz) const;

private:
    Biquad(double b0, double b1, double b2, double a0, double a1, double a2);

    double b0_, b1_, b2_, a1_, a2_;  ///< divided by a0
};

}  // namespace silverlane::voice
