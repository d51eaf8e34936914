// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: Silverlane contributors
#include "net/event_stream.h"

#include <charconv>
#include <map>

#include <gmock/gmock.h>
#include <sys/socket.h>

#include "base/clock.h"
#include "base/wake_descriptor.h"
#include "net/stream_intake.h"
#include "tests/support/process.h"
#include "tests/unit/net/peers.h"

namespace silverlane::net {
namespace {

using ::testing::HasSubstr;
using ::testing::StartsWith;

std::string numbered(std::uint64_t number) { return frame_event("b:" + std::to_string(number), "alert", "{}"); }

/// A stream of topic "b" for whoever asks, starting after Last-Event-ID.
Answer plain_stream(const Request& request) {
    BecomeStream stream;
    stream.topic = "b";
    stream.subscriber = request.query_value("who").value_or("staff:1");
    stream.headers.add("X-Branch", "0791");
    return stream;
}

Request stream_request(const std::string& path = "/stream") {
    Request request;
    request.method = "GET";
    request.path = path;
    return request;
}

class EitherStream : public ::testing::TestWithParam<bool> {
protected:
    static ServerSettings settings() { return GetParam() ? with_tls() : ServerSettings{}; }
};
INSTANTIATE_TEST_SUITE_P(PlainAndTls, EitherStream, ::testing::Bool(), [](const auto& each) { return each.param ? "Tls" : "Plain"; });

TEST_P(EitherStream, ReachesCurl) {
    const ServedBy served(plain_stream, settings());
    testing::Process curl({"curl", "--silent", "--no-buffer", "--include", "--cacert", test_certificate().certificate.string(),
                           served.url("/stream")});
    ASSERT_TRUE(eventually([&] { return served.streams->listeners("b", "staff:") == 1; }));
    served.streams->publish("b", 1, frame_event("b:1", "alert", R"({"a":"客"})"));
    const std::string& seen = curl.read_until("客\"}\n\n");
    EXPECT_THAT(seen, StartsWith("HTTP/1.1 200 OK\r\n"));
    EXPECT_THAT(seen, HasSubstr("Content-Type: text/event-stream\r\n"));
    EXPECT_THAT(seen, HasSubstr("Cache-Control: no-store\r\n"));
    EXPECT_THAT(seen, HasSubstr("X-Branch: 0791\r\n"));
    EXPECT_THAT(seen, HasSubstr("\r\n\r\nid: b:1\nevent: alert\ndata: {\"a\":\"客\"}\n\n"));
    curl.end(SIGTERM);
    EXPECT_TRUE(eventually([&] { return served.streams->counters().clients == 0; }));
    EXPECT_EQ(served.streams->counters().closed_by_peer, 1U);
    EXPECT_EQ(served.streams->counters().delivered, 1U);
}

/// What a hub does: numbers are stored, then published; a listener's backlog is read from the store.
class SmallHub {
public:
    static constexpr std::uint64_t kEvents = 3'000;

    Answer answer(const Request& request) {
        std::uint64_t since = 0;
        const std::string text = request.headers.first("Last-Event-ID").value_or("b:0").substr(2);
        std::from_chars(text.data(), text.data() + text.size(), since);
        BecomeStream stream{"b", "staff:1", {}, stored_.load(), {}};
        for (std::uint64_t number = since + 1; number <= stream.backlog_through; ++number) stream.backlog += numbered(number);
        return stream;
    }
    void publish_all(EventStream& streams) {
        for (std::uint64_t number = 1; number <= kEvents; ++number) {
            stored_ = number;
            streams.publish("b", number, numbered(number));
            if (number % 16 == 0) std::this_thread::yield();
        }
    }

private:
    std::atomic<std::uint64_t> stored_{0};
};

/// Listens and leaves again and again, each time resuming after the last id; every number must come once and in order. Counts how often
/// it was closed by the server, as happens to a listener that cannot follow.
void listen_in_pieces(const ClientSettings& settings, std::atomic<std::uint64_t>& closed_by_server) {
    std::uint64_t last = 0;
    for (std::uint64_t piece = 1; last < SmallHub::kEvents; ++piece) {
        std::atomic<bool> keep_going{true};
        std::uint64_t in_this_piece = 0;
        Request request = stream_request();
        if (last > 0) request.headers.add("Last-Event-ID", "b:" + std::to_string(last));
        const auto ended = read_event_stream(
            settings, request, Milliseconds{10'000},
            [&](const StreamedEvent& event) {
                if (!keep_going) return;  // the rest of the piece that was already read comes again after resuming
                ASSERT_EQ(event.id, "b:" + std::to_string(last + 1));
                ++last;
                if (++in_this_piece == 37 * piece || last == SmallHub::kEvents) keep_going = false;
            },
            keep_going);
        if (ended.ok()) continue;
        ASSERT_EQ(ended.error().code(), ErrorCode::unavailable) << ended.error().text();
        ++closed_by_server;
    }
}

TEST_P(EitherStream, LosesAndDoublesNothingWhenListenersResumeDuringPublishing) {
    SmallHub hub;
    const ServedBy served([&hub](const Request& request) { return hub.answer(request); }, settings());
    std::vector<std::thread> listeners;
    std::atomic<std::uint64_t> closed{0};
    for (int i = 0; i < 3; ++i) listeners.emplace_back([&] { listen_in_pieces(served.client_settings(), closed); });
    ASSERT_TRUE(eventually([&] { return served.streams->counters().clients > 0; }));
    hub.publish_all(*served.streams);
    for (std::thread& listener : listeners) listener.join();
    const StreamCounters counters = served.streams->counters();
    EXPECT_EQ(closed, counters.closed_slow + counters.closed_gap) << "no stream ends without a reason";
}

TEST(EventStream, BringsWhatWasPublishedWhileAListenerWasBeingAttached) {
    std::unique_ptr<ServedBy> served;
    const auto handler = [&served](const Request&) -> Answer {
        BecomeStream stream{"b", "staff:1", numbered(1), 1, {}};
        // The backlog is read; before the answer reaches the stream thread, the next two are committed and published.
        for (std::uint64_t number = 1; number <= 3; ++number) served->streams->publish("b", number, numbered(number));
        return stream;
    };
    served = std::make_unique<ServedBy>(handler);
    const Descriptor socket = connect_raw(served->server->port());
    send_raw(socket, "GET /stream HTTP/1.1\r\nHost: h\r\n\r\n");
    std::string seen;
    while (seen.find("b:3\nevent: alert\ndata: {}\n\n") == std::string::npos) {
        const std::string more = receive_some(socket, 1);
        ASSERT_FALSE(more.empty()) << seen;
        seen += more;
    }
    EXPECT_EQ(seen.substr(seen.find("\r\n\r\n") + 4), numbered(1) + numbered(2) + numbered(3));
}

TEST(EventStream, DoesNotRepeatWhatTheBacklogHeldWhenItIsPublishedLate) {
    const ServedBy served([](const Request&) -> Answer { return BecomeStream{"b", "staff:1", numbered(2), 2, {}}; });
    std::atomic<bool> keep_going{true};
    std::vector<std::string> ids;
    std::thread reading([&] {
        static_cast<void>(read_event_stream(served.client_settings(), stream_request(), Milliseconds{10'000},
                                            [&](const StreamedEvent& event) {
                                                ids.push_back(event.id);
                                                if (event.id == "b:3") keep_going = false;
                                            },
                                            keep_going));
    });
    EXPECT_TRUE(eventually([&] { return served.streams->listeners("b", "") == 1; }));
    for (std::uint64_t number = 1; number <= 3; ++number) served.streams->publish("b", number, numbered(number));
    reading.join();
    EXPECT_THAT(ids, ::testing::ElementsAre("b:2", "b:3"));
}

TEST(EventStream, AReaderThatIsWokenEndsAtOnceAndNotAtTheNextLook) {
    const ServedBy served(plain_stream);
    std::atomic<bool> keep_going{true};
    WakeDescriptor stop;
    Result<void> ended = Error{ErrorCode::unavailable, "still reading"};
    std::thread reading([&] {
        ended = read_event_stream(served.client_settings(), stream_request(), Milliseconds{60'000}, [](const auto&) {}, keep_going,
                                  stop.descriptor());
    });
    EXPECT_TRUE(eventually([&] { return served.streams->listeners("b", "") == 1; }));
    const SystemClock clock;
    const MonotonicTime asked = clock.monotonic();
    keep_going = false;
    stop.wake();
    reading.join();
    EXPECT_TRUE(ended.ok());
    EXPECT_LT(clock.monotonic() - asked, Milliseconds{5'000});  // without the wake it would wait for a heartbeat, 15 s
}

TEST(EventStream, ClosesAListenerWhoseBacklogLeavesAGap) {
    std::unique_ptr<ServedBy> served;
    const auto handler = [&served](const Request&) -> Answer {
        // So slow a handler that more was published meanwhile than is kept.
        for (std::uint64_t number = 2; number <= 5'000; ++number) served->streams->publish("b", number, numbered(number));
        return BecomeStream{"b", "staff:1", numbered(1), 1, {}};
    };
    served = std::make_unique<ServedBy>(handler);
    EXPECT_EQ(talk(served->server->port(), "GET /stream HTTP/1.1\r\nHost: h\r\n\r\n"), "");
    EXPECT_EQ(served->streams->counters().closed_gap, 1U);
}

TEST(EventStream, ClosesAListenerThatDoesNotReadAndSparesTheOthers) {
    StreamSettings settings;
    settings.longest_backlog_bytes = 16 * 1024;
    const ServedBy served(plain_stream, {}, settings);
    const Descriptor deaf = connect_raw(served.server->port());
    send_raw(deaf, "GET /stream HTTP/1.1\r\nHost: h\r\n\r\n");
    std::atomic<bool> keep_going{true};
    std::atomic<std::uint64_t> heard{0};
    std::thread reading([&] {
        static_cast<void>(read_event_stream(served.client_settings(), stream_request(), Milliseconds{10'000}, [&](const auto&) { ++heard; },
                                            keep_going));
    });
    ASSERT_TRUE(eventually([&] { return served.streams->counters().clients == 2; }));
    std::uint64_t number = 0;
    const std::string data(4'000, 'x');
    while (served.streams->counters().closed_slow == 0 && number < 50'000) {
        ++number;
        served.streams->publish("b", number, frame_event("b:" + std::to_string(number), "alert", data));
        ASSERT_TRUE(eventually([&] { return heard == number; }));  // the healthy one keeps up
    }
    EXPECT_EQ(served.streams->counters().closed_slow, 1U);
    EXPECT_EQ(served.streams->counters().clients, 1U);
    keep_going = false;
    reading.join();
}

TEST(EventStream, ClosesTheStreamsOfASubscriberWhoSignedOut) {
    const ServedBy served(plain_stream);
    const Descriptor leaving = connect_raw(served.server->port());
    send_raw(leaving, "GET /stream?who=staff:7 HTTP/1.1\r\nHost: h\r\n\r\n");
    const Descriptor staying = connect_raw(served.server->port());
    send_raw(staying, "GET /stream?who=kiosk:1 HTTP/1.1\r\nHost: h\r\n\r\n");
    ASSERT_TRUE(eventually([&] { return served.streams->counters().clients == 2; }));
    EXPECT_EQ(served.streams->listeners("b", "staff:"), 1U);
    EXPECT_EQ(served.streams->listeners("b", "kiosk:"), 1U);
    EXPECT_EQ(served.streams->listeners("b", ""), 2U);
    EXPECT_EQ(served.streams->listeners("other", ""), 0U);
    served.streams->close_subscriber("staff:7");
    EXPECT_THAT(receive_all(leaving), StartsWith("HTTP/1.1 200"));
    EXPECT_EQ(served.streams->listeners("b", "staff:"), 0U);
    EXPECT_EQ(served.streams->listeners("b", "kiosk:"), 1U);
}

TEST(EventStream, RefusesMoreListenersThanItMayHave) {
    StreamSettings settings;
    settings.most_clients = 1;
    const ServedBy served(plain_stream, {}, settings);
    const Descriptor first = connect_raw(served.server->port());
    send_raw(first, "GET /stream HTTP/1.1\r\nHost: h\r\n\r\n");
    ASSERT_TRUE(eventually([&] { return served.streams->counters().clients == 1; }));
    EXPECT_THAT(talk(served.server->port(), "GET /stream HTTP/1.1\r\nHost: h\r\n\r\n"), StartsWith("HTTP/1.1 503"));
}

TEST(EventStream, EndsTheOldestOfASubscriberWhoOpensMoreThanOneMayHave) {
    StreamSettings settings;
    settings.most_of_one_subscriber = 2;
    const ServedBy served(plain_stream, {}, settings);
    const auto listen = [&](const std::string& who, std::uint64_t clients) {
        Descriptor socket = connect_raw(served.server->port());
        send_raw(socket, "GET /stream?who=" + who + " HTTP/1.1\r\nHost: h\r\n\r\n");
        EXPECT_THAT(receive_some(socket, 1), StartsWith("HTTP/1.1 200"));
        EXPECT_TRUE(eventually([&] { return served.streams->counters().clients == clients; }));
        return socket;
    };
    const Descriptor other = listen("staff:2", 1);
    const Descriptor oldest = listen("staff:1", 2);
    const Descriptor second = listen("staff:1", 3);
    const Descriptor third = listen("staff:1", 3);
    EXPECT_EQ(served.streams->counters().closed_surplus, 1U);
    receive_all(oldest);   // it ends
    served.streams->publish("b", 1, numbered(1));
    for (const Descriptor* each : {&other, &second, &third}) {
        std::string seen;
        while (seen.find("id: b:1") == std::string::npos) {
            const std::string more = receive_some(*each, 1);
            ASSERT_FALSE(more.empty());
            seen += more;
        }
    }
}

TEST(EventStream, SendsHeartbeatsByTheClockItWasGiven) {
    ManualClock clock{UtcTime{Milliseconds{1'700'000'000'000}}};
    RecordingLog log;
    const auto streams = EventStream::start({}, clock, log);
    auto server = HttpServer::start({}, plain_stream, streams.get(), log);
    ASSERT_TRUE(server.ok());
    const Descriptor socket = connect_raw((*server)->port());
    send_raw(socket, "GET /stream HTTP/1.1\r\nHost: h\r\n\r\n");
    ASSERT_TRUE(eventually([&] { return streams->counters().clients == 1; }));
    std::string seen = receive_some(socket, 1);
    while (seen.find("\r\n\r\n") == std::string::npos) seen += receive_some(socket, 1);
    clock.advance(Milliseconds{15'000});
    EXPECT_EQ(receive_some(socket, 3), ":\n\n");
}

TEST(EventStream, AStreamEndsAfterItsLifeSoThatASignInCannotOutliveItself) {
    ManualClock clock{UtcTime{Milliseconds{1'700'000'000'000}}};
    RecordingLog log;
    StreamSettings settings;
    settings.longest_life = Milliseconds{60'000};
    const auto streams = EventStream::start(settings, clock, log);
    auto server = HttpServer::start({}, plain_stream, streams.get(), log);
    ASSERT_TRUE(server.ok());
    const Descriptor socket = connect_raw((*server)->port());
    send_raw(socket, "GET /stream HTTP/1.1\r\nHost: h\r\n\r\n");
    ASSERT_TRUE(eventually([&] { return streams->counters().clients == 1; }));
    clock.advance(Milliseconds{59'000});
    EXPECT_EQ(streams->counters().clients, 1U);
    clock.advance(Milliseconds{1'500});
    EXPECT_TRUE(eventually([&] { return streams->counters().clients == 0; }));
}

TEST(EventReader, TellsWhyAStreamEnded) {
    const ServedBy served([](const Request& request) -> Answer {
        if (request.path == "/stream") return plain_stream(request);
        Response response;
        response.status = request.path == "/out" ? 401 : request.path == "/no" ? 403 : request.path == "/broken" ? 503 : 200;
        response.body = "{}";
        return response;
    });
    const std::atomic<bool> keep_going{true};
    const auto code = [&](const std::string& path, Milliseconds silence) {
        return read_event_stream(served.client_settings(), stream_request(path), silence, [](const auto&) {}, keep_going).error().code();
    };
    EXPECT_EQ(code("/out", Milliseconds{5'000}), ErrorCode::unauthorised);
    EXPECT_EQ(code("/no", Milliseconds{5'000}), ErrorCode::forbidden);
    EXPECT_EQ(code("/broken", Milliseconds{5'000}), ErrorCode::unavailable);
    EXPECT_EQ(code("/json", Milliseconds{5'000}), ErrorCode::corrupt);
    EXPECT_EQ(code("/stream", Milliseconds{50}), ErrorCode::timed_out);
    ASSERT_TRUE(eventually([&] { return served.streams->listeners("b", "") == 0; }));  // the one that fell silent is gone
    std::thread closing([&] {
        EXPECT_TRUE(eventually([&] { return served.streams->listeners("b", "") == 1; }));
        served.streams->close_subscriber("staff:1");
    });
    EXPECT_EQ(code("/stream", Milliseconds{10'000}), ErrorCode::unavailable);
    closing.join();
}

}  // namespace
}  // namespace silverlane::net
