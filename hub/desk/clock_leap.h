// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: Silverlane contributors
//
// Whether the wall clock is to be believed for what cannot be undone. A clock that leaps ahead would close the day and delete what is kept for
// days; when it is put right, that is gone. So for a while after a leap nothing is closed and nothing deleted. A value; one thread.
#pragma once

#include <optional>

#include "base/clock.h"

namespace silverlane::desk {

class ClockLeap {
public:
    /// `held`: how long after a leap nothing is believed; 0 believes every clock at once.
    explicit ClockLeap(Milliseconds held) : held_(held) {}

    /// To be asked at every run of the jobs. True while the wall clock, against the monotonic one, has gone ahead by more than a minute within
    /// the time `held`. A machine that slept looks the same, and waits the same.
    [[nodiscard]] bool holds(const Clock& clock) {
        constexpr Milliseconds kOrdinaryStep{60'000};
        const auto now = clock.now();
        const auto monotonic = clock.monotonic();
        if (held_.count() > 0 && last_now_ && (now - *last_now_) - (monotonic - last_monotonic_) > kOrdinaryStep) until_ = monotonic + held_;
        last_now_ = now;
        last_monotonic_ = monotonic;
        return until_ && monotonic < *until_;
    }

private:
    Milliseconds held_;
    std::optional<UtcTime> last_now_;
    MonotonicTime last_monotonic_{};
    std::optional<MonotonicTime> until_;
};

}  // namespace silverlane::desk
