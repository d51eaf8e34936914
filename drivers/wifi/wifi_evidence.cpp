// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: Silverlane contributors
#include "drivers/wifi/wifi_evidence.h"

#include <algorithm>
#include <array>
#include <cctype>
#include <cstring>

namespace silverlane::drivers::wifi {

using protocol::EvidenceIdentifier;
using protocol::IdentifierKind;
using protocol::Proof;

namespace {

constexpr Milliseconds kRoundingWithoutTimestamp{5'000};
constexpr Milliseconds kToleratedAhead{120'000};

std::string lower(std::string_view text) {
    std::string out(text);
    std::transform(out.begin(), out.end(), out.begin(), [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
    return out;
}

std::string_view without_realm(std::string_view user_name) { return user_name.substr(0, user_name.find('@')); }

/// The digits of a number written with blanks and dashes; nothing when anything else is in it. Reads in place: no copy is left behind.
struct Digits {
    std::size_t count = 0;
    std::array<char, 15> first{};
};

std::optional<Digits> digits_only(std::string_view text) {
    Digits digits;
    for (const char c : text) {
        if (c == ' ' || c == '-') continue;
        if (c < '0' || c > '9' || digits.count == digits.first.size()) return std::nullopt;
        digits.first[digits.count++] = c;
    }
    return digits;
}

/// 13800138000, +8613800138000, 0086 138-0013-8000, or an international number that says so with '+'.
bool is_phone(std::string_view text) {
    const bool international = text.starts_with('+');
    auto digits = digits_only(text.substr(international ? 1 : 0));
    if (!digits) return false;
    std::string_view national{digits->first.data(), digits->count};
    bool phone = international && national.size() >= 8;
    if (national.starts_with("0086")) national.remove_prefix(4);
    else if (national.size() == 13 && national.starts_with("86")) national.remove_prefix(2);
    phone = phone || (national.size() == 11 && national[0] == '1' && national[1] >= '3');
    explicit_bzero(digits->first.data(), digits->first.size());
    return phone;
}

bool has_form_of_device(std::string_view text) {
    std::size_t digits = 0;
    for (const char c : text) {
        if (std::isxdigit(static_cast<unsigned char>(c)) != 0) ++digits;
        else if (c != '-' && c != ':' && c != '.') return false;
    }
    return digits == 12;
}

}  // namespace

std::optional<std::string> device_digits(std::string_view text) {
    if (!has_form_of_device(text)) return std::nullopt;
    std::string digits;
    for (const char c : text) {
        if (std::isxdigit(static_cast<unsigned char>(c)) != 0) digits += static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
    }
    return digits;
}

UserNameKind kind_of_user_name(std::string_view user_name, const std::vector<std::string>& realms) {
    const std::size_t at = user_name.rfind('@');
    const std::string_view user = user_name.substr(0, at);
    if (has_form_of_device(user)) return UserNameKind::nobody;
    if (is_phone(without_realm(user_name))) return UserNameKind::phone;
    if (at == std::string_view::npos || user.empty()) return UserNameKind::nobody;
    const std::string name = lower(user);
    if (name == "anonymous" || name == "anon" || name == "guest") return UserNameKind::nobody;
    const std::string realm = lower(user_name.substr(at + 1));
    const bool listed = realms.empty() || std::any_of(realms.begin(), realms.end(), [&](const std::string& r) { return lower(r) == realm; });
    return listed && !realm.empty() ? UserNameKind::identity : UserNameKind::nobody;
}

std::string_view phone_in_user_name(std::string_view user_name) { return without_realm(user_name); }

bool is_access_point(std::string_view called_station, std::string_view configured) {
    // A BSSID takes 12 digits and up to five separators; the SSID follows the first ':' behind it.
    const auto split = [](std::string_view text) {
        for (const std::size_t width : {17U, 14U, 12U}) {
            const std::string_view head = text.substr(0, width);
            if (head.size() == width && device_digits(head) && (text.size() == width || text[width] == ':')) {
                return std::pair{*device_digits(head), text.substr(std::min(text.size(), width + 1))};
            }
        }
        return std::pair{lower(text), std::string_view{}};
    };
    const auto [station, network] = split(called_station);
    const auto [wanted_station, wanted_network] = split(configured);
    return station == wanted_station && (wanted_network.empty() || wanted_network == network);
}

EventTime event_time_of(const AccountingRecord& record, UtcTime received) {
    EventTime event;
    if (record.event_timestamp) {
        event.given_by_source = true;
        event.time = UtcTime{std::chrono::seconds{*record.event_timestamp}};
    } else {
        const UtcTime exact = received - std::chrono::seconds{record.delay_seconds};
        const auto steps = (exact.time_since_epoch() + kRoundingWithoutTimestamp / 2) / kRoundingWithoutTimestamp;
        event.time = UtcTime{steps * kRoundingWithoutTimestamp};
    }
    event.clock_ahead = event.time > received + kToleratedAhead;
    return event;
}

namespace {

std::optional<EvidenceIdentifier> from_class(const AccountingRecord& record, const ClientSettings& client, const IdentifierHasher& hasher) {
    for (const PrivateText& value : record.classes) {
        const std::string_view text = value.open(PrivateDoor::keyed_hash);
        if (!text.starts_with(client.class_prefix) || text.size() == client.class_prefix.size()) continue;
        const PrivateText reference{std::string(text.substr(client.class_prefix.size()))};
        return EvidenceIdentifier{IdentifierKind::customer_reference, hasher.customer_reference(reference), Proof::authenticated};
    }
    return std::nullopt;
}

std::optional<EvidenceIdentifier> from_chargeable_user(const AccountingRecord& record, const IdentifierHasher& hasher) {
    const std::string_view text = record.chargeable_user.open(PrivateDoor::keyed_hash);
    // RFC 4372, 2.2: a single NUL asks for or denies an identity, it is none.
    if (text.empty() || text == std::string_view("\0", 1)) return std::nullopt;
    return EvidenceIdentifier{IdentifierKind::customer_reference, hasher.customer_reference(record.chargeable_user), Proof::authenticated};
}

void add_user_name(std::vector<EvidenceIdentifier>& found, const AccountingRecord& record, const ClientSettings& client,
                   const IdentifierHasher& hasher, std::string_view day) {
    const std::string_view user_name = record.user_name.open(PrivateDoor::keyed_hash);
    switch (kind_of_user_name(user_name, client.realms)) {
        case UserNameKind::nobody: return;
        case UserNameKind::phone: {
            const PhoneNumber number{PrivateText{std::string(phone_in_user_name(user_name))}};
            const PhoneHashes hashes = hasher.phone_and_tail(number, client.branch, day);
            found.push_back({IdentifierKind::phone, hashes.whole, Proof::authenticated});
            found.push_back({IdentifierKind::phone_tail, hashes.tail, Proof::claim});
            return;
        }
        case UserNameKind::identity:
            found.push_back({IdentifierKind::customer_reference, hasher.customer_reference(record.user_name), Proof::authenticated});
            return;
    }
}

}  // namespace

std::vector<EvidenceIdentifier> identifiers_of(const AccountingRecord& record, const ClientSettings& client, const IdentifierHasher& hasher,
                                               std::string_view day) {
    std::vector<EvidenceIdentifier> found;
    if (const auto reference = from_class(record, client, hasher)) found.push_back(*reference);
    else if (const auto user = from_chargeable_user(record, hasher)) found.push_back(*user);
    else add_user_name(found, record, client, hasher, day);
    if (has_form_of_device(record.calling_station.open(PrivateDoor::keyed_hash))) {
        found.push_back({IdentifierKind::device, hasher.device_address(record.calling_station, client.branch, day), Proof::corroboration});
    }
    return found;
}

std::string session_name(std::string_view nas, const PrivateText& session, const IdentifierHasher& hasher) {
    std::string name = std::string(nas) + '/';
    if (!session.empty()) name += hasher.session(session).hexadecimal().substr(0, 16);
    return name;
}

IdempotencyKey key_of(const BranchId& branch, std::string_view session, std::uint32_t status_type, UtcTime event_time,
                      const IdentifierHasher& hasher) {
    const PrivateText event{branch.text + '\n' + std::string(session) + '\n' + std::to_string(status_type) + '\n' +
                            std::to_string(event_time.time_since_epoch().count())};
    return IdempotencyKey{"wifi-" + hasher.session(event).hexadecimal().substr(0, 32)};
}

}  // namespace silverlane::drivers::wifi
