// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: Silverlane contributors
#include "hub/http/event_replay.h"

#include <charconv>

#include "hub/http/answers.h"

namespace silverlane::http {
namespace {

constexpr std::size_t kEventsAtOnce = 256;

struct Replay {
    std::string framed;
    std::uint64_t through = 0;
};

/// Everything behind `since`, or nothing when there is more than is sensible to replay.
Result<std::optional<Replay>> replay_since(const Services& services, const BranchId& branch, std::string_view audience, std::uint64_t since) {
    Replay replay;
    replay.through = since;
    while (true) {
        Result<std::vector<desk::BranchEvent>> events = services.desk.events_since(branch, audience, replay.through, kEventsAtOnce);
        if (!events.ok()) {
            if (events.error().code() == ErrorCode::not_found) return std::optional<Replay>{};
            return events.error();
        }
        for (const desk::BranchEvent& event : *events) {
            replay.framed += net::frame_event(event_id(branch, event.sequence), event.name, event.data);
            replay.through = event.sequence;
        }
        if (replay.framed.size() > services.longest_replay_bytes) return std::optional<Replay>{};
        if (events->size() < kEventsAtOnce) return std::optional<Replay>{std::move(replay)};
    }
}

/// The client reads its whole list again; the list names the number from which to go on, so the stream starts at the newest.
Replay reset_at(const BranchId& branch, std::uint64_t newest) {
    return {net::frame_event(event_id(branch, newest), "reset", "{}"), newest};
}

}  // namespace

std::string topic_of(const BranchId& branch, std::string_view audience) { return branch.text + "/" + std::string(audience); }

std::string staff_subscriber(const StaffId& staff) { return "staff:" + staff.text + ";"; }

std::string event_id(const BranchId& branch, std::uint64_t sequence) { return branch.text + ":" + std::to_string(sequence); }

std::optional<std::uint64_t> sequence_in(std::string_view id, const BranchId& branch) {
    const std::size_t colon = id.rfind(':');
    if (colon == std::string_view::npos || id.substr(0, colon) != branch.text) return std::nullopt;
    const std::string_view digits = id.substr(colon + 1);
    std::uint64_t number = 0;
    const auto [end, failed] = std::from_chars(digits.data(), digits.data() + digits.size(), number);
    if (failed != std::errc{} || end != digits.data() + digits.size()) return std::nullopt;
    return number;
}

net::Answer open_stream(const Services& services, const net::Request& request, const BranchId& branch, std::string_view audience,
                        std::string subscriber) {
    const auto header = request.headers.first("Last-Event-ID");
    const auto asked = header && !header->empty() ? header : request.query_value("since");
    // Taken before the events are read: what is committed in between has a higher number and comes by the stream itself.
    const std::uint64_t newest = services.desk.last_sequence(branch);
    Replay replay{{}, newest};
    if (asked) {
        const auto since = sequence_in(*asked, branch);
        // A number from the future is from before a restored backup, an id of another branch from before the tablet moved.
        if (!since || *since > newest) {
            replay = reset_at(branch, newest);
        } else {
            Result<std::optional<Replay>> missed = replay_since(services, branch, audience, *since);
            if (!missed.ok()) return error_answer(missed.error());
            replay = missed->has_value() ? std::move(**missed) : reset_at(branch, newest);
        }
    }
    net::BecomeStream stream;
    stream.topic = topic_of(branch, audience);
    stream.subscriber = std::move(subscriber);
    stream.backlog = std::move(replay.framed);
    stream.backlog_through = replay.through;
    stream.headers.add("Cache-Control", "no-store");
    stream.headers.add("X-Accel-Buffering", "no");
    return stream;
}

}  // namespace silverlane::http
