// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: Silverlane contributors
#include "net/http_client.h"

#include <array>

#include <gmock/gmock.h>
#include <sys/socket.h>

#include "tests/unit/net/peers.h"

namespace silverlane::net {
namespace {

using ::testing::HasSubstr;

Request get(const std::string& path = "/") {
    Request request;
    request.method = "GET";
    request.path = path;
    return request;
}

Request post(const std::string& body) {
    Request request;
    request.method = "POST";
    request.path = "/v1/arrivals";
    request.body = body;
    return request;
}

ClientSettings to(const ScriptedPeer& peer) {
    ClientSettings settings;
    settings.base_url = "http://127.0.0.1:" + std::to_string(peer.port());
    settings.connect_within = Milliseconds{5'000};
    settings.answer_within = Milliseconds{5'000};
    return settings;
}

Answer echo(const Request& request) { return Response{201, "text/plain", {}, request.method + " " + request.path + " " + request.body}; }

/// Reads one request, answers it, and leaves the connection open.
void answer_one(Descriptor& socket) {
    receive_some(socket, 10);
    send_raw(socket, "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok");
}

/// Waits until the client closes.
void wait_for_end(const Descriptor& socket) { receive_all(socket); }

class EitherTransport : public ::testing::TestWithParam<bool> {};
INSTANTIATE_TEST_SUITE_P(PlainAndTls, EitherTransport, ::testing::Bool(), [](const auto& each) { return each.param ? "Tls" : "Plain"; });

TEST_P(EitherTransport, SendsAndReceivesOnOneKeptConnection) {
    ServerSettings settings = GetParam() ? with_tls() : ServerSettings{};
    settings.most_connections = 1;
    const ServedBy served(echo, settings);
    HttpClient client(served.client_settings());
    for (int i = 0; i < 5; ++i) {
        const auto answer = client.send(post("号码 " + std::to_string(i)));
        ASSERT_TRUE(answer.ok()) << answer.error().text();
        EXPECT_EQ(answer->status, 201);
        EXPECT_EQ(answer->content_type, "text/plain");
        EXPECT_EQ(answer->body, "POST /v1/arrivals 号码 " + std::to_string(i));
    }
    EXPECT_EQ(served.server->counters().refused_connections, 0U);
}

TEST_P(EitherTransport, ReadsARefusalThatComesWhileItIsStillSending) {
    const ServedBy served(echo, GetParam() ? with_tls() : ServerSettings{});
    HttpClient client(served.client_settings());
    const auto answer = client.send(post(std::string(600'000, 'x')));
    ASSERT_TRUE(answer.ok()) << answer.error().text();
    EXPECT_EQ(answer->status, 413);
    EXPECT_TRUE(client.send(get()).ok());
}

TEST(HttpClient, AcceptsTheNameInTheCertificateAsWellAsTheAddress) {
    const ServedBy served(echo, with_tls());
    ClientSettings by_name = served.client_settings();
    by_name.base_url = "https://localhost:" + std::to_string(served.server->port());
    HttpClient client(by_name);
    const auto answer = client.send(get());
    EXPECT_TRUE(answer.ok()) << answer.error().text();
}

TEST(HttpClient, TrustsNobodyElse) {
    ServerSettings settings;
    settings.tls = other_certificate();
    const ServedBy stranger(echo, settings);
    HttpClient client(stranger.client_settings());  // trusts test_certificate() only
    const auto answer = client.send(post("secret"));
    ASSERT_FALSE(answer.ok());
    EXPECT_EQ(answer.error().code(), ErrorCode::unavailable);
    EXPECT_THAT(answer.error().text(), HasSubstr("certificate"));
    ClientSettings public_authorities = stranger.client_settings();
    public_authorities.trusted_certificate.reset();
    EXPECT_EQ(HttpClient(public_authorities).send(get()).error().code(), ErrorCode::unavailable);
    EXPECT_EQ(stranger.server->counters().requests, 0U);
}

TEST(HttpClient, RefusesATrustedCertificateOfAnotherHost) {
    ServerSettings elsewhere = with_tls();
    elsewhere.address = "127.0.0.2";  // not among the names of the certificate
    const ServedBy served(echo, elsewhere);
    ClientSettings settings = served.client_settings();
    settings.base_url = "https://127.0.0.2:" + std::to_string(served.server->port());
    const auto answer = HttpClient(settings).send(post("secret"));
    ASSERT_FALSE(answer.ok());
    EXPECT_EQ(answer.error().code(), ErrorCode::unavailable);
    EXPECT_EQ(served.server->counters().requests, 0U);
}

TEST(HttpClient, SaysUnavailableWhenNothingWasSent) {
    ClientSettings settings;
    {
        const ServedBy gone(echo);
        settings = gone.client_settings();
    }
    EXPECT_EQ(HttpClient(settings).send(post("x")).error().code(), ErrorCode::unavailable);
    settings.base_url = "https://no-such-host.invalid:1";
    EXPECT_EQ(HttpClient(settings).send(post("x")).error().code(), ErrorCode::unavailable);
    settings.base_url = "ftp://hub";
    EXPECT_EQ(HttpClient(settings).send(post("x")).error().code(), ErrorCode::invalid_input);
}

TEST(HttpClient, GivesUpAHandshakeThatNeverAnswers) {
    const ScriptedPeer silent({wait_for_end});
    ClientSettings settings = to(silent);
    settings.base_url = "https://127.0.0.1:" + std::to_string(silent.port());
    settings.trusted_certificate = test_certificate().certificate;
    settings.connect_within = Milliseconds{100};
    const auto answer = HttpClient(settings).send(post("x"));
    ASSERT_FALSE(answer.ok());
    EXPECT_EQ(answer.error().code(), ErrorCode::unavailable);
}

TEST(HttpClient, DoesNotKnowTheOutcomeWhenNoAnswerCame) {
    const ScriptedPeer peer({wait_for_end, [](Descriptor& socket) { receive_some(socket, 10); }});
    ClientSettings settings = to(peer);
    settings.answer_within = Milliseconds{100};
    HttpClient client(settings);
    EXPECT_EQ(client.send(post("silence")).error().code(), ErrorCode::unknown_outcome);
    EXPECT_EQ(client.send(post("closed")).error().code(), ErrorCode::unknown_outcome);
    EXPECT_EQ(peer.accepted(), 2);
}

TEST(HttpClient, GivesUpAnAnswerThatOnlyDrips) {
    const ScriptedPeer peer({[](Descriptor& socket) {
        receive_some(socket, 10);
        send_raw(socket, "HTTP/1.1 200 OK\r\nContent-Length: 1000000\r\n\r\n");
        while (::send(socket.number(), "x", 1, MSG_NOSIGNAL) == 1) std::this_thread::yield();
    }});
    ClientSettings settings = to(peer);
    settings.answer_within = Milliseconds{50};
    EXPECT_EQ(HttpClient(settings).send(get()).error().code(), ErrorCode::unknown_outcome);
}

TEST(HttpClient, NoticesThatAKeptConnectionWasClosedMeanwhile) {
    std::atomic<bool> closed{false};
    const ScriptedPeer peer({[&](Descriptor& socket) {
                                 answer_one(socket);
                                 socket.close();
                                 closed = true;
                             },
                             answer_one});
    HttpClient client(to(peer));
    ASSERT_TRUE(client.send(post("1")).ok());
    ASSERT_TRUE(eventually([&] { return closed.load(); }));
    const auto answer = client.send(post("2"));
    EXPECT_TRUE(answer.ok()) << answer.error().text();
    EXPECT_EQ(peer.accepted(), 2);
}

void answer_then_take_and_close(Descriptor& socket) {
    answer_one(socket);
    receive_some(socket, 10);
}

TEST(HttpClient, AsksAgainOnAFreshConnectionOnlyWhatDoesNothing) {
    const ScriptedPeer reading({answer_then_take_and_close, answer_one});
    HttpClient reader(to(reading));
    ASSERT_TRUE(reader.send(get()).ok());
    EXPECT_TRUE(reader.send(get()).ok());
    EXPECT_EQ(reading.accepted(), 2);
    const ScriptedPeer writing({answer_then_take_and_close, answer_one});
    HttpClient writer(to(writing));
    ASSERT_TRUE(writer.send(post("1")).ok());
    EXPECT_EQ(writer.send(post("2")).error().code(), ErrorCode::unknown_outcome);
    EXPECT_EQ(writing.accepted(), 1);
}

TEST(HttpClient, SaysCorruptForAnotherProtocolAndTooLargeForTooMuch) {
    const auto says = [](const std::string& text) {
        return [text](Descriptor& socket) {
            receive_some(socket, 10);
            send_raw(socket, text);
        };
    };
    const ScriptedPeer peer({says("SSH-2.0-OpenSSH_9.2\r\n\r\n"), says("HTTP/1.1 200 OK\r\nContent-Length: 2000\r\n\r\n"),
                             says("HTTP/1.1 200 OK\r\n\r\n" + std::string(2'000, 'x')), says("HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 200 OK\r\n\r\nend")});
    ClientSettings settings = to(peer);
    settings.longest_body = 1'000;
    HttpClient client(settings);
    EXPECT_EQ(client.send(get()).error().code(), ErrorCode::corrupt);
    EXPECT_EQ(client.send(get()).error().code(), ErrorCode::too_large);
    EXPECT_EQ(client.send(get()).error().code(), ErrorCode::too_large);
    const auto interim = client.send(get());
    ASSERT_TRUE(interim.ok()) << interim.error().text();
    EXPECT_EQ(interim->body, "end");
}

}  // namespace
}  // namespace silverlane::net
