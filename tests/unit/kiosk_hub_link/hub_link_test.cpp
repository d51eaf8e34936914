// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: Silverlane contributors
#include "kiosk/hub_link/hub_link.h"

#include <gtest/gtest.h>

#include "test_files.h"
#include "test_hub.h"

namespace silverlane::hub_link {
namespace {

using namespace std::chrono_literals;

constexpr const char* kIssued = R"({"ticket":"T1","label":"A012","visit_code":"code","ahead":5,)"
                                R"("wait":{"from_minutes":10,"to_minutes":15},"priority":false})";
constexpr const char* kBlock = R"({"series":"K","from":1,"to":50,"day":"2023-11-15"})";

class HubLinkTest : public testing::Test {
protected:
    HubLinkTest() : outbox(std::move(*Outbox::open({folder / "outbox.sqlite", 24h, 64LL * 1024 * 1024}, clock, log))) {
        hub.answer("/v1/reserved-numbers", 200, kBlock);
        hub.answer("/v1/tickets", 200, kIssued);
    }
    void start() {
        LinkSettings settings;
        settings.url = hub.url();
        settings.device_token = "token-1";
        settings.longest_reconnect = 100ms;
        link = std::make_unique<HubLink>(settings, *outbox, news, clock, random, log);
    }
    /// The next news of one kind; others are passed over.
    template <class Kind>
    std::optional<Kind> next() {
        for (;;) {
            auto one = news.take_for(10s);
            if (!one) return std::nullopt;
            if (auto* found = std::get_if<Kind>(&*one)) return *found;
        }
    }
    std::optional<Answered> answer_to(decltype(Ask::what) what) {
        if (link->ask({++asked, std::move(what)}) != Posted::accepted) return std::nullopt;
        auto answer = next<Answer>();
        if (!answer) return std::nullopt;
        EXPECT_EQ(answer->id, asked);
        return answer->what;
    }
    void wait_until_up(bool up) {
        for (auto state = next<HubState>(); state; state = next<HubState>()) {
            if (state->up == up) return;
        }
        FAIL() << "no news of the hub being " << (up ? "up" : "away");
    }
    static protocol::TicketRequest ticket(const std::string& key) {
        protocol::TicketRequest request;
        request.key = IdempotencyKey{key};
        request.service = "cash";
        return request;
    }

    TestFolder folder;
    ManualClock clock{UtcTime{Milliseconds{1'700'000'000'000}}};  // 2023-11-15 06:13 in the branch
    SystemRandom random;
    TestLog log;
    std::unique_ptr<Outbox> outbox;
    TestHub hub;
    WakeDescriptor wake;
    NewsQueue news{256, &wake};
    std::unique_ptr<HubLink> link;
    std::uint64_t asked = 0;
};

TEST_F(HubLinkTest, GivesTheHubsNumberWhileTheHubIsThere) {
    start();
    wait_until_up(true);
    const auto answer = answer_to(ticket("k1"));
    ASSERT_TRUE(answer);
    const auto* issued = std::get_if<protocol::TicketIssued>(&*answer);
    ASSERT_NE(issued, nullptr);
    EXPECT_EQ(issued->label, "A012");
    EXPECT_EQ(hub.seen("/v1/tickets").at(0).authorization, "Bearer token-1");
}

TEST_F(HubLinkTest, GivesAReservedNumberWhileTheHubIsAwayAndTellsTheHubLater) {
    start();
    ASSERT_TRUE(hub.wait_for("/v1/glance", 1));
    static_cast<void>(answer_to(ticket("first")));
    ASSERT_TRUE(hub.wait_for("/v1/reserved-numbers", 1));
    const std::uint16_t port = hub.port();
    hub.stop();
    wait_until_up(false);
    const auto answer = answer_to(ticket("k2"));
    ASSERT_TRUE(answer);
    const auto* offline = std::get_if<OfflineTicket>(&*answer);
    ASSERT_NE(offline, nullptr);
    EXPECT_EQ(offline->label, "K001");
    EXPECT_EQ(*outbox->size(), 1);

    TestHub returned(port);
    returned.answer("/v1/tickets", 200, kIssued);
    ASSERT_TRUE(returned.wait_for("/v1/tickets", 1)) << "its return ends the back-off";
    const auto told = protocol::ticket_request_from_json(returned.seen("/v1/tickets").at(0).body);
    ASSERT_TRUE(told.ok());
    EXPECT_EQ(told->offline_label, std::optional<std::string>{"K001"});
    EXPECT_EQ(told->key.text, "k2-offline");
    EXPECT_TRUE(told->taken_at.has_value());
    link.reset();
}

TEST_F(HubLinkTest, NeverSendsACallForStaffLater) {
    hub.stop();
    start();
    wait_until_up(false);
    protocol::HelpCall call;
    call.key = IdempotencyKey{"h1"};
    call.flow = "take_ticket";
    call.step = "what_for";
    const auto answer = answer_to(call);
    ASSERT_TRUE(answer);
    EXPECT_TRUE(std::holds_alternative<HubAway>(*answer));
    EXPECT_EQ(*outbox->size(), 0);
}

TEST_F(HubLinkTest, KeepsReasonsConsentsAndNoticesForTheHubsReturn) {
    hub.stop();
    start();
    wait_until_up(false);
    EXPECT_TRUE(std::holds_alternative<Kept>(*answer_to(protocol::HelpReason{IdempotencyKey{"r"}, AlertId{"A"}, "hearing"})));
    EXPECT_TRUE(std::holds_alternative<Kept>(*answer_to(protocol::HelpCancelled{IdempotencyKey{"x"}, AlertId{"A"}})));
    protocol::TurnNotice notice;
    notice.key = IdempotencyKey{"n"};
    notice.kind = "stuck";
    EXPECT_TRUE(std::holds_alternative<Kept>(*answer_to(notice)));
    protocol::ConsentChoice choice;
    choice.key = IdempotencyKey{"c"};
    choice.purposes = {"service"};
    choice.granted = true;
    choice.text_version = "1";
    EXPECT_TRUE(std::holds_alternative<Kept>(*answer_to(choice)));
    EXPECT_TRUE(std::holds_alternative<Kept>(*answer_to(arrival("card"))));
    EXPECT_EQ(*outbox->size(), 5);
}

TEST_F(HubLinkTest, DeliversAnArrivalAsSoonAsADriverCommitsIt) {
    start();
    wait_until_up(true);
    ASSERT_TRUE(link->arrivals().commit({arrival("a")}).ok());
    EXPECT_TRUE(hub.wait_for("/v1/arrivals", 1));
}

TEST_F(HubLinkTest, PassesTheHubsEventsOnAndResumesWhereItWas) {
    start();
    ASSERT_TRUE(hub.wait_for("/v1/kiosk/stream", 1));
    const std::string claimed = protocol::to_json(
        protocol::KioskEvent{protocol::KioskEvent::Kind::help_claimed, AlertId{"A7"}, "1003", {}});
    // The stream may not be listening yet; published until it is heard.
    std::optional<protocol::KioskEvent> heard;
    for (std::uint64_t number = 1; number <= 200 && !heard; ++number) {
        hub.publish(number, claimed);
        while (auto one = news.take_for(50ms)) {
            const auto* event = std::get_if<protocol::KioskEvent>(&*one);
            if (event != nullptr && event->kind == protocol::KioskEvent::Kind::help_claimed) heard = *event;
        }
    }
    ASSERT_TRUE(heard);
    EXPECT_EQ(heard->staff_number, "1003");
    EXPECT_EQ(heard->alert.text, "A7");
    const std::uint16_t port = hub.port();
    hub.stop();
    TestHub returned(port);
    ASSERT_TRUE(returned.wait_for("/v1/kiosk/stream", 1));
    EXPECT_EQ(returned.seen("/v1/kiosk/stream").at(0).last_event_id.substr(0, 5), "0791:");
    link.reset();
}

TEST_F(HubLinkTest, SaysThatAVisitCodeIsNotKnown) {
    hub.answer("/v1/visit-codes/scan", 404, R"({"error":{"code":"not_found","message":"no such visit"}})");
    start();
    const auto answer = answer_to(protocol::VisitCodeScan{IdempotencyKey{"s"}, "garbage"});
    ASSERT_TRUE(answer);
    EXPECT_TRUE(std::holds_alternative<Refused>(*answer));
}

}  // namespace
}  // namespace silverlane::hub_link
