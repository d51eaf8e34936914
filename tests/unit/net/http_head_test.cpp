// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: Silverlane contributors
#include "net/http_head.h"

#include <gtest/gtest.h>

namespace silverlane::net {
namespace {

std::string with(const std::string& fields) { return "POST /v1/arrivals HTTP/1.1\r\nHost: hub\r\n" + fields; }

TEST(RequestHead, GivesMethodPathQueryAndCookie) {
    const auto head = parse_request_head("GET /v1/a%20b/%E5%AE%A2?since=12&name=%E7%8E%8B+x&flag HTTP/1.1\r\nhost: hub\r\n"
                                         "Cookie: a=1; session=abc=d; b=2\r\nX-Twice: 1\r\nX-Twice: 2\r\n");
    ASSERT_TRUE(head.ok()) << head.error().text();
    EXPECT_EQ(head->request.method, "GET");
    EXPECT_EQ(head->request.path, "/v1/a b/客");
    EXPECT_EQ(head->request.query_value("since"), "12");
    EXPECT_EQ(head->request.query_value("name"), "王 x");
    EXPECT_EQ(head->request.query_value("flag"), "");
    EXPECT_EQ(head->request.query_value("none"), std::nullopt);
    EXPECT_EQ(head->request.cookie("session"), "abc=d");
    EXPECT_EQ(head->request.cookie("ession"), std::nullopt);
    EXPECT_EQ(head->request.headers.first("x-twice"), "1");
    EXPECT_TRUE(head->keep_alive);
    EXPECT_EQ(head->framing.kind, BodyFraming::Kind::none);
}

TEST(RequestHead, KnowsHowTheBodyEndsAndWhetherTheConnectionStays) {
    EXPECT_EQ(parse_request_head(with("Content-Length: 12\r\n"))->framing.length, 12U);
    EXPECT_EQ(parse_request_head(with("Transfer-Encoding: Chunked\r\n"))->framing.kind, BodyFraming::Kind::chunked);
    EXPECT_FALSE(parse_request_head(with("Connection: Close\r\n"))->keep_alive);
    EXPECT_TRUE(parse_request_head(with("Expect: 100-Continue\r\n"))->expects_continue);
    EXPECT_FALSE(parse_request_head("GET / HTTP/1.0\r\n")->keep_alive);
    EXPECT_TRUE(parse_request_head("GET / HTTP/1.0\r\nConnection: keep-alive\r\n")->keep_alive);
    EXPECT_EQ(parse_request_head("GET http://hub:80/a?b=c HTTP/1.1\r\nHost: hub\r\n")->request.path, "/a");
}

class RefusedHead : public ::testing::TestWithParam<std::string> {};

TEST_P(RefusedHead, IsRefusedWithoutRepeatingIt) {
    const auto head = parse_request_head(GetParam());
    ASSERT_FALSE(head.ok());
    EXPECT_EQ(head.error().code(), ErrorCode::invalid_input);
    EXPECT_EQ(head.error().text().find("EVIL"), std::string::npos);
}

INSTANTIATE_TEST_SUITE_P(
    Smuggling, RefusedHead,
    ::testing::Values(with("Content-Length: 1\r\nContent-Length: 2\r\n"), with("Content-Length: 1\r\nTransfer-Encoding: chunked\r\n"),
                      with("Transfer-Encoding: gzip, chunked\r\n"), with("Transfer-Encoding: EVIL\r\n"), with("Content-Length: -1\r\n"),
                      with("Content-Length: +1\r\n"), with("Content-Length: 1, 1\r\n"), with("Content-Length:\r\n"),
                      with("Content-Length: 99999999999999999999\r\n"), with("Name : EVIL\r\n"), with(" folded: EVIL\r\n"),
                      with(": EVIL\r\n"), with("EVIL\r\n"), with("Name: EV\rIL\r\n"), with(std::string{"Name: EV\0IL\r\n", 13}),
                      with("Host: EVIL\r\n")));
INSTANTIATE_TEST_SUITE_P(
    StartLine, RefusedHead,
    ::testing::Values("GET / HTTP/1.1\r\n", "EVIL\r\n", "GET /\r\n", "GET / HTTP/2.0\r\nHost: h\r\n", "GET  / HTTP/1.1\r\nHost: h\r\n",
                      "G(T / HTTP/1.1\r\nHost: h\r\n", "GET EVIL HTTP/1.1\r\nHost: h\r\n", "GET /%zzEVIL HTTP/1.1\r\nHost: h\r\n",
                      "GET /%00 HTTP/1.1\r\nHost: h\r\n", "GET /%ff HTTP/1.1\r\nHost: h\r\n", "GET /a/../EVIL HTTP/1.1\r\nHost: h\r\n",
                      "GET /a/%2e%2e/EVIL HTTP/1.1\r\nHost: h\r\n", "GET /?a=%EVIL HTTP/1.1\r\nHost: h\r\n",
                      "POST / HTTP/1.0\r\nTransfer-Encoding: chunked\r\n"));

TEST(RequestHead, RefusesMoreFieldsThanAnybodyNeeds) {
    std::string many;
    for (int i = 0; i < 200; ++i) many += "N: v\r\n";
    EXPECT_FALSE(parse_request_head(with(many)).ok());
}

TEST(WrittenRequest, IsReadBackAsItWas) {
    Request request;
    request.method = "POST";
    request.path = "/v1/客 a?b#c%d";
    request.query = {{"k&=", "v+ &=王"}, {"empty", ""}};
    request.headers.add("Idempotency-Key", "1");
    request.body = "{}";
    const auto bytes = write_request(request, "hub:8443", "");
    ASSERT_TRUE(bytes.ok());
    const auto end = bytes->find("\r\n\r\n");
    const auto back = parse_request_head(std::string_view{*bytes}.substr(0, end + 2));
    ASSERT_TRUE(back.ok()) << back.error().text();
    EXPECT_EQ(back->request.path, request.path);
    EXPECT_EQ(back->request.query, request.query);
    EXPECT_EQ(back->request.headers.first("Host"), "hub:8443");
    EXPECT_EQ(back->framing.length, 2U);
    EXPECT_EQ(bytes->substr(end + 4), "{}");
}

TEST(WrittenResponse, LetsNoFieldBreakTheMessage) {
    Response response;
    response.headers.add("Location", "/x\r\nSet-Cookie: stolen=1");
    EXPECT_FALSE(write_response(response, UtcTime{}, true, false).ok());
    Response type;
    type.content_type = "text/html\r\nX: y";
    type.body = "x";
    EXPECT_FALSE(write_response(type, UtcTime{}, true, false).ok());
}

TEST(WrittenResponse, SaysDateLengthAndConnection) {
    Response response;
    response.body = "{}";
    EXPECT_EQ(*write_response(response, UtcTime{Milliseconds{784'111'777'000}}, true, false),
              "HTTP/1.1 200 OK\r\nDate: Sun, 06 Nov 1994 08:49:37 GMT\r\nContent-Type: application/json; charset=utf-8\r\n"
              "Content-Length: 2\r\nConnection: keep-alive\r\n\r\n{}");
    response.status = 204;
    response.body.clear();
    EXPECT_EQ(write_response(response, UtcTime{}, false, false)->find("Content-Length"), std::string::npos);
}

TEST(ResponseHead, KnowsAnswersWithoutBodyAndRefusesOtherProtocols) {
    EXPECT_EQ(parse_response_head("HTTP/1.1 200 OK\r\nContent-Length: 9\r\n", "HEAD")->framing.kind, BodyFraming::Kind::none);
    EXPECT_EQ(parse_response_head("HTTP/1.1 204 No Content\r\n", "GET")->framing.kind, BodyFraming::Kind::none);
    EXPECT_EQ(parse_response_head("HTTP/1.1 200 OK\r\n", "GET")->framing.kind, BodyFraming::Kind::until_close);
    EXPECT_FALSE(parse_response_head("HTTP/1.1 200 OK\r\n", "GET")->keep_alive);
    for (const char* other : {"SSH-2.0-OpenSSH_9.2\r\n", "220 mail ready\r\n", "HTTP/1.1 abc\r\n", "HTTP/1.1 099 No\r\n"}) {
        const auto head = parse_response_head(other, "GET");
        ASSERT_FALSE(head.ok()) << other;
        EXPECT_EQ(head.error().code(), ErrorCode::corrupt);
    }
}

}  // namespace
}  // namespace silverlane::net
