// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: Silverlane contributors
#include <gtest/gtest.h>

#include "memory_desk.h"

namespace silverlane::http {
namespace {

class ServiceRoutesTest : public ::testing::Test {
protected:
    net::Response post(const std::string& path, const std::string& body) { return hub.answer(Hub::from_kiosk("POST", path, body)); }
    IdleStreams streams;
    Hub hub{streams};
};

const std::string kCard = R"({"kind":"card","hash":")" + std::string(64, 'a') + R"(","proof":"possession"})";

TEST_F(ServiceRoutesTest, each_request_reaches_its_own_answer) {
    EXPECT_NE(post("/v1/cards/greet", R"({"key":"g1","card":)" + kCard + "}").body.find("\"ahead\":0"), std::string::npos);
    EXPECT_EQ(post("/v1/after-task", R"({"key":"a1","flow":"balance"})").body, R"({"what":"rating"})");
    EXPECT_EQ(post("/v1/offers/answer", R"({"key":"o1","offer":"offer-1","wanted":true})").status, 204);
    EXPECT_EQ(post("/v1/offers/answer", R"({"key":"o2","offer":"offer-2","wanted":true})").status, 404);
    EXPECT_EQ(post("/v1/ratings", R"({"key":"r1","flow":"balance","rating":4})").status, 204);
    EXPECT_EQ(post("/v1/loans", R"({"key":"l1","item":"glasses","place":"seats"})").status, 204);
    EXPECT_EQ(post("/v1/home-visits", R"({"key":"v1","for_whom":"self","what":"pin","day":"2026-12-01","half":"morning","phone":"13900000000"})").body,
              R"({"due_day":"2026-11-23"})");
    EXPECT_EQ(hub.answer(Hub::from_kiosk("GET", "/v1/activities")).body, R"({"activities":[]})");
    EXPECT_EQ(post("/v1/sign-ups", R"({"key":"s1","activity":"talk","people":1})").body, R"({"number":7})");
    EXPECT_EQ(post("/v1/sign-ups", R"({"key":"s2","activity":"talk","people":2})").status, 409);
    EXPECT_EQ(post("/v1/quiz-totals", R"({"key":"q1","right":2,"asked":3})").status, 204);
    EXPECT_EQ(post("/v1/known", R"({"visit_code":"x"})").body, R"({"items":[]})");
    EXPECT_EQ(post("/v1/forget", R"({"key":"f1","visit_code":"x"})").status, 204);
}

TEST_F(ServiceRoutesTest, whatever_is_no_message_is_a_400_and_never_a_500) {
    for (const char* path : {"/v1/cards/greet", "/v1/after-task", "/v1/offers/answer", "/v1/ratings", "/v1/loans", "/v1/home-visits", "/v1/sign-ups",
                             "/v1/quiz-totals", "/v1/known", "/v1/forget"}) {
        for (const std::string body : {"", "{", "[]", "null", "7", "{\"key\":7}", "\xff\xfe"}) {
            if (std::string{path} == "/v1/known" && body == "{\"key\":7}") continue;   // it has no key
            EXPECT_EQ(post(path, body).status, 400) << path << " " << body;
        }
    }
}

TEST_F(ServiceRoutesTest, none_of_it_is_for_somebody_without_a_device_token) {
    for (const char* path : {"/v1/known", "/v1/forget", "/v1/ratings", "/v1/bank/sessions", "/v1/bank/passbook"}) {
        EXPECT_EQ(hub.answer(Hub::request("POST", path, "{}")).status, 401) << path;
        EXPECT_EQ(hub.answer(Hub::from_staff("POST", path, "{}")).status, 401) << path;
    }
}

TEST_F(ServiceRoutesTest, staff_read_what_to_explain_and_are_told_who_may) {
    const auto page = hub.answer(Hub::from_staff("GET", "/v1/staff/alerts/fund-1/talk-track"));
    EXPECT_EQ(page.body, R"({"explanation_zh":"有涨有跌，可能亏。","explanation_en":"It goes up and down and may lose value.","product_risk":3,"cooling_days":15,"recording_required":true})");
    EXPECT_EQ(page.headers.first("Cache-Control").value_or(""), "no-store");
    EXPECT_EQ(hub.answer(Hub::from_staff("GET", "/v1/staff/alerts/needs-insurance/talk-track")).status, 403);
    EXPECT_EQ(hub.answer(Hub::from_staff("GET", "/v1/staff/alerts/help-1/talk-track")).status, 404);
    EXPECT_EQ(hub.answer(Hub::from_kiosk("GET", "/v1/staff/alerts/fund-1/talk-track")).status, 401);
}

TEST_F(ServiceRoutesTest, staff_read_a_phone_by_session_alone_and_nobody_may_store_it_on_the_way) {
    const auto details = hub.answer(Hub::from_staff("GET", "/v1/staff/alerts/visit-1/home-visit"));
    EXPECT_NE(details.body.find("13900000000"), std::string::npos);
    EXPECT_EQ(details.headers.first("Cache-Control").value_or(""), "no-store");
    EXPECT_EQ(hub.answer(Hub::from_staff("GET", "/v1/staff/alerts/visit-2/home-visit")).status, 404);
    EXPECT_EQ(hub.answer(Hub::from_kiosk("GET", "/v1/staff/alerts/visit-1/home-visit")).status, 401);
    EXPECT_EQ(hub.answer(Hub::from_staff("GET", "/v1/staff/sign-ups")).body, R"({"sign_ups":[]})");
}

TEST_F(ServiceRoutesTest, the_branch_heads_stream_is_another_one_and_the_others_get_theirs) {
    const auto stream_of = [&](const std::string& role) {
        hub.desk.role = role;
        return std::get<net::BecomeStream>(hub.router.answer(Hub::from_staff("GET", "/v1/staff/stream"))).topic;
    };
    EXPECT_EQ(stream_of("lobby_manager"), "0791/staff:hall");
    EXPECT_EQ(stream_of("teller"), "0791/staff:teller");
    EXPECT_EQ(stream_of("branch_head"), "0791/staff:branch_head");
}

}  // namespace
}  // namespace silverlane::http
