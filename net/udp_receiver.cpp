// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: Silverlane contributors
#include "net/udp_receiver.h"

#include <algorithm>
#include <array>
#include <atomic>
#include <cerrno>
#include <cstring>
#include <utility>

#include <arpa/inet.h>
#include <net/if.h>
#include <netdb.h>
#include <netinet/in.h>
#include <poll.h>
#include <sys/socket.h>

#include "base/wake_descriptor.h"
#include "net/socket.h"

namespace silverlane::net {
namespace {

constexpr std::size_t kLongestDatagram = 4'096;
constexpr std::size_t kBatch = 32;
constexpr std::string_view kMappedPrefix = "::ffff:";

struct Address {
    sockaddr_storage storage{};
    socklen_t length = 0;
    [[nodiscard]] sockaddr* raw() { return static_cast<sockaddr*>(static_cast<void*>(&storage)); }
    [[nodiscard]] const sockaddr* raw() const { return static_cast<const sockaddr*>(static_cast<const void*>(&storage)); }
};

/// A literal address of the family (0: either); an IPv4 address becomes a mapped one where the socket speaks IPv6.
Result<Address> literal(const std::string& text, std::uint16_t port, int family) {
    const bool map = family == AF_INET6 && text.find(':') == std::string::npos;
    addrinfo hints{};
    hints.ai_family = family == 0 ? AF_UNSPEC : family;
    hints.ai_socktype = SOCK_DGRAM;
    hints.ai_flags = AI_NUMERICHOST | AI_NUMERICSERV;
    addrinfo* found = nullptr;
    const std::string host = map ? std::string{kMappedPrefix} + text : text;
    if (::getaddrinfo(host.c_str(), std::to_string(port).c_str(), &hints, &found) != 0 || found == nullptr) {
        return Error{ErrorCode::invalid_input, "no IP address: " + text};
    }
    Address address;
    address.length = found->ai_addrlen;
    std::memcpy(&address.storage, found->ai_addr, found->ai_addrlen);
    ::freeaddrinfo(found);
    return address;
}

std::uint16_t port_of(const Address& address) {
    if (address.storage.ss_family == AF_INET6) {
        sockaddr_in6 six{};
        std::memcpy(&six, &address.storage, sizeof six);
        return ntohs(six.sin6_port);
    }
    sockaddr_in four{};
    std::memcpy(&four, &address.storage, sizeof four);
    return ntohs(four.sin_port);
}

std::string host_of(const Address& address) {
    std::array<char, NI_MAXHOST> text{};
    if (::getnameinfo(address.raw(), address.length, text.data(), text.size(), nullptr, 0, NI_NUMERICHOST) != 0) return {};
    const std::string_view host{text.data()};
    const bool mapped = host.starts_with(kMappedPrefix) && host.find('.') != std::string_view::npos;
    return std::string{mapped ? host.substr(kMappedPrefix.size()) : host};
}

/// Room for one call of recvmmsg, made once.
struct Batch {
    std::array<std::array<std::uint8_t, kLongestDatagram>, kBatch> bytes;
    std::array<Address, kBatch> peers;
    std::array<iovec, kBatch> pieces;
    std::array<mmsghdr, kBatch> messages;
    std::array<std::array<std::uint8_t, 64>, kBatch> control;

    void prepare() {
        for (std::size_t i = 0; i < kBatch; ++i) {
            pieces[i] = {bytes[i].data(), bytes[i].size()};
            messages[i] = {};
            messages[i].msg_hdr.msg_name = &peers[i].storage;
            messages[i].msg_hdr.msg_namelen = sizeof peers[i].storage;
            messages[i].msg_hdr.msg_iov = &pieces[i];
            messages[i].msg_hdr.msg_iovlen = 1;
            messages[i].msg_hdr.msg_control = control[i].data();
            messages[i].msg_hdr.msg_controllen = control[i].size();
        }
    }
};

/// The local address that a datagram was sent to, from its control message.
std::string local_address_of(msghdr& header) {
    for (cmsghdr* each = CMSG_FIRSTHDR(&header); each != nullptr; each = CMSG_NXTHDR(&header, each)) {
        Address address;
        if (each->cmsg_level == IPPROTO_IP && each->cmsg_type == IP_PKTINFO) {
            in_pktinfo info{};
            std::memcpy(&info, CMSG_DATA(each), sizeof info);
            sockaddr_in four{};
            four.sin_family = AF_INET;
            four.sin_addr = info.ipi_addr;
            std::memcpy(&address.storage, &four, sizeof four);
            address.length = sizeof four;
            return host_of(address);
        }
        if (each->cmsg_level == IPPROTO_IPV6 && each->cmsg_type == IPV6_PKTINFO) {
            in6_pktinfo info{};
            std::memcpy(&info, CMSG_DATA(each), sizeof info);
            sockaddr_in6 six{};
            six.sin6_family = AF_INET6;
            six.sin6_addr = info.ipi6_addr;
            if (IN6_IS_ADDR_LINKLOCAL(&info.ipi6_addr)) six.sin6_scope_id = info.ipi6_ifindex;
            std::memcpy(&address.storage, &six, sizeof six);
            address.length = sizeof six;
            return host_of(address);
        }
    }
    return {};
}

template <class Info>
void add_control(msghdr& header, std::array<std::uint8_t, 64>& room, int level, int type, const Info& info) {
    header.msg_control = room.data();
    header.msg_controllen = CMSG_SPACE(sizeof info);
    cmsghdr* const control = CMSG_FIRSTHDR(&header);
    control->cmsg_level = level;
    control->cmsg_type = type;
    control->cmsg_len = CMSG_LEN(sizeof info);
    std::memcpy(CMSG_DATA(control), &info, sizeof info);
}

class Receiver final : public UdpReceiver {
public:
    Receiver(Descriptor socket, int family) : socket_(std::move(socket)), family_(family), port_(bound_port(socket_.number())) {}

    [[nodiscard]] std::uint16_t port() const override { return port_; }

    std::optional<Datagram> receive(Milliseconds longest) override {
        auto one = receive_batch(1, longest);
        if (one.empty()) return std::nullopt;
        return std::move(one.front());
    }

    std::vector<Datagram> receive_batch(std::size_t most, Milliseconds longest) override {
        std::vector<Datagram> datagrams;
        const MonotonicTime deadline = clock_.monotonic() + longest;
        while (!stopped_ && most > 0) {
            take(datagrams, most);
            if (!datagrams.empty() || !wait_until(deadline)) break;
        }
        return datagrams;
    }

    Result<void> answer(const Datagram& to, const std::vector<std::uint8_t>& bytes) override;

    void stop() override {
        stopped_ = true;
        wake_.wake();
    }

private:
    void take(std::vector<Datagram>& into, std::size_t most) {
        while (into.size() < most) {
            batch_->prepare();
            const auto room = static_cast<unsigned>(std::min(kBatch, most - into.size()));
            const int count = ::recvmmsg(socket_.number(), batch_->messages.data(), room, MSG_DONTWAIT, nullptr);
            if (count <= 0) return;
            for (std::size_t i = 0; i < static_cast<std::size_t>(count); ++i) {
                mmsghdr& message = batch_->messages[i];
                batch_->peers[i].length = message.msg_hdr.msg_namelen;
                const auto* const first = batch_->bytes[i].data();
                into.push_back({host_of(batch_->peers[i]), port_of(batch_->peers[i]), {first, first + message.msg_len},
                                local_address_of(message.msg_hdr)});
            }
            if (count < static_cast<int>(room)) return;
        }
    }

    /// False when the time is over.
    bool wait_until(MonotonicTime deadline) {
        const auto left = (deadline - clock_.monotonic()).count();
        if (left <= 0) return false;
        std::array<pollfd, 2> watched{{{socket_.number(), POLLIN, 0}, {wake_.descriptor(), POLLIN, 0}}};
        ::poll(watched.data(), watched.size(), static_cast<int>(std::min<std::int64_t>(left, 60'000)));
        return true;
    }

    Descriptor socket_;
    const int family_;
    const std::uint16_t port_;
    SystemClock clock_;
    WakeDescriptor wake_;
    std::atomic<bool> stopped_{false};
    std::unique_ptr<Batch> batch_ = std::make_unique<Batch>();
};

Result<void> Receiver::answer(const Datagram& to, const std::vector<std::uint8_t>& bytes) {
    auto peer = literal(to.peer_address, to.peer_port, family_);
    if (!peer) return peer.error();
    std::vector<std::uint8_t> copy = bytes;  // sendmsg takes no const bytes
    iovec piece{copy.data(), copy.size()};
    msghdr header{};
    header.msg_name = &peer->storage;
    header.msg_namelen = peer->length;
    header.msg_iov = &piece;
    header.msg_iovlen = 1;
    alignas(cmsghdr) std::array<std::uint8_t, 64> control{};
    // A peer takes an answer only from the address that it asked, which matters where the machine has several.
    auto local = literal(to.local_address, 0, family_);
    if (!to.local_address.empty() && local) {
        if (family_ == AF_INET6) {
            sockaddr_in6 six{};
            std::memcpy(&six, &local->storage, sizeof six);
            in6_pktinfo info{};
            info.ipi6_addr = six.sin6_addr;
            info.ipi6_ifindex = six.sin6_scope_id;
            add_control(header, control, IPPROTO_IPV6, IPV6_PKTINFO, info);
        } else {
            sockaddr_in four{};
            std::memcpy(&four, &local->storage, sizeof four);
            in_pktinfo info{};
            info.ipi_spec_dst = four.sin_addr;
            add_control(header, control, IPPROTO_IP, IP_PKTINFO, info);
        }
    }
    if (::sendmsg(socket_.number(), &header, MSG_DONTWAIT | MSG_NOSIGNAL) >= 0) return {};
    const bool full = errno == EAGAIN || errno == EWOULDBLOCK || errno == ENOBUFS;
    return Error{full ? ErrorCode::unavailable : ErrorCode::io, std::string{"cannot answer: "} + std::strerror(errno)};
}

}  // namespace

Result<std::unique_ptr<UdpReceiver>> UdpReceiver::bind(const std::string& address, std::uint16_t port, int receive_buffer_bytes) {
    auto where = literal(address, port, 0);
    if (!where) return where.error();
    const int family = where->storage.ss_family;
    Descriptor socket{::socket(family, SOCK_DGRAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0)};
    const auto failed = [&](const char* what) { return Error{ErrorCode::io, std::string{what} + address + ": " + std::strerror(errno)}; };
    if (!socket.open()) return failed("cannot make a socket for ");
    const int on = 1;
    const int off = 0;
    if (receive_buffer_bytes > 0) {
        ::setsockopt(socket.number(), SOL_SOCKET, SO_RCVBUF, &receive_buffer_bytes, sizeof receive_buffer_bytes);
    }
    if (family == AF_INET6) {
        ::setsockopt(socket.number(), IPPROTO_IPV6, IPV6_V6ONLY, &off, sizeof off);
        ::setsockopt(socket.number(), IPPROTO_IPV6, IPV6_RECVPKTINFO, &on, sizeof on);
    } else {
        ::setsockopt(socket.number(), IPPROTO_IP, IP_PKTINFO, &on, sizeof on);
    }
    if (::bind(socket.number(), where->raw(), where->length) != 0) return failed("cannot receive on ");
    return std::unique_ptr<UdpReceiver>{std::make_unique<Receiver>(std::move(socket), family)};
}

}  // namespace silverlane::net
