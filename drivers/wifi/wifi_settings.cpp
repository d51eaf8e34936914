// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: Silverlane contributors
#include "drivers/wifi/wifi_settings.h"

#include <arpa/inet.h>

#include <algorithm>
#include <charconv>

namespace silverlane::drivers::wifi {

std::optional<std::array<std::uint8_t, 16>> parse_address(std::string_view text) {
    const std::string bare(text.substr(0, text.find('%')));
    std::array<std::uint8_t, 16> address{};
    if (inet_pton(AF_INET6, bare.c_str(), address.data()) == 1) return address;
    address = {0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xff, 0xff};
    if (inet_pton(AF_INET, bare.c_str(), address.data() + 12) == 1) return address;
    return std::nullopt;
}

Result<AddressRange> AddressRange::parse(std::string_view text) {
    const Error refused{ErrorCode::invalid_input, "'" + std::string(text) + "' is neither an address nor a prefix"};
    const std::size_t slash = text.find('/');
    const std::string_view bare = text.substr(0, slash);
    const auto address = parse_address(bare);
    if (!address) return refused;
    AddressRange range;
    range.address_ = *address;
    if (slash == std::string_view::npos) return range;
    const std::string_view digits = text.substr(slash + 1);
    int bits = -1;
    const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), bits);
    const int most = bare.find(':') == std::string_view::npos ? 32 : 128;
    if (error != std::errc{} || end != digits.data() + digits.size() || bits < 0 || bits > most) return refused;
    range.bits_ = bits + (128 - most);
    return range;
}

bool AddressRange::covers(const std::array<std::uint8_t, 16>& address) const {
    const auto whole = static_cast<std::size_t>(bits_ / 8);
    if (!std::equal(address_.begin(), address_.begin() + static_cast<std::ptrdiff_t>(whole), address.begin())) return false;
    const int rest = bits_ % 8;
    if (rest == 0) return true;
    const int mask = 0xff << (8 - rest) & 0xff;
    return (address_[whole] & mask) == (address[whole] & mask);
}

namespace {

std::shared_ptr<const SecretText> read_secret(config::TableReader& table, const std::filesystem::path& folder) {
    const std::string file = table.required_text("secret_file");
    if (file.empty()) return std::make_shared<const SecretText>("");
    auto secret = SecretText::load(folder / file);
    if (secret) return std::make_shared<const SecretText>(std::move(secret).value());
    table.mistake("secret_file", secret.error().message(), "name a file that only its owner can read and that holds the RADIUS secret");
    return std::make_shared<const SecretText>("");
}

ClientSettings read_client(config::TableReader table, const std::filesystem::path& folder) {
    ClientSettings client;
    client.name = table.required_text("name");
    const std::string address = table.required_text("address");
    if (const auto range = AddressRange::parse(address)) {
        client.addresses = *range;
    } else if (!address.empty()) {
        table.mistake("address", range.error().message(), "write an address like 10.79.1.2 or a prefix like 10.79.0.0/16");
    }
    client.secret = read_secret(table, folder);
    client.branch = BranchId{table.required_text("branch")};
    client.inside = table.texts("inside");
    client.realms = table.texts("realms");
    client.class_prefix = table.text("class_prefix", client.class_prefix);
    client.require_message_authenticator = table.boolean("require_message_authenticator", false);
    config::TableReader places = table.table("places");
    if (places.present()) {
        for (const std::string& station : places.keys()) client.places.emplace_back(station, places.required_text(station));
        places.finish();
    }
    table.finish();
    return client;
}

}  // namespace

WifiSettings read_wifi_settings(config::TableReader table, const std::filesystem::path& folder) {
    WifiSettings settings;
    settings.address = table.text("address", settings.address);
    settings.port = static_cast<std::uint16_t>(table.integer("port", settings.port, 0, 65535));
    settings.receive_buffer_bytes =
        static_cast<int>(table.integer("receive_buffer_bytes", settings.receive_buffer_bytes, 65536, 256 * 1024 * 1024));
    for (config::TableReader& client : table.tables("client")) settings.clients.push_back(read_client(client, folder));
    if (settings.clients.empty()) {
        table.mistake("client", "no client may send", "add a [[drivers.wifi.client]] with name, address, secret_file and branch");
    }
    table.finish();
    return settings;
}

}  // namespace silverlane::drivers::wifi
