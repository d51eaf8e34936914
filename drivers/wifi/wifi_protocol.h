// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: Silverlane contributors
//
// RADIUS accounting as bytes and values (RFC 2865, 2866, 2869, 4372, 5997): header, authenticators, attributes, answer, and the encoder
// that a simulator needs. Pure functions over borrowed bytes, any thread. Decides nothing about persons and keeps nothing.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "base/private_text.h"

namespace silverlane::drivers::wifi {

using Bytes = std::vector<std::uint8_t>;
using ByteView = std::span<const std::uint8_t>;

inline constexpr std::size_t kHeaderBytes = 20;
inline constexpr std::size_t kLongestPacket = 4095;   // RFC 2866, 3

enum class Code : std::uint8_t { accounting_request = 4, accounting_response = 5, status_server = 12 };

enum class AttributeType : std::uint8_t {
    user_name = 1, nas_ip_address = 4, class_ = 25, vendor_specific = 26, called_station = 30, calling_station = 31, nas_identifier = 32,
    status_type = 40, delay_time = 41, session = 44, session_time = 46, event_timestamp = 55, nas_port_type = 61,
    message_authenticator = 80, chargeable_user = 89, nas_ipv6_address = 95,
};

/// Why a datagram is dropped without an answer. The names go to /metrics, see name_of().
enum class Drop : std::uint8_t {
    too_short,                      ///< fewer than 20 octets
    wrong_length,                   ///< the length field is below 20, above 4095 or beyond what came
    unknown_client,                 ///< no client entry covers the source address
    unexpected_code,                ///< neither Accounting-Request nor Status-Server
    wrong_authenticator,            ///< another secret, or changed on the way
    malformed_attribute,            ///< length 0 or 1, an overrun, a lone octet, or an integer that is not 4 octets
    missing_message_authenticator,  ///< required and absent
    wrong_message_authenticator,
    missing_status_type,            ///< an Accounting-Request without attribute 40 (RFC 2866, 5.1 requires it)
    missing_session,                ///< Start, Stop or Interim without attribute 44 (RFC 2866, 5.5 requires it)
    count_of_reasons,
};
std::string_view name_of(Drop reason);

struct Packet {
    std::uint8_t code = 0;
    std::uint8_t identifier = 0;
    std::array<std::uint8_t, 16> authenticator{};
    ByteView bytes;   ///< exactly `length` octets of the datagram, padding cut off
};

struct Attribute {
    std::uint8_t type = 0;
    ByteView value;
};

/// Checks length only (RFC 2865, 3: octets after `length` are padding). The packet borrows `datagram`.
std::variant<Packet, Drop> read_header(ByteView datagram);

/// RFC 2866, 3: MD5(code + id + length + 16 zero octets + attributes + secret). Constant-time comparison.
bool request_authenticator_is_right(const Packet& packet, std::string_view secret);

/// All attributes in order, unknown ones too. One malformed attribute drops the packet.
std::variant<std::vector<Attribute>, Drop> read_attributes(const Packet& packet);

enum class MessageAuthenticator { absent, right, wrong };
/// RFC 2869, 5.14 and RFC 5997, 3: HMAC-MD5 with attribute 80 as zeros; in an Accounting-Request the header's authenticator counts as
/// zeros too, in a Status-Server it counts as it is. Twice in one packet, or not 16 octets, is wrong.
MessageAuthenticator check_message_authenticator(const Packet& packet, const std::vector<Attribute>& attributes, std::string_view secret);

/// The 20 octets that acknowledge an Accounting-Request or a Status-Server on the accounting port.
Bytes accounting_response(const Packet& request, std::string_view secret);

inline constexpr std::uint32_t kStart = 1;
inline constexpr std::uint32_t kStop = 2;
inline constexpr std::uint32_t kInterim = 3;
inline constexpr std::uint32_t kAccountingOn = 7;
inline constexpr std::uint32_t kAccountingOff = 8;

/// What an Accounting-Request says, before anything is concluded. Whatever may name a person or a device is private text.
struct AccountingRecord {
    std::uint32_t status_type = 0;
    std::string nas;                       ///< NAS-Identifier, else IPv6, else IPv4 address as text, else empty
    PrivateText session;
    PrivateText user_name;
    PrivateText calling_station;
    PrivateText chargeable_user;
    std::vector<PrivateText> classes;
    std::string called_station;            ///< the access point: "96-F7-FF-9A-BF-33:Bank-Guest"
    std::optional<std::uint32_t> event_timestamp;   ///< seconds since 1970
    std::uint32_t delay_seconds = 0;
    std::optional<std::uint32_t> session_seconds;
};
/// Errors: missing_status_type, missing_session, malformed_attribute (an integer or address of another size).
std::variant<AccountingRecord, Drop> read_record(const std::vector<Attribute>& attributes);

/// Builds and signs requests, for silverlanectl's simulator and the tests. The order of add() is the order on the wire.
class RequestBuilder {
public:
    RequestBuilder(Code code, std::uint8_t identifier) : code_(code), identifier_(identifier) {}
    RequestBuilder& add(AttributeType type, std::string_view value);
    RequestBuilder& add(AttributeType type, std::uint32_t value);
    /// Octets as they are, well formed or not.
    RequestBuilder& add_raw(ByteView octets);
    RequestBuilder& with_message_authenticator();
    /// `random_authenticator` is used by a Status-Server only.
    [[nodiscard]] Bytes sign(std::string_view secret, const std::array<std::uint8_t, 16>& random_authenticator = {}) const;

private:
    Code code_;
    std::uint8_t identifier_;
    Bytes attributes_;
    std::optional<std::size_t> message_authenticator_at_;
};

}  // namespace silverlane::drivers::wifi
