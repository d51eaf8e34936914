// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: Silverlane contributors
#include "kiosk/app/line_socket.h"

#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstdio>
#include <cstring>
#include <optional>
#include <system_error>

namespace silverlane::kiosk {
namespace {

constexpr std::size_t kMostPeers = 8;
constexpr std::size_t kLongestLine = 64 * 1024;

Error io_error(const std::filesystem::path& path) { return {ErrorCode::io, path.string() + ": " + std::strerror(errno)}; }

/// Absent when the path is longer than a socket's address can be (unix(7), sun_path).
std::optional<sockaddr_un> address_of(const std::string& path) {
    sockaddr_un address{};
    address.sun_family = AF_UNIX;
    if (path.size() >= sizeof address.sun_path) return std::nullopt;
    std::memcpy(address.sun_path, path.c_str(), path.size() + 1);
    return address;
}

bool somebody_listens(const sockaddr_un& address) {
    const int probe = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
    const bool listens = connect(probe, reinterpret_cast<const sockaddr*>(&address), sizeof address) == 0;
    close(probe);
    return listens;
}

}  // namespace

Result<std::unique_ptr<LineSocket>> LineSocket::open(const std::filesystem::path& path) {
    // Made under a name of its own and put in place when it accepts: whoever sees the path can connect.
    const auto unready = path.string() + ".new";
    const auto address = address_of(path.string()), unready_address = address_of(unready);
    if (!address || !unready_address) return Error(ErrorCode::invalid_input, "the path is too long: " + path.string());
    if (somebody_listens(*address)) return Error(ErrorCode::conflict, "somebody listens at " + path.string() + " already");
    unlink(unready.c_str());  // left over from a kiosk that was killed
    const int listener = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);
    if (listener < 0) return io_error(path);
    const mode_t before = umask(0177);  // from its first moment nobody else may connect
    const bool bound = bind(listener, reinterpret_cast<const sockaddr*>(&*unready_address), sizeof(sockaddr_un)) == 0;
    umask(before);
    if (!bound || listen(listener, 4) != 0 || rename(unready.c_str(), path.c_str()) != 0) {
        const auto error = io_error(path);
        if (bound) unlink(unready.c_str());
        close(listener);
        return error;
    }
    return std::unique_ptr<LineSocket>(new LineSocket(path, listener));
}

LineSocket::~LineSocket() {
    for (const auto& [descriptor, peer] : peers_) close(descriptor);
    close(listener_);
    std::error_code ignored;
    std::filesystem::remove(path_, ignored);
}

void LineSocket::add_to(std::vector<int>& descriptors) const {
    descriptors.push_back(listener_);
    for (const auto& [descriptor, peer] : peers_) {
        if (peer.outgoing.empty()) descriptors.push_back(descriptor);  // no new request before the last answer is gone
    }
}

bool LineSocket::has_unsent() const {
    return std::any_of(peers_.begin(), peers_.end(), [](const auto& peer) { return !peer.second.outgoing.empty(); });
}

void LineSocket::serve(const std::function<std::string(const std::string&)>& answer) {
    accept_new();
    for (auto one = peers_.begin(); one != peers_.end();) {
        const bool stays = write_to(one->first, one->second) && read_from(one->first, one->second, answer) &&
                           write_to(one->first, one->second);
        if (!stays) close(one->first);
        one = stays ? std::next(one) : peers_.erase(one);
    }
}

void LineSocket::accept_new() {
    for (;;) {
        const int descriptor = accept4(listener_, nullptr, nullptr, SOCK_CLOEXEC | SOCK_NONBLOCK);
        if (descriptor < 0) return;
        if (peers_.size() >= kMostPeers) {
            close(descriptor);
            continue;
        }
        peers_.emplace(descriptor, Peer{});
    }
}

bool LineSocket::read_from(int descriptor, Peer& peer, const std::function<std::string(const std::string&)>& answer) {
    if (!peer.outgoing.empty()) return true;
    char buffer[4096];
    for (;;) {
        const ssize_t got = recv(descriptor, buffer, sizeof buffer, 0);
        if (got == 0) return false;
        if (got < 0) break;
        peer.incoming.append(buffer, static_cast<std::size_t>(got));
        if (peer.incoming.size() > kLongestLine) return false;
    }
    if (errno != EAGAIN && errno != EWOULDBLOCK && errno != EINTR) return false;
    for (std::size_t end = peer.incoming.find('\n'); end != std::string::npos; end = peer.incoming.find('\n')) {
        const std::string line = peer.incoming.substr(0, end);
        peer.incoming.erase(0, end + 1);
        peer.outgoing += answer(line) + '\n';
    }
    return true;
}

bool LineSocket::write_to(int descriptor, Peer& peer) {
    while (!peer.outgoing.empty()) {
        const ssize_t sent = send(descriptor, peer.outgoing.data(), peer.outgoing.size(), MSG_NOSIGNAL);
        if (sent < 0) return errno == EAGAIN || errno == EWOULDBLOCK || errno == EINTR;
        peer.outgoing.erase(0, static_cast<std::size_t>(sent));
    }
    return true;
}

}  // namespace silverlane::kiosk
