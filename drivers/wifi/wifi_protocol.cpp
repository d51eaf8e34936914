// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: Silverlane contributors
#include "drivers/wifi/wifi_protocol.h"

#include <arpa/inet.h>
#include <openssl/evp.h>
#include <openssl/hmac.h>

#include <algorithm>

#include "base/check.h"
#include "base/hexadecimal.h"
#include "base/keyed_hash.h"
#include "base/utf8.h"

namespace silverlane::drivers::wifi {

namespace {

using Digest = std::array<std::uint8_t, 16>;
constexpr Digest kZeros{};
constexpr std::size_t kAuthenticatorAt = 4;

ByteView bytes_of(std::string_view text) { return {reinterpret_cast<const std::uint8_t*>(text.data()), text.size()}; }

/// MD5 over several pieces, so that no copy of the secret is made.
Digest md5(std::initializer_list<ByteView> pieces) {
    EVP_MD_CTX* context = EVP_MD_CTX_new();
    SILVERLANE_CHECK(context != nullptr && EVP_DigestInit_ex(context, EVP_md5(), nullptr) == 1);
    for (const ByteView piece : pieces) SILVERLANE_CHECK(EVP_DigestUpdate(context, piece.data(), piece.size()) == 1);
    Digest digest{};
    SILVERLANE_CHECK(EVP_DigestFinal_ex(context, digest.data(), nullptr) == 1);
    EVP_MD_CTX_free(context);
    return digest;
}

Digest hmac_md5(std::string_view secret, ByteView message) {
    Digest digest{};
    unsigned length = 0;
    SILVERLANE_CHECK(HMAC(EVP_md5(), secret.data(), static_cast<int>(secret.size()), message.data(), message.size(), digest.data(),
                          &length) != nullptr);
    return digest;
}

std::optional<std::uint32_t> integer_of(ByteView value) {
    if (value.size() != 4) return std::nullopt;
    return static_cast<std::uint32_t>(value[0]) << 24 | static_cast<std::uint32_t>(value[1]) << 16 |
           static_cast<std::uint32_t>(value[2]) << 8 | static_cast<std::uint32_t>(value[3]);
}

std::string text_of(ByteView value) { return {reinterpret_cast<const char*>(value.data()), value.size()}; }

/// A controller's name goes into logs and JSON: text stays text, anything else becomes its digits.
std::string printable(ByteView value) {
    std::string text = text_of(value);
    const bool plain = is_valid_utf8(text) &&
                       std::none_of(text.begin(), text.end(), [](char c) { return static_cast<unsigned char>(c) < 0x20 || c == 0x7f; });
    return plain ? text : "hexadecimal-" + to_hexadecimal(value);
}

std::optional<std::string> address_of(ByteView value, int family) {
    if (value.size() != (family == AF_INET ? 4U : 16U)) return std::nullopt;
    char text[INET6_ADDRSTRLEN] = {};
    if (inet_ntop(family, value.data(), text, sizeof text) == nullptr) return std::nullopt;
    return std::string(text);
}

}  // namespace

std::string_view name_of(Drop reason) {
    switch (reason) {
        case Drop::too_short: return "too_short";
        case Drop::wrong_length: return "wrong_length";
        case Drop::unknown_client: return "unknown_client";
        case Drop::unexpected_code: return "unexpected_code";
        case Drop::wrong_authenticator: return "wrong_authenticator";
        case Drop::malformed_attribute: return "malformed_attribute";
        case Drop::missing_message_authenticator: return "missing_message_authenticator";
        case Drop::wrong_message_authenticator: return "wrong_message_authenticator";
        case Drop::missing_status_type: return "missing_status_type";
        case Drop::missing_session: return "missing_session";
        case Drop::count_of_reasons: break;
    }
    return "unknown";
}

std::variant<Packet, Drop> read_header(ByteView datagram) {
    if (datagram.size() < kHeaderBytes) return Drop::too_short;
    const std::size_t length = static_cast<std::size_t>(datagram[2]) << 8 | datagram[3];
    if (length < kHeaderBytes || length > kLongestPacket || length > datagram.size()) return Drop::wrong_length;
    Packet packet;
    packet.code = datagram[0];
    packet.identifier = datagram[1];
    std::copy_n(datagram.begin() + kAuthenticatorAt, packet.authenticator.size(), packet.authenticator.begin());
    packet.bytes = datagram.first(length);
    return packet;
}

bool request_authenticator_is_right(const Packet& packet, std::string_view secret) {
    const Digest wanted =
        md5({packet.bytes.first(kAuthenticatorAt), kZeros, packet.bytes.subspan(kHeaderBytes), bytes_of(secret)});
    return equal_in_constant_time(wanted, packet.authenticator);
}

std::variant<std::vector<Attribute>, Drop> read_attributes(const Packet& packet) {
    std::vector<Attribute> attributes;
    ByteView rest = packet.bytes.subspan(kHeaderBytes);
    while (!rest.empty()) {
        if (rest.size() < 2) return Drop::malformed_attribute;
        const std::size_t length = rest[1];
        if (length < 2 || length > rest.size()) return Drop::malformed_attribute;
        attributes.push_back({rest[0], rest.subspan(2, length - 2)});
        rest = rest.subspan(length);
    }
    return attributes;
}

MessageAuthenticator check_message_authenticator(const Packet& packet, const std::vector<Attribute>& attributes,
                                                 std::string_view secret) {
    const Attribute* found = nullptr;
    for (const Attribute& attribute : attributes) {
        if (attribute.type != static_cast<std::uint8_t>(AttributeType::message_authenticator)) continue;
        if (found != nullptr || attribute.value.size() != kZeros.size()) return MessageAuthenticator::wrong;
        found = &attribute;
    }
    if (found == nullptr) return MessageAuthenticator::absent;
    Bytes signed_bytes(packet.bytes.begin(), packet.bytes.end());
    const auto at = found->value.data() - packet.bytes.data();
    std::fill_n(signed_bytes.begin() + at, kZeros.size(), std::uint8_t{0});
    if (packet.code != static_cast<std::uint8_t>(Code::status_server)) {
        std::fill_n(signed_bytes.begin() + kAuthenticatorAt, kZeros.size(), std::uint8_t{0});
    }
    const Digest wanted = hmac_md5(secret, signed_bytes);
    return equal_in_constant_time(wanted, found->value) ? MessageAuthenticator::right : MessageAuthenticator::wrong;
}

Bytes accounting_response(const Packet& request, std::string_view secret) {
    Bytes answer = {static_cast<std::uint8_t>(Code::accounting_response), request.identifier, 0, kHeaderBytes};
    const Digest authenticator = md5({answer, request.authenticator, bytes_of(secret)});
    answer.insert(answer.end(), authenticator.begin(), authenticator.end());
    return answer;
}

namespace {

/// The text, byte string and repeated attributes.
void read_text(AccountingRecord& record, const Attribute& attribute) {
    switch (static_cast<AttributeType>(attribute.type)) {
        case AttributeType::user_name: record.user_name = PrivateText{text_of(attribute.value)}; break;
        case AttributeType::calling_station: record.calling_station = PrivateText{text_of(attribute.value)}; break;
        case AttributeType::chargeable_user: record.chargeable_user = PrivateText{text_of(attribute.value)}; break;
        case AttributeType::session: record.session = PrivateText{text_of(attribute.value)}; break;
        case AttributeType::called_station: record.called_station = printable(attribute.value); break;
        case AttributeType::class_: record.classes.emplace_back(text_of(attribute.value)); break;
        default: break;
    }
}

/// True when the attribute is an integer that the record wants; `ok` becomes false when its size is wrong.
void read_integer(AccountingRecord& record, const Attribute& attribute, std::optional<std::uint32_t>& status_type, bool& ok) {
    const auto value = integer_of(attribute.value);
    switch (static_cast<AttributeType>(attribute.type)) {
        case AttributeType::status_type: status_type = value; break;
        case AttributeType::delay_time: record.delay_seconds = value.value_or(0); break;
        case AttributeType::event_timestamp: record.event_timestamp = value; break;
        case AttributeType::session_time: record.session_seconds = value; break;
        default: return;
    }
    ok = ok && value.has_value();
}

}  // namespace

std::variant<AccountingRecord, Drop> read_record(const std::vector<Attribute>& attributes) {
    AccountingRecord record;
    std::optional<std::uint32_t> status_type;
    std::string identifier;
    std::string ipv4;
    std::string ipv6;
    bool ok = true;
    for (const Attribute& attribute : attributes) {
        read_text(record, attribute);
        read_integer(record, attribute, status_type, ok);
        const auto type = static_cast<AttributeType>(attribute.type);
        if (type == AttributeType::nas_identifier) identifier = printable(attribute.value);
        if (type == AttributeType::nas_ip_address || type == AttributeType::nas_ipv6_address) {
            const bool four = type == AttributeType::nas_ip_address;
            const auto address = address_of(attribute.value, four ? AF_INET : AF_INET6);
            ok = ok && address.has_value();
            (four ? ipv4 : ipv6) = address.value_or("");
        }
    }
    if (!ok) return Drop::malformed_attribute;
    if (!status_type) return Drop::missing_status_type;
    record.status_type = *status_type;
    record.nas = !identifier.empty() ? identifier : !ipv6.empty() ? ipv6 : ipv4;
    const bool about_a_session = *status_type == kStart || *status_type == kStop || *status_type == kInterim;
    if (about_a_session && record.session.empty()) return Drop::missing_session;
    return record;
}

RequestBuilder& RequestBuilder::add(AttributeType type, std::string_view value) {
    SILVERLANE_CHECK(value.size() <= 253);
    attributes_.push_back(static_cast<std::uint8_t>(type));
    attributes_.push_back(static_cast<std::uint8_t>(value.size() + 2));
    const ByteView octets = bytes_of(value);
    attributes_.insert(attributes_.end(), octets.begin(), octets.end());
    return *this;
}

RequestBuilder& RequestBuilder::add(AttributeType type, std::uint32_t value) {
    const std::array<char, 4> octets{static_cast<char>(value >> 24 & 0xff), static_cast<char>(value >> 16 & 0xff),
                                     static_cast<char>(value >> 8 & 0xff), static_cast<char>(value & 0xff)};
    return add(type, std::string_view{octets.data(), octets.size()});
}

RequestBuilder& RequestBuilder::add_raw(ByteView octets) {
    attributes_.insert(attributes_.end(), octets.begin(), octets.end());
    return *this;
}

RequestBuilder& RequestBuilder::with_message_authenticator() {
    message_authenticator_at_ = kHeaderBytes + attributes_.size() + 2;
    return add(AttributeType::message_authenticator, std::string_view("\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0", 16));
}

Bytes RequestBuilder::sign(std::string_view secret, const std::array<std::uint8_t, 16>& random_authenticator) const {
    const std::size_t length = kHeaderBytes + attributes_.size();
    SILVERLANE_CHECK(length <= 0xffff);
    const bool status = code_ == Code::status_server;
    Bytes packet = {static_cast<std::uint8_t>(code_), identifier_, static_cast<std::uint8_t>(length >> 8),
                    static_cast<std::uint8_t>(length & 0xff)};
    const Digest first = status ? random_authenticator : kZeros;
    packet.insert(packet.end(), first.begin(), first.end());
    packet.insert(packet.end(), attributes_.begin(), attributes_.end());
    if (message_authenticator_at_) {
        const Digest digest = hmac_md5(secret, packet);
        std::copy(digest.begin(), digest.end(), packet.begin() + static_cast<std::ptrdiff_t>(*message_authenticator_at_));
    }
    if (!status) {
        const Digest digest = md5({packet, bytes_of(secret)});
        std::copy(digest.begin(), digest.end(), packet.begin() + kAuthenticatorAt);
    }
    return packet;
}

}  // namespace silverlane::drivers::wifi
