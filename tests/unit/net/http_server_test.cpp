// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: Silverlane contributors
#include "net/http_server.h"

#include <array>
#include <cerrno>
#include <fstream>
#include <future>
#include <set>
#include <stdexcept>

#include <arpa/inet.h>
#include <gmock/gmock.h>
#include <netinet/in.h>
#include <sys/socket.h>

#include "tests/support/process.h"
#include "tests/unit/net/peers.h"

namespace silverlane::net {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;
using ::testing::StartsWith;

constexpr const char* kPlainGet = "GET /a HTTP/1.1\r\nHost: h\r\nConnection: close\r\n\r\n";

Answer echo(const Request& request) {
    Response response;
    response.content_type = "text/plain";
    response.headers.add("X-Length", std::to_string(request.body.size()));
    response.body = request.method + " " + request.path + " from " + request.peer_address + " " + request.body.substr(0, 40);
    return response;
}

std::string curl(const ServedBy& served, const std::string& path, std::vector<std::string> more = {}) {
    std::vector<std::string> arguments{"curl", "--silent", "--show-error", "--max-time", "20", "--cacert",
                                       test_certificate().certificate.string(), served.url(path)};
    arguments.insert(arguments.end(), more.begin(), more.end());
    return testing::run_program(std::move(arguments)).output;
}

/// A file of so many bytes for curl to send.
std::string file_of(const testing::TemporaryFolder& folder, std::size_t size) {
    const auto path = folder / std::to_string(size);
    std::ofstream{path} << std::string(size, 'x');
    return path.string();
}

class EitherServer : public ::testing::TestWithParam<bool> {
protected:
    static ServerSettings settings() { return GetParam() ? with_tls() : ServerSettings{}; }
};
INSTANTIATE_TEST_SUITE_P(PlainAndTls, EitherServer, ::testing::Bool(), [](const auto& each) { return each.param ? "Tls" : "Plain"; });

TEST_P(EitherServer, AnswersCurl) {
    const ServedBy served(echo, settings());
    EXPECT_EQ(curl(served, "/hall"), "GET /hall from 127.0.0.1 ");
    EXPECT_EQ(curl(served, "/hall", {"--data", "abc"}), "POST /hall from 127.0.0.1 abc");
    EXPECT_EQ(curl(served, "/hall", {"--data", "abc", "--header", "Transfer-Encoding: chunked"}), "POST /hall from 127.0.0.1 abc");
    EXPECT_EQ(curl(served, "/hall", {"--http1.0"}), "GET /hall from 127.0.0.1 ");
    EXPECT_EQ(served.server->counters().requests, 4U);
}

TEST_P(EitherServer, AnswersHeadWithTheLengthButNoBody) {
    const ServedBy served(echo, settings());
    const std::string answer = curl(served, "/hall", {"--head"});
    EXPECT_THAT(answer, HasSubstr("Content-Length: 26"));
    EXPECT_THAT(answer, Not(HasSubstr("from")));
}

TEST_P(EitherServer, KeepsTheConnectionForTheNextRequest) {
    const ServedBy served(echo, settings());
    const std::string connects = curl(served, "/1", {served.url("/2"), served.url("/3"), "--write-out", " connects=%{num_connects}\n"});
    EXPECT_THAT(connects, ::testing::ContainsRegex("/1 .*connects=1\n.*/2 .*connects=0\n.*/3 .*connects=0"));
}

TEST_P(EitherServer, AsksForABodyThatWaitsForTheWord) {
    const testing::TemporaryFolder folder;
    const ServedBy served(echo, settings());
    const std::string file = file_of(folder, 60'000);
    EXPECT_THAT(curl(served, "/", {"--include", "--header", "Expect: 100-continue", "--expect100-timeout", "15", "--data-binary", "@" + file}),
                ::testing::AllOf(StartsWith("HTTP/1.1 100 Continue"), HasSubstr("X-Length: 60000")));
}

TEST_P(EitherServer, RefusesABodyOverTheBoundHoweverItComes) {
    const testing::TemporaryFolder folder;
    const ServedBy served(echo, settings());
    const std::string file = file_of(folder, 600'000);
    for (const char* header : {"X: counted", "Transfer-Encoding: chunked", "Expect: 100-continue"}) {
        EXPECT_THAT(curl(served, "/", {"--include", "--header", header, "--data-binary", "@" + file}), StartsWith("HTTP/1.1 413")) << header;
    }
    EXPECT_EQ(served.server->counters().too_large, 3U);
    EXPECT_EQ(served.server->counters().requests, 0U);
    EXPECT_THAT(curl(served, "/after"), HasSubstr("/after"));
}

TEST_P(EitherServer, AnswersAFaultOfItsHandlerAndLogsOnlyItsKind) {
    const ServedBy served(
        [](const Request& request) -> Answer {
            if (request.path == "/number") throw 7;
            if (request.path == "/header") {
                Response broken;
                broken.headers.add("Location", "/\r\nSet-Cookie: x");
                return broken;
            }
            throw std::runtime_error("张三 6222 0200");
        },
        settings());
    for (const char* path : {"/text", "/number", "/header"}) {
        EXPECT_THAT(curl(served, path, {"--include"}), ::testing::AllOf(StartsWith("HTTP/1.1 500"), Not(HasSubstr("6222")))) << path;
    }
    EXPECT_EQ(served.server->counters().handler_faults, 3U);
    const auto events = served.log.events();
    ASSERT_EQ(events.size(), 3U);
    for (const LogEvent& event : events) {
        EXPECT_EQ(event.name(), "http_handler_fault");
        for (const auto& [field, value] : event.fields()) EXPECT_THAT(value, Not(HasSubstr("6222")));
    }
}

TEST(HttpServer, RefusesMalformedRequestsWithoutRepeatingThem) {
    const ServedBy served(echo);
    const std::vector<std::string> broken{"EVIL\r\n\r\n",
                                          "GET / HTTP/1.1\r\n\r\n",
                                          "GET / HTTP/1.1\r\nHost: h\r\nContent-Length: EVIL\r\n\r\n",
                                          "GET /%EVIL HTTP/1.1\r\nHost: h\r\n\r\n",
                                          "GET / HTTP/1.1\nHost: EVIL\n\n",
                                          "POST / HTTP/1.1\r\nHost: h\r\nTransfer-Encoding: chunked\r\n\r\nEVIL\r\n",
                                          std::string{"\x16\x03\x01\x02\x00\x01", 6}};
    for (const std::string& each : broken) {
        const std::string answer = talk(served.server->port(), each);
        EXPECT_THAT(answer, StartsWith("HTTP/1.1 400 ")) << each;
        EXPECT_THAT(answer, Not(HasSubstr("EVIL")));
    }
    EXPECT_EQ(served.server->counters().malformed, broken.size());
    EXPECT_THAT(talk(served.server->port(), "GET / HTTP/1.1\r\nHost: h\r\nX: " + std::string(20'000, 'x')), StartsWith("HTTP/1.1 431 "));
    EXPECT_THAT(talk(served.server->port(), kPlainGet), StartsWith("HTTP/1.1 200 "));
}

TEST(HttpServer, LeavesUnknownMethodsToTheHandler) {
    const ServedBy served(echo);
    EXPECT_THAT(talk(served.server->port(), "BREW /tea HTTP/1.1\r\nHost: h\r\nConnection: close\r\n\r\n"), HasSubstr("BREW /tea"));
}

TEST(HttpServer, AnswersRequestsThatCameTogetherInTheirOrder) {
    const ServedBy served(echo);
    const std::string answers = talk(served.server->port(), "GET /1 HTTP/1.1\r\nHost: h\r\n\r\nPOST /2 HTTP/1.1\r\nHost: h\r\nContent-Length: 2\r\n\r\nok"
                                                            "GET /3 HTTP/1.1\r\nHost: h\r\nConnection: close\r\n\r\n");
    EXPECT_THAT(answers, ::testing::ContainsRegex("GET /1 (.|\n)*POST /2 from 127.0.0.1 ok(.|\n)*GET /3 "));
}

TEST(HttpServer, ClosesConnectionsOverItsBoundsAndCountsThem) {
    std::promise<void> finish;
    const std::shared_future<void> finished = finish.get_future().share();
    ServerSettings settings;
    settings.most_connections = 2;
    const ServedBy served([&finished](const Request& request) {
        finished.wait();
        return echo(request);
    }, settings);
    const Descriptor first = connect_raw(served.server->port());
    const Descriptor second = connect_raw(served.server->port());
    send_raw(first, "GET /1 HTTP/1.1\r\nHost: h\r\n\r\n");
    send_raw(second, "GET /2 HTTP/1.1\r\nHost: h\r\n\r\n");
    ASSERT_TRUE(eventually([&] { return served.server->counters().requests == 2; }));
    EXPECT_EQ(talk(served.server->port(), kPlainGet), "") << "both are being served; nobody can give way";
    EXPECT_EQ(served.server->counters().refused_connections, 1U);
    finish.set_value();
    EXPECT_THAT(receive_some(first, 1), StartsWith("HTTP/1.1 200"));
    EXPECT_THAT(receive_some(second, 1), StartsWith("HTTP/1.1 200"));
    ServerSettings by_address;
    by_address.most_from_one_address = 1;
    const ServedBy careful(echo, by_address);
    const Descriptor only = connect_raw(careful.server->port());
    send_raw(only, "GET /1 HTTP/1.1\r\nHost: h\r\n\r\n");
    EXPECT_THAT(receive_some(only, 1), StartsWith("HTTP/1.1 200"));
    EXPECT_EQ(talk(careful.server->port(), kPlainGet), "");
}

/// From another address of this machine, as another machine would.
Descriptor connect_from(const char* address, std::uint16_t port) {
    Descriptor connected{::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0)};
    sockaddr_in own{}, server{};
    own.sin_family = server.sin_family = AF_INET;
    ::inet_pton(AF_INET, address, &own.sin_addr);
    ::inet_pton(AF_INET, "127.0.0.1", &server.sin_addr);
    server.sin_port = htons(port);
    if (::bind(connected.number(), reinterpret_cast<const sockaddr*>(&own), sizeof own) != 0 ||
        ::connect(connected.number(), reinterpret_cast<const sockaddr*>(&server), sizeof server) != 0) {
        throw std::runtime_error("cannot connect");
    }
    const timeval ten_seconds{10, 0};
    ::setsockopt(connected.number(), SOL_SOCKET, SO_RCVTIMEO, &ten_seconds, sizeof ten_seconds);
    return connected;
}

bool is_open(const Descriptor& socket) {
    char byte = 0;
    return ::recv(socket.number(), &byte, 1, MSG_PEEK | MSG_DONTWAIT) < 0 && errno == EAGAIN;
}

TEST(HttpServer, WhenAllPlacesAreTakenTheOldestIdleOneOfWhoeverHoldsTheMostGivesWay) {
    ServerSettings settings;
    settings.most_connections = 8;
    const ServedBy served(echo, settings);
    const auto port = served.server->port();
    const Descriptor alone = connect_from("127.0.0.2", port);
    ASSERT_TRUE(eventually([&] { return served.server->counters().connections == 1; }));
    std::vector<Descriptor> crowd;
    for (int i = 0; i < 7; ++i) {
        crowd.push_back(connect_from("127.0.0.3", port));
        ASSERT_TRUE(eventually([&] { return served.server->counters().connections == static_cast<std::uint64_t>(2 + i); }));
    }
    // A newcomer of a third address is served, and of the crowd the first has gone; who has one connection keeps it, though it is older.
    const Descriptor newcomer = connect_from("127.0.0.4", port);
    send_raw(newcomer, "GET /new HTTP/1.1\r\nHost: h\r\n\r\n");
    EXPECT_THAT(receive_some(newcomer, 1), StartsWith("HTTP/1.1 200"));
    EXPECT_FALSE(is_open(crowd[0]));
    for (std::size_t i = 1; i < crowd.size(); ++i) EXPECT_TRUE(is_open(crowd[i])) << i;
    // However many more the crowd opens, it displaces its own.
    for (int i = 0; i < 100; ++i) crowd.push_back(connect_from("127.0.0.3", port));
    ASSERT_TRUE(eventually([&] { return served.server->counters().gave_way == 101; }));
    send_raw(alone, "GET /alone HTTP/1.1\r\nHost: h\r\n\r\n");
    EXPECT_THAT(receive_some(alone, 1), StartsWith("HTTP/1.1 200"));
    EXPECT_EQ(served.server->counters().refused_connections, 0U);
    EXPECT_EQ(served.server->counters().connections, 8U);
}

TEST(HttpServer, HoldsABoundedSumOfRequestsThatHaveNotComeWhole) {
    ServerSettings settings;
    settings.longest_body = 64 * 1024;
    settings.most_held_bytes = 100 * 1024;
    const ServedBy served(echo, settings);
    const std::string half = "POST / HTTP/1.1\r\nHost: h\r\nContent-Length: 60000\r\n\r\n" + std::string(40'000, 'b');
    const Descriptor first = connect_raw(served.server->port());
    const Descriptor second = connect_raw(served.server->port());
    send_raw(first, half);
    send_raw(second, half);
    const std::string refused = talk(served.server->port(), half + std::string(1'000, 'b'));
    EXPECT_THAT(refused, StartsWith("HTTP/1.1 503"));
    EXPECT_THAT(refused, HasSubstr("Retry-After: "));
    EXPECT_EQ(served.server->counters().short_of_room, 1U);
    // Those who were there end, and then there is room again.
    for (const Descriptor* each : {&first, &second}) {
        send_raw(*each, std::string(20'000, 'b'));
        EXPECT_THAT(receive_some(*each, 1), StartsWith("HTTP/1.1 200"));
    }
    EXPECT_THAT(talk(served.server->port(), "POST / HTTP/1.1\r\nHost: h\r\nConnection: close\r\nContent-Length: 60000\r\n\r\n" + std::string(60'000, 'b')),
                StartsWith("HTTP/1.1 200"));
}

TEST(HttpServer, SendsALargeAnswerWhole) {
    const std::string large(8'000'000, 'y');
    const ServedBy served([&large](const Request&) -> Answer { return Response{200, "text/plain", {}, large}; }, with_tls());
    ClientSettings settings = served.client_settings();
    settings.longest_body = large.size();
    HttpClient client(settings);
    Request request;
    request.method = "GET";
    request.path = "/";
    const auto answer = client.send(request);
    ASSERT_TRUE(answer.ok()) << answer.error().text();
    EXPECT_TRUE(answer->body == large);
}

TEST(HttpServer, LetsARunningRequestEndWhenItStops) {
    std::atomic<bool> inside{false};
    std::atomic<bool> go_on{false};
    ServedBy served([&](const Request&) -> Answer {
        inside = true;
        EXPECT_TRUE(eventually([&] { return go_on.load(); }));
        return Response{200, "text/plain", {}, "finished"};
    });
    const Descriptor idle = connect_raw(served.server->port());
    const Descriptor busy = connect_raw(served.server->port());
    send_raw(busy, kPlainGet);
    ASSERT_TRUE(eventually([&] { return inside.load(); }));
    std::thread stopping([&] { served.server->stop(Milliseconds{10'000}); });
    EXPECT_EQ(receive_all(idle), "");  // closed before the running one ended
    go_on = true;
    EXPECT_THAT(receive_all(busy), HasSubstr("finished"));
    stopping.join();
}

TEST(HttpServer, SaysWhyItCannotStart) {
    RecordingLog log;
    ServerSettings missing;
    missing.tls = TlsFiles{"/nowhere/cert.pem", "/nowhere/key.pem"};
    EXPECT_EQ(HttpServer::start(missing, echo, nullptr, log).error().code(), ErrorCode::io);
    ServerSettings unfitting;
    unfitting.tls = TlsFiles{test_certificate().certificate, other_certificate().key};
    EXPECT_EQ(HttpServer::start(unfitting, echo, nullptr, log).error().code(), ErrorCode::invalid_input);
    ServerSettings nowhere;
    nowhere.address = "not an address";
    EXPECT_EQ(HttpServer::start(nowhere, echo, nullptr, log).error().code(), ErrorCode::invalid_input);
    const ServedBy first(echo);
    ServerSettings taken;
    taken.port = first.server->port();
    EXPECT_EQ(HttpServer::start(taken, echo, nullptr, log).error().code(), ErrorCode::io);
}

TEST(HttpServer, RefusesAKeyThatOthersMayRead) {
    const testing::TemporaryFolder folder;
    const TlsFiles files{folder / "hub.pem", folder / "hub-key.pem"};
    std::filesystem::copy_file(test_certificate().certificate, files.certificate);
    std::filesystem::copy_file(test_certificate().key, files.key);
    using std::filesystem::perms;
    for (const auto others : {perms::group_read, perms::others_read}) {
        std::filesystem::permissions(files.key, perms::owner_read | others);
        const auto checked = check_tls_files(files);
        ASSERT_FALSE(checked);
        EXPECT_EQ(checked.error().code(), ErrorCode::forbidden);
        EXPECT_THAT(checked.error().text(), HasSubstr("run: chmod 600 " + files.key.string()));
        ServerSettings settings;
        settings.tls = files;
        RecordingLog log;
        EXPECT_EQ(HttpServer::start(settings, echo, nullptr, log).error().code(), ErrorCode::forbidden);
    }
    std::filesystem::permissions(files.key, perms::owner_read);
    EXPECT_TRUE(check_tls_files(files));
}

TEST(HttpServer, SpeaksNothingOlderThanTls12) {
    const ServedBy served(echo, with_tls());
    const std::string where = "127.0.0.1:" + std::to_string(served.server->port());
    const auto connect = [&](const char* version) {
        return testing::run_program({"openssl", "s_client", "-connect", where, version, "-cipher", "ALL:@SECLEVEL=0"}).exit_code;
    };
    EXPECT_NE(connect("-tls1_1"), 0);
    EXPECT_EQ(connect("-tls1_2"), 0);
    EXPECT_EQ(connect("-tls1_3"), 0);
}

TEST(HttpServer, IsNotDisturbedByNonsenseInsteadOfTls) {
    const ServedBy served(echo, with_tls());
    for (int i = 0; i < 20; ++i) {
        const Descriptor plain = connect_raw(served.server->port());
        send_raw(plain, kPlainGet);
        const Descriptor noise = connect_raw(served.server->port());
        send_raw(noise, std::string(3'000, '\x17'));
        receive_all(plain);
        receive_all(noise);
    }
    EXPECT_THAT(curl(served, "/still"), HasSubstr("/still"));
    EXPECT_EQ(served.server->counters().requests, 1U);
}

}  // namespace
}  // namespace silverlane::net
