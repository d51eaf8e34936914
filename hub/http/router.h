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
    void note(const net::Request& request, const net::Answer& answer);
    Services services_;
    std::array<std::atomic<std::uint64_t>, 6> answers_{};   ///< by the status' first digit; 0 = became a stream
};

}  // namespace silverlane::http
