// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: Silverlane contributors
//
// The Wi-Fi receiver against radclient (Debian's freeradius-utils), the client that every controller's engineer has at hand.
#include <arpa/inet.h>
#include <gtest/gtest.h>
#include <sys/socket.h>

#include <fstream>
#include <set>

#include "base/random_source.h"
#include "drivers/wifi/wifi_device.h"
#include "tests/contract/keeping_sink.h"
#include "tests/contract/peer_command.h"

namespace silverlane::drivers::wifi {
namespace {

using protocol::EvidenceKind;

WifiSettings settings_on(std::uint16_t port) {
    WifiSettings settings;
    settings.address = "127.0.0.1";
    settings.port = port;
    ClientSettings client;
    client.name = "controller-1";
    client.addresses = *AddressRange::parse("127.0.0.0/8");
    client.secret = std::make_shared<const SecretText>("testing123");
    client.branch = BranchId{"0791"};
    settings.clients.push_back(client);
    return settings;
}

class RadiusPeers : public ::testing::Test {
protected:
    RadiusPeers() { open(); }
    void open() {
        auto opened = WifiReceiver::open(settings_on(0), hasher_, calendar_, sink_, clock_, log_);
        ASSERT_TRUE(opened.ok()) << opened.error().text();
        receiver_ = std::move(opened).value();
    }
    /// `attributes` in radclient's own notation, one request.
    PeerOutcome radclient(const std::string& attributes, const std::string& kind = "acct", const std::string& secret = "testing123",
                          const std::string& options = "-r 3 -t 2") const {
        return run_peer("printf '%s\\n' '" + attributes + "' | radclient " + options + " 127.0.0.1:" + std::to_string(receiver_->port()) +
                        ' ' + kind + ' ' + secret);
    }
    std::uint64_t counter(const std::string& name) const {
        for (const auto& [known, value] : receiver_->counters()) {
            if (known == name) return value;
        }
        return 0;
    }
    static std::string session(const std::string& status, const std::string& id = "5F3A9C01") {
        return "Acct-Status-Type = " + status + ", Acct-Session-Id = \"" + id +
               "\", NAS-Identifier = \"ap1\", User-Name = \"alice@bank.example\", Calling-Station-Id = \"02-11-22-33-44-55\", "
               "Called-Station-Id = \"96-F7-FF-9A-BF-33:Bank-Guest\", Class = 0x4349463a616c6963652d37373838";
    }

    IdentifierHasher hasher_{HashKey{std::array<std::uint8_t, 32>{1}}};
    BranchCalendar calendar_{std::chrono::minutes{480}};
    KeepingSink sink_;
    SystemClock clock_;
    SilentLog log_;
    std::unique_ptr<WifiReceiver> receiver_;
};

TEST_F(RadiusPeers, RadclientGetsItsAnswerForEveryKindOfAccounting) {
    for (const char* status : {"Accounting-On", "Start", "Interim-Update", "Stop", "Accounting-Off"}) {
        const PeerOutcome outcome = radclient(session(status));
        EXPECT_EQ(outcome.status, 0) << status << ": " << outcome.output;
        EXPECT_NE(outcome.output.find("Accounting-Response"), std::string::npos) << outcome.output;
    }
    EXPECT_EQ(sink_.count(EvidenceKind::wifi_all_stopped), 2U);
    EXPECT_EQ(sink_.count(EvidenceKind::wifi_start), 1U);
    EXPECT_EQ(sink_.count(EvidenceKind::wifi_update), 1U);
    EXPECT_EQ(sink_.count(EvidenceKind::wifi_stop), 1U);
}

TEST_F(RadiusPeers, RadclientSeesTheHealthProbeOnlyWhileArrivalsAreAccepted) {
    const PeerOutcome well = radclient("Message-Authenticator = 0x00", "status");
    EXPECT_EQ(well.status, 0) << well.output;
    sink_.healthy = false;
    EXPECT_NE(radclient("Message-Authenticator = 0x00", "status", "testing123", "-r 1 -t 0.2").status, 0);
}

TEST_F(RadiusPeers, AWrongSecretGetsNoReply) {
    const PeerOutcome outcome = radclient(session("Start"), "acct", "wrongsecret", "-r 1 -t 0.2");
    EXPECT_NE(outcome.status, 0);
    EXPECT_EQ(outcome.output.find("Received"), std::string::npos) << outcome.output;
    EXPECT_EQ(counter("dropped_wrong_authenticator"), 1U);
    EXPECT_TRUE(sink_.kept().empty());
}

TEST_F(RadiusPeers, WhatCannotBeStoredGetsNoReplyAndTheRepetitionIsOneArrival) {
    sink_.healthy = false;
    EXPECT_NE(radclient(session("Start"), "acct", "testing123", "-r 2 -t 0.1").status, 0);
    EXPECT_EQ(receiver_->status().state, DeviceState::hardware_error);
    sink_.healthy = true;
    EXPECT_EQ(radclient(session("Start")).status, 0);
    EXPECT_EQ(receiver_->status().state, DeviceState::online);
    EXPECT_EQ(sink_.kept().size(), 1U);
}

TEST_F(RadiusPeers, AFloodOfRandomPacketsIsCountedAndTheNextClientIsServed) {
    const int sender = socket(AF_INET, SOCK_DGRAM, 0);
    sockaddr_in to{};
    to.sin_family = AF_INET;
    to.sin_port = htons(receiver_->port());
    to.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    SeededRandom random{1813};
    for (int i = 0; i < 5'000; ++i) {
        Bytes packet(random.below(1'200));
        random.fill(packet);
        if (packet.size() >= 20 && i % 2 == 0) {
            packet[0] = 4;
            packet[2] = static_cast<std::uint8_t>(packet.size() >> 8);
            packet[3] = static_cast<std::uint8_t>(packet.size() & 0xff);
        }
        sendto(sender, packet.data(), packet.size(), 0, reinterpret_cast<const sockaddr*>(&to), sizeof to);
    }
    close(sender);
    EXPECT_EQ(radclient(session("Start")).status, 0);
    EXPECT_EQ(sink_.kept().size(), 1U);
    EXPECT_GT(counter("received"), 1U);
    EXPECT_EQ(counter("answered"), 1U);
}

TEST_F(RadiusPeers, AThousandStartsInFlightAreAllRecordedInFewerCommits) {
    const std::filesystem::path file = testing::TempDir() + "/radius-starts-" + std::to_string(getpid());
    {
        std::ofstream stream(file);
        for (int i = 0; i < 1'000; ++i) stream << session("Start", "session-" + std::to_string(i)) << "\n\n";
    }
    const PeerOutcome outcome = run_peer("radclient -q -p 64 -r 5 -t 1 -f " + file.string() + " 127.0.0.1:" + std::to_string(receiver_->port()) +
                                         " acct testing123");
    std::filesystem::remove(file);
    EXPECT_EQ(outcome.status, 0) << outcome.output.substr(0, 400);
    EXPECT_EQ(sink_.count(EvidenceKind::wifi_start), 1'000U);
    EXPECT_LT(sink_.commits, 1'000);
}

/// A receiver in a process of its own, because it is going to be killed.
pid_t receiver_process(std::uint16_t port, const std::filesystem::path& file, bool die_after_commit, int ready) {
    const pid_t child = fork();
    if (child != 0) return child;
    const IdentifierHasher hasher{HashKey{std::array<std::uint8_t, 32>{1}}};
    const BranchCalendar calendar{std::chrono::minutes{480}};
    const SystemClock clock;
    SilentLog log;
    FileSink sink(file, die_after_commit);
    auto receiver = WifiReceiver::open(settings_on(port), hasher, calendar, sink, clock, log);
    const std::uint16_t bound = receiver.ok() ? (*receiver)->port() : 0;
    if (write(ready, &bound, sizeof bound) != sizeof bound) _exit(2);
    for (;;) pause();
}

TEST(RadiusKill, KilledBetweenCommitAndAnswerTheRetryIsTheSameArrival) {
    const std::filesystem::path file = testing::TempDir() + "/radius-kill-" + std::to_string(getpid());
    int ready[2];
    ASSERT_EQ(pipe(ready), 0);
    std::uint16_t port = 0;
    const pid_t first = receiver_process(0, file, true, ready[1]);
    ASSERT_EQ(read(ready[0], &port, sizeof port), static_cast<ssize_t>(sizeof port));
    ASSERT_NE(port, 0);
    const std::string start = "Acct-Status-Type = Start, Acct-Session-Id = \"K1\", NAS-Identifier = \"ap1\", Event-Timestamp = 1795298400";
    FILE* client = popen(("printf '%s\\n' '" + start + "' | radclient -r 20 -t 0.25 127.0.0.1:" + std::to_string(port) + " acct testing123 2>&1").c_str(), "r");
    int status = 0;
    ASSERT_EQ(waitpid(first, &status, 0), first);
    EXPECT_TRUE(WIFSIGNALED(status)) << "it died after the commit and before the answer";
    const pid_t second = receiver_process(port, file, false, ready[1]);
    std::uint16_t again = 0;
    ASSERT_EQ(read(ready[0], &again, sizeof again), static_cast<ssize_t>(sizeof again));
    EXPECT_EQ(again, port);
    std::string output;
    for (int c = std::fgetc(client); c != EOF; c = std::fgetc(client)) output += static_cast<char>(c);
    EXPECT_EQ(pclose(client), 0) << output;
    kill(second, SIGKILL);
    waitpid(second, &status, 0);
    close(ready[0]);
    close(ready[1]);

    std::ifstream stream(file);
    std::vector<std::string> keys;
    for (std::string line; std::getline(stream, line);) keys.push_back(line);
    std::filesystem::remove(file);
    EXPECT_EQ(keys.size(), 2U) << "given once before the kill and once after";
    EXPECT_EQ(std::set<std::string>(keys.begin(), keys.end()).size(), 1U) << "under one key, so that it counts once";
}

}  // namespace
}  // namespace silverlane::drivers::wifi
