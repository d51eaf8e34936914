// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: Silverlane contributors
//
// Server-sent events (HTML Living Standard, 9.2) to any number of open connections from one epoll thread, named "stream". publish() may be
// called from any thread and never blocks; each client has a bounded buffer, and one that falls too far behind is closed (it resumes with
// Last-Event-ID). A comment line every `heartbeat` keeps proxies and dead-peer detection honest.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>

#include "base/clock.h"
#include "base/event_log.h"

namespace silverlane::net {

struct StreamSettings {
    std::size_t most_clients = 4'096;
    std::size_t most_of_one_subscriber = 0;          ///< a further one ends its oldest, which is mostly one that a lost network left behind; 0 = no limit
    std::size_t longest_backlog_bytes = 64 * 1024;   ///< unsent bytes a client may have before it is closed
    Milliseconds heartbeat{15'000};
    Milliseconds stalled_after{10'000};              ///< unsent bytes and no progress for so long: closed
    Milliseconds longest_life{600'000};              ///< then closed; the client resumes, and has to be who it was: sign-ins expire
};

struct StreamCounters {
    std::uint64_t clients = 0, delivered = 0, closed_slow = 0, closed_by_peer = 0;
    std::uint64_t closed_surplus = 0;  ///< a subscriber's oldest, over most_of_one_subscriber
    std::uint64_t closed_gap = 0;  ///< events between the backlog and the attachment were no longer kept; the client resumes
};

/// One event in wire form: "id: <id>\nevent: <name>\ndata: <data>\n\n". `data` must hold no line break.
std::string frame_event(std::string_view id, std::string_view name, std::string_view data);
/// The same without an id: where the client resumes stays as it was.
std::string frame_event(std::string_view name, std::string_view data);

class EventStream {
public:
    static std::unique_ptr<EventStream> start(StreamSettings settings, const Clock& clock, EventLog& log);
    virtual ~EventStream() = default;
    /// Sends `framed` to every client of `topic` whose backlog_through is below `number`. Order of calls is order on the wire.
    /// The newest 2,048 events of a topic, 24 KiB of them at most, of the last 30 s, are kept for clients whose handler has read its backlog but whose stream is
    /// not attached yet: they get what lies between. Where that was not enough the client is closed at once and resumes, so that there is
    /// never a gap. For this, publish after the event can be read as backlog, and number a topic's events upwards.
    virtual void publish(const std::string& topic, std::uint64_t number, std::string framed) = 0;
    /// Sends `framed`, which has no number, to who listens to `topic` at this moment. It is kept for nobody: who is away never sees it.
    virtual void send_now(const std::string& topic, std::string framed) = 0;
    /// Closes every stream of this subscriber (signed out, revoked).
    virtual void close_subscriber(const std::string& subscriber) = 0;
    [[nodiscard]] virtual StreamCounters counters() const = 0;
    /// How many clients of this subscriber prefix ("staff:") listen on this topic now.
    [[nodiscard]] virtual std::size_t listeners(const std::string& topic, std::string_view subscriber_prefix) const = 0;
};

}  // namespace silverlane::net
