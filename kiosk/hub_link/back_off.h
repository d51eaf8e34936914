// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: Silverlane contributors
//
// How long to leave a failing hub alone: doubles from `first` to `longest`, and a random half is taken off, so that forty kiosks that lost
// the hub together do not come back together. Owned by one loop; it neither waits nor reads a clock.
#pragma once

#include "base/clock.h"
#include "base/random_source.h"

namespace silverlane::hub_link {

class BackOff {
public:
    BackOff(Milliseconds first, Milliseconds longest, RandomSource& random) : first_(first), longest_(longest), random_(random) {}

    /// The wait before the next attempt: between half of and the whole current step; the step then doubles.
    Milliseconds failed();
    /// The next failure begins with `first` again.
    void succeeded() { step_ = Milliseconds{0}; }

private:
    Milliseconds first_;
    Milliseconds longest_;
    RandomSource& random_;
    Milliseconds step_{0};
};

}  // namespace silverlane::hub_link
