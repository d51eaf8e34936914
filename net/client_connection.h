// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: Silverlane contributors
//
// A client's connection: address, connecting and TLS within a time, waiting for progress. Private to net; one thread.
#pragma once

#include <cstdint>
#include <memory>
#include <string>

#include "base/clock.h"
#include "base/result.h"
#include "net/http_client.h"
#include "net/socket.h"

namespace silverlane::net {

struct ServerAddress {
    bool secure = false;
    std::string host;         ///< "hub.example", "::1"
    std::uint16_t port = 0;
    std::string host_field;   ///< "hub.example:8443", "[::1]:8443"
    std::string path_prefix;  ///< "" or "/hub"
};

/// "https://hub.example:8443". Error: invalid_input.
Result<ServerAddress> parse_base_url(const std::string& url);

/// What ClientSettings say, made ready once.
struct ClientTarget {
    ServerAddress address;
    std::shared_ptr<const TlsContext> tls;  ///< null for plain
};
Result<ClientTarget> prepare_target(const ClientSettings& settings);

/// Connects and, for TLS, shakes hands and checks certificate and host name; tries every address of the host until `deadline`.
/// Error: unavailable.
Result<Socket> open_connection(const ClientTarget& target, const Clock& clock, MonotonicTime deadline);

/// Waits until the descriptor is ready for `events` (POLLIN, POLLOUT), `woken_by` (if not negative) is readable, or the deadline is over;
/// false when it is over.
bool wait_for(int descriptor, short events, const Clock& clock, MonotonicTime deadline, int woken_by = -1);

}  // namespace silverlane::net
