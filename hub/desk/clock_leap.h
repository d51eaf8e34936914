// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: Silverlane contributors
//
// Whether the wall clock is to be believed for what cannot be undone. A clock that leaps ahead would close the day and delete what is kept for
// days; when it is put right, that is gone. So for a while after a leap nothing is closed, ended or deleted, and neither after a start by a clock
// that does not go with the newest time that is written down: a dead battery, a date set wrong. A value; one thread.
#pragma once

#include <optional>

#include "base/clock.h"

namespace silverlane::desk {

class ClockLeap {
public:
    /// `held`: how long after a leap nothing is believed; 0 believes every clock at once.
    explicit ClockLeap(Milliseconds held) : held_(held) {}

    /// Once, at the start: `newest` is the newest time that was written down by a clock that was believed; nothing where there is none yet. A clock
    /// behind it is wrong; one that is further ahead than a weekend of a switched-off hub may be, or the hub was away for longer: both wait.
    void start(const Clock& clock, std::optional<UtcTime> newest) {
        constexpr std::chrono::hours kSwitchedOff{36};
        if (held_.count() <= 0 || !newest) return;
        const auto ahead = clock.now() - *newest;
        if (ahead < -kOrdinaryStep || ahead > kSwitchedOff) until_ = clock.monotonic() + held_;
    }

    /// To be asked at every run of the jobs. True while the wall clock, against the monotonic one, has gone ahead by more than a minute within
    /// the time `held`. A machine that slept looks the same, and waits the same.
    [[nodiscard]] bool holds(const Clock& clock) {
        const auto now = clock.now();
        const auto monotonic = clock.monotonic();
        if (held_.count() > 0 && last_now_ && (now - *last_now_) - (monotonic - last_monotonic_) > kOrdinaryStep) until_ = monotonic + held_;
        last_now_ = now;
        last_monotonic_ = monotonic;
        return until_ && monotonic < *until_;
    }

private:
    static constexpr Milliseconds kOrdinaryStep{60'000};
    Milliseconds held_;
    std::optional<UtcTime> last_now_;
    MonotonicTime last_monotonic_{};
    std::optional<MonotonicTime> until_;
};

}  // namespace silverlane::desk
