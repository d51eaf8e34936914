// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: Silverlane contributors
//
// One connected stream socket, plain or TLS, that never waits: each operation makes what progress it can and says what to wait for.
// Private to net; used by whichever one thread owns the connection at the time. Poco carries the TLS; deadlines are the owner's.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "net/tls.h"

namespace silverlane::net {

/// A descriptor that is closed with its owner.
class Descriptor {
public:
    Descriptor() = default;
    explicit Descriptor(int number) : number_(number) {}
    ~Descriptor() { close(); }
    Descriptor(Descriptor&& other) noexcept : number_(other.release()) {}
    Descriptor& operator=(Descriptor&& other) noexcept;
    [[nodiscard]] int number() const { return number_; }
    [[nodiscard]] bool open() const { return number_ >= 0; }
    int release();
    void close();

private:
    int number_ = -1;
};

struct Progress {
    enum class Kind { moved, wait_readable, wait_writable, ended, failed };
    Kind kind = Kind::failed;
    std::size_t bytes = 0;  ///< with moved
    [[nodiscard]] bool waits() const { return kind == Kind::wait_readable || kind == Kind::wait_writable; }
};

class Socket {
public:
    /// Takes a connected, non-blocking descriptor. With `context` the server's (or client's, by the context) TLS handshake is made by
    /// the first reads and writes. `host`: for clients, the name that the certificate must bear.
    static Result<Socket> adopt(Descriptor descriptor, const TlsContext* context, const std::string& host = {});
    ~Socket();
    Socket(Socket&&) noexcept;
    Socket& operator=(Socket&&) noexcept;

    /// Client side, before anything is sent: moved when the handshake is complete and the certificate is good. At once for plain.
    Progress shake_hands();
    Progress read(char* into, std::size_t most);
    Progress write(std::string_view bytes);
    /// Tells the peer that nothing more comes; reading goes on.
    void end_writing();
    [[nodiscard]] int descriptor() const;
    /// Why the last operation failed, for operators.
    [[nodiscard]] const std::string& fault() const;

private:
    struct Inside;
    explicit Socket(std::unique_ptr<Inside> inside);
    std::unique_ptr<Inside> inside_;
};

/// A non-blocking listener; port 0 = any free one. Errors: invalid_input (no such address), io (in use, not allowed).
Result<Descriptor> listen_on(const std::string& address, std::uint16_t port);
std::uint16_t bound_port(int descriptor);
/// "10.79.1.2", also for an IPv4 peer on an IPv6 listener.
std::string peer_address_of(int descriptor);
/// All addresses of a host, as texts. May wait for name servers; a literal address never does.
Result<std::vector<std::string>> resolve(const std::string& host);
/// Starts connecting a fresh non-blocking socket to a literal address.
Result<Descriptor> begin_connecting(const std::string& address, std::uint16_t port);
/// What became of it once the descriptor is writable.
Result<void> connecting_outcome(int descriptor);

}  // namespace silverlane::net
