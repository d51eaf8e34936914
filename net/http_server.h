// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: Silverlane contributors
//
// An HTTP/1.1 server over TLS (or plain, for tests and machine-local peers), with its limits set once for everybody who listens: header
// and body sizes, time-outs for slow clients, connections. Handlers run on the request pool's threads and return values; a handler that
// turns a request into an event stream hands the connection to the stream thread and frees its own. Owned by an app; Poco stays inside.
#pragma once

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <variant>

#include "base/clock.h"
#include "base/event_log.h"
#include "base/result.h"
#include "net/event_stream.h"
#include "net/http_message.h"

namespace silverlane::net {

struct TlsFiles {
    std::filesystem::path certificate;  ///< PEM chain
    std::filesystem::path key;          ///< PEM
};

/// Whether a server would start with these; it asks the same. Errors: io (missing or unreadable), forbidden (others may read the key, which is
/// nobody's but the server's), invalid_input (they do not fit each other). Any thread.
Result<void> check_tls_files(const TlsFiles& files);

struct ServerSettings {
    std::string address = "127.0.0.1";
    std::uint16_t port = 0;                        ///< 0 = any free one; see HttpServer::port()
    std::optional<TlsFiles> tls;
    std::size_t longest_body = 64 * 1024;          ///< longer: 413, connection closed, no more than this is held
    std::size_t longest_header = 16 * 1024;        ///< longer: 431
    Milliseconds slowest_request{9'500};           ///< from accept (TLS handshake included) or a next request's first byte to its end
    Milliseconds idle_keep_alive{15'000};
    int threads = 16;
    /// Waiting and being served; streams are not among them. When all are taken, the one that has waited longest with nothing in hand, of
    /// whoever holds the most, gives way to the newcomer; so who holds one is not shut out by who holds many. Where none can: closed at once.
    int most_connections = 512;
    int most_from_one_address = 0;                 ///< over it: closed at once and counted; an IPv6 /64 is one; 0 = no own limit
    std::size_t most_held_bytes = 64 * 1024 * 1024;   ///< of requests that have not come whole, together; beyond: 503 to who sends more
    std::string name = "http";                     ///< of its threads, at most 8 letters: http_io, http_0, ...
};

/// What a handler answers: a response, or "keep this connection as an event stream".
struct BecomeStream {
    std::string topic;                  ///< which events it gets, for example "branch:0791"
    std::string subscriber;             ///< who it is, for counting and closing ("staff:1003", "kiosk:K1")
    /// Already framed events to send first (what was missed since Last-Event-ID); see frame_event().
    std::string backlog;
    /// Events with a number at or below this were in the backlog and are not sent twice.
    std::uint64_t backlog_through = 0;
    Headers headers;
};
using Answer = std::variant<Response, BecomeStream>;
using Handler = std::function<Answer(const Request&)>;

struct ServerCounters {
    std::uint64_t requests = 0, refused_connections = 0, timed_out = 0, too_large = 0, malformed = 0, handler_faults = 0;
    std::uint64_t gave_way = 0;   ///< closed with nothing in hand, because somebody else needed the place
    std::uint64_t short_of_room = 0;   ///< 503: too much was held already
    std::uint64_t connections = 0;   ///< now
};

class HttpServer {
public:
    /// `handler` is called from several threads at once; an exception out of it is logged and answered with 500.
    /// `streams` may be null when no handler answers BecomeStream.
    static Result<std::unique_ptr<HttpServer>> start(ServerSettings settings, Handler handler, EventStream* streams, EventLog& log);
    virtual ~HttpServer() = default;
    [[nodiscard]] virtual std::uint16_t port() const = 0;
    [[nodiscard]] virtual ServerCounters counters() const = 0;
    /// Stops accepting, lets running requests end within `longest`, closes the rest.
    virtual void stop(Milliseconds longest) = 0;
};

}  // namespace silverlane::net
