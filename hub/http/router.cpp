// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: Silverlane contributors
#include "hub/http/router.h"

#include <exception>
#include <string_view>
#include <variant>

#include "hub/http/answers.h"
#include "hub/http/authentication.h"
#include "hub/http/routes.h"

namespace silverlane::http {
namespace {

/// A PIN is slow to check on purpose, and anybody may ask for one to be checked. This many at once leave most of the request pool to
/// those who are known: a call for help is answered while somebody tries PINs by the hundred.
constexpr int kMostSignInsAtOnce = 4;
/// Whoever is unknown must not fill the disk either; every answer is counted, so that nothing is lost by a line that is not written.
constexpr Milliseconds kBetweenRefusalLines{1'000};

/// Fills in who calls, or says why they may not.
Result<void> establish_caller(const Services& services, const Route& route, Call& call) {
    const bool changes = route.method != "GET";
    if (route.caller == Caller::terminal) {
        Result<desk::Terminal> terminal = terminal_of(services.desk, call.request);
        if (!terminal.ok()) return terminal.error();
        call.terminal = std::move(*terminal);
        return changes ? require_json_or_nothing(call.request) : Result<void>{};
    }
    if (route.caller == Caller::phone || route.caller == Caller::phone_newcomer) {
        if (changes) {
            Result<void> own = refuse_forged(call.request);
            if (!own.ok()) return own;
        }
        if (route.caller == Caller::phone_newcomer) return {};
        Result<desk::PhoneSession> phone = phone_of(services.desk, call.request);
        if (!phone.ok()) return phone.error();
        call.phone = std::move(*phone);
        return {};
    }
    if (route.caller == Caller::staff || route.caller == Caller::newcomer) {
        if (changes) {
            Result<void> own = refuse_forged(call.request);
            if (!own.ok()) return own;
        }
        if (route.caller == Caller::newcomer) return {};
        Result<desk::Session> session = session_of(services.desk, call.request);
        if (!session.ok()) return session.error();
        call.session = std::move(*session);
        call.session->device = device_of(call.request);
    }
    return {};
}

net::Answer refused(const Error& error) {
    return error.code() == ErrorCode::unsupported ? error_answer(415, error) : error_answer(error);
}

}  // namespace

/// The pattern a path belongs to, for the log: paths themselves may hold identifiers.
std::string_view Router::pattern_of(std::string_view path) const {
    for (const Route& route : all_routes()) {
        if (door_of(route.caller) == door_ && match(route.pattern, path)) return route.pattern;
    }
    return "none";
}

Router::Outcome Router::dispatch(const net::Request& request) {
    std::string allowed;
    for (const Route& route : all_routes()) {
        if (door_of(route.caller) != door_) continue;
        std::optional<std::string> id = match(route.pattern, request.path);
        if (!id) continue;
        if (route.method != request.method) {
            allowed += (allowed.empty() ? "" : ", ") + std::string(route.method);
            continue;
        }
        Call call{request, std::move(*id), std::nullopt, std::nullopt};
        return run(route, call);
    }
    if (allowed.empty()) return {no_such_path()};
    net::Response response = error_answer(405, Error(ErrorCode::unsupported, "this path takes " + allowed));
    response.headers.add("Allow", allowed);
    return {std::move(response)};
}

Router::Outcome Router::run(const Route& route, Call& call) {
    if (const auto wait = limits_.at_the_door(route, call.request)) {
        // At the sign-in 429 has a meaning of its own: this number is locked.
        if (route.caller == Caller::newcomer) return {error_answer(Error(ErrorCode::unavailable, "too many sign in from this address")), true};
        return {come_again(*wait), true};
    }
    const Result<void> established = establish_caller(services_, route, call);
    if (!established.ok()) return {refused(established.error())};
    if (const auto wait = limits_.of_caller(route, call)) return {come_again(*wait), true};
    return {route.caller == Caller::newcomer ? let_in(route, call) : route.handler(services_, call)};
}

net::Answer Router::let_in(const Route& route, const Call& call) {
    struct Place {
        explicit Place(std::atomic<int>& taken) : taken_(taken), number_(++taken) {}
        ~Place() { --taken_; }
        Place(const Place&) = delete;
        Place& operator=(const Place&) = delete;
        std::atomic<int>& taken_;
        const int number_;
    };
    const Place place(signing_in_);
    if (place.number_ > kMostSignInsAtOnce) return error_answer(Error(ErrorCode::unavailable, "too many are signing in at this moment"));
    return route.handler(services_, call);
}

net::Answer Router::answer(const net::Request& request) {
    Outcome outcome = [&]() -> Outcome {
        try {
            return dispatch(request);
        } catch (const std::exception& fault) {
            services_.log.write(LogEvent(LogLevel::error, "request_faulted").with("route", pattern_of(request.path)).with("what", fault.what()));
        } catch (...) {
            services_.log.write(LogEvent(LogLevel::error, "request_faulted").with("route", pattern_of(request.path)).with("what", "unknown"));
        }
        return {error_answer(Error(ErrorCode::corrupt, "the handler failed"))};
    }();
    note(request, outcome);
    return std::move(outcome.answer);
}

void Router::note(const net::Request& request, const Outcome& outcome) {
    const auto* response = std::get_if<net::Response>(&outcome.answer);
    const int status = response == nullptr ? 0 : response->status;
    answers_.at(static_cast<std::size_t>(status / 100)).fetch_add(1, std::memory_order_relaxed);
    if (outcome.limited) return;
    const std::string_view route = pattern_of(request.path);
    // A page asks "me" and its list, or "view", to learn whether it is signed in at all; a sign-in answered 503 is mostly one of too many at once.
    const bool refused = status == 429 || (status == 401 && route != "/v1/staff/me" && route != "/v1/staff/alerts" && route != "/v1/phone/view") || (status == 503 && route == "/v1/staff/sign-in");
    if (refused) {
        if (!may_log_refusal()) return;
        services_.log.write(LogEvent(LogLevel::warning, "request_refused").with("route", route).with("status", status).with("peer", request.peer_address));
    } else if (status >= 500) {
        services_.log.write(LogEvent(LogLevel::error, "request_failed").with("route", route).with("status", status));
    }
    // Other 4xx are counted, not logged: whoever can send them could fill the disk.
}

bool Router::may_log_refusal() {
    const std::int64_t now = services_.clock.monotonic().since_start.count();
    std::int64_t next = next_refusal_logged_ms_.load(std::memory_order_relaxed);
    return now >= next && next_refusal_logged_ms_.compare_exchange_strong(next, now + kBetweenRefusalLines.count(), std::memory_order_relaxed);
}

NamedCounts Router::counts() const {
    NamedCounts counts;
    for (std::size_t digit = 0; digit < answers_.size(); ++digit) {
        const std::string label = digit == 0 ? "stream" : std::to_string(digit) + "xx";
        counts.emplace_back("answers{status=\"" + label + "\"}", answers_.at(digit).load(std::memory_order_relaxed));
    }
    const NamedCounts limited = limits_.counts();
    counts.insert(counts.end(), limited.begin(), limited.end());
    return counts;
}

}  // namespace silverlane::http
