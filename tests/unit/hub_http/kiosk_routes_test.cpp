// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: Silverlane contributors
#include <gtest/gtest.h>

#include "memory_desk.h"

namespace silverlane::http {
namespace {

constexpr const char* kArrival = R"({"key":"a1","branch":"0791","source":"wifi:c1","kind":"wifi_start","event_time":"2026-11-22T01:00:00.000Z",)"
                                 R"("received_time":"2026-11-22T01:00:00.000Z","identifiers":[]})";

class KioskRoutesTest : public ::testing::Test {
protected:
    net::Response post(const std::string& path, const std::string& body) { return hub.answer(Hub::from_kiosk("POST", path, body)); }
    IdleStreams streams;
    Hub hub{streams};
};

TEST_F(KioskRoutesTest, arrivals_are_accepted_and_counted) {
    const net::Response response = post("/v1/arrivals", std::string(R"({"arrivals":[)") + kArrival + "]}");
    EXPECT_EQ(response.status, 200);
    EXPECT_EQ(response.body, R"({"accepted":1})");
    ASSERT_EQ(hub.desk.arrivals.size(), 1U);
    EXPECT_EQ(hub.desk.arrivals[0].key.text, "a1");
}

TEST_F(KioskRoutesTest, one_wrong_arrival_refuses_the_whole_body_and_names_the_field) {
    std::string wrong = kArrival;
    wrong.replace(wrong.find("wifi_start"), 10, "telepathy!");
    const net::Response response = post("/v1/arrivals", std::string(R"({"arrivals":[)") + kArrival + "," + wrong + "]}");
    EXPECT_EQ(response.status, 400);
    EXPECT_NE(response.body.find("kind"), std::string::npos) << response.body;
    EXPECT_NE(response.body.find("arrivals[1]"), std::string::npos) << response.body;
    EXPECT_TRUE(hub.desk.arrivals.empty());
}

TEST_F(KioskRoutesTest, a_terminal_cannot_speak_for_another_branch) {
    std::string other = kArrival;
    other.replace(other.find("0791"), 4, "0792");
    EXPECT_EQ(post("/v1/arrivals", std::string(R"({"arrivals":[)") + other + "]}").status, 403);
    EXPECT_TRUE(hub.desk.arrivals.empty());
}

TEST_F(KioskRoutesTest, whatever_is_no_message_is_a_400_and_never_a_500) {
    const std::vector<std::string> bodies = {"", "{", "[]", "null", "7", "\"x\"", R"({"arrivals":7})", R"({"arrivals":[7]})", "\xff\xfe", std::string(5000, '[')};
    for (const char* path : {"/v1/arrivals", "/v1/tickets", "/v1/visit-codes/scan", "/v1/help-calls", "/v1/help-calls/reason", "/v1/help-calls/cancel",
                             "/v1/turn-notices", "/v1/consents"}) {
        for (const std::string& body : bodies) {
            const net::Response response = post(path, body);
            EXPECT_EQ(response.status, 400) << path << " " << body.substr(0, 20);
            EXPECT_NE(response.body.find("invalid_input"), std::string::npos) << path;
        }
    }
}

TEST_F(KioskRoutesTest, an_away_store_is_a_503_with_retry_after_and_tells_no_details) {
    hub.desk.fails = Error(ErrorCode::unavailable, "disk /var/lib/silverlane is full");
    const net::Response response = post("/v1/tickets", R"({"key":"t1","service":"cash"})");
    EXPECT_EQ(response.status, 503);
    EXPECT_EQ(response.headers.first("Retry-After").value_or(""), "1");
    EXPECT_EQ(response.body.find("/var/lib"), std::string::npos);
}

TEST_F(KioskRoutesTest, each_request_reaches_its_own_answer) {
    EXPECT_EQ(post("/v1/tickets", R"({"key":"t1","service":"cash","priority":true})").body.substr(0, 40).find("ticket"), 2U);
    EXPECT_EQ(post("/v1/visit-codes/scan", R"({"key":"s1","code":"code"})").status, 200);
    EXPECT_EQ(post("/v1/visit-codes/scan", R"({"key":"s2","code":"other"})").status, 404);
    EXPECT_NE(post("/v1/help-calls", R"({"key":"h1"})").body.find("help-1"), std::string::npos);
    EXPECT_EQ(post("/v1/help-calls/reason", R"({"key":"h2","alert":"help-1","reason":"hearing"})").status, 204);
    EXPECT_EQ(post("/v1/help-calls/cancel", R"({"key":"h3","alert":"help-1"})").status, 204);
    EXPECT_EQ(post("/v1/turn-notices", R"({"key":"n1","kind":"stuck"})").status, 204);
    EXPECT_EQ(post("/v1/consents", R"({"key":"c1","purposes":["service"],"granted":true})").body, R"({"accepted":true})");
    EXPECT_NE(post("/v1/reserved-numbers", "{}").body.find("\"to\":100"), std::string::npos);
    EXPECT_NE(hub.answer(Hub::from_kiosk("GET", "/v1/glance")).body.find("\"waiting\":7"), std::string::npos);
}

TEST_F(KioskRoutesTest, nothing_that_a_terminal_gets_may_be_stored_on_the_way) {
    EXPECT_EQ(hub.answer(Hub::from_kiosk("GET", "/v1/glance")).headers.first("Cache-Control").value_or(""), "no-store");
}

}  // namespace
}  // namespace silverlane::http
