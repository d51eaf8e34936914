// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: Silverlane contributors
//
// Settings of the RADIUS accounting receiver, section [drivers.wifi] of kiosk.toml or hub.toml (the host does not matter). Every client
// (a controller or access point) has a secret of its own in a file of its own. Values; read once at start by one thread.
#pragma once

#include <array>
#include <cstdint>
#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "base/identifier.h"
#include "base/secret_text.h"
#include "config/reader.h"

namespace silverlane::drivers::wifi {

/// An address or prefix, IPv4 as IPv6-mapped, so that one comparison serves both.
class AddressRange {
public:
    /// "10.79.1.2", "10.79.0.0/16", "2001:db8::/32". Errors: invalid_input.
    static Result<AddressRange> parse(std::string_view text);
    [[nodiscard]] bool covers(const std::array<std::uint8_t, 16>& address) const;
    /// More bits = more specific; the most specific client wins.
    [[nodiscard]] int bits() const { return bits_; }

private:
    std::array<std::uint8_t, 16> address_{};
    int bits_ = 128;
};

/// Nothing for text that is no address. "fe80::1%eth0" loses its zone.
std::optional<std::array<std::uint8_t, 16>> parse_address(std::string_view text);

struct ClientSettings {
    std::string name;                             ///< for logs, metrics and Arrival::source ("wifi:<name>")
    AddressRange addresses;
    std::shared_ptr<const SecretText> secret;      ///< never null after reading
    BranchId branch;
    /// Access points from which an arrival needs no dwell: "96-F7-FF-9A-BF-33", or with ":SSID" for that network only.
    std::vector<std::string> inside;
    /// Access point -> place key shown to staff ("entrance").
    std::vector<std::pair<std::string, std::string>> places;
    /// Realms whose User-Name (user@realm) names a person; empty = any realm.
    std::vector<std::string> realms;
    /// What a Class must begin with to hold the bank's customer reference; the rest is the reference.
    std::string class_prefix = "CIF:";
    bool require_message_authenticator = false;
};

struct WifiSettings {
    std::string address = "0.0.0.0";
    std::uint16_t port = 1813;
    int receive_buffer_bytes = 4 * 1024 * 1024;
    std::vector<ClientSettings> clients;
};

/// Reads the table [drivers.wifi] and the secret files it names (relative paths count from `folder`, the configuration's own folder).
/// Everything wrong becomes a mistake of the reader.
WifiSettings read_wifi_settings(config::TableReader table, const std::filesystem::path& folder);

}  // namespace silverlane::drivers::wifi
