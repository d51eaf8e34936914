// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: Silverlane contributors
//
// hub.toml as values: where the hub listens, where it keeps its data, which rules hold, which sources it hosts. Read once at start, then
// immutable. Relative paths count from the folder of the file. A key that is not known, or a value outside its range, is a mistake with
// file and line; all mistakes are shown in one run. It opens nothing that it names, but for the drivers' secret files.
#pragma once

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>

#include "base/result.h"
#include "config/reader.h"
#include "drivers/queue/queue_settings.h"
#include "drivers/wifi/wifi_settings.h"
#include "hub/desk/bank_import.h"
#include "hub/desk/desk.h"

namespace silverlane::hub {

/// [listen]
struct ListenSettings {
    std::string address = "127.0.0.1";          ///< address: of the interface; 0.0.0.0 for all
    std::uint16_t port = 8443;                  ///< port: 0 takes any free one, the ready line names it
    std::filesystem::path certificate;          ///< certificate: PEM chain; required
    std::filesystem::path key;                  ///< key: PEM, readable by the hub only; required
    int threads = 16;                           ///< threads: for requests; open streams take none
    int most_connections = 1024;                ///< most_connections: beyond, an idle one of whoever holds the most gives way to a new one
    int most_from_one_address = 512;            ///< most_from_one_address: so that one machine never takes all of them; 0 = no own limit
    std::size_t longest_body = 512 * 1024;      ///< longest_body_kib: longer requests are refused with 413
    Milliseconds request_within{9'500};         ///< request_within_ms: from connecting, or a next request's first byte, to the whole request; then closed
    std::size_t most_streams = 4096;            ///< most_streams: tablets, kiosks and phones that listen
};

/// The listener for customers' phones, in [phone]. It answers the page and its routes and nothing else, and what it has of connections,
/// threads and patience is its own: a hall full of phones takes nothing from kiosks and tablets.
struct PhoneDoorSettings {
    std::string address;                        ///< address: of the interface; absent: that of [listen]
    std::uint16_t port = 0;                     ///< port: 0 takes any free one; absent: no door, and no page for phones
    std::filesystem::path certificate;          ///< certificate: PEM chain that phones trust; absent: that of [listen]
    std::filesystem::path key;                  ///< key: PEM; absent: that of [listen]
    int threads = 4;                            ///< threads
    int most_connections = 512;                 ///< most_connections: as in [listen]; those that wait to be called listen, and are not counted here
    Milliseconds request_within{6'000};         ///< request_within_ms: as in [listen]
};

/// [data]
struct DataSettings {
    std::filesystem::path folder = "/var/lib/silverlane-hub";   ///< folder: the database stands here
    std::filesystem::path share;                ///< share: pages, API document, policies; absent: beside the program
};

/// [rules]
struct RuleSettings {
    std::filesystem::path policies;             ///< policies: folder; absent: those that came with the program
    std::optional<std::filesystem::path> folder;      ///< folder: the bank's rule files (docs/campaigns.md); absent: service and care only
};

/// [keys]
struct KeySettings {
    std::filesystem::path visit_codes;          ///< visit_codes: signs the slips' codes; required
    std::optional<std::filesystem::path> identifiers;   ///< identifiers: the bank's key; required when the hub hosts drivers, and with portal
    std::optional<std::filesystem::path> portal;        ///< portal: shared with the branches' Wi-Fi portals; absent: phones get in by a slip's code only
};

/// [bank]
struct BankSettings {
    std::filesystem::path customers;            ///< customers: the sandbox's people and accounts; required with core = "sandbox"
    std::filesystem::path pin_key;              ///< pin_key: opens what a PIN pad sealed; PEM, readable by the hub only; required with it
};

struct HubSettings {
    std::filesystem::path file;
    ListenSettings listen;
    DataSettings data;
    RuleSettings rules;
    KeySettings keys;
    std::optional<PhoneDoorSettings> phone_door;   ///< [phone] port
    desk::DeskSettings desk;                    ///< [branches], [queue], [phone], [staff], [rating] and [cache], see hub/desk/desk.h
    desk::FeedSettings feeds;                   ///< [feeds], see hub/desk/bank_import.h
    std::optional<BankSettings> sandbox_bank;   ///< [bank] core = "sandbox"; absent: questions about money are answered with "bank_away"
    std::optional<drivers::wifi::WifiSettings> wifi;      ///< [drivers.wifi]
    std::optional<drivers::queue::QueueSettings> queue;   ///< [drivers.queue]
};

/// Whatever of the file can be read; what is wrong with it goes to `mistakes`. `installed_share`: what `share` is when the file does not say.
/// Nothing when it cannot be opened, is not TOML, or is a kiosk's.
std::optional<HubSettings> read_hub_settings(const std::filesystem::path& file, const std::filesystem::path& installed_share, config::Mistakes& mistakes);

/// The same for whoever needs all of it. Errors: invalid_input, one mistake a line.
Result<HubSettings> load_hub_settings(const std::filesystem::path& file, const std::filesystem::path& installed_share);

/// The effective values, one a line, for --check-config. No secret is printed.
std::string describe(const HubSettings& settings);

}  // namespace silverlane::hub
