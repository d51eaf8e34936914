// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: Silverlane contributors
//
// Takes a request to its route: finds it in the table, establishes who calls, runs the handler, counts and logs the answer. The top of
// every request, so the one place of the hub that catches whatever was thrown. Owned by the hub's program, called on request threads.
#pragma once

#include <array>
#include <atomic>
#include <cstdint>

#include "hub/http/metrics.h"
#include "hub/http/rate_limit.h"
#include "hub/http/routes.h"
#include "hub/http/services.h"
#include "net/http_message.h"
#include "net/http_server.h"

namespace silverlane::http {

class Router {
public:
    explicit Router(Services services) : services_(services) {}
    /// Always a valid HTTP answer; 500 means a bug.
    net::Answer answer(const net::Request& request);
    /// `answers{status="2xx"}` and so on, for Metrics.
    [[nodiscard]] NamedCounts counts() const;

private:
    net::Answer dispatch(const net::Request& request);
    net::Answer let_in(const Route& route, const Call& call);
    /// Counts a phone's try; too_many when this address or session has had enough of them for the moment.
    Result<void> count_phone(const Route& route, const Call& call);
    void note(const net::Request& request, const net::Answer& answer);
    [[nodiscard]] bool may_log_refusal();
    Services services_;
    std::atomic<int> signing_in_{0};
    // A branch's phones may all come from one address, that of its guest network.
    RateLimit phones_by_address_{{300, 50}};
    RateLimit openings_by_address_{{60, 5}};
    RateLimit phones_by_session_{{60, 2}};
    std::atomic<std::int64_t> next_refusal_logged_ms_{0};   ///< monotonic
    std::array<std::atomic<std::uint64_t>, 6> answers_{};   ///< by the status' first digit; 0 = became a stream
};

}  // namespace silverlane::http
