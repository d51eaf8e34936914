// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: Silverlane contributors
#include <gtest/gtest.h>

#include <atomic>
#include <map>
#include <thread>

#include "hub/http/stream_publisher.h"
#include "memory_desk.h"
#include "net/http_client.h"
#include "net/http_server.h"

namespace silverlane::http {
namespace {

class StreamsTest : public ::testing::Test {
protected:
    net::Answer open(const std::string& last) {
        net::Request request = Hub::from_staff("GET", "/v1/staff/stream");
        if (!last.empty()) request.headers.add("Last-Event-ID", last);
        return hub.router.answer(request);
    }
    net::BecomeStream stream(const std::string& last) { return std::get<net::BecomeStream>(open(last)); }
    void commit(int count, const std::string& audience = "staff") {
        for (int i = 0; i < count; ++i) hub.desk.commit(audience, "alert", "{}", nullptr);
    }
    IdleStreams streams;
    Hub hub{streams, 1000};
};

TEST_F(StreamsTest, without_a_last_event_the_stream_starts_now) {
    commit(5);
    const net::BecomeStream opened = stream("");
    EXPECT_EQ(opened.topic, "0791/staff:hall");
    EXPECT_EQ(opened.subscriber, "staff:1001;");
    EXPECT_TRUE(opened.backlog.empty());
    EXPECT_EQ(opened.backlog_through, 5U);
}

TEST_F(StreamsTest, what_was_missed_comes_first_and_in_order) {
    commit(3);
    commit(1, "kiosk:K1");
    commit(1);
    const net::BecomeStream opened = stream("0791:2");
    EXPECT_EQ(opened.backlog, net::frame_event("0791:3", "alert", "{}") + net::frame_event("0791:5", "alert", "{}"));
    EXPECT_EQ(opened.backlog_through, 5U);
}

TEST_F(StreamsTest, since_in_the_query_resumes_too_and_the_header_wins) {
    commit(3);
    net::Request request = Hub::from_staff("GET", "/v1/staff/stream");
    request.query.emplace_back("since", "0791:1");
    EXPECT_EQ(std::get<net::BecomeStream>(hub.router.answer(request)).backlog,
              net::frame_event("0791:2", "alert", "{}") + net::frame_event("0791:3", "alert", "{}"));
    request.headers.add("Last-Event-ID", "0791:3");
    EXPECT_TRUE(std::get<net::BecomeStream>(hub.router.answer(request)).backlog.empty());
}

TEST_F(StreamsTest, a_gap_too_old_too_long_or_of_another_branch_becomes_one_reset_at_the_newest_number) {
    commit(100);
    hub.desk.oldest_kept = 50;
    const std::string reset = net::frame_event("0791:100", "reset", "{}");
    for (const char* last : {"0791:49", "0791:50", "0792:99", "0791:101", "nonsense", "0791:", "0791:9x", "0791:-1", "0791:99999999999999999999999"}) {
        const net::BecomeStream opened = stream(last);
        EXPECT_EQ(opened.backlog, reset) << last;
        EXPECT_EQ(opened.backlog_through, 100U) << last;
    }
    EXPECT_NE(stream("0791:95").backlog, reset);
}

TEST_F(StreamsTest, a_store_that_cannot_be_read_is_a_503_and_no_empty_stream) {
    commit(2);
    hub.desk.fails = Error(ErrorCode::unavailable, "away");
    EXPECT_EQ(std::get<net::Response>(open("0791:1")).status, 503);
}

TEST_F(StreamsTest, a_kiosk_gets_its_own_topic) {
    const auto opened = std::get<net::BecomeStream>(hub.router.answer(Hub::from_kiosk("GET", "/v1/kiosk/stream")));
    EXPECT_EQ(opened.topic, "0791/kiosk:K1");
    EXPECT_EQ(opened.subscriber, "kiosk:K1");
}

TEST_F(StreamsTest, the_publisher_frames_an_event_for_its_topic) {
    StreamPublisher publisher(streams);
    publisher.publish({kBranch, 7, "kiosk", "kiosk:K1", R"({"id":"x"})"});
    EXPECT_EQ(streams.published, std::vector<std::string>{"0791/kiosk:K1 7 id: 0791:7\nevent: kiosk\ndata: {\"id\":\"x\"}\n\n"});
}

TEST_F(StreamsTest, the_branch_head_gets_what_all_staff_get_and_nobody_else_gets_what_is_the_heads) {
    StreamPublisher publisher(streams);
    publisher.publish({kBranch, 7, "alert", "staff", "{}"});
    publisher.publish({kBranch, 8, "alert", "staff:branch_head", "{}"});
    const std::string seven = " 7 id: 0791:7\nevent: alert\ndata: {}\n\n";
    EXPECT_EQ(streams.published, (std::vector<std::string>{"0791/staff:hall" + seven, "0791/staff:branch_head" + seven, "0791/staff:teller" + seven,
                                                           "0791/staff:branch_head 8 id: 0791:8\nevent: alert\ndata: {}\n\n"}));
}

TEST_F(StreamsTest, a_teller_gets_what_is_for_all_and_for_tellers_and_nothing_of_the_hall) {
    StreamPublisher publisher(streams);
    publisher.publish({kBranch, 7, "alert", "staff:hall", "{}"});
    publisher.publish({kBranch, 8, "alert", "staff:teller", "{}"});
    EXPECT_EQ(streams.published, (std::vector<std::string>{"0791/staff:hall 7 id: 0791:7\nevent: alert\ndata: {}\n\n",
                                                           "0791/staff:branch_head 7 id: 0791:7\nevent: alert\ndata: {}\n\n",
                                                           "0791/staff:teller 8 id: 0791:8\nevent: alert\ndata: {}\n\n"}));
}

TEST_F(StreamsTest, each_role_resumes_with_what_it_may_know) {
    for (const char* audience : {"staff", "staff:hall", "staff:branch_head", "staff:teller", "kiosk:K1"}) commit(1, audience);
    const std::map<std::string, std::vector<int>> heard{{"lobby_manager", {1, 2}}, {"relationship_manager", {1, 2}}, {"branch_head", {1, 2, 3}}, {"teller", {1, 4}},
                                                        {"somebody_new", {1, 4}}};
    for (const auto& [role, numbers] : heard) {
        hub.desk.role = role;
        std::string expected;
        for (const int number : numbers) expected += net::frame_event("0791:" + std::to_string(number), "alert", "{}");
        EXPECT_EQ(stream("0791:0").backlog, expected) << role;
    }
}

TEST_F(StreamsTest, a_person_is_listening_only_under_their_own_number) {
    EXPECT_EQ(staff_subscriber(StaffId{"100"}), "staff:100;") << "100 is not the beginning of 1001";
}

/// The whole way over a socket: a writer commits without pause while a reader leaves and comes back again and again.
TEST(StreamsOverSocketsTest, a_reader_that_keeps_coming_back_misses_nothing_and_gets_nothing_twice) {
    constexpr std::uint64_t kEvents = 3000;
    const SystemClock clock;
    SilentLog log;
    const auto streams = net::EventStream::start({}, clock, log);
    Hub hub(*streams, 1024 * 1024);
    StreamPublisher publisher(*streams);
    auto server = net::HttpServer::start({}, [&](const net::Request& request) { return hub.router.answer(request); }, streams.get(), log);
    ASSERT_TRUE(server.ok());

    std::thread writer([&] {
        for (std::uint64_t i = 0; i < kEvents; ++i) hub.desk.commit("staff", "alert", "{}", &publisher);
    });

    net::ClientSettings client;
    client.base_url = "http://127.0.0.1:" + std::to_string((*server)->port());
    std::vector<std::string> received;
    std::string last = "0791:0";
    Result<void> ended;
    for (int visit = 0; visit < 200 && received.size() < kEvents; ++visit) {
        net::Request request = Hub::request("GET", "/v1/staff/stream");
        request.headers.add("Cookie", "silverlane_session=signed-in");
        request.headers.add("Last-Event-ID", last);
        std::atomic<bool> stay{true};
        const std::size_t enough = std::min<std::size_t>(received.size() + 150, kEvents);
        ended = net::read_event_stream(
            client, request, Milliseconds{5000},
            [&](const net::StreamedEvent& event) {
                if (!stay) return;
                received.push_back(event.id);
                last = event.id;
                stay = received.size() < enough;
            },
            stay);
        // On a busy machine the writer is so far ahead that the hub ends the stream of this reader as it does with any that is slow: it comes back.
    }
    writer.join();
    ASSERT_EQ(received.size(), kEvents) << (ended.ok() ? "" : ended.error().text());
    for (std::uint64_t i = 0; i < kEvents; ++i) ASSERT_EQ(received[i], "0791:" + std::to_string(i + 1));
    (*server)->stop(Milliseconds{1000});
}

}  // namespace
}  // namespace silverlane::http
