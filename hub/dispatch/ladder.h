// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: Silverlane contributors
//
// How far an alert that nobody takes has come on its plan. Steps are counted one after the other, and the next one's time is reckoned from
// the step before, so that a clock that jumps forward brings one step and not all of them, and one that jumps back brings none twice.
// Pure; any thread.
#pragma once

#include <optional>

#include "base/clock.h"
#include "hub/dispatch/policy.h"

namespace silverlane::dispatch {

/// Remedies that were taken, over all loops.
struct Progress { int taken = 0; };

/// What comes next. `missed` once after the last loop.
struct NextRung {
    std::optional<Remedy> remedy;    ///< absent: missed
    std::chrono::seconds wait{0};    ///< from the step before (or from raising)
};

/// Nothing when the plan has no ladder, or it is over and was counted.
std::optional<NextRung> next_rung(const Plan& plan, const Caps& caps, Progress progress);

/// A time that was set while the clock was ahead by `ahead`, brought back with it.
std::optional<UtcTime> brought_back(std::optional<UtcTime> time, Milliseconds ahead);

}  // namespace silverlane::dispatch
