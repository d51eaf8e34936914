// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: Silverlane contributors
//
// How often phones, staff and probes of health may ask, what is counted of those turned away, and the one line a minute that tells of them. Terminals have
// no limit: they hold a token of the bank, and what they bring waits with them. Owned by a router; any thread.
#pragma once

#include <array>
#include <atomic>
#include <cstdint>
#include <mutex>
#include <optional>
#include <string_view>

#include "base/clock.h"
#include "base/event_log.h"
#include "hub/http/metrics.h"
#include "hub/http/rate_limit.h"
#include "hub/http/routes.h"

namespace silverlane::http {

class CallerLimits {
public:
    CallerLimits(const Clock& clock, EventLog& log) : clock_(clock), log_(log) {}

    /// Before it is known who calls: takes a try of the address. How long to wait when it has none left.
    std::optional<Milliseconds> at_the_door(const Route& route, const net::Request& request);
    /// Once it is known: takes a try of the phone, or of the member of staff, whatever number of tablets they are signed in on.
    std::optional<Milliseconds> of_caller(const Route& route, const Call& call);
    /// `limited{who="staff"}` and so on, for Metrics.
    [[nodiscard]] NamedCounts counts() const;

private:
    enum class Who { staff, sign_in, probe, phone, phone_opening, phone_address };
    std::optional<Milliseconds> turned_away(Who who, Milliseconds wait, const Route& route, const net::Request& request);

    const Clock& clock_;
    EventLog& log_;
    // Two hands do not reach ten taps a second, and a page that comes back from a lost network sends what waited and reads its lists.
    RateLimit staff_{{300, 20}};
    // A branch that opens signs in within minutes, perhaps from one address. Checking a PIN is slow on purpose.
    RateLimit sign_ins_{{60, 1}};
    // Each writes a row to see whether that is possible.
    RateLimit probes_{{30, 2}};
    // A branch's phones may all come from one address, that of its guest network.
    RateLimit phones_by_address_{{300, 50}};
    RateLimit openings_by_address_{{60, 5}};
    RateLimit openings_by_network_{{240, 20}};   ///< for whoever takes many addresses of one network
    RateLimit phones_{{60, 2}};
    std::array<std::atomic<std::uint64_t>, 6> limited_{};   ///< by Who
    std::mutex telling_;
    std::uint64_t untold_ = 0;
    MonotonicTime next_told_{};
};

}  // namespace silverlane::http
