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

/// Fills in who calls, or says why they may not.
Result<void> establish_caller(const Services& services, const Route& route, Call& call) {
    const bool changes = route.method != "GET";
    if (route.caller == Caller::terminal) {
        Result<desk::Terminal> terminal = terminal_of(services.desk, call.request);
        if (!terminal.ok()) return terminal.error();
        call.terminal = std::move(*terminal);
        return changes ? require_json_or_nothing(call.request) : Result<void>{};
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
    }
    return {};
}

net::Answer refused(const Error& error) {
    return error.code() == ErrorCode::unsupported ? error_answer(415, error) : error_answer(error);
}

/// The pattern a path belongs to, for the log: paths themselves may hold identifiers.
std::string_view pattern_of(std::string_view path) {
    for (const Route& route : all_routes()) {
        if (match(route.pattern, path)) return route.pattern;
    }
    return "none";
}

}  // namespace

net::Answer Router::dispatch(const net::Request& request) {
    std::string allowed;
    for (const Route& route : all_routes()) {
        std::optional<std::string> id = match(route.pattern, request.path);
        if (!id) continue;
        if (route.method != request.method) {
            allowed += (allowed.empty() ? "" : ", ") + std::string(route.method);
            continue;
        }
        Call call{request, std::move(*id), std::nullopt, std::nullopt};
        const Result<void> established = establish_caller(services_, route, call);
        return established.ok() ? route.handler(services_, call) : refused(established.error());
    }
    if (allowed.empty()) return no_such_path();
    net::Response response = error_answer(405, Error(ErrorCode::unsupported, "this path takes " + allowed));
    response.headers.add("Allow", allowed);
    return response;
}

net::Answer Router::answer(const net::Request& request) {
    net::Answer answer = [&]() -> net::Answer {
        try {
            return dispatch(request);
        } catch (const std::exception& fault) {
            services_.log.write(LogEvent(LogLevel::error, "request_faulted").with("route", pattern_of(request.path)).with("what", fault.what()));
        } catch (...) {
            services_.log.write(LogEvent(LogLevel::error, "request_faulted").with("route", pattern_of(request.path)).with("what", "unknown"));
        }
        return error_answer(Error(ErrorCode::corrupt, "the handler failed"));
    }();
    note(request, answer);
    return answer;
}

void Router::note(const net::Request& request, const net::Answer& answer) {
    const auto* response = std::get_if<net::Response>(&answer);
    const int status = response == nullptr ? 0 : response->status;
    answers_.at(static_cast<std::size_t>(status / 100)).fetch_add(1, std::memory_order_relaxed);
    const std::string_view route = pattern_of(request.path);
    if (status >= 500) {
        services_.log.write(LogEvent(LogLevel::error, "request_failed").with("route", route).with("status", status));
    } else if (status == 429 || (status == 401 && route != "/v1/staff/me")) {
        // Other 4xx are counted, not logged one by one: whoever can send them could fill the disk. A page asks "me" to learn whether it is
        // signed in at all.
        services_.log.write(LogEvent(LogLevel::warning, "request_refused").with("route", route).with("status", status).with("peer", request.peer_address));
    }
}

NamedCounts Router::counts() const {
    NamedCounts counts;
    for (std::size_t digit = 0; digit < answers_.size(); ++digit) {
        const std::string label = digit == 0 ? "stream" : std::to_string(digit) + "xx";
        counts.emplace_back("answers{status=\"" + label + "\"}", answers_.at(digit).load(std::memory_order_relaxed));
    }
    return counts;
}

}  // namespace silverlane::http
