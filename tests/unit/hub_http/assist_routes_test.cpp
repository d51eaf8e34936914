// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: Silverlane contributors
#include <gtest/gtest.h>

#include "memory_desk.h"

namespace silverlane::http {
namespace {

class AssistRoutesTest : public ::testing::Test {
protected:
    IdleStreams streams;
    Hub hub{streams};
};

constexpr const char* kScreen = R"({"alert":"a1","generation":3,"flow":"take_ticket","step":"service","template_name":"choice","asked":true,)"
                                R"("may_ring":true,"nodes":[{"id":"answer.cash","role":"answer","text_key":"take_ticket.service.cash","number":1,)"
                                R"("may_ring":true}],"rung":""})";

TEST_F(AssistRoutesTest, a_screen_goes_from_the_kiosk_to_staff_as_it_is) {
    EXPECT_EQ(hub.answer(Hub::from_staff("GET", "/v1/staff/alerts/a1/assist")).status, 404);
    EXPECT_EQ(hub.answer(Hub::from_kiosk("POST", "/v1/assist/screen", kScreen)).status, 204);
    const net::Response seen = hub.answer(Hub::from_staff("GET", "/v1/staff/alerts/a1/assist"));
    EXPECT_EQ(seen.status, 200);
    EXPECT_EQ(seen.body, kScreen);
}

TEST_F(AssistRoutesTest, neither_is_told_to_who_is_somebody_else) {
    EXPECT_EQ(hub.answer(Hub::from_staff("POST", "/v1/assist/screen", kScreen)).status, 401);
    EXPECT_EQ(hub.answer(Hub::from_kiosk("GET", "/v1/staff/alerts/a1/assist")).status, 401);
    EXPECT_EQ(hub.answer(Hub::request("GET", "/v1/staff/alerts/a1/assist")).status, 401);
}

TEST_F(AssistRoutesTest, a_ring_for_an_old_screen_is_answered_with_the_new_one) {
    EXPECT_EQ(hub.answer(Hub::from_kiosk("POST", "/v1/assist/screen", kScreen)).status, 204);
    const auto ring = [&](const char* body) { return hub.answer(Hub::from_staff("POST", "/v1/staff/alerts/a1/ring", body)); };
    EXPECT_EQ(ring(R"({"key":"k1","generation":3,"node":"answer.cash"})").status, 204);
    const net::Response late = ring(R"({"key":"k2","generation":2,"node":"answer.cash"})");
    EXPECT_EQ(late.status, 409);
    EXPECT_NE(late.body.find(std::string(R"(,"screen":)") + kScreen + "}"), std::string::npos) << late.body;
    EXPECT_EQ(ring(R"({"key":"k3","generation":3})").status, 400);
    EXPECT_EQ(ring(R"({"key":"k3","generation":3,"node":"two words"})").status, 400) << "a node is an id, never a sentence";
    ASSERT_EQ(hub.desk.rings.size(), 1U);
}

}  // namespace
}  // namespace silverlane::http
