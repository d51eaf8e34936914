// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: Silverlane contributors
#include "net/server_loop.h"

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstring>
#include <tuple>
#include <utility>
#include <vector>

#include <fcntl.h>
#include <pthread.h>
#include <sys/epoll.h>
#include <sys/socket.h>

#include "base/check.h"
#include "base/private_text.h"
#include "net/http_head.h"
#include "net/peer_group.h"

namespace silverlane::net {
namespace {

constexpr std::uint64_t kListenerKey = 0;
constexpr std::uint64_t kWakeKey = 1;
constexpr std::uint64_t kFirstConnectionKey = 2;
constexpr std::size_t kReadPiece = 16 * 1024;           // one TLS record
constexpr std::uint64_t kSlowestBytesASecond = 16'384;  // an answer longer than this gets more time than slowest_request
constexpr Milliseconds kBetweenShortageLines{60'000};    // each refused peer would write one
constexpr Milliseconds kDrainFor{2'000};                // after a refusal: so long, and
constexpr std::size_t kDrainBytes = 1024 * 1024;        // so much is read and thrown away, that the refusal arrives before the reset

}  // namespace

struct ServerLoop::Connection {
    enum class Phase { reading, handling, writing, draining };

    Connection(std::uint64_t number, Socket connected, std::string from, std::pair<const std::string, int>& of, const ServerSettings& settings)
        : key(number), socket(std::move(connected)), peer(std::move(from)), group(of), reader(settings.longest_header, settings.longest_body) {}

    const std::uint64_t key;
    Socket socket;
    const std::string peer;
    std::pair<const std::string, int>& group;   ///< its entry in from_group_
    MessageReader reader;
    Phase phase = Phase::reading;
    bool open = true;
    bool between_requests = false;  ///< kept alive, nothing of a next request yet
    bool close_when_written = false;
    bool drain_when_written = false;
    RequestHead head;
    std::string out;
    std::size_t written = 0;
    std::size_t drained = 0;
    std::size_t held = 0;           ///< of a request that has not come whole, as counted in held_bytes_
    MonotonicTime idle_since;       ///< accepted, or last answered
    MonotonicTime deadline;
};

ServerLoop::ServerLoop(const ServerSettings& settings, Descriptor listener, std::shared_ptr<const TlsContext> tls, BoundedQueue<Job>& jobs,
                       StreamIntake* streams, SharedCounters& counters, EventLog& log)
    : settings_(settings), listener_(std::move(listener)), tls_(std::move(tls)), jobs_(jobs), streams_(streams), counters_(counters),
      log_(log), finished_(static_cast<std::size_t>(std::max(settings.most_connections, 1)), &wake_), epoll_(::epoll_create1(EPOLL_CLOEXEC)),
      spare_(::open("/dev/null", O_RDONLY | O_CLOEXEC)), next_key_(kFirstConnectionKey) {
    watch(listener_.number(), kListenerKey, EPOLLIN);
    watch(wake_.descriptor(), kWakeKey, EPOLLIN);
}

ServerLoop::~ServerLoop() { end(Milliseconds{0}); }

void ServerLoop::begin() {
    thread_ = std::thread([this] { run(); });
}

void ServerLoop::finish(Finished finished) {
    // Each connection has at most one request out, and the queue has room for all of them.
    const Posted posted = finished_.post(std::move(finished));
    SILVERLANE_CHECK(posted != Posted::full);
}

void ServerLoop::end(Milliseconds longest) {
    if (!thread_.joinable()) return;
    end_by_ = (clock_.monotonic() + longest).since_start.count();
    ending_ = true;
    wake_.wake();
    thread_.join();
}

void ServerLoop::watch(int descriptor, std::uint64_t key, std::uint32_t events) {
    epoll_event event{};
    event.events = events;
    event.data.u64 = key;
    ::epoll_ctl(epoll_.number(), EPOLL_CTL_ADD, descriptor, &event);
}

void ServerLoop::run() {
    ::pthread_setname_np(::pthread_self(), (settings_.name + "_io").c_str());
    std::array<epoll_event, 128> events{};
    for (;;) {
        const int count = ::epoll_wait(epoll_.number(), events.data(), static_cast<int>(events.size()), longest_wait(clock_.monotonic()));
        for (int i = 0; i < count; ++i) {
            const std::uint64_t key = events[static_cast<std::size_t>(i)].data.u64;
            if (key == kListenerKey) {
                accept_new();
            } else if (key == kWakeKey) {
                wake_.drain();
                take_finished();
            } else if (const auto found = connections_.find(key); found != connections_.end()) {
                drive(*found->second);
            }
        }
        const MonotonicTime now = clock_.monotonic();
        if (now >= earliest_deadline_) close_overdue(now);
        if (ending_) {
            listener_.close();
            close_unserved();
            if (connections_.empty() || now.since_start.count() >= end_by_) break;
        }
    }
    connections_.clear();
    counters_.connections = 0;
}

int ServerLoop::longest_wait(MonotonicTime now) const {
    if (ending_) return 10;
    if (connections_.empty() || earliest_deadline_.since_start == Milliseconds::max()) return -1;
    return static_cast<int>(std::clamp<std::int64_t>((earliest_deadline_ - now).count() + 1, 1, 60'000));
}

void ServerLoop::accept_new() {
    if (!listener_.open()) return;
    // A bounded number at a time: the connections that are already here come first. The listener stays readable for the rest.
    for (int i = 0; i < 64; ++i) {
        Descriptor accepted{::accept4(listener_.number(), nullptr, nullptr, SOCK_NONBLOCK | SOCK_CLOEXEC)};
        if (!accepted.open()) {
            if (errno == EMFILE || errno == ENFILE) relieve_descriptor_shortage();
            return;
        }
        std::string peer = peer_address_of(accepted.number());
        std::string group = peer_group(peer);
        if (refuse_at_the_door(group)) continue;
        auto socket = Socket::adopt(std::move(accepted), tls_.get());
        if (!socket) continue;
        const std::uint64_t key = next_key_++;
        auto& counted = *from_group_.try_emplace(std::move(group), 0).first;
        ++counted.second;
        auto connection = std::make_unique<Connection>(key, std::move(*socket), std::move(peer), counted, settings_);
        connection->idle_since = clock_.monotonic();
        // Edge-triggered for both directions: every change of phase tries the socket first, so nothing is missed and nothing re-armed.
        watch(connection->socket.descriptor(), key, EPOLLIN | EPOLLOUT | EPOLLRDHUP | EPOLLET);
        set_deadline(*connection, settings_.slowest_request);
        connections_.emplace(key, std::move(connection));
        counters_.connections = connections_.size();
    }
}

bool ServerLoop::refuse_at_the_door(const std::string& group) {
    const auto same = from_group_.find(group);
    const bool too_many = settings_.most_from_one_address > 0 && same != from_group_.end() && same->second >= settings_.most_from_one_address;
    const bool full = connections_.size() >= static_cast<std::size_t>(settings_.most_connections);
    if (!too_many && (!full || make_room())) return false;
    ++counters_.refused_connections;
    return true;
}

/// Somebody's oldest connection with nothing in hand is closed, of those who hold the most; only when all of these are in the middle of a request
/// the oldest of them. What is being served is left alone.
bool ServerLoop::make_room() {
    int most = 0;
    for (const auto& [group, count] : from_group_) most = std::max(most, count);
    Connection* oldest = nullptr;
    const auto rank = [](const Connection& each) { return std::make_tuple(!each.reader.untouched(), each.idle_since, each.key); };
    for (const auto& [key, connection] : connections_) {
        if (connection->group.second < most || connection->phase != Connection::Phase::reading) continue;
        if (oldest == nullptr || rank(*connection) < rank(*oldest)) oldest = connection.get();
    }
    if (oldest == nullptr) return false;
    ++counters_.gave_way;
    drop(*oldest);
    return true;
}

void ServerLoop::relieve_descriptor_shortage() {
    ++counters_.refused_connections;
    spare_.close();
    Descriptor{::accept4(listener_.number(), nullptr, nullptr, SOCK_CLOEXEC)}.close();
    spare_ = Descriptor{::open("/dev/null", O_RDONLY | O_CLOEXEC)};
    if (const MonotonicTime now = clock_.monotonic(); now < next_shortage_told_) return;
    next_shortage_told_ = clock_.monotonic() + kBetweenShortageLines;
    log_.write(LogEvent(LogLevel::error, "http_descriptors_exhausted").with("connections", static_cast<std::int64_t>(connections_.size())));
}

void ServerLoop::take_finished() {
    while (auto finished = finished_.try_take()) {
        const auto found = connections_.find(finished->connection);
        if (found == connections_.end()) continue;
        Connection& connection = *found->second;
        if (finished->stream) {
            become_stream(connection, std::move(*finished->stream));
            continue;
        }
        connection.out = std::move(finished->bytes);
        connection.written = 0;
        connection.close_when_written = !finished->keep_alive || ending_;
        connection.phase = Connection::Phase::writing;
        set_deadline(connection, settings_.slowest_request +
                                     Milliseconds{static_cast<std::int64_t>(connection.out.size() / kSlowestBytesASecond) * 1'000});
        drive(connection);
    }
}

void ServerLoop::close_overdue(MonotonicTime now) {
    std::vector<Connection*> overdue;
    earliest_deadline_ = {Milliseconds::max()};
    for (const auto& [key, connection] : connections_) {
        if (connection->phase == Connection::Phase::handling) continue;
        if (connection->deadline <= now) {
            overdue.push_back(connection.get());
        } else {
            earliest_deadline_ = std::min(earliest_deadline_, connection->deadline);
        }
    }
    for (Connection* connection : overdue) {
        // Told when it can be told without waiting; a client that kept a connection for later expects the plain close.
        if (!connection->between_requests && connection->phase != Connection::Phase::draining) ++counters_.timed_out;
        drop(*connection);
    }
}

void ServerLoop::close_unserved() {
    std::vector<Connection*> unserved;
    for (const auto& [key, connection] : connections_) {
        if (connection->phase == Connection::Phase::reading || connection->phase == Connection::Phase::draining) unserved.push_back(connection.get());
    }
    for (Connection* connection : unserved) drop(*connection);
}

void ServerLoop::set_deadline(Connection& connection, Milliseconds from_now) {
    connection.deadline = clock_.monotonic() + from_now;
    earliest_deadline_ = std::min(earliest_deadline_, connection.deadline);
}

void ServerLoop::drop(Connection& connection) {
    connection.open = false;
    held_bytes_ -= connection.held;
    if (--connection.group.second == 0) from_group_.erase(from_group_.find(connection.group.first));
    connections_.erase(connection.key);
    counters_.connections = connections_.size();
}

void ServerLoop::drive(Connection& connection) {
    // Each step answers whether there may be more to do now; a step that dropped the connection answers no.
    for (bool more = true; more;) {
        if (connection.written < connection.out.size()) {
            more = write_some(connection);
            continue;
        }
        switch (connection.phase) {
            case Connection::Phase::reading: more = read_some(connection); break;
            case Connection::Phase::handling: more = false; break;
            case Connection::Phase::writing:
                if (connection.close_when_written && !connection.drain_when_written) {
                    drop(connection);
                    return;
                }
                answered(connection);
                break;
            case Connection::Phase::draining: more = drain_some(connection); break;
        }
    }
}

bool ServerLoop::write_some(Connection& connection) {
    const Progress progress = connection.socket.write(std::string_view{connection.out}.substr(connection.written));
    if (progress.kind == Progress::Kind::moved) {
        connection.written += progress.bytes;
        return true;
    }
    if (!progress.waits()) drop(connection);
    return false;
}

bool ServerLoop::read_some(Connection& connection) {
    using State = MessageReader::State;
    const State before = connection.reader.state();
    if (before == State::head || before == State::body) {
        std::array<char, kReadPiece> piece;
        const Progress progress = connection.socket.read(piece.data(), piece.size());
        if (progress.kind != Progress::Kind::moved) {
            if (!progress.waits()) drop(connection);
            return false;
        }
        if (connection.between_requests) set_deadline(connection, settings_.slowest_request);
        connection.between_requests = false;
        connection.reader.feed({piece.data(), progress.bytes});
        explicit_bzero(piece.data(), progress.bytes);
        if (!keep_held(connection)) return true;
    }
    switch (connection.reader.state()) {
        case State::head:
        case State::body: break;
        case State::head_complete: begin_body(connection); break;
        case State::complete: dispatch(connection); break;
        case State::head_too_large:
            ++counters_.too_large;
            refuse(connection, 431);
            break;
        case State::body_too_large:
            ++counters_.too_large;
            refuse(connection, 413);
            break;
        case State::malformed:
            ++counters_.malformed;
            refuse(connection, 400);
            break;
    }
    return true;
}

/// Counts what is held of a request that has not come whole. False when it was refused, because all such together are too much.
bool ServerLoop::keep_held(Connection& connection) {
    const MessageReader::State state = connection.reader.state();
    const bool whole = state != MessageReader::State::head && state != MessageReader::State::body;
    held_bytes_ -= connection.held;
    connection.held = whole ? 0 : connection.reader.held();
    held_bytes_ += connection.held;
    if (whole || held_bytes_ <= settings_.most_held_bytes) return true;
    ++counters_.short_of_room;
    refuse(connection, 503);
    return false;
}

void ServerLoop::begin_body(Connection& connection) {
    auto head = parse_request_head(connection.reader.head());
    if (!head) {
        ++counters_.malformed;
        refuse(connection, 400);
        return;
    }
    connection.head = std::move(*head);
    if (connection.reader.begin_body(connection.head.framing) != MessageReader::State::body || !connection.head.expects_continue) return;
    connection.out = "HTTP/1.1 100 Continue\r\n\r\n";
    connection.written = 0;
}

void ServerLoop::dispatch(Connection& connection) {
    ++counters_.requests;
    Job job{connection.key, std::move(connection.head.request), connection.head.keep_alive};
    job.request.body = connection.reader.take_body();
    job.request.peer_address = connection.peer;
    connection.head = {};
    connection.phase = Connection::Phase::handling;
    if (jobs_.post(std::move(job)) != Posted::accepted) refuse(connection, 503);
}

void ServerLoop::answered(Connection& connection) {
    zero(connection.out);
    connection.out.shrink_to_fit();
    connection.written = 0;
    if (connection.drain_when_written) {
        connection.socket.end_writing();
        connection.phase = Connection::Phase::draining;
        set_deadline(connection, kDrainFor);
        return;
    }
    connection.reader.next();
    connection.phase = Connection::Phase::reading;
    connection.idle_since = clock_.monotonic();
    connection.between_requests = connection.reader.untouched();
    set_deadline(connection, connection.between_requests ? settings_.idle_keep_alive : settings_.slowest_request);
}

bool ServerLoop::drain_some(Connection& connection) {
    std::array<char, kReadPiece> piece;
    const Progress progress = connection.socket.read(piece.data(), piece.size());
    connection.drained += progress.bytes;
    if (progress.waits()) return false;
    if (progress.kind == Progress::Kind::moved && connection.drained < kDrainBytes) return true;
    drop(connection);
    return false;
}

void ServerLoop::refuse(Connection& connection, int status) {
    auto bytes = write_response(refusal(status), clock_.now(), false, connection.head.request.method == "HEAD");
    connection.out = bytes ? std::move(*bytes) : std::string{};
    connection.written = 0;
    connection.close_when_written = true;
    connection.drain_when_written = true;
    connection.phase = Connection::Phase::writing;
    set_deadline(connection, kDrainFor);
}

void ServerLoop::become_stream(Connection& connection, BecomeStream wanted) {
    ::epoll_ctl(epoll_.number(), EPOLL_CTL_DEL, connection.socket.descriptor(), nullptr);
    Socket socket = std::move(connection.socket);
    drop(connection);
    if (!ending_) streams_->attach(std::move(socket), std::move(wanted));
}

}  // namespace silverlane::net
