// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: Silverlane contributors
#include <gtest/gtest.h>

#include <atomic>
#include <latch>
#include <thread>
#include <vector>

#include "memory_desk.h"

namespace silverlane::http {
namespace {

class StaffRoutesTest : public ::testing::Test {
protected:
    net::Response post(const std::string& path, const std::string& body) { return hub.answer(Hub::from_staff("POST", path, body)); }
    IdleStreams streams;
    Hub hub{streams};
};

TEST_F(StaffRoutesTest, signing_in_gives_a_cookie_that_no_script_and_no_other_site_can_use) {
    net::Request request = Hub::request("POST", "/v1/staff/sign-in", R"({"staff_number":"1001","pin":"100100"})");
    request.headers.add("Content-Type", "application/json");
    const net::Response response = hub.answer(request);
    EXPECT_EQ(response.status, 200);
    const std::string cookie = response.headers.first("Set-Cookie").value_or("");
    EXPECT_TRUE(cookie.starts_with("silverlane_session=token-1;")) << cookie;
    for (const char* part : {"HttpOnly", "Secure", "SameSite=Strict", "Path=/v1"}) EXPECT_NE(cookie.find(part), std::string::npos) << part;
    EXPECT_EQ(response.body.find("token-1"), std::string::npos);
    EXPECT_EQ(response.headers.first("Cache-Control").value_or(""), "no-store");
}

TEST_F(StaffRoutesTest, a_wrong_pin_is_401_a_locked_number_429_and_both_are_logged) {
    net::Request request = Hub::request("POST", "/v1/staff/sign-in", R"({"staff_number":"1001","pin":"1"})");
    request.headers.add("Content-Type", "application/json");
    EXPECT_EQ(hub.answer(request).status, 401);
    hub.clock.advance(Milliseconds{1'000});
    hub.desk.fails = Error(ErrorCode::too_many, "locked for a quarter of an hour");
    EXPECT_EQ(hub.answer(request).status, 429);
    EXPECT_EQ(hub.log.names, (std::vector<std::string>{"request_refused", "request_refused"}));
}

TEST_F(StaffRoutesTest, of_many_sign_ins_at_once_most_are_told_to_come_again_so_that_calls_for_help_are_still_answered) {
    constexpr int kTrying = 12;
    std::latch all_answered_or_inside(kTrying);
    std::atomic<int> inside = 0;
    hub.desk.during_sign_in = [&] {
        ++inside;
        all_answered_or_inside.arrive_and_wait();
    };
    std::atomic<int> told_to_come_again = 0;
    std::vector<std::thread> people;
    for (int i = 0; i < kTrying; ++i) {
        people.emplace_back([&] {
            net::Request request = Hub::request("POST", "/v1/staff/sign-in", R"({"staff_number":"1001","pin":"1"})");
            request.headers.add("Content-Type", "application/json");
            const net::Response response = hub.answer(request);
            if (response.status != 503) return;
            EXPECT_EQ(response.headers.first("Retry-After").value_or(""), "1");
            ++told_to_come_again;
            all_answered_or_inside.count_down();
        });
    }
    for (auto& person : people) person.join();
    EXPECT_GE(inside, 1);
    EXPECT_LE(inside, 4);
    EXPECT_EQ(inside + told_to_come_again, kTrying);
    hub.desk.during_sign_in = {};
    EXPECT_EQ(hub.answer(Hub::from_staff("POST", "/v1/staff/sign-in", R"({"staff_number":"1001","pin":"100100"})")).status, 200);
}

TEST_F(StaffRoutesTest, a_page_that_asks_whether_it_is_signed_in_is_no_refusal_to_write_down) {
    for (const auto* asked : {"/v1/staff/me", "/v1/staff/alerts"}) EXPECT_EQ(hub.answer(Hub::request("GET", asked)).status, 401);
    EXPECT_TRUE(hub.log.names.empty());
}

TEST_F(StaffRoutesTest, a_thousand_refusals_in_a_second_are_one_line) {
    for (int i = 0; i < 1'000; ++i) EXPECT_EQ(hub.answer(Hub::request("GET", "/v1/staff/colleagues")).status, 401);
    EXPECT_EQ(hub.log.names.size(), 1U);
    hub.clock.advance(Milliseconds{1'000});
    EXPECT_EQ(hub.answer(Hub::request("GET", "/v1/glance")).status, 401);
    EXPECT_EQ(hub.log.names.size(), 2U);
}

TEST_F(StaffRoutesTest, unlocking_a_tablet_ends_the_session_it_had) {
    net::Request request = Hub::from_staff("POST", "/v1/staff/sign-in", R"({"staff_number":"1001","pin":"100100"})");
    EXPECT_EQ(hub.answer(request).status, 200);
    EXPECT_FALSE(hub.desk.sessions.contains("signed-in"));
    EXPECT_TRUE(hub.desk.sessions.contains("token-1"));
}

TEST_F(StaffRoutesTest, a_tablet_that_somebody_else_takes_over_hears_nothing_more_for_the_one_before) {
    EXPECT_EQ(post("/v1/staff/sign-in", R"({"staff_number":"1001","pin":"100100"})").status, 200);
    EXPECT_TRUE(streams.closed.empty()) << "the same person goes on with the same stream";
    hub.desk.sessions["signed-in"] = "1002";
    EXPECT_EQ(post("/v1/staff/sign-in", R"({"staff_number":"1001","pin":"100100"})").status, 200);
    EXPECT_EQ(streams.closed, std::vector<std::string>{"staff:1002;"});
}

TEST_F(StaffRoutesTest, a_failed_unlock_leaves_the_session_alone) {
    EXPECT_EQ(post("/v1/staff/sign-in", R"({"staff_number":"1001","pin":"1"})").status, 401);
    EXPECT_TRUE(hub.desk.sessions.contains("signed-in"));
}

TEST_F(StaffRoutesTest, signing_out_ends_session_cookie_and_streams) {
    const net::Response response = post("/v1/staff/sign-out", "{}");
    EXPECT_EQ(response.status, 204);
    EXPECT_NE(response.headers.first("Set-Cookie").value_or("").find("Max-Age=0"), std::string::npos);
    EXPECT_EQ(streams.closed, std::vector<std::string>{"staff:1001;"});
    EXPECT_EQ(hub.answer(Hub::from_staff("GET", "/v1/staff/me")).status, 401);
}

TEST_F(StaffRoutesTest, a_claim_answers_the_alert_with_its_new_version) {
    const net::Response response = post("/v1/staff/alerts/alert-1/claim", R"({"key":"k","version":4})");
    EXPECT_EQ(response.status, 200);
    const auto alert = protocol::alert_from_json(response.body);
    ASSERT_TRUE(alert.ok());
    EXPECT_EQ(alert->version, 5U);
    EXPECT_EQ(alert->claimed_by, "1001");
}

TEST_F(StaffRoutesTest, a_lost_claim_carries_the_alert_as_it_is_now) {
    hub.desk.alerts["alert-1"].claimed_by = "1002";
    const net::Response response = post("/v1/staff/alerts/alert-1/claim", R"({"key":"k","version":3})");
    EXPECT_EQ(response.status, 409);
    EXPECT_TRUE(response.body.starts_with(R"({"error":{"code":"conflict")")) << response.body;
    EXPECT_NE(response.body.find(R"("claimed_by":"1002")"), std::string::npos);
    EXPECT_TRUE(response.body.ends_with("}}"));
}

TEST_F(StaffRoutesTest, release_and_outcome_take_their_own_bodies) {
    EXPECT_EQ(post("/v1/staff/alerts/alert-1/release", R"({"key":"k","version":4,"why":"bored"})").status, 400);
    EXPECT_EQ(post("/v1/staff/alerts/alert-1/release", R"({"key":"k","version":4,"why":"not_now"})").status, 200);
    EXPECT_EQ(post("/v1/staff/alerts/alert-1/outcome", R"({"key":"k","version":5})").status, 400);
    EXPECT_EQ(post("/v1/staff/alerts/alert-1/outcome", R"({"key":"k","version":5,"outcome":"helped"})").status, 200);
    EXPECT_EQ(post("/v1/staff/alerts/unknown/outcome", R"({"key":"k","version":5,"outcome":"helped"})").status, 404);
}

TEST_F(StaffRoutesTest, an_alert_is_opened_passed_on_and_confirmed) {
    net::Request request = Hub::from_staff("POST", "/v1/staff/alerts/alert-1/seen", R"({"key":"k","version":4})");
    request.headers.add("Silverlane-Device", "tablet-7");
    EXPECT_EQ(hub.answer(request).status, 200);
    net::Request odd = Hub::from_staff("POST", "/v1/staff/alerts/alert-1/seen", R"({"key":"k","version":4})");
    odd.headers.add("Silverlane-Device", "tablet <7>");
    EXPECT_EQ(hub.answer(odd).status, 200);
    EXPECT_EQ(hub.desk.devices, (std::vector<std::string>{"tablet-7", ""})) << "a name that is none is left out of the record";
    EXPECT_EQ(post("/v1/staff/alerts/alert-1/transfer", R"({"key":"k","version":4})").status, 400);
    EXPECT_EQ(post("/v1/staff/alerts/alert-1/transfer", R"({"key":"k","version":3,"to_role":"branch_head"})").status, 409);
    EXPECT_NE(post("/v1/staff/alerts/alert-1/transfer", R"({"key":"k","version":4,"to_role":"branch_head"})").body.find(R"("wanted_role":"branch_head")"),
              std::string::npos);
    EXPECT_EQ(post("/v1/staff/alerts/alert-1/identity", R"({"key":"k","version":5})").status, 400);
    EXPECT_NE(post("/v1/staff/alerts/alert-1/identity", R"({"key":"k","version":5,"right":true})").body.find(R"("identity_confirmed":true)"), std::string::npos);
    EXPECT_EQ(post("/v1/staff/alerts/unknown/seen", R"({"key":"k","version":4})").status, 404);
}

TEST_F(StaffRoutesTest, duty_colleagues_hand_over_and_referrals_are_answered) {
    EXPECT_EQ(post("/v1/staff/duty", R"({"key":"k","state":"asleep"})").status, 400);
    EXPECT_EQ(post("/v1/staff/duty", R"({"key":"k","state":"break"})").status, 200);
    ASSERT_EQ(hub.desk.duties.size(), 1U);
    EXPECT_EQ(hub.desk.duties[0].state, "break");
    EXPECT_NE(hub.answer(Hub::from_staff("GET", "/v1/staff/colleagues")).body.find(R"("staff_number":"1001")"), std::string::npos);
    EXPECT_EQ(post("/v1/staff/hand-over", R"({"key":"k"})").body, R"({"alerts":2})");
    EXPECT_EQ(post("/v1/staff/hand-over", R"({"key":"k","to_staff":"9999"})").status, 400);
    EXPECT_NE(hub.answer(Hub::from_staff("GET", "/v1/staff/referrals")).body.find(R"("person_mask":"王**")"), std::string::npos);
    EXPECT_EQ(hub.answer(Hub::request("GET", "/v1/staff/colleagues")).status, 401);
}

}  // namespace
}  // namespace silverlane::http
