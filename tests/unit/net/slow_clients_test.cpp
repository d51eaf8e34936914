// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: Silverlane contributors
//
// The promise that slow clients cost no thread: 200 of them, of every kind, stand open while a healthy one is served by one thread.
#include <array>
#include <vector>

#include <gmock/gmock.h>
#include <sys/socket.h>

#include "tests/unit/net/peers.h"

namespace silverlane::net {
namespace {

constexpr int kSlowClients = 200;

Answer hello(const Request&) { return Response{200, "text/plain", {}, "hello"}; }

/// The first half of a real hello: a TLS 1.2 record of 512 bytes that never comes whole.
std::string half_a_hello() { return std::string{"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03", 11} + std::string(200, 'r'); }

std::vector<Descriptor> slow_clients(std::uint16_t port, const std::vector<std::string>& beginnings) {
    std::vector<Descriptor> clients;
    for (int i = 0; i < kSlowClients; ++i) {
        clients.push_back(connect_raw(port));
        send_raw(clients.back(), beginnings[static_cast<std::size_t>(i) % beginnings.size()]);
    }
    return clients;
}

void serve_a_healthy_client_beside(const ServedBy& served, std::vector<Descriptor> slow) {
    HttpClient healthy(served.client_settings());
    Request request;
    request.method = "GET";
    request.path = "/";
    for (int i = 0; i < 50; ++i) {
        const auto answer = healthy.send(request);
        ASSERT_TRUE(answer.ok()) << answer.error().text();
        ASSERT_EQ(answer->body, "hello");
    }
    EXPECT_EQ(served.server->counters().timed_out, 0U) << "the slow ones must still stand open for this to prove anything";
    EXPECT_TRUE(eventually([&] { return served.server->counters().timed_out == kSlowClients; })) << served.server->counters().timed_out;
    for (const Descriptor& each : slow) {
        std::array<char, 1> byte{};
        EXPECT_LE(::recv(each.number(), byte.data(), byte.size(), 0), 0);
    }
    EXPECT_TRUE(healthy.send(request).ok());
}

ServerSettings impatient(ServerSettings settings) {
    settings.threads = 1;
    settings.slowest_request = Milliseconds{700};
    return settings;
}

TEST(SlowClients, NeverBlockAHealthyOne) {
    const ServedBy served(hello, impatient({}));
    serve_a_healthy_client_beside(served, slow_clients(served.server->port(), {"", "G", "GET / HTTP/1.1\r\nHost: h\r\nX-Slow: ",
                                                                                "POST / HTTP/1.1\r\nHost: h\r\nContent-Length: 100\r\n\r\nhalf",
                                                                                "POST / HTTP/1.1\r\nHost: h\r\nTransfer-Encoding: chunked\r\n\r\n64\r\nhalf"}));
}

TEST(SlowClients, NeverBlockAHealthyOneInTheTlsHandshake) {
    const ServedBy served(hello, impatient(with_tls()));
    serve_a_healthy_client_beside(served, slow_clients(served.server->port(), {"", "\x16", half_a_hello()}));
}

TEST(SlowClients, AreClosedThoughTheyKeepDripping) {
    ServerSettings settings;
    settings.slowest_request = Milliseconds{300};
    settings.longest_header = std::size_t{1} << 30;  // so that only time can end it
    const ServedBy served(hello, settings);
    const Descriptor dripping = connect_raw(served.server->port());
    send_raw(dripping, "GET / HTTP/1.1\r\nHost: h\r\nX-Slow: ");
    EXPECT_TRUE(eventually([&] {
        ::send(dripping.number(), "x", 1, MSG_NOSIGNAL);
        return served.server->counters().timed_out == 1;
    }));
}

TEST(SlowClients, HoldNoThreadWhileTheyDoNotReadTheirAnswer) {
    const std::string large(8'000'000, 'y');
    ServerSettings settings;
    settings.threads = 1;
    const ServedBy served([&large](const Request& request) -> Answer {
        return Response{200, "text/plain", {}, request.path == "/large" ? large : "hello"};
    }, settings);
    const Descriptor deaf = connect_raw(served.server->port());
    send_raw(deaf, "GET /large HTTP/1.1\r\nHost: h\r\n\r\n");
    EXPECT_THAT(receive_some(deaf, 1), ::testing::StartsWith("HTTP/1.1 200"));
    // Its thread is free again although most of the answer is unread.
    EXPECT_THAT(talk(served.server->port(), "GET / HTTP/1.1\r\nHost: h\r\nConnection: close\r\n\r\n"), ::testing::HasSubstr("hello"));
}

TEST(SlowClients, ThatStayIdleBetweenRequestsAreClosedQuietly) {
    ServerSettings settings;
    settings.idle_keep_alive = Milliseconds{100};
    const ServedBy served(hello, settings);
    const std::string answer = talk(served.server->port(), "GET / HTTP/1.1\r\nHost: h\r\n\r\n");
    EXPECT_THAT(answer, ::testing::HasSubstr("hello"));
    EXPECT_EQ(served.server->counters().timed_out, 0U);
}

}  // namespace
}  // namespace silverlane::net
