// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: Silverlane contributors
//
// A bound UDP socket. receive() and answer() by the one thread that owns it; stop() from any thread.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "base/clock.h"
#include "base/result.h"

namespace silverlane::net {

struct Datagram {
    std::string peer_address;        ///< "10.79.1.2" or "fe80::1"
    std::uint16_t peer_port = 0;
    std::vector<std::uint8_t> bytes;
    std::string local_address;       ///< where it was sent to; answer() answers from there (empty: the kernel chooses)
};

class UdpReceiver {
public:
    /// `port` 0 = any free one. `receive_buffer_bytes` asks the kernel for room for bursts.
    static Result<std::unique_ptr<UdpReceiver>> bind(const std::string& address, std::uint16_t port, int receive_buffer_bytes);
    virtual ~UdpReceiver() = default;
    [[nodiscard]] virtual std::uint16_t port() const = 0;
    /// The next datagram (at most 4096 bytes are kept, more is cut), or nothing when stopped or after `longest`.
    virtual std::optional<Datagram> receive(Milliseconds longest) = 0;
    /// Everything that has already arrived, at most `most`; waits up to `longest` for the first.
    virtual std::vector<Datagram> receive_batch(std::size_t most, Milliseconds longest) = 0;
    virtual Result<void> answer(const Datagram& to, const std::vector<std::uint8_t>& bytes) = 0;
    virtual void stop() = 0;
};

}  // namespace silverlane::net
