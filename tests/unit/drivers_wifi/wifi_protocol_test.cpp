// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: Silverlane contributors
#include "drivers/wifi/wifi_protocol.h"

#include <gtest/gtest.h>

#include "base/random_source.h"
#include "tests/unit/drivers_wifi/recorded_packets.h"

namespace silverlane::drivers::wifi {
namespace {

constexpr std::string_view kSecret = "testing123";

Packet header_of(const Bytes& bytes) {
    const auto header = read_header(bytes);
    EXPECT_TRUE(std::holds_alternative<Packet>(header));
    return std::holds_alternative<Packet>(header) ? std::get<Packet>(header) : Packet{};
}

Drop attribute_drop(const Bytes& bytes) {
    const auto read = read_attributes(header_of(bytes));
    return std::holds_alternative<Drop>(read) ? std::get<Drop>(read) : Drop::count_of_reasons;
}

AccountingRecord record_of(const Bytes& bytes) {
    const auto attributes = read_attributes(header_of(bytes));
    return std::get<AccountingRecord>(read_record(std::get<std::vector<Attribute>>(attributes)));
}

TEST(RadiusProtocol, VerifiesEveryRecordedAccountingRequestAndAnswersItOctetByOctet) {
    int checked = 0;
    for (const RecordedPacket& recorded : recorded_packets("positive")) {
        if (recorded.id == "V1") continue;   // an access exchange
        SCOPED_TRACE(recorded.id);
        const Packet packet = header_of(recorded.request);
        if (packet.code == 4) {
            EXPECT_TRUE(request_authenticator_is_right(packet, recorded.secret));
            EXPECT_FALSE(request_authenticator_is_right(packet, "foo"));
        }
        if (!recorded.response.empty()) { EXPECT_EQ(accounting_response(packet, recorded.secret), recorded.response); }
        ++checked;
    }
    EXPECT_EQ(checked, 10);
}

TEST(RadiusProtocol, VerifiesTheMessageAuthenticatorOfRecordedStatusServers) {
    for (const char* id : {"V3", "L5"}) {
        const RecordedPacket recorded = recorded_packet(id);
        const Packet packet = header_of(recorded.request);
        const auto attributes = std::get<std::vector<Attribute>>(read_attributes(packet));
        EXPECT_EQ(check_message_authenticator(packet, attributes, recorded.secret), MessageAuthenticator::right) << id;
        EXPECT_EQ(check_message_authenticator(packet, attributes, "other"), MessageAuthenticator::wrong) << id;
    }
}

TEST(RadiusProtocol, ReadsTheRecordedStart) {
    const AccountingRecord record = record_of(recorded_packet("L2").request);
    EXPECT_EQ(record.status_type, kStart);
    EXPECT_EQ(record.nas, "branch-0791-ap1");
    EXPECT_EQ(record.session.open(PrivateDoor::protocol_codec), "5F3A9C01");
    EXPECT_EQ(record.user_name.open(PrivateDoor::protocol_codec), "alice@bank.example");
    EXPECT_EQ(record.calling_station.open(PrivateDoor::protocol_codec), "02-11-22-33-44-55");
    EXPECT_EQ(record.called_station, "96-F7-FF-9A-BF-33:Bank-Guest");
    ASSERT_EQ(record.classes.size(), 1U);
    EXPECT_EQ(record.classes[0].open(PrivateDoor::protocol_codec), "CIF:alice-7788");
    EXPECT_EQ(record.event_timestamp, 1795298400U);
    EXPECT_EQ(record.delay_seconds, 0U);
}

TEST(RadiusProtocol, ReadsTheSessionTimeOfTheRecordedStop) {
    const AccountingRecord record = record_of(recorded_packet("L4").request);
    EXPECT_EQ(record.status_type, kStop);
    EXPECT_EQ(record.session_seconds, 1260U);
}

TEST(RadiusProtocol, ReadsTheChargeableUserThatHostapdSent) {
    const AccountingRecord record = record_of(recorded_packet("H2").request);
    EXPECT_EQ(record.chargeable_user.open(PrivateDoor::protocol_codec), "cui-5f3a9c");
}

TEST(RadiusProtocol, NineteenOctetsAreTooShort) {
    EXPECT_EQ(std::get<Drop>(read_header(recorded_packet("N2").request)), Drop::too_short);
}

TEST(RadiusProtocol, RefusesALengthFieldOutsideTheRules) {
    Bytes packet = recorded_packet("L1").request;
    for (const unsigned length : {0U, 19U, 60U, 4096U, 65535U}) {
        packet[2] = static_cast<std::uint8_t>(length >> 8);
        packet[3] = static_cast<std::uint8_t>(length & 0xff);
        EXPECT_EQ(std::get<Drop>(read_header(packet)), Drop::wrong_length) << length;
    }
    Bytes longest(4096, 0);
    longest[2] = 0x10;
    EXPECT_EQ(std::get<Drop>(read_header(longest)), Drop::wrong_length) << "4096 octets";
}

TEST(RadiusProtocol, OctetsBehindTheLengthArePadding) {
    RecordedPacket recorded = recorded_packet("L2");
    recorded.request.resize(recorded.request.size() + 7, 0xee);
    const Packet packet = header_of(recorded.request);
    EXPECT_TRUE(request_authenticator_is_right(packet, recorded.secret));
    EXPECT_EQ(accounting_response(packet, recorded.secret), recorded.response);
}

TEST(RadiusProtocol, AFlippedBitOrAnotherSecretFailsTheAuthenticator) {
    for (const char* id : {"N1", "N4", "N6", "N7"}) {
        const RecordedPacket recorded = recorded_packet(id);
        EXPECT_FALSE(request_authenticator_is_right(header_of(recorded.request), recorded.secret)) << id;
    }
}

TEST(RadiusProtocol, DropsRightlySignedPacketsWithMalformedAttributes) {
    const auto with = [](const Bytes& octets) {
        const Bytes packet = RequestBuilder(Code::accounting_request, 1).add(AttributeType::status_type, kStart).add_raw(octets).sign(kSecret);
        EXPECT_TRUE(request_authenticator_is_right(header_of(packet), kSecret));
        return packet;
    };
    EXPECT_EQ(attribute_drop(with({44, 0, 1, 2})), Drop::malformed_attribute) << "length 0";
    EXPECT_EQ(attribute_drop(with({44, 1})), Drop::malformed_attribute) << "length 1";
    EXPECT_EQ(attribute_drop(with({44, 255, 'a', 'b'})), Drop::malformed_attribute) << "overrun";
    EXPECT_EQ(attribute_drop(with({44})), Drop::malformed_attribute) << "lone octet";
    EXPECT_EQ(attribute_drop(with({44, 2, 26, 4, 0, 0})), Drop::count_of_reasons) << "an empty and a vendor attribute are well formed";
}

TEST(RadiusProtocol, SignsTheRecordedRequestsAsTheirSendersDid) {
    const RecordedPacket recorded = recorded_packet("L1");
    const Bytes built = RequestBuilder(Code::accounting_request, recorded.request[1])
                            .add(AttributeType::status_type, kAccountingOn)
                            .add(AttributeType::nas_ip_address, 0x0a4f0102)
                            .add(AttributeType::nas_identifier, "branch-0791-ap1")
                            .add(AttributeType::session, "00000001")
                            .sign(recorded.secret);
    EXPECT_EQ(built, recorded.request);
}

TEST(RadiusProtocol, AMessageAuthenticatorInAnAccountingRequestIsCheckedWithAZeroHeader) {
    const Bytes bytes = RequestBuilder(Code::accounting_request, 9)
                            .with_message_authenticator()
                            .add(AttributeType::status_type, kStart)
                            .add(AttributeType::session, "s1")
                            .sign(kSecret);
    const Packet packet = header_of(bytes);
    EXPECT_TRUE(request_authenticator_is_right(packet, kSecret));
    const auto attributes = std::get<std::vector<Attribute>>(read_attributes(packet));
    EXPECT_EQ(check_message_authenticator(packet, attributes, kSecret), MessageAuthenticator::right);
}

TEST(RadiusProtocol, IntegersOfAnotherSizeDropThePacket) {
    const Bytes packet = RequestBuilder(Code::accounting_request, 1).add(AttributeType::status_type, std::string_view("\0\1", 2)).sign(kSecret);
    const auto attributes = std::get<std::vector<Attribute>>(read_attributes(header_of(packet)));
    EXPECT_EQ(std::get<Drop>(read_record(attributes)), Drop::malformed_attribute);
}

TEST(RadiusProtocol, SurvivesRandomPacketsAndRandomDamage) {
    SeededRandom random{20261121};
    const std::vector<RecordedPacket> seeds = recorded_packets("positive");
    std::size_t read = 0;
    for (int round = 0; round < 20'000; ++round) {
        Bytes bytes;
        if (round % 2 == 0) {
            bytes.resize(random.below(200));
            random.fill(bytes);
        } else {
            bytes = seeds[random.below(seeds.size())].request;
            for (std::uint64_t n = random.below(4); n > 0; --n) bytes[random.below(bytes.size())] = static_cast<std::uint8_t>(random.below(256));
            if (random.below(4) == 0) bytes.resize(random.below(bytes.size() + 1));
        }
        if (bytes.size() > 4 && round % 3 == 0) {   // let many of them past the length check
            bytes[2] = 0;
            bytes[3] = static_cast<std::uint8_t>(bytes.size());
        }
        const auto header = read_header(bytes);
        if (!std::holds_alternative<Packet>(header)) continue;
        const auto attributes = read_attributes(std::get<Packet>(header));
        if (!std::holds_alternative<std::vector<Attribute>>(attributes)) continue;
        const auto& list = std::get<std::vector<Attribute>>(attributes);
        static_cast<void>(check_message_authenticator(std::get<Packet>(header), list, kSecret));
        static_cast<void>(read_record(list));
        ++read;
    }
    EXPECT_GT(read, 1'000U) << "the damage must leave some packets readable, or nothing was tested";
}

}  // namespace
}  // namespace silverlane::drivers::wifi
