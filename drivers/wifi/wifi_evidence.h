// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: Silverlane contributors
//
// From what a controller reported to what may leave the driver: who it is (keyed hashes only), when it happened, which session. Pure
// functions, any thread. Whether anybody is flagged is decided in the hub, where evidence from several sources meets.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/clock.h"
#include "base/keyed_hash.h"
#include "drivers/wifi/wifi_protocol.h"
#include "drivers/wifi/wifi_settings.h"
#include "hub/protocol/arrival.h"

namespace silverlane::drivers::wifi {

/// What a User-Name is good for.
enum class UserNameKind { nobody, phone, identity };
/// nobody: empty, a device address (12 hexadecimal digits, separators or not), anonymous@realm, @realm, a voucher or click-through token
/// (no realm), or a realm that is not listed. phone: a mobile number, perhaps with +86 or a realm. identity: user@realm.
UserNameKind kind_of_user_name(std::string_view user_name, const std::vector<std::string>& realms);

/// The number in a User-Name of kind phone: without the realm.
std::string_view phone_in_user_name(std::string_view user_name);

/// Twelve lower-case hexadecimal digits from "02-11-22-33-44-55", "02:11:...", "0211.2233.4455" or "021122334455"; nothing for other text.
std::optional<std::string> device_digits(std::string_view text);

/// Whether a Called-Station-Id ("BSSID:SSID", SSID may be empty) is the configured access point ("BSSID", or "BSSID:SSID").
bool is_access_point(std::string_view called_station, std::string_view configured);

struct EventTime {
    UtcTime time{};
    bool given_by_source = false;   ///< Event-Timestamp was there; else reception minus delay, rounded to 5 s
    bool clock_ahead = false;       ///< more than two minutes in the future: clamped, and counted
};
/// Never later than `received`.
EventTime event_time_of(const AccountingRecord& record, UtcTime received);

/// The strongest tie to a person first (Class with the bank's prefix, Chargeable-User-Identity, User-Name), then the device address,
/// which corroborates only. `day` is the branch's service day of the event.
std::vector<protocol::EvidenceIdentifier> identifiers_of(const AccountingRecord& record, const ClientSettings& client,
                                                         const IdentifierHasher& hasher, std::string_view day);

/// "<NAS>/<16 hexadecimal digits>", the digits keyed because controllers build session ids from device addresses. With an empty
/// session (On, Off) "<NAS>/", the beginning of every session of that controller.
std::string session_name(std::string_view nas, const PrivateText& session, const IdentifierHasher& hasher);

/// The same for the same event after a restart: from branch, session name, status type and event time.
IdempotencyKey key_of(const BranchId& branch, std::string_view session, std::uint32_t status_type, UtcTime event_time,
                      const IdentifierHasher& hasher);

}  // namespace silverlane::drivers::wifi
