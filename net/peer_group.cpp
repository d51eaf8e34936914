// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: Silverlane contributors
#include "net/peer_group.h"

#include <algorithm>
#include <array>
#include <cstddef>

#include <arpa/inet.h>
#include <netinet/in.h>

namespace silverlane::net {
namespace {

constexpr std::size_t kFourBytes = 4;
constexpr std::size_t kSixBytes = 16;
constexpr std::size_t kMappedPrefix = 12;   // of ::ffff:a.b.c.d, before its IPv4 part

/// The address cut after so many bytes of its kind, written with the length of what is left.
std::string cut(const std::string& address, std::size_t four_bytes_left, std::size_t six_bytes_left) {
    std::array<unsigned char, kSixBytes> bytes{};
    std::array<char, INET6_ADDRSTRLEN> text{};
    int family = AF_INET;
    if (::inet_pton(AF_INET, address.c_str(), bytes.data()) != 1) {
        if (::inet_pton(AF_INET6, address.c_str(), bytes.data()) != 1) return address;
        constexpr std::array<unsigned char, kMappedPrefix> mapped{0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xff, 0xff};
        if (std::equal(mapped.begin(), mapped.end(), bytes.begin())) {
            std::copy(bytes.begin() + kMappedPrefix, bytes.end(), bytes.begin());
        } else {
            family = AF_INET6;
        }
    }
    const std::size_t whole = family == AF_INET ? kFourBytes : kSixBytes;
    const std::size_t left = family == AF_INET ? four_bytes_left : six_bytes_left;
    std::fill(bytes.begin() + static_cast<std::ptrdiff_t>(left), bytes.end(), 0);
    if (::inet_ntop(family, bytes.data(), text.data(), text.size()) == nullptr) return address;
    return left == whole ? std::string{text.data()} : std::string{text.data()} + "/" + std::to_string(left * 8);
}

}  // namespace

std::string peer_group(const std::string& address) { return cut(address, kFourBytes, 8); }

std::string peer_network(const std::string& address) { return cut(address, 3, 6); }

}  // namespace silverlane::net
