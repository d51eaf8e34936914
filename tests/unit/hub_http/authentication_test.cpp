// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: Silverlane contributors
#include <gtest/gtest.h>

#include "memory_desk.h"

namespace silverlane::http {
namespace {

class AuthenticationTest : public ::testing::Test {
protected:
    IdleStreams streams;
    Hub hub{streams};
};

TEST_F(AuthenticationTest, a_terminal_without_a_valid_token_is_refused_and_learns_nothing_from_the_answer) {
    net::Request missing = Hub::request("GET", "/v1/glance");
    net::Request wrong = missing;
    wrong.headers.add("Authorization", "Bearer device-2");
    net::Request malformed = missing;
    malformed.headers.add("Authorization", "Basic ZGV2aWNlLTE=");
    const net::Response first = hub.answer(missing);
    EXPECT_EQ(first.status, 401);
    for (const net::Request& request : {wrong, malformed}) {
        EXPECT_EQ(hub.answer(request).status, 401);
        EXPECT_EQ(hub.answer(request).body, first.body);
    }
    EXPECT_EQ(hub.answer(Hub::from_kiosk("GET", "/v1/glance")).status, 200);
}

TEST_F(AuthenticationTest, the_scheme_of_the_token_is_read_without_regard_to_case) {
    net::Request request = Hub::request("GET", "/v1/glance");
    request.headers.add("authorization", "bearer device-1");
    EXPECT_EQ(hub.answer(request).status, 200);
}

TEST_F(AuthenticationTest, a_device_token_opens_no_staff_route_and_a_session_no_kiosk_route) {
    EXPECT_EQ(hub.answer(Hub::from_kiosk("GET", "/v1/staff/alerts")).status, 401);
    EXPECT_EQ(hub.answer(Hub::from_staff("GET", "/v1/glance")).status, 401);
    EXPECT_EQ(hub.answer(Hub::from_staff("GET", "/v1/staff/alerts")).status, 200);
}

TEST_F(AuthenticationTest, a_change_by_staff_needs_json_as_its_content_type) {
    net::Request form = Hub::request("POST", "/v1/staff/alerts/alert-1/claim", R"({"key":"k","version":4})");
    form.headers.add("Cookie", "silverlane_session=signed-in");
    EXPECT_EQ(hub.answer(form).status, 415);
    form.headers.add("Content-Type", "text/plain");
    EXPECT_EQ(hub.answer(form).status, 415);
    EXPECT_EQ(hub.desk.alerts["alert-1"].version, 4U);
}

TEST_F(AuthenticationTest, a_page_of_another_origin_can_change_nothing) {
    for (const char* origin : {"https://evil.example", "https://hub.example", "null", "hub.example:8443"}) {
        net::Request request = Hub::from_staff("POST", "/v1/staff/alerts/alert-1/claim", R"({"key":"k","version":4})");
        request.headers.add("Origin", origin);
        EXPECT_EQ(hub.answer(request).status, 403) << origin;
    }
    net::Request told_by_browser = Hub::from_staff("POST", "/v1/staff/alerts/alert-1/claim", R"({"key":"k","version":4})");
    told_by_browser.headers.add("Sec-Fetch-Site", "same-site");
    EXPECT_EQ(hub.answer(told_by_browser).status, 403);
    EXPECT_EQ(hub.desk.alerts["alert-1"].version, 4U);

    net::Request own = Hub::from_staff("POST", "/v1/staff/alerts/alert-1/claim", R"({"key":"k","version":4})");
    own.headers.add("Origin", "https://hub.example:8443");
    own.headers.add("Sec-Fetch-Site", "same-origin");
    EXPECT_EQ(hub.answer(own).status, 200);
}

TEST_F(AuthenticationTest, signing_in_from_another_site_is_refused_too) {
    net::Request request = Hub::request("POST", "/v1/staff/sign-in", R"({"staff_number":"1001","pin":"100100"})");
    request.headers.add("Content-Type", "application/json; charset=utf-8");
    request.headers.add("Host", "hub.example");
    request.headers.add("Origin", "https://evil.example");
    EXPECT_EQ(hub.answer(request).status, 403);
    EXPECT_EQ(hub.desk.tokens, 0);
}

}  // namespace
}  // namespace silverlane::http
