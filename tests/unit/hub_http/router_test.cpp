// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: Silverlane contributors
#include <gtest/gtest.h>

#include "hub/http/answers.h"
#include "hub/http/routes.h"
#include "memory_desk.h"

namespace silverlane::http {
namespace {

class RouterTest : public ::testing::Test {
protected:
    IdleStreams streams;
    Hub hub{streams};
};

TEST(RoutesTest, a_pattern_matches_its_own_shape_only) {
    EXPECT_EQ(match("/v1/staff/alerts/{id}/claim", "/v1/staff/alerts/01ABC/claim"), "01ABC");
    EXPECT_FALSE(match("/v1/staff/alerts/{id}/claim", "/v1/staff/alerts//claim"));
    EXPECT_FALSE(match("/v1/staff/alerts/{id}/claim", "/v1/staff/alerts/a/b/claim"));
    EXPECT_FALSE(match("/v1/staff/alerts/{id}/claim", "/v1/staff/alerts/" + std::string(65, 'a') + "/claim"));
    EXPECT_EQ(match("/tablet/*", "/tablet/texts/en.js"), "texts/en.js");
    EXPECT_EQ(match("/tablet/*", "/tablet/"), "");
    EXPECT_FALSE(match("/tablet/*", "/tablets"));
    EXPECT_EQ(match("/health", "/health"), "");
    EXPECT_FALSE(match("/health", "/health/"));
}

TEST(RoutesTest, no_two_routes_answer_the_same_request) {
    const auto routes = all_routes();
    for (std::size_t i = 0; i < routes.size(); ++i) {
        for (std::size_t j = i + 1; j < routes.size(); ++j) {
            EXPECT_FALSE(routes[i].method == routes[j].method && routes[i].pattern == routes[j].pattern) << routes[i].pattern;
        }
    }
}

TEST_F(RouterTest, an_unknown_path_is_404_and_a_wrong_method_405_with_what_is_allowed) {
    EXPECT_EQ(hub.answer(Hub::request("GET", "/v1/customers")).status, 404);
    const net::Response response = hub.answer(Hub::request("GET", "/v1/arrivals"));
    EXPECT_EQ(response.status, 405);
    EXPECT_EQ(response.headers.first("Allow").value_or(""), "POST");
    EXPECT_EQ(hub.answer(Hub::request("DELETE", "/health")).headers.first("Allow").value_or(""), "GET");
}

TEST_F(RouterTest, at_the_phones_door_there_is_the_page_and_nothing_tells_what_else_exists) {
    const net::Response nothing = hub.answer_at(Door::phones, Hub::request("GET", "/v1/nothing"));
    EXPECT_EQ(nothing.status, 404);
    int elsewhere = 0;
    for (const Route& route : all_routes()) {
        const bool phones = route.pattern.starts_with("/phone") || route.pattern.starts_with("/v1/phone/");
        EXPECT_EQ(door_of(route.caller) == Door::phones, phones) << route.pattern << ": the guest network is let through by path";
        if (phones) continue;
        ++elsewhere;
        std::string path(route.pattern.substr(0, route.pattern.find('*')));
        if (const auto id = path.find("{id}"); id != std::string::npos) path.replace(id, 4, "alert-1");
        // Whoever asks, however, with whatever they hold: the same bytes as for a path that there has never been.
        for (const char* method : {"GET", "POST", "DELETE"}) {
            for (net::Request made : {Hub::request(method, path), Hub::from_kiosk(method, path, "{}"), Hub::from_staff(method, path, "{}")}) {
                const net::Response answer = hub.answer_at(Door::phones, made);
                EXPECT_EQ(answer.status, 404) << method << " " << path;
                EXPECT_EQ(answer.body, nothing.body) << method << " " << path;
                EXPECT_EQ(answer.headers.all(), nothing.headers.all()) << method << " " << path;
            }
        }
    }
    EXPECT_GT(elsewhere, 40);
    EXPECT_EQ(hub.answer_at(Door::phones, Hub::request("GET", "/phone")).status, 302);
}

TEST_F(RouterTest, at_the_house_door_there_is_no_page_for_phones) {
    for (const char* path : {"/phone", "/phone/", "/phone/app.js", "/v1/phone/view", "/v1/phone/stream"}) {
        EXPECT_EQ(hub.answer_at(Door::house, Hub::request("GET", path)).status, 404) << path;
    }
    EXPECT_EQ(hub.answer_at(Door::house, Hub::request("GET", "/metrics")).status, 200);
}

TEST_F(RouterTest, a_fault_in_a_handler_is_one_500_in_general_words_and_one_log_line) {
    hub.desk.throws = true;
    const net::Response response = hub.answer(Hub::from_kiosk("GET", "/v1/glance"));
    EXPECT_EQ(response.status, 500);
    EXPECT_EQ(response.body.find("a bug"), std::string::npos);
    ASSERT_FALSE(hub.log.names.empty());
    EXPECT_EQ(hub.log.names.front(), "request_faulted");
}

TEST_F(RouterTest, health_tells_whether_the_store_takes_a_row) {
    EXPECT_EQ(hub.answer(Hub::request("GET", "/health")).body, R"({"status":"ok"})");
    hub.desk.fails = Error(ErrorCode::io, "read-only file system");
    EXPECT_EQ(hub.answer(Hub::request("GET", "/health")).status, 503);
}

TEST_F(RouterTest, the_root_leads_to_the_tablet_page) {
    for (const char* path : {"/", "/tablet"}) {
        const net::Response response = hub.answer(Hub::request("GET", path));
        EXPECT_EQ(response.status, 302);
        EXPECT_EQ(response.headers.first("Location").value_or(""), "/tablet/");
    }
}

TEST_F(RouterTest, answers_are_counted_by_their_kind) {
    static_cast<void>(hub.answer(Hub::request("GET", "/health")));
    static_cast<void>(hub.answer(Hub::request("GET", "/nothing")));
    const NamedCounts counts = hub.router.counts();
    EXPECT_NE(std::find(counts.begin(), counts.end(), std::pair<std::string, std::uint64_t>{"answers{status=\"2xx\"}", 1}), counts.end());
    EXPECT_NE(std::find(counts.begin(), counts.end(), std::pair<std::string, std::uint64_t>{"answers{status=\"4xx\"}", 1}), counts.end());
}

class StatusTest : public ::testing::TestWithParam<std::pair<ErrorCode, int>> {};
TEST_P(StatusTest, every_error_code_has_its_status) { EXPECT_EQ(status_of(GetParam().first), GetParam().second); }
INSTANTIATE_TEST_SUITE_P(All, StatusTest,
                         ::testing::Values(std::pair{ErrorCode::invalid_input, 400}, std::pair{ErrorCode::not_found, 404},
                                           std::pair{ErrorCode::conflict, 409}, std::pair{ErrorCode::unauthorised, 401},
                                           std::pair{ErrorCode::forbidden, 403}, std::pair{ErrorCode::too_large, 413},
                                           std::pair{ErrorCode::too_many, 429}, std::pair{ErrorCode::unavailable, 503},
                                           std::pair{ErrorCode::timed_out, 503}, std::pair{ErrorCode::unknown_outcome, 503},
                                           std::pair{ErrorCode::corrupt, 500}, std::pair{ErrorCode::unsupported, 400},
                                           std::pair{ErrorCode::io, 503}));

}  // namespace
}  // namespace silverlane::http
