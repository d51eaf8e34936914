// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: Silverlane contributors
//
// The only source of time. Handed to whatever needs it; nothing outside base/ asks the machine. UtcTime is for what is stored and
// compared between machines; MonotonicTime for durations, because wall clocks jump. All clocks may be read from any thread.
#pragma once

#include <atomic>
#include <chrono>
#include <cstdint>
#include <string>
#include <string_view>

#include "base/result.h"

namespace silverlane {

using Milliseconds = std::chrono::milliseconds;
using UtcTime = std::chrono::sys_time<Milliseconds>;

/// Time since an arbitrary start; never goes back.
struct MonotonicTime {
    Milliseconds since_start{0};
    auto operator<=>(const MonotonicTime&) const = default;
    friend Milliseconds operator-(MonotonicTime a, MonotonicTime b) { return a.since_start - b.since_start; }
    friend MonotonicTime operator+(MonotonicTime a, Milliseconds b) { return {a.since_start + b}; }
};

class Clock {
public:
    virtual ~Clock() = default;
    [[nodiscard]] virtual UtcTime now() const = 0;
    [[nodiscard]] virtual MonotonicTime monotonic() const = 0;
};

class SystemClock final : public Clock {
public:
    [[nodiscard]] UtcTime now() const override;
    [[nodiscard]] MonotonicTime monotonic() const override;
};

/// The machine's clock plus an offset that a test or the kiosk's control socket turns forward.
class AdvanceableClock final : public Clock {
public:
    [[nodiscard]] UtcTime now() const override { return system_.now() + offset(); }
    [[nodiscard]] MonotonicTime monotonic() const override { return system_.monotonic() + offset(); }
    void advance(Milliseconds by) { offset_ms_ += by.count(); }

private:
    [[nodiscard]] Milliseconds offset() const { return Milliseconds{offset_ms_.load()}; }
    SystemClock system_;
    std::atomic<std::int64_t> offset_ms_{0};
};

/// Stands still until told. For tests, replay and the audit.
class ManualClock final : public Clock {
public:
    explicit ManualClock(UtcTime start) : utc_ms_(start.time_since_epoch().count()) {}
    [[nodiscard]] UtcTime now() const override { return UtcTime{Milliseconds{utc_ms_.load()}}; }
    [[nodiscard]] MonotonicTime monotonic() const override { return {Milliseconds{monotonic_ms_.load()}}; }
    void advance(Milliseconds by) { utc_ms_ += by.count(); monotonic_ms_ += by.count(); }
    /// The wall clock jumps (a correction by NTP); monotonic time does not move.
    void jump_to(UtcTime time) { utc_ms_ = time.time_since_epoch().count(); }

private:
    std::atomic<std::int64_t> utc_ms_;
    std::atomic<std::int64_t> monotonic_ms_{0};
};

/// "2026-11-21T22:00:00.000Z" (RFC 3339, always UTC with milliseconds).
std::string to_rfc3339(UtcTime time);

/// Accepts RFC 3339, and the zone forms "+0000" and "+00:00" with or without fractions of a second.
Result<UtcTime> parse_rfc3339(std::string_view text);

/// The branch's wall clock: UTC plus a fixed offset (China has one zone and no summer time). Carried in configuration, not taken from
/// the machine, so that "today" means the same on hub and kiosk.
class BranchCalendar {
public:
    explicit BranchCalendar(std::chrono::minutes utc_offset) : offset_(utc_offset) {}
    /// The service day, "2026-11-22".
    [[nodiscard]] std::string day(UtcTime time) const;
    /// Year, month and day of the service day.
    [[nodiscard]] std::chrono::year_month_day date(UtcTime time) const;
    /// Minutes since local midnight.
    [[nodiscard]] int minute_of_day(UtcTime time) const;

private:
    std::chrono::minutes offset_;
};

}  // namespace silverlane
