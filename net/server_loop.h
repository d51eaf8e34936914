// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: Silverlane contributors
//
// The server's one input/output thread, "http_io" where the server is called "http": it accepts, makes TLS handshakes, collects whole requests and writes answers, all
// without waiting on any single peer. Only a complete request goes to a thread of the pool, so that any number of slow clients costs
// memory for a while (bounded) and never a thread. Private to net; owned by the server in http_server.cpp.
#pragma once

#include <atomic>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <thread>
#include <unordered_map>

#include "base/bounded_queue.h"
#include "base/clock.h"
#include "base/event_log.h"
#include "base/wake_descriptor.h"
#include "net/http_framing.h"
#include "net/http_server.h"
#include "net/socket.h"
#include "net/stream_intake.h"

namespace silverlane::net {

/// A complete request on its way to the pool.
struct Job {
    std::uint64_t connection = 0;
    Request request;
    bool keep_alive = true;
};

/// The pool's answer, in wire form, or the wish to become a stream.
struct Finished {
    std::uint64_t connection = 0;
    std::string bytes;
    bool keep_alive = true;
    std::optional<BecomeStream> stream;
};

struct SharedCounters {
    std::atomic<std::uint64_t> requests{0}, refused_connections{0}, timed_out{0}, too_large{0}, malformed{0}, handler_faults{0};
    std::atomic<std::uint64_t> gave_way{0}, short_of_room{0}, connections{0};
};

class ServerLoop {
public:
    ServerLoop(const ServerSettings& settings, Descriptor listener, std::shared_ptr<const TlsContext> tls, BoundedQueue<Job>& jobs,
               StreamIntake* streams, SharedCounters& counters, EventLog& log);
    ~ServerLoop();
    ServerLoop(const ServerLoop&) = delete;
    ServerLoop& operator=(const ServerLoop&) = delete;

    void begin();
    /// By the pool's threads.
    void finish(Finished finished);
    /// Stops accepting, closes what waits, lets what is being served end within `longest`, then ends the thread. Once.
    void end(Milliseconds longest);

private:
    struct Connection;

    void run();
    void watch(int descriptor, std::uint64_t key, std::uint32_t events);
    int longest_wait(MonotonicTime now) const;
    void accept_new();
    bool refuse_at_the_door(const std::string& group);
    bool make_room();
    void relieve_descriptor_shortage();
    void take_finished();
    void close_overdue(MonotonicTime now);
    void close_unserved();

    void drive(Connection& connection);
    bool write_some(Connection& connection);
    bool read_some(Connection& connection);
    bool drain_some(Connection& connection);
    void begin_body(Connection& connection);
    void dispatch(Connection& connection);
    void answered(Connection& connection);
    void refuse(Connection& connection, int status);
    bool keep_held(Connection& connection);
    void become_stream(Connection& connection, BecomeStream wanted);
    void set_deadline(Connection& connection, Milliseconds from_now);
    void drop(Connection& connection);

    const ServerSettings settings_;
    Descriptor listener_;
    const std::shared_ptr<const TlsContext> tls_;
    BoundedQueue<Job>& jobs_;
    StreamIntake* const streams_;
    SharedCounters& counters_;
    EventLog& log_;
    SystemClock clock_;
    WakeDescriptor wake_;
    BoundedQueue<Finished> finished_;
    Descriptor epoll_;
    Descriptor spare_;  ///< given up for a moment when descriptors run out, so that a peer can be told by closing
    std::unordered_map<std::uint64_t, std::unique_ptr<Connection>> connections_;
    std::unordered_map<std::string, int> from_group_;   ///< see peer_group(); connections point at their entry
    std::size_t held_bytes_ = 0;
    MonotonicTime next_shortage_told_{};
    std::uint64_t next_key_;
    MonotonicTime earliest_deadline_{Milliseconds::max()};
    std::atomic<bool> ending_{false};
    std::atomic<std::int64_t> end_by_{0};
    std::thread thread_;
};

}  // namespace silverlane::net
