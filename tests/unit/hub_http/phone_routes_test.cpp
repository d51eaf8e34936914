// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: Silverlane contributors
#include <gtest/gtest.h>

#include "memory_desk.h"

namespace silverlane::http {
namespace {

class PhoneRoutes : public testing::Test {
protected:
    static net::Request from_phone(std::string method, std::string path, std::string body = {}, const std::string& cookie = "phone-1") {
        auto made = Hub::request(std::move(method), std::move(path), std::move(body));
        if (!cookie.empty()) made.headers.add("Cookie", "silverlane_phone=" + cookie);
        made.headers.add("Host", "hub.example");
        if (made.method != "GET") made.headers.add("Content-Type", "application/json");
        return made;
    }
    net::Response open(const std::string& code) { return hub.answer(from_phone("POST", "/v1/phone/open", R"({"visit_code":")" + code + "\"}", "")); }

    IdleStreams streams;
    Hub hub{streams};
};

TEST_F(PhoneRoutes, WhateverIsShownTheAnswerIsTheSameButForTheCookie) {
    auto good = open("code"), bad = open("nonsense");
    EXPECT_EQ(good.status, 204);
    EXPECT_EQ(bad.status, 204);
    EXPECT_EQ(good.body, bad.body);
    ASSERT_EQ(good.headers.all().size(), bad.headers.all().size());
    for (std::size_t i = 0; i < good.headers.all().size(); ++i) {
        EXPECT_EQ(good.headers.all()[i].first, bad.headers.all()[i].first);
        if (good.headers.all()[i].first == "Set-Cookie") continue;
        EXPECT_EQ(good.headers.all()[i].second, bad.headers.all()[i].second);
    }
    const auto cookie = *good.headers.first("Set-Cookie");
    EXPECT_EQ(cookie.size(), bad.headers.first("Set-Cookie")->size());
    for (const auto* part : {"Path=/v1/phone", "HttpOnly", "Secure", "SameSite=Strict"}) EXPECT_NE(cookie.find(part), std::string::npos) << part;
}

TEST_F(PhoneRoutes, WithoutACookieThereIsNothing) {
    for (const auto* path : {"/v1/phone/view", "/v1/phone/code.svg", "/v1/phone/stream"}) {
        EXPECT_EQ(hub.answer(from_phone("GET", path, {}, "")).status, 401) << path;
        EXPECT_EQ(hub.answer(from_phone("GET", path, {}, "made-up")).status, 401) << path;
    }
    EXPECT_EQ(hub.answer(from_phone("POST", "/v1/phone/forget", R"({"key":"k"})", "made-up")).status, 401);
}

TEST_F(PhoneRoutes, TheStreamIsOfTheOwnTicketAlone) {
    open("code");
    const auto answer = hub.phone_router.answer(from_phone("GET", "/v1/phone/stream"));
    const auto* stream = std::get_if<net::BecomeStream>(&answer);
    ASSERT_NE(stream, nullptr);
    EXPECT_EQ(stream->topic, "0791/phone:ticket:ticket-1");
    open("nonsense");
    EXPECT_EQ(hub.answer(from_phone("GET", "/v1/phone/stream", {}, "phone-2")).status, 404);
}

TEST_F(PhoneRoutes, TheCodeIsAPictureThatNobodyKeeps) {
    open("code");
    const auto picture = hub.answer(from_phone("GET", "/v1/phone/code.svg"));
    EXPECT_EQ(picture.status, 200);
    EXPECT_EQ(picture.content_type, "image/svg+xml");
    EXPECT_EQ(picture.headers.first("Cache-Control"), "no-store");
    EXPECT_TRUE(picture.body.starts_with("<svg"));
    open("nonsense");
    EXPECT_EQ(hub.answer(from_phone("GET", "/v1/phone/code.svg", {}, "phone-2")).status, 404);
}

TEST_F(PhoneRoutes, ChoicesAndForgetting) {
    open("code");
    const auto* choice = R"({"key":"k","purpose":"marketing","granted":true,"text_version":"phone-marketing-1"})";
    EXPECT_EQ(hub.answer(from_phone("POST", "/v1/phone/choice", choice)).status, 200);
    EXPECT_EQ(hub.answer(from_phone("POST", "/v1/phone/choice", R"({"key":"k","purpose":"profiling","granted":true,"text_version":"x"})")).status, 400);
    const auto gone = hub.answer(from_phone("POST", "/v1/phone/forget", R"({"key":"k"})"));
    EXPECT_EQ(gone.status, 204);
    EXPECT_NE(gone.headers.first("Set-Cookie")->find("Max-Age=0"), std::string::npos);
    EXPECT_EQ(streams.closed.size(), 1U);
    EXPECT_EQ(hub.answer(from_phone("GET", "/v1/phone/view")).status, 401);
}

TEST_F(PhoneRoutes, AnotherSitesPageCannotActInAPhonesBrowser) {
    open("code");
    auto forged = from_phone("POST", "/v1/phone/forget", R"({"key":"k"})");
    forged.headers.add("Origin", "https://evil.example");
    EXPECT_EQ(hub.answer(forged).status, 403);
    auto plain = Hub::request("POST", "/v1/phone/open", "visit_code=code");
    plain.headers.add("Content-Type", "application/x-www-form-urlencoded");
    EXPECT_EQ(hub.answer(plain).status, 415);
}

TEST_F(PhoneRoutes, TooManyTriesAreTurnedAwayAndTheHallIsNot) {
    int let_in = 0;
    for (int i = 0; i < 100; ++i) let_in += open("nonsense").status == 204 ? 1 : 0;
    EXPECT_EQ(let_in, 60);
    EXPECT_EQ(open("code").status, 429);
    EXPECT_EQ(hub.answer(Hub::from_kiosk("GET", "/v1/glance")).status, 200);
    hub.clock.advance(Milliseconds{1'000});
    EXPECT_EQ(open("code").status, 204);
}

TEST_F(PhoneRoutes, ManyAddressesOfOneNetworkAreOneCrowd) {
    int let_in = 0;
    const auto open_from = [this](const std::string& address) {
        auto made = from_phone("POST", "/v1/phone/open", R"({"visit_code":"nonsense"})", "");
        made.peer_address = address;
        return hub.answer(made).status == 204;
    };
    for (int host = 1; host < 250; ++host) {
        for (int i = 0; i < 4; ++i) let_in += open_from("10.79.1." + std::to_string(host)) ? 1 : 0;
    }
    EXPECT_EQ(let_in, 240);
    EXPECT_TRUE(open_from("10.79.2.1")) << "another branch's network";
    let_in = 0;
    for (int i = 0; i < 200; ++i) let_in += open_from("2001:db8:0:7::" + std::to_string(i + 1)) ? 1 : 0;
    EXPECT_EQ(let_in, 60) << "one machine has a whole /64";
}

TEST_F(PhoneRoutes, OnePhoneThatAsksTooOftenIsToldWhenToComeAgainAndOthersAreNot) {
    open("code");
    open("code");
    int answered = 0;
    for (int i = 0; i < 100; ++i) answered += hub.answer(from_phone("GET", "/v1/phone/view")).status == 200 ? 1 : 0;
    EXPECT_EQ(answered, 60);
    const auto refused = hub.answer(from_phone("GET", "/v1/phone/view"));
    EXPECT_EQ(refused.status, 429);
    EXPECT_EQ(refused.headers.first("Retry-After"), "1");
    EXPECT_EQ(hub.answer(from_phone("GET", "/v1/phone/view", {}, "phone-2")).status, 200);
}

TEST_F(PhoneRoutes, TabletsComeFirstWhenStreamsAreScarce) {
    Services scarce{hub.desk, streams, hub.pages, hub.document, hub.metrics, hub.log, hub.clock};
    scarce.most_phone_streams = 0;
    Router router(scarce, Door::phones);
    open("code");
    const auto answer = router.answer(from_phone("GET", "/v1/phone/stream"));
    EXPECT_EQ(std::get<net::Response>(answer).status, 503);
}

TEST_F(PhoneRoutes, TheQueueIsSeenByAllStaffAndMovedByThoseWhoCall) {
    EXPECT_EQ(hub.answer(Hub::from_staff("GET", "/v1/staff/queue")).status, 200);
    const auto* call = R"({"key":"k","window":3})";
    auto called = hub.answer(Hub::from_staff("POST", "/v1/staff/queue/call", call));
    EXPECT_EQ(called.status, 200);
    EXPECT_NE(called.body.find(R"("window":3)"), std::string::npos);
    EXPECT_EQ(hub.answer(Hub::from_staff("POST", "/v1/staff/queue/call", R"({"key":"k","window":0})")).status, 400);
    EXPECT_EQ(hub.answer(Hub::from_staff("POST", "/v1/staff/queue/recall", R"({"key":"k","ticket":"other","window":3})")).status, 404);
    EXPECT_EQ(hub.answer(Hub::from_staff("POST", "/v1/staff/queue/move", R"({"key":"k","ticket":"ticket-1","service":"cash"})")).status, 200);
    EXPECT_EQ(hub.answer(Hub::from_staff("POST", "/v1/staff/queue/end", R"({"key":"k","ticket":"ticket-1","how":"thrown away"})")).status, 400);
    auto counter = Hub::from_staff("GET", "/v1/staff/counter");
    EXPECT_EQ(hub.answer(counter).status, 400);
    counter.query = {{"window", "3"}};
    EXPECT_EQ(hub.answer(counter).status, 200);
    counter.query = {{"window", "3x"}};
    EXPECT_EQ(hub.answer(counter).status, 400);
    hub.desk.role = "relationship_manager";
    EXPECT_EQ(hub.answer(Hub::from_staff("POST", "/v1/staff/queue/call", call)).status, 403);
    EXPECT_EQ(hub.answer(Hub::request("GET", "/v1/staff/queue")).status, 401);
}

}  // namespace
}  // namespace silverlane::http
