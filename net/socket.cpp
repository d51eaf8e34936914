// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: Silverlane contributors
#include "net/socket.h"

#include <cerrno>
#include <cstring>
#include <optional>
#include <utility>

#include <Poco/Exception.h>
#include <Poco/Net/DNS.h>
#include <Poco/Net/HostEntry.h>
#include <Poco/Net/IPAddress.h>
#include <Poco/Net/SecureStreamSocket.h>
#include <Poco/Net/SocketAddress.h>
#include <Poco/Net/StreamSocket.h>
#include <Poco/Net/StreamSocketImpl.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <openssl/err.h>
#include <sys/socket.h>
#include <unistd.h>

#include "net/tls_inside.h"

namespace silverlane::net {
namespace {

constexpr std::string_view kMappedPrefix = "::ffff:";

Error io_error(const std::string& what) { return {ErrorCode::io, what + ": " + std::strerror(errno)}; }

void set_option(int descriptor, int level, int option, int value) { ::setsockopt(descriptor, level, option, &value, sizeof value); }

Result<Poco::Net::SocketAddress> parsed_address(const std::string& address, std::uint16_t port) {
    try {
        return Poco::Net::SocketAddress{Poco::Net::IPAddress{address}, port};
    } catch (const Poco::Exception&) {
        return Error{ErrorCode::invalid_input, "no IP address: " + address};
    }
}

Descriptor fresh_socket(const Poco::Net::SocketAddress& address) {
    return Descriptor{::socket(address.af(), SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0)};
}

}  // namespace

Descriptor& Descriptor::operator=(Descriptor&& other) noexcept {
    if (this != &other) {
        close();
        number_ = other.release();
    }
    return *this;
}

int Descriptor::release() { return std::exchange(number_, -1); }

void Descriptor::close() {
    if (number_ >= 0) ::close(release());
}

struct Socket::Inside {
    Poco::Net::StreamSocket transport;
    std::optional<Poco::Net::SecureStreamSocket> secure;
    std::string host;
    int descriptor = -1;
    std::string fault;

    explicit Inside(const Poco::Net::StreamSocket& connected) : transport(connected), descriptor(connected.impl()->sockfd()) {}
    ~Inside() {
        try {
            if (secure) secure->close();
            transport.close();
        } catch (const Poco::Exception&) {
            transport.impl()->close();  // a TLS farewell that cannot be said; the descriptor is closed all the same
        }
        ERR_clear_error();
    }

    /// Runs one TLS operation. OpenSSL's error queue belongs to the thread, not to the connection: what one peer left there would be
    /// read as a fault of the next one, so it is emptied around every call.
    template <class Operation>
    Progress attempt(Operation operation) {
        ERR_clear_error();
        Progress progress;
        try {
            const int outcome = operation();
            if (outcome > 0) {
                progress = {Progress::Kind::moved, static_cast<std::size_t>(outcome)};
            } else if (outcome == Poco::Net::SecureStreamSocket::ERR_SSL_WANT_READ) {
                progress.kind = Progress::Kind::wait_readable;
            } else if (outcome == Poco::Net::SecureStreamSocket::ERR_SSL_WANT_WRITE) {
                progress.kind = Progress::Kind::wait_writable;
            } else {
                progress.kind = Progress::Kind::ended;
            }
        } catch (const Poco::Exception& poco_fault) {
            fault = poco_fault.displayText();
        }
        ERR_clear_error();
        return progress;
    }

    Progress plain_outcome(ssize_t count, Progress::Kind when_full) {
        if (count > 0) return {Progress::Kind::moved, static_cast<std::size_t>(count)};
        if (count == 0) return {Progress::Kind::ended, 0};
        if (errno == EAGAIN || errno == EWOULDBLOCK || errno == EINTR) return {when_full, 0};
        fault = std::strerror(errno);
        return {};
    }
};

Socket::Socket(std::unique_ptr<Inside> inside) : inside_(std::move(inside)) {}
Socket::~Socket() = default;
Socket::Socket(Socket&&) noexcept = default;
Socket& Socket::operator=(Socket&&) noexcept = default;

Result<Socket> Socket::adopt(Descriptor descriptor, const TlsContext* context, const std::string& host) {
    set_option(descriptor.number(), IPPROTO_TCP, TCP_NODELAY, 1);
    try {
        Poco::Net::StreamSocket transport{new Poco::Net::StreamSocketImpl(descriptor.number())};
        descriptor.release();
        transport.setBlocking(false);
        auto inside = std::make_unique<Inside>(transport);
        inside->host = host;
        // On a non-blocking transport attach() only prepares: the handshake is made step by step later.
        if (context != nullptr) inside->secure = Poco::Net::SecureStreamSocket::attach(transport, host, context->inside().context);
        return Socket{std::move(inside)};
    } catch (const Poco::Exception& fault) {
        return Error{ErrorCode::io, "cannot take the connection: " + fault.displayText()};
    }
}

Progress Socket::shake_hands() {
    if (!inside_->secure) return {Progress::Kind::moved, 0};
    Inside& inside = *inside_;
    return inside.attempt([&inside] {
        const int outcome = inside.secure->completeHandshake();
        if (outcome > 0) inside.secure->verifyPeerCertificate(inside.host);
        return outcome;
    });
}

Progress Socket::read(char* into, std::size_t most) {
    Inside& inside = *inside_;
    if (!inside.secure) return inside.plain_outcome(::recv(inside.descriptor, into, most, 0), Progress::Kind::wait_readable);
    return inside.attempt([&] { return inside.secure->receiveBytes(into, static_cast<int>(most)); });
}

Progress Socket::write(std::string_view bytes) {
    Inside& inside = *inside_;
    if (!inside.secure) {
        return inside.plain_outcome(::send(inside.descriptor, bytes.data(), bytes.size(), MSG_NOSIGNAL), Progress::Kind::wait_writable);
    }
    return inside.attempt([&] { return inside.secure->sendBytes(bytes.data(), static_cast<int>(bytes.size())); });
}

void Socket::end_writing() {
    if (inside_->secure) {
        inside_->attempt([this] {
            inside_->secure->shutdown();  // the closing alert only; what still comes can be read
            return 1;
        });
    }
    ::shutdown(inside_->descriptor, SHUT_WR);
}

int Socket::descriptor() const { return inside_->descriptor; }
const std::string& Socket::fault() const { return inside_->fault; }

Result<Descriptor> listen_on(const std::string& address, std::uint16_t port) {
    auto where = parsed_address(address, port);
    if (!where) return where.error();
    Descriptor listener = fresh_socket(*where);
    if (!listener.open()) return io_error("cannot make a socket");
    set_option(listener.number(), SOL_SOCKET, SO_REUSEADDR, 1);
    if (where->family() == Poco::Net::SocketAddress::IPv6) set_option(listener.number(), IPPROTO_IPV6, IPV6_V6ONLY, 0);
    if (::bind(listener.number(), where->addr(), where->length()) != 0) return io_error("cannot use " + where->toString());
    if (::listen(listener.number(), 1024) != 0) return io_error("cannot listen on " + where->toString());
    return listener;
}

std::uint16_t bound_port(int descriptor) {
    sockaddr_storage storage{};
    socklen_t length = sizeof storage;
    void* const bytes = &storage;
    auto* const address = static_cast<sockaddr*>(bytes);
    if (::getsockname(descriptor, address, &length) != 0) return 0;
    return Poco::Net::SocketAddress{address, length}.port();
}

std::string peer_address_of(int descriptor) {
    sockaddr_storage storage{};
    socklen_t length = sizeof storage;
    void* const bytes = &storage;
    auto* const address = static_cast<sockaddr*>(bytes);
    if (::getpeername(descriptor, address, &length) != 0) return {};
    const std::string host = Poco::Net::SocketAddress{address, length}.host().toString();
    const bool mapped = host.starts_with(kMappedPrefix) && host.find('.') != std::string::npos;
    return mapped ? host.substr(kMappedPrefix.size()) : host;
}

Result<std::vector<std::string>> resolve(const std::string& host) {
    try {
        Poco::Net::IPAddress literal;
        if (Poco::Net::IPAddress::tryParse(host, literal)) return std::vector<std::string>{literal.toString()};
        std::vector<std::string> addresses;
        const Poco::Net::HostEntry entry = Poco::Net::DNS::resolve(host);
        for (const auto& address : entry.addresses()) addresses.push_back(address.toString());
        if (addresses.empty()) return Error{ErrorCode::unavailable, "no address for " + host};
        return addresses;
    } catch (const Poco::Exception& fault) {
        return Error{ErrorCode::unavailable, "no address for " + host + ": " + fault.displayText()};
    }
}

Result<Descriptor> begin_connecting(const std::string& address, std::uint16_t port) {
    auto where = parsed_address(address, port);
    if (!where) return where.error();
    Descriptor connecting = fresh_socket(*where);
    if (!connecting.open()) return io_error("cannot make a socket");
    if (::connect(connecting.number(), where->addr(), where->length()) != 0 && errno != EINPROGRESS) {
        return Error{ErrorCode::unavailable, "cannot reach " + where->toString() + ": " + std::strerror(errno)};
    }
    return connecting;
}

Result<void> connecting_outcome(int descriptor) {
    int fault = 0;
    socklen_t length = sizeof fault;
    ::getsockopt(descriptor, SOL_SOCKET, SO_ERROR, &fault, &length);
    if (fault != 0) return Error{ErrorCode::unavailable, std::strerror(fault)};
    return {};
}

}  // namespace silverlane::net
