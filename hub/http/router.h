// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: Silverlane contributors
//
// Takes a request to its route: finds it in the table of its door, establishes who calls, runs the handler, counts and logs the answer. The
// top of every request, so the one place of the hub that catches whatever was thrown. One for each listener, owned by the hub's program,
// called on request threads.
#pragma once

#include <array>
#include <atomic>
#include <cstdint>
#include <string_view>

#include "hub/http/metrics.h"
#include "hub/http/caller_limits.h"
#include "hub/http/routes.h"
#include "hub/http/services.h"
#include "net/http_message.h"
#include "net/http_server.h"

namespace silverlane::http {

class Router {
public:
    explicit Router(Services services, Door door = Door::house) : services_(services), door_(door), limits_(services.clock, services.log) {}
    /// Always a valid HTTP answer; 500 means a bug.
    net::Answer answer(const net::Request& request);
    /// `answers{status="2xx"}`, `limited{who="staff"}` and so on, for Metrics.
    [[nodiscard]] NamedCounts counts() const;

private:
    struct Outcome {
        net::Answer answer;
        bool limited = false;   ///< turned away by a rate, which `limits_` has counted and told
    };
    Outcome dispatch(const net::Request& request);
    Outcome run(const Route& route, Call& call);
    net::Answer let_in(const Route& route, const Call& call);
    void note(const net::Request& request, const Outcome& outcome);
    [[nodiscard]] std::string_view pattern_of(std::string_view path) const;
    [[nodiscard]] bool may_log_refusal();
    Services services_;
    const Door door_;
    CallerLimits limits_;
    std::atomic<int> signing_in_{0};
    std::atomic<std::int64_t> next_refusal_logged_ms_{0};   ///< monotonic
    std::array<std::atomic<std::uint64_t>, 6> answers_{};   ///< by the status' first digit; 0 = became a stream
};

}  // namespace silverlane::http
