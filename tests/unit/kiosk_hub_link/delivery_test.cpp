// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: Silverlane contributors
#include "kiosk/hub_link/delivery.h"

#include <gtest/gtest.h>
#include <sys/resource.h>

#include <csignal>

#include "test_files.h"
#include "test_hub.h"

namespace silverlane::hub_link {
namespace {

using namespace std::chrono_literals;

class DeliveryTest : public testing::Test {
protected:
    DeliveryTest() : outbox(std::move(*Outbox::open({folder / "outbox.sqlite", 24h, 64LL * 1024 * 1024}, clock, log))) {}

    Delivery to(const std::string& url) {
        net::ClientSettings client;
        client.base_url = url;
        client.connect_within = 500ms;
        client.answer_within = 2'000ms;
        return Delivery(DeliverySettings{}, net::HttpClient(client), "token-1", *outbox, state, clock, random, log);
    }
    void keep(const std::string& key) { ASSERT_TRUE(outbox->commit({arrival(key)}).ok()); }

    TestFolder folder;
    ManualClock clock{UtcTime{Milliseconds{1'700'000'000'000}}};
    SeededRandom random{5};
    TestLog log;
    std::vector<bool> states;
    LinkState state{log, [this](bool up) { states.push_back(up); }};
    std::unique_ptr<Outbox> outbox;
    TestHub hub;
};

TEST_F(DeliveryTest, SendsArrivalsInOneBatchAndForgetsThem) {
    keep("a");
    keep("b");
    to(hub.url()).run();
    const auto seen = hub.seen("/v1/arrivals");
    ASSERT_EQ(seen.size(), 1U);
    EXPECT_EQ(seen[0].body, "{\"arrivals\":[" + protocol::to_json(arrival("a")) + "," + protocol::to_json(arrival("b")) + "]}");
    EXPECT_EQ(seen[0].authorization, "Bearer token-1");
    EXPECT_EQ(*outbox->size(), 0);
    EXPECT_EQ(states, std::vector<bool>{true});
}

TEST_F(DeliveryTest, KeepsBatchesBelowTheHubsBoundOfABody) {
    std::vector<protocol::Arrival> burst;
    for (int i = 0; i < 1'200; ++i) burst.push_back(arrival("key-" + std::to_string(i)));
    ASSERT_TRUE(outbox->commit(burst).ok());
    to(hub.url()).run();
    EXPECT_EQ(*outbox->size(), 0);
    for (const auto& seen : hub.seen("/v1/arrivals")) EXPECT_LT(seen.body.size(), 60U * 1024U);
}

TEST_F(DeliveryTest, KeepsTheOrderOfATurn) {
    keep("a");
    ASSERT_TRUE(outbox->add(MessageKind::ticket, IdempotencyKey{"t"}, "{\"key\":\"t\"}").ok());
    ASSERT_TRUE(outbox->add(MessageKind::consent, IdempotencyKey{"c"}, "{\"key\":\"c\"}").ok());
    to(hub.url()).run();
    EXPECT_EQ(hub.seen("/v1/tickets").at(0).body, "{\"key\":\"t\"}");
    EXPECT_EQ(hub.seen("/v1/consents").at(0).body, "{\"key\":\"c\"}");
    EXPECT_EQ(*outbox->size(), 0);
}

TEST_F(DeliveryTest, TriesAgainWithTheSameKeyAndNotBeforeItsTime) {
    hub.answer("/v1/arrivals", 503, "{}");
    keep("a");
    auto delivery = to(hub.url());
    const auto wait = delivery.run();
    EXPECT_GT(wait, 0ms);
    EXPECT_LE(wait, 200ms);
    delivery.run();
    EXPECT_EQ(hub.seen("/v1/arrivals").size(), 1U) << "a nudge during the back-off sends nothing";
    clock.advance(wait);
    hub.answer("/v1/arrivals", 200, "{\"accepted\":1}");
    delivery.run();
    const auto seen = hub.seen("/v1/arrivals");
    ASSERT_EQ(seen.size(), 2U);
    EXPECT_EQ(seen[0].body, seen[1].body);
    EXPECT_EQ(*outbox->size(), 0);
}

TEST_F(DeliveryTest, LeavesTheHubAloneForAsLongAsItAsks) {
    hub.answer("/v1/arrivals", 503, "{}", {{"Retry-After", "7"}});
    keep("a");
    EXPECT_EQ(to(hub.url()).run(), 7'000ms);
}

TEST_F(DeliveryTest, SaysThatTheHubIsAwayAndKeepsEverything) {
    const std::string url = hub.url();
    hub.stop();
    keep("a");
    auto delivery = to(url);
    Milliseconds longest{0};
    for (int i = 0; i < 9; ++i) {
        const auto wait = delivery.run();
        longest = std::max(longest, wait);
        clock.advance(wait);
    }
    EXPECT_GT(longest, 4'000ms);
    EXPECT_LE(longest, 10'000ms);
    EXPECT_EQ(*outbox->size(), 1);
    EXPECT_EQ(states, std::vector<bool>{false});
}

TEST_F(DeliveryTest, DropsWhatTheHubWillNeverTakeAndSaysSo) {
    ASSERT_TRUE(outbox->add(MessageKind::help_reason, IdempotencyKey{"r"}, "{}").ok());
    ASSERT_TRUE(outbox->add(MessageKind::turn_notice, IdempotencyKey{"n"}, "{}").ok());
    hub.answer("/v1/help-calls/reason", 404, "{}");
    hub.answer("/v1/turn-notices", 204, "");
    to(hub.url()).run();
    EXPECT_EQ(*outbox->size(), 0);
    EXPECT_EQ(log.count("outbox_message_refused"), 1);
}

TEST_F(DeliveryTest, DoesNotLetOneMessageThatTheHubFailsOnHoldUpTheOthers) {
    ASSERT_TRUE(outbox->add(MessageKind::help_reason, IdempotencyKey{"r"}, "{}").ok());
    keep("a");
    hub.answer("/v1/help-calls/reason", 500, "{}");
    to(hub.url()).run();
    EXPECT_EQ(hub.seen("/v1/arrivals").size(), 1U);
    const auto left = outbox->oldest(10);
    ASSERT_EQ(left->size(), 1U) << "what was acknowledged to a person is never dropped for a fault of the hub";
    EXPECT_EQ((*left)[0].attempts, 1);
}

/// While it lives this process can write no byte to any file, as on a full disk.
class FullDisk {
public:
    FullDisk() : before_signal_(std::signal(SIGXFSZ, SIG_IGN)) {
        SILVERLANE_CHECK(getrlimit(RLIMIT_FSIZE, &before_) == 0);
        const rlimit none{0, before_.rlim_max};
        SILVERLANE_CHECK(setrlimit(RLIMIT_FSIZE, &none) == 0);
    }
    ~FullDisk() {
        SILVERLANE_CHECK(setrlimit(RLIMIT_FSIZE, &before_) == 0);
        std::signal(SIGXFSZ, before_signal_);
    }
    FullDisk(const FullDisk&) = delete;
    FullDisk& operator=(const FullDisk&) = delete;

private:
    rlimit before_{};
    void (*before_signal_)(int);
};

TEST_F(DeliveryTest, AFullDiskKeepsNothingFromTheHub) {
    keep("a");
    ASSERT_TRUE(outbox->add(MessageKind::consent, IdempotencyKey{"c"}, "{\"key\":\"c\"}").ok());
    auto delivery = to(hub.url());
    {
        const FullDisk full;
        ASSERT_FALSE(outbox->commit({arrival("b")}).ok());
        ASSERT_FALSE(outbox->accepting());
        EXPECT_EQ(delivery.run(), 5'000ms) << "the disk is looked at again";
        EXPECT_EQ(hub.seen("/v1/arrivals").size(), 1U);
        EXPECT_EQ(hub.seen("/v1/consents").size(), 1U);
        EXPECT_EQ(delivery.run(), 5'000ms);
        EXPECT_EQ(hub.seen("/v1/arrivals").size(), 1U) << "what the disk does not let go is not sent again and again";
        EXPECT_FALSE(outbox->accepting()) << "that it can be read does not make it writable";
        EXPECT_EQ(log.count("outbox_accepting_again"), 0);
        EXPECT_EQ(log.count("outbox_refused"), 1);
    }
    delivery.run();
    EXPECT_TRUE(outbox->accepting());
    EXPECT_EQ(*outbox->size(), 0);
    keep("d");
    delivery.run();
    EXPECT_EQ(hub.seen("/v1/arrivals").size(), 2U);
}

TEST_F(DeliveryTest, KeepsEverythingWhileTheHubDoesNotAdmitThisKiosk) {
    keep("a");
    hub.answer("/v1/arrivals", 401, "{}");
    to(hub.url()).run();
    EXPECT_EQ(*outbox->size(), 1);
    EXPECT_EQ(log.count("hub_does_not_admit"), 1);
}

}  // namespace
}  // namespace silverlane::hub_link
