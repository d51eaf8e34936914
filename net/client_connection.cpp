// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: Silverlane contributors
#include "net/client_connection.h"

#include <algorithm>
#include <array>
#include <cerrno>
#include <utility>

#include <Poco/Exception.h>
#include <Poco/URI.h>
#include <fmt/format.h>
#include <poll.h>

namespace silverlane::net {
namespace {

Result<Socket> open_to(const std::string& address, const ClientTarget& target, const Clock& clock, MonotonicTime deadline) {
    const Error too_slow{ErrorCode::unavailable, "no connection in time"};
    auto connecting = begin_connecting(address, target.address.port);
    if (!connecting) return connecting.error();
    if (!wait_for(connecting->number(), POLLOUT, clock, deadline)) return too_slow;
    if (auto outcome = connecting_outcome(connecting->number()); !outcome) return outcome.error();
    auto socket = Socket::adopt(std::move(*connecting), target.tls.get(), target.address.host);
    if (!socket) return socket.error();
    for (;;) {
        const Progress progress = socket->shake_hands();
        if (progress.kind == Progress::Kind::moved) return socket;
        if (!progress.waits()) return Error{ErrorCode::unavailable, "no TLS with the server: " + socket->fault()};
        const short events = progress.kind == Progress::Kind::wait_readable ? POLLIN : POLLOUT;
        if (!wait_for(socket->descriptor(), events, clock, deadline)) return too_slow;
    }
}

}  // namespace

Result<ServerAddress> parse_base_url(const std::string& url) {
    try {
        const Poco::URI uri{url};
        ServerAddress address;
        address.secure = uri.getScheme() == "https";
        address.host = uri.getHost();
        address.port = uri.getPort();
        address.path_prefix = uri.getPath();
        while (!address.path_prefix.empty() && address.path_prefix.back() == '/') address.path_prefix.pop_back();
        const bool known_scheme = address.secure || uri.getScheme() == "http";
        if (!known_scheme || address.host.empty() || address.port == 0 || !uri.getUserInfo().empty()) {
            return Error{ErrorCode::invalid_input, "not an address like https://hub.example:8443"};
        }
        const bool literal_six = address.host.find(':') != std::string::npos;
        address.host_field = fmt::format("{}{}{}:{}", literal_six ? "[" : "", address.host, literal_six ? "]" : "", address.port);
        return address;
    } catch (const Poco::Exception&) {
        return Error{ErrorCode::invalid_input, "not an address like https://hub.example:8443"};
    }
}

Result<ClientTarget> prepare_target(const ClientSettings& settings) {
    prepare_network();
    auto address = parse_base_url(settings.base_url);
    if (!address) return address.error();
    ClientTarget target{std::move(*address), nullptr};
    if (target.address.secure) {
        auto tls = TlsContext::for_client(settings.trusted_certificate);
        if (!tls) return tls.error();
        target.tls = std::move(*tls);
    }
    return target;
}

Result<Socket> open_connection(const ClientTarget& target, const Clock& clock, MonotonicTime deadline) {
    auto addresses = resolve(target.address.host);
    if (!addresses) return addresses.error();
    Error last{ErrorCode::unavailable, "no address"};
    for (const std::string& address : *addresses) {
        auto socket = open_to(address, target, clock, deadline);
        if (socket) return socket;
        last = socket.error();
    }
    return Error{ErrorCode::unavailable, last.text()}.within("connecting to " + target.address.host_field);
}

bool wait_for(int descriptor, short events, const Clock& clock, MonotonicTime deadline, int woken_by) {
    for (;;) {
        const auto left = (deadline - clock.monotonic()).count();
        if (left <= 0) return false;
        std::array<pollfd, 2> watched{pollfd{descriptor, events, 0}, pollfd{woken_by, POLLIN, 0}};  // poll() passes over a negative one
        const int ready = ::poll(watched.data(), watched.size(), static_cast<int>(std::min<std::int64_t>(left, 60'000)));
        if (ready > 0) return true;
        if (ready < 0 && errno != EINTR) return false;
    }
}

}  // namespace silverlane::net
