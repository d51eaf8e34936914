// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: Silverlane contributors
#include "hub/http/caller_limits.h"

#include <string>
#include <utility>

#include "net/peer_group.h"

namespace silverlane::http {
namespace {

/// Whoever is turned away must not fill the disk either; every one is counted.
constexpr Milliseconds kBetweenLines{60'000};

constexpr std::string_view kProbed = "/health";

constexpr std::array<std::string_view, 6> kNames{"staff", "sign_in", "probe", "phone", "phone_opening", "phone_address"};

}  // namespace

std::optional<Milliseconds> CallerLimits::at_the_door(const Route& route, const net::Request& request) {
    if (route.caller == Caller::terminal || route.caller == Caller::staff) return std::nullopt;
    const auto now = clock_.monotonic();
    const auto group = net::peer_group(request.peer_address);
    if (route.caller == Caller::newcomer) return turned_away(Who::sign_in, sign_ins_.wait_for(group, now), route, request);
    if (route.pattern == kProbed) return turned_away(Who::probe, probes_.wait_for(group, now), route, request);
    if (route.caller != Caller::phone && route.caller != Caller::phone_newcomer) return std::nullopt;
    if (const auto wait = turned_away(Who::phone_address, phones_by_address_.wait_for(group, now), route, request)) return wait;
    if (route.caller == Caller::phone) return std::nullopt;
    if (const auto wait = turned_away(Who::phone_opening, openings_by_address_.wait_for(group, now), route, request)) return wait;
    return turned_away(Who::phone_opening, openings_by_network_.wait_for(net::peer_network(request.peer_address), now), route, request);
}

std::optional<Milliseconds> CallerLimits::of_caller(const Route& route, const Call& call) {
    const auto now = clock_.monotonic();
    if (call.session) return turned_away(Who::staff, staff_.wait_for(call.session->staff.text, now), route, call.request);
    if (call.phone) return turned_away(Who::phone, phones_.wait_for(call.phone->token_hash.hexadecimal(), now), route, call.request);
    return std::nullopt;
}

std::optional<Milliseconds> CallerLimits::turned_away(Who who, Milliseconds wait, const Route& route, const net::Request& request) {
    if (wait == Milliseconds{0}) return std::nullopt;
    const auto kind = static_cast<std::size_t>(who);
    limited_.at(kind).fetch_add(1, std::memory_order_relaxed);
    const auto now = clock_.monotonic();
    std::uint64_t since_last_line = 0;
    {
        const std::lock_guard lock(telling_);
        ++untold_;
        if (now < next_told_) return wait;
        next_told_ = now + kBetweenLines;
        since_last_line = std::exchange(untold_, 0);
    }
    log_.write(LogEvent(LogLevel::warning, "requests_limited")
                   .with("who", kNames.at(kind))
                   .with("route", route.pattern)
                   .with("peer", request.peer_address)
                   .with("turned_away", static_cast<std::int64_t>(since_last_line)));
    return wait;
}

NamedCounts CallerLimits::counts() const {
    NamedCounts counts;
    for (std::size_t kind = 0; kind < kNames.size(); ++kind) {
        counts.emplace_back("limited{who=\"" + std::string(kNames.at(kind)) + "\"}", limited_.at(kind).load(std::memory_order_relaxed));
    }
    return counts;
}

}  // namespace silverlane::http
