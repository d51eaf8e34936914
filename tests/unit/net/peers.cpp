// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: Silverlane contributors
#include "tests/unit/net/peers.h"

#include <array>
#include <stdexcept>
#include <utility>

#include <arpa/inet.h>
#include <netinet/in.h>
#include <sys/socket.h>

#include "tests/support/process.h"

namespace silverlane::net {
namespace {

sockaddr_in loopback(std::uint16_t port) {
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    address.sin_port = htons(port);
    return address;
}

const sockaddr* raw(const sockaddr_in& address) { return static_cast<const sockaddr*>(static_cast<const void*>(&address)); }

TlsFiles make_certificate(const testing::TemporaryFolder& folder, const std::string& name) {
    const TlsFiles files{folder / (name + ".pem"), folder / (name + "-key.pem")};
    const auto made = testing::run_program({"openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes",
                                            "-days", "2", "-subj", "/CN=" + name, "-addext", "subjectAltName=DNS:localhost,IP:127.0.0.1",
                                            "-keyout", files.key.string(), "-out", files.certificate.string()});
    if (made.exit_code != 0) throw std::runtime_error("openssl made no certificate: " + made.output);
    return files;
}

const testing::TemporaryFolder& certificate_folder() {
    static const testing::TemporaryFolder folder;
    return folder;
}

}  // namespace

const TlsFiles& test_certificate() {
    static const TlsFiles files = make_certificate(certificate_folder(), "hub");
    return files;
}

const TlsFiles& other_certificate() {
    static const TlsFiles files = make_certificate(certificate_folder(), "stranger");
    return files;
}

bool eventually(const std::function<bool()>& so) {
    const SystemClock clock;
    const MonotonicTime until = clock.monotonic() + Milliseconds{10'000};
    while (!so()) {
        if (clock.monotonic() > until) return false;
        std::this_thread::yield();
    }
    return true;
}

ServedBy::ServedBy(Handler handler, ServerSettings settings, StreamSettings stream_settings)
    : streams(EventStream::start(stream_settings, clock, log)), secure(settings.tls.has_value()) {
    auto started = HttpServer::start(std::move(settings), std::move(handler), streams.get(), log);
    if (!started) throw std::runtime_error(started.error().text());
    server = std::move(*started);
}

std::string ServedBy::url(const std::string& path) const {
    return std::string{secure ? "https" : "http"} + "://127.0.0.1:" + std::to_string(server->port()) + path;
}

ClientSettings ServedBy::client_settings() const {
    ClientSettings settings;
    settings.base_url = url();
    if (secure) settings.trusted_certificate = test_certificate().certificate;
    return settings;
}

ServerSettings with_tls() {
    ServerSettings settings;
    settings.tls = test_certificate();
    return settings;
}

Descriptor connect_raw(std::uint16_t port) {
    Descriptor connected{::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0)};
    const sockaddr_in address = loopback(port);
    if (::connect(connected.number(), raw(address), sizeof address) != 0) throw std::runtime_error("cannot connect");
    const timeval ten_seconds{10, 0};
    ::setsockopt(connected.number(), SOL_SOCKET, SO_RCVTIMEO, &ten_seconds, sizeof ten_seconds);
    return connected;
}

void send_raw(const Descriptor& socket, std::string_view bytes) {
    while (!bytes.empty()) {
        const ssize_t sent = ::send(socket.number(), bytes.data(), bytes.size(), MSG_NOSIGNAL);
        if (sent <= 0) return;
        bytes.remove_prefix(static_cast<std::size_t>(sent));
    }
}

std::string receive_some(const Descriptor& socket, std::size_t at_least) {
    std::string text;
    std::array<char, 4096> piece;
    while (text.size() < at_least) {
        const ssize_t count = ::recv(socket.number(), piece.data(), piece.size(), 0);
        if (count <= 0) break;
        text.append(piece.data(), static_cast<std::size_t>(count));
    }
    return text;
}

std::string receive_all(const Descriptor& socket) { return receive_some(socket, SIZE_MAX); }

std::string talk(std::uint16_t port, std::string_view bytes) {
    const Descriptor socket = connect_raw(port);
    send_raw(socket, bytes);
    return receive_all(socket);
}

ScriptedPeer::ScriptedPeer(std::vector<std::function<void(Descriptor&)>> parts) {
    auto listener = listen_on("127.0.0.1", 0);
    if (!listener) throw std::runtime_error(listener.error().text());
    port_ = bound_port(listener->number());
    listener_ = listener->release();
    ::fcntl(listener_, F_SETFL, 0);  // this thread may wait
    thread_ = std::thread([this, script = std::move(parts)] {
        for (const auto& part : script) {
            Descriptor accepted{::accept(listener_, nullptr, nullptr)};
            if (!accepted.open()) return;
            ++accepted_;
            part(accepted);
        }
    });
}

ScriptedPeer::~ScriptedPeer() {
    ::shutdown(listener_, SHUT_RDWR);
    thread_.join();
    ::close(listener_);
}

}  // namespace silverlane::net
