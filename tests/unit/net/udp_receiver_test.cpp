// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: Silverlane contributors
#include "net/udp_receiver.h"

#include <thread>

#include <gtest/gtest.h>

#include "tests/unit/net/peers.h"

namespace silverlane::net {
namespace {

const Milliseconds kLong{10'000};

std::unique_ptr<UdpReceiver> bound(const std::string& address) {
    auto receiver = UdpReceiver::bind(address, 0, 1 << 20);
    EXPECT_TRUE(receiver.ok());
    return std::move(*receiver);
}

std::vector<std::uint8_t> bytes(const std::string& text) { return {text.begin(), text.end()}; }

void exchange(UdpReceiver& server, const std::string& server_address, UdpReceiver& client, const std::string& seen_as) {
    ASSERT_TRUE(client.answer({server_address, server.port(), {}, {}}, bytes("ask")).ok());
    const auto asked = server.receive(kLong);
    ASSERT_TRUE(asked);
    EXPECT_EQ(asked->peer_address, seen_as);
    EXPECT_EQ(asked->peer_port, client.port());
    EXPECT_EQ(asked->bytes, bytes("ask"));
    EXPECT_EQ(asked->local_address, server_address);
    ASSERT_TRUE(server.answer(*asked, bytes("told")).ok());
    const auto told = client.receive(kLong);
    ASSERT_TRUE(told);
    EXPECT_EQ(told->bytes, bytes("told"));
    EXPECT_EQ(told->peer_address, server_address);  // the answer comes from where the question went
}

TEST(UdpReceiver, AnswersFromTheAddressThatWasAsked) {
    const auto client = bound("127.0.0.1");
    const auto one_address = bound("127.0.0.1");
    exchange(*one_address, "127.0.0.1", *client, "127.0.0.1");
    const auto all_addresses = bound("0.0.0.0");
    exchange(*all_addresses, "127.0.0.2", *client, "127.0.0.1");
    exchange(*all_addresses, "127.0.0.3", *client, "127.0.0.1");
}

TEST(UdpReceiver, SpeaksBothVersionsOfIp) {
    const auto both = bound("::");
    const auto newer = bound("::1");
    exchange(*both, "::1", *newer, "::1");
    const auto older = bound("127.0.0.1");
    exchange(*both, "127.0.0.1", *older, "127.0.0.1");
}

TEST(UdpReceiver, TakesWhatArrivedInOneBatch) {
    const auto server = bound("127.0.0.1");
    const auto client = bound("127.0.0.1");
    for (std::uint8_t i = 0; i < 100; ++i) ASSERT_TRUE(client->answer({"127.0.0.1", server->port(), {}, {}}, {i}).ok());
    std::vector<Datagram> all;
    while (all.size() < 100) {
        auto some = server->receive_batch(70, kLong);
        ASSERT_FALSE(some.empty());
        EXPECT_LE(some.size(), 70U);
        all.insert(all.end(), some.begin(), some.end());
    }
    for (std::uint8_t i = 0; i < 100; ++i) EXPECT_EQ(all[i].bytes, std::vector<std::uint8_t>{i});
}

TEST(UdpReceiver, CutsWhatIsTooLongAndKeepsWhatIsEmpty) {
    const auto server = bound("127.0.0.1");
    const auto client = bound("127.0.0.1");
    ASSERT_TRUE(client->answer({"127.0.0.1", server->port(), {}, {}}, std::vector<std::uint8_t>(9'000, 7)).ok());
    ASSERT_TRUE(client->answer({"127.0.0.1", server->port(), {}, {}}, {}).ok());
    EXPECT_EQ(server->receive(kLong)->bytes.size(), 4'096U);
    EXPECT_EQ(server->receive(kLong)->bytes.size(), 0U);
}

TEST(UdpReceiver, ReturnsNothingWhenTimeIsOverOrItIsStopped) {
    const auto server = bound("127.0.0.1");
    EXPECT_FALSE(server->receive(Milliseconds{5}));
    EXPECT_TRUE(server->receive_batch(10, Milliseconds{5}).empty());
    std::thread waiting([&] { EXPECT_FALSE(server->receive(Milliseconds{600'000})); });
    server->stop();
    waiting.join();
}

TEST(UdpReceiver, SaysWhyItCannotBeBound) {
    EXPECT_EQ(UdpReceiver::bind("branch", 0, 0).error().code(), ErrorCode::invalid_input);
    const auto first = bound("127.0.0.1");
    EXPECT_EQ(UdpReceiver::bind("127.0.0.1", first->port(), 0).error().code(), ErrorCode::io);
}

}  // namespace
}  // namespace silverlane::net
