// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: Silverlane contributors
#include "drivers/wifi/accounting_intake.h"

#include <gtest/gtest.h>

#include <map>

#include "base/random_source.h"
#include "tests/unit/drivers_wifi/recorded_packets.h"

namespace silverlane::drivers::wifi {
namespace {

using protocol::Arrival;
using protocol::EvidenceKind;

/// Keeps what was committed, and refuses when told to.
class KeepingSink final : public protocol::ArrivalSink {
public:
    Result<void> commit(const std::vector<Arrival>& arrivals) override {
        ++calls;
        if (!healthy) return Error{ErrorCode::io, "no space"};
        kept.insert(kept.end(), arrivals.begin(), arrivals.end());
        return {};
    }
    [[nodiscard]] bool accepting() const override { return healthy; }
    std::vector<Arrival> kept;
    bool healthy = true;
    int calls = 0;
};

class AccountingIntakeTest : public ::testing::Test {
protected:
    static constexpr std::string_view kSecret = "testing123";
    static constexpr UtcTime kNow{Milliseconds{1'795'298'403'000}};   // three seconds after L2 happened

    static HashKey key() { return HashKey{std::array<std::uint8_t, 32>{1, 2, 3}}; }
    static ClientSettings client(const std::string& name, const std::string& range, const std::string& secret) {
        ClientSettings settings;
        settings.name = name;
        settings.addresses = *AddressRange::parse(range);
        settings.secret = std::make_shared<const SecretText>(secret);
        settings.branch = BranchId{"0791"};
        settings.inside = {"96-F7-FF-9A-BF-33"};
        settings.places = {{"96-F7-FF-9A-BF-33:Bank-Guest", "entrance"}};
        return settings;
    }
    AccountingIntakeTest() {
        settings_.clients.push_back(client("everywhere", "10.0.0.0/8", "another-secret"));
        settings_.clients.push_back(client("controller-1", "10.79.1.0/24", std::string(kSecret)));
        settings_.clients.push_back(client("rfc", "192.0.2.1", "xyzzy5461"));
        restart();
    }
    void restart() { intake_ = std::make_unique<AccountingIntake>(settings_, hasher_, calendar_, sink_); }

    std::vector<PendingAnswer> send(const std::vector<Bytes>& packets, UtcTime at = kNow, const std::string& from = "10.79.1.2",
                                    std::uint16_t port = 40000) {
        std::vector<net::Datagram> batch;
        for (const Bytes& packet : packets) {
            net::Datagram datagram;
            datagram.peer_address = from;
            datagram.peer_port = port;
            datagram.bytes = packet;
            batch.push_back(std::move(datagram));
        }
        auto answers = intake_->take(batch, at);
        for (const net::Datagram& datagram : batch) {
            EXPECT_EQ(datagram.bytes, Bytes(datagram.bytes.size(), 0)) << "raw identifiers are zeroed";
        }
        return answers;
    }
    bool answered(const Bytes& packet, UtcTime at = kNow) { return send({packet}, at).size() == 1; }
    std::uint64_t counter(const std::string& name) const {
        for (const auto& [known, value] : intake_->counters()) {
            if (known == name) return value;
        }
        return 0;
    }
    static RequestBuilder request(std::uint32_t status, std::string_view session, std::uint8_t identifier = 1) {
        RequestBuilder builder(Code::accounting_request, identifier);
        builder.add(AttributeType::status_type, status).add(AttributeType::nas_identifier, "ap1");
        if (!session.empty()) builder.add(AttributeType::session, session);
        return builder;
    }

    WifiSettings settings_;
    IdentifierHasher hasher_{key()};
    BranchCalendar calendar_{std::chrono::minutes{480}};
    KeepingSink sink_;
    std::unique_ptr<AccountingIntake> intake_;
};

TEST_F(AccountingIntakeTest, ARecordedStartBecomesOneArrivalAndTheRecordedAnswer) {
    const RecordedPacket recorded = recorded_packet("L2");
    const auto answers = send({recorded.request});
    ASSERT_EQ(answers.size(), 1U);
    EXPECT_EQ(answers[0].bytes, recorded.response);
    ASSERT_EQ(sink_.kept.size(), 1U);
    const Arrival& arrival = sink_.kept[0];
    EXPECT_EQ(arrival.kind, EvidenceKind::wifi_start);
    EXPECT_EQ(arrival.source, "wifi:controller-1") << "the most specific client";
    EXPECT_EQ(arrival.branch, BranchId{"0791"});
    EXPECT_EQ(arrival.event_time, UtcTime{Milliseconds{1'795'298'400'000}});
    EXPECT_EQ(arrival.received_time, kNow);
    EXPECT_TRUE(arrival.inside);
    EXPECT_EQ(arrival.place, "entrance");
    ASSERT_EQ(arrival.identifiers.size(), 2U);
    EXPECT_EQ(arrival.identifiers[0].hash, hasher_.customer_reference(PrivateText{"alice-7788"}));
    EXPECT_EQ(arrival.identifiers[1].kind, protocol::IdentifierKind::device);
}

TEST_F(AccountingIntakeTest, OnOffStopAndInterimAreEvidenceOfTheirOwn) {
    for (const char* id : {"L1", "L2", "L4", "H1", "H2", "H4"}) EXPECT_TRUE(answered(recorded_packet(id).request)) << id;
    std::vector<EvidenceKind> kinds;
    for (const Arrival& arrival : sink_.kept) kinds.push_back(arrival.kind);
    EXPECT_EQ(kinds, (std::vector{EvidenceKind::wifi_all_stopped, EvidenceKind::wifi_start, EvidenceKind::wifi_stop,
                                  EvidenceKind::wifi_all_stopped, EvidenceKind::wifi_start, EvidenceKind::wifi_all_stopped}));
    EXPECT_EQ(sink_.kept[0].session, "branch-0791-ap1/");
    EXPECT_TRUE(sink_.kept[1].session.starts_with(sink_.kept[0].session));
    EXPECT_EQ(sink_.kept[1].session, sink_.kept[2].session) << "Start and Stop of one session";
    EXPECT_NE(sink_.kept[1].key, sink_.kept[2].key) << "although both carry the same timestamp";
}

TEST_F(AccountingIntakeTest, AStatusServerIsAnsweredOnlyWhileArrivalsAreAccepted) {
    const RecordedPacket recorded = recorded_packet("L5");
    EXPECT_EQ(send({recorded.request}).at(0).bytes, recorded.response);
    EXPECT_EQ(send({recorded_packet("V3").request}, kNow, "192.0.2.1").at(0).bytes, recorded_packet("V3").response);
    sink_.healthy = false;
    EXPECT_TRUE(send({recorded.request}).empty());
    EXPECT_EQ(sink_.calls, 0);
}

TEST_F(AccountingIntakeTest, EveryReasonToDropIsSilentAndCountedPerClient) {
    const auto status = [](bool authenticated) {
        RequestBuilder builder(Code::status_server, 7);
        if (authenticated) builder.with_message_authenticator();
        return builder.sign("wrong", {9, 9});
    };
    settings_.clients[1].require_message_authenticator = false;
    const std::vector<std::pair<std::string, Bytes>> cases = {
        {"too_short", recorded_packet("N2").request},
        {"wrong_length", [] { Bytes b = recorded_packet("L1").request; b[3] = 200; return b; }()},
        {"unexpected_code", [] { Bytes b = recorded_packet("V1").request; return b; }()},
        {"wrong_authenticator", recorded_packet("N1").request},
        {"wrong_authenticator", recorded_packet("N7").request},
        {"malformed_attribute", request(kStart, "s").add_raw(Bytes{44, 0}).sign(kSecret)},
        {"malformed_attribute", request(kStart, "s").add_raw(Bytes{44, 1}).sign(kSecret)},
        {"malformed_attribute", request(kStart, "s").add_raw(Bytes{44, 9, 1}).sign(kSecret)},
        {"malformed_attribute", request(kStart, "s").add_raw(Bytes{44}).sign(kSecret)},
        {"missing_message_authenticator", status(false)},
        {"wrong_message_authenticator", status(true)},
        {"missing_status_type", RequestBuilder(Code::accounting_request, 3).add(AttributeType::session, "s").sign(kSecret)},
        {"missing_session", request(kStart, "").sign(kSecret)},
    };
    std::map<std::string, std::uint64_t> wanted;
    for (const auto& [reason, packet] : cases) {
        EXPECT_TRUE(send({packet}).empty()) << reason;
        EXPECT_EQ(counter("dropped_" + reason), ++wanted[reason]) << reason;
        EXPECT_EQ(counter("client.controller-1.dropped_" + reason), wanted[reason]) << reason;
    }
    EXPECT_TRUE(send({recorded_packet("L2").request}, kNow, "203.0.113.5").empty());
    EXPECT_EQ(counter("dropped_unknown_client"), 1U);
    EXPECT_EQ(sink_.calls, 0);
}

TEST_F(AccountingIntakeTest, WhereItIsRequiredAMissingMessageAuthenticatorDrops) {
    settings_.clients[1].require_message_authenticator = true;
    EXPECT_FALSE(answered(recorded_packet("L2").request));
    EXPECT_EQ(counter("dropped_missing_message_authenticator"), 1U);
    EXPECT_TRUE(answered(request(kStart, "s1").with_message_authenticator().sign(kSecret)));
    Bytes forged = request(kStart, "s2").add_raw(Bytes{80, 18, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16}).sign(kSecret);
    EXPECT_FALSE(answered(forged));
    EXPECT_EQ(counter("dropped_wrong_message_authenticator"), 1U);
}

TEST_F(AccountingIntakeTest, TheSamePacketAgainGetsTheSameAnswerAndNoSecondArrival) {
    const RecordedPacket recorded = recorded_packet("L2");
    EXPECT_TRUE(answered(recorded.request));
    EXPECT_EQ(send({recorded.request, recorded.request}).size(), 2U);
    EXPECT_EQ(sink_.kept.size(), 1U);
    EXPECT_EQ(counter("repeated_packet"), 2U);
}

TEST_F(AccountingIntakeTest, HostapdsRetransmissionWithANewIdentifierIsOneEvent) {
    EXPECT_TRUE(answered(recorded_packet("H5").request));
    EXPECT_TRUE(answered(recorded_packet("H6").request));
    EXPECT_EQ(sink_.kept.size(), 1U);
    EXPECT_EQ(counter("repeated_event"), 1U);
}

TEST_F(AccountingIntakeTest, BothKindsOfRetransmissionInsideOneBatchAreOneArrival) {
    EXPECT_EQ(send({recorded_packet("H5").request, recorded_packet("H6").request, recorded_packet("H5").request}).size(), 3U);
    EXPECT_EQ(sink_.kept.size(), 1U);
    EXPECT_EQ(sink_.calls, 1);
}

TEST_F(AccountingIntakeTest, WithoutTimestampARetransmissionIsFoundByItsDelay) {
    const auto packet = [](std::uint32_t delay, std::uint8_t identifier) {
        return request(kStart, "s1", identifier).add(AttributeType::delay_time, delay).sign(kSecret);
    };
    EXPECT_TRUE(answered(packet(0, 1), kNow));
    EXPECT_TRUE(answered(packet(4, 2), kNow + Milliseconds{4'600})) << "rounds to another multiple of five seconds";
    EXPECT_EQ(sink_.kept.size(), 1U);
    EXPECT_TRUE(answered(packet(0, 3), kNow + Milliseconds{60'000})) << "a minute later the session id was used again";
    EXPECT_EQ(sink_.kept.size(), 2U);
}

TEST_F(AccountingIntakeTest, ABatchIsCommittedInOneCall) {
    std::vector<Bytes> packets;
    for (int i = 0; i < 100; ++i) packets.push_back(request(kStart, "session-" + std::to_string(i), static_cast<std::uint8_t>(i)).sign(kSecret));
    EXPECT_EQ(send(packets).size(), 100U);
    EXPECT_EQ(sink_.calls, 1);
    EXPECT_EQ(sink_.kept.size(), 100U);
}

TEST_F(AccountingIntakeTest, NothingIsAnsweredThatCouldNotBeCommittedAndTheRepetitionIsTakenAsNew) {
    const RecordedPacket recorded = recorded_packet("L2");
    sink_.healthy = false;
    EXPECT_TRUE(send({recorded.request, recorded.request}).empty());
    EXPECT_EQ(counter("not_durable"), 2U);
    EXPECT_FALSE(intake_->durable());
    sink_.healthy = true;
    EXPECT_TRUE(answered(recorded.request));
    EXPECT_EQ(sink_.kept.size(), 1U);
    EXPECT_TRUE(intake_->durable());
}

TEST_F(AccountingIntakeTest, ARestartBetweenCommitAndAnswerYieldsTheSameKey) {
    send({recorded_packet("L2").request});
    restart();
    EXPECT_TRUE(answered(recorded_packet("L2").request, kNow + Milliseconds{3'000}));
    ASSERT_EQ(sink_.kept.size(), 2U);
    EXPECT_EQ(sink_.kept[0].key, sink_.kept[1].key) << "one arrival for a sink that keeps keys";
}

TEST_F(AccountingIntakeTest, AnInterimWhoseStartWasLostIsAStartThatHappenedSessionTimeAgo) {
    const auto interim = [](std::string_view session, std::uint32_t seconds) {
        return request(kInterim, session).add(AttributeType::event_timestamp, 1'795'298'400).add(AttributeType::session_time, seconds).sign(kSecret);
    };
    EXPECT_TRUE(answered(interim("lost", 90)));
    EXPECT_EQ(sink_.kept[0].kind, EvidenceKind::wifi_start);
    EXPECT_EQ(sink_.kept[0].event_time, UtcTime{Milliseconds{1'795'298'310'000}});
    EXPECT_TRUE(answered(request(kStart, "known", 2).sign(kSecret)));
    EXPECT_TRUE(answered(interim("known", 90)));
    EXPECT_EQ(sink_.kept[2].kind, EvidenceKind::wifi_update);
    EXPECT_TRUE(answered(request(kAccountingOff, "", 3).sign(kSecret)));
    EXPECT_TRUE(answered(request(kInterim, "known", 4).add(AttributeType::session_time, 1000).sign(kSecret)));
    EXPECT_EQ(sink_.kept[4].kind, EvidenceKind::wifi_start) << "the controller's Off closed its sessions";
}

TEST_F(AccountingIntakeTest, AnInterimThatCouldNotBeCommittedIsStillAStartWhenItIsRepeated) {
    const Bytes interim = request(kInterim, "lost").add(AttributeType::session_time, 90).sign(kSecret);
    sink_.healthy = false;
    EXPECT_FALSE(answered(interim));
    sink_.healthy = true;
    EXPECT_TRUE(answered(interim));
    EXPECT_EQ(sink_.kept.at(0).kind, EvidenceKind::wifi_start);
}

TEST_F(AccountingIntakeTest, ATimeInTheFutureIsClampedAndCounted) {
    EXPECT_TRUE(answered(request(kStart, "s1").add(AttributeType::event_timestamp, 1'795'298'403 + 3600).sign(kSecret)));
    EXPECT_EQ(sink_.kept[0].event_time, kNow);
    EXPECT_EQ(counter("clock_ahead"), 1U);
}

TEST_F(AccountingIntakeTest, AnEventWithoutMeaningForUsIsAnsweredSoThatItIsNotRepeated) {
    EXPECT_TRUE(answered(request(9, "tunnel").sign(kSecret)));
    EXPECT_EQ(counter("ignored_status_type"), 1U);
    EXPECT_TRUE(sink_.kept.empty());
}

TEST_F(AccountingIntakeTest, TheControllersNameIsIdentifierThenIpv6ThenIpv4ThenSource) {
    const auto nas_of = [&](RequestBuilder builder) {
        builder.add(AttributeType::status_type, kAccountingOn);
        EXPECT_TRUE(answered(builder.sign(kSecret)));
        return sink_.kept.back().session;
    };
    const std::string ipv6("\x20\x01\x0d\xb8\0\0\0\0\0\0\0\0\0\0\0\1", 16);
    RequestBuilder builder(Code::accounting_request, 1);
    EXPECT_EQ(nas_of(builder), "10.79.1.2/");
    builder.add(AttributeType::nas_ip_address, 0xc0000201);
    EXPECT_EQ(nas_of(builder), "192.0.2.1/");
    builder.add(AttributeType::nas_ipv6_address, ipv6);
    EXPECT_EQ(nas_of(builder), "2001:db8::1/");
    builder.add(AttributeType::nas_identifier, "ap-7");
    EXPECT_EQ(nas_of(builder), "ap-7/");
}

TEST_F(AccountingIntakeTest, AFloodLeavesNothingBehindAndAHealthyClientIsServed) {
    SeededRandom random{7};
    std::vector<Bytes> flood(5'000);
    for (Bytes& packet : flood) {
        packet.resize(random.below(600));
        random.fill(packet);
        if (packet.size() > 20 && random.below(2) == 0) {
            packet[0] = 4;
            packet[2] = static_cast<std::uint8_t>(packet.size() >> 8);
            packet[3] = static_cast<std::uint8_t>(packet.size() & 0xff);
        }
    }
    flood[2'500] = recorded_packet("L2").request;
    EXPECT_EQ(send(flood).size(), 1U);
    EXPECT_EQ(sink_.kept.size(), 1U);
    EXPECT_EQ(counter("received"), 5'000U);
    EXPECT_GT(counter("dropped_wrong_authenticator"), 2'000U);
}

TEST_F(AccountingIntakeTest, TheMemoriesAreBounded) {
    intake_ = std::make_unique<AccountingIntake>(settings_, hasher_, calendar_, sink_, 8);
    const Bytes first = request(kStart, "session-0").sign(kSecret);
    for (int i = 0; i < 50; ++i) EXPECT_TRUE(answered(request(kStart, "session-" + std::to_string(i)).sign(kSecret)));
    EXPECT_TRUE(answered(first)) << "forgotten here, so committed again with the same key";
    EXPECT_EQ(sink_.kept.size(), 51U);
    EXPECT_EQ(counter("repeated_packet"), 0U);
}

}  // namespace
}  // namespace silverlane::drivers::wifi
