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

protocol::EvidenceIdentifier card() { return {protocol::IdentifierKind::card, {}, protocol::Proof::possession}; }

/// What an answer holds, or a null pointer when it is something else.
template <class Kind>
const Kind* in(const std::optional<Answered>& answer) {
    return answer ? std::get_if<Kind>(&*answer) : nullptr;
}

TEST_F(HubLinkTest, AsksTheBankByWayOfTheHubAndTellsAWrongPinFromAnAnswer) {
    hub.answer("/v1/bank/nonces", 200, R"({"nonce":"00112233445566778899aabbccddeeff"})");
    hub.answer("/v1/bank/sessions", 200, R"({"refused":"pin"})");
    hub.answer("/v1/bank/pension", 200, R"({"state":"arrived","month":"2026-11","usual_day":15,"amount_fen":"312050"})");
    hub.answer("/v1/bank/accounts", 200, R"({"accounts":[{"id":"1","kind":"demand","tail":"0017"}]})");
    hub.answer("/v1/bank/balance", 404, R"({"error":{"code":"not_found","message":"this session is over"}})");
    hub.answer("/v1/bank/passbook", 200, R"({"lines":[],"new_book_needed":true})");
    hub.answer("/v1/bank/sessions/close", 204, "");
    start();
    wait_until_up(true);
    const auto nonce = answer_to(protocol::BankNonceRequest{IdempotencyKey{"n"}});
    ASSERT_NE(in<protocol::BankNonce>(nonce), nullptr);
    const auto session = answer_to(protocol::BankSessionRequest{IdempotencyKey{"s"}, {}, in<protocol::BankNonce>(nonce)->nonce, PrivateText{"ab"}});
    ASSERT_NE(in<protocol::BankSessionAnswer>(session), nullptr);
    EXPECT_EQ(in<protocol::BankSessionAnswer>(session)->refused, "pin");
    const auto pension = answer_to(PensionRequest{"token"});
    ASSERT_NE(in<protocol::PensionState>(pension), nullptr);
    EXPECT_EQ(hub.seen("/v1/bank/pension").at(0).body, R"({"session":"token"})");
    EXPECT_EQ(in<protocol::BankAccounts>(answer_to(AccountsRequest{"token"})) == nullptr, false);
    const auto balance = answer_to(protocol::BankBalanceRequest{"token", "1"});
    ASSERT_NE(in<Refused>(balance), nullptr);
    EXPECT_EQ(in<Refused>(balance)->why, "not_known");
    EXPECT_NE(in<protocol::PassbookLines>(answer_to(protocol::PassbookRequest{})), nullptr);
    EXPECT_NE(in<protocol::Accepted>(answer_to(protocol::BankSessionClose{IdempotencyKey{"c"}, "token"})), nullptr);
}

TEST_F(HubLinkTest, ABankThatIsAwayIsHubAwayForThePersonAndTheHubStaysUp) {
    hub.answer("/v1/bank/nonces", 503, R"({"error":{"code":"unavailable","message":"bank_away"}})");
    start();
    wait_until_up(true);
    EXPECT_NE(in<HubAway>(answer_to(protocol::BankNonceRequest{IdempotencyKey{"n"}})), nullptr);
    EXPECT_NE(in<protocol::TicketIssued>(answer_to(ticket("k1"))), nullptr) << "a number still comes from the hub";
}

TEST_F(HubLinkTest, AsksForTheServicesAroundAVisitAndSaysWhyNot) {
    hub.answer("/v1/after-task", 200, R"({"what":"rating"})");
    hub.answer("/v1/loans", 204, "");
    hub.answer("/v1/home-visits", 400, R"({"error":{"code":"invalid_input","message":"day"}})");
    hub.answer("/v1/activities", 200, R"({"activities":[]})");
    hub.answer("/v1/sign-ups", 409, R"({"error":{"code":"conflict","message":"no place is left"}})");
    hub.answer("/v1/known", 200, R"({"items":[]})");
    hub.answer("/v1/cards/greet", 200, R"({"label":"","ahead":0,"wait":{"from_minutes":0,"to_minutes":0}})");
    start();
    wait_until_up(true);
    EXPECT_EQ(in<protocol::AfterTask>(answer_to(protocol::AfterTaskRequest{IdempotencyKey{"a"}, "balance", {}}))->what, protocol::AfterTask::What::rating);
    EXPECT_NE(in<protocol::Accepted>(answer_to(protocol::LoanAsked{IdempotencyKey{"l"}, "glasses", 100, "K1"})), nullptr);
    const protocol::HomeVisitAsked visit{IdempotencyKey{"v"}, "self", "pin", "2020-01-01", "morning", PhoneNumber{PrivateText{"13900000000"}}};
    EXPECT_EQ(in<Refused>(answer_to(visit))->why, "refused");
    EXPECT_NE(in<protocol::Activities>(answer_to(ActivitiesRequest{})), nullptr);
    EXPECT_EQ(in<Refused>(answer_to(protocol::SignUp{IdempotencyKey{"s"}, "talk", 2, std::nullopt}))->why, "taken");
    EXPECT_NE(in<protocol::KnownList>(answer_to(protocol::KnownRequest{})), nullptr);
    EXPECT_NE(in<protocol::VisitGreeting>(answer_to(protocol::CardGreeting{IdempotencyKey{"g"}, card()})), nullptr);
}

TEST_F(HubLinkTest, KeepsWhatIsCountedOnceAndBringsItWhenTheHubComesBack) {
    start();
    wait_until_up(true);
    const auto port = hub.port();
    hub.stop();
    wait_until_up(false);
    EXPECT_NE(in<Kept>(answer_to(protocol::RatingGiven{IdempotencyKey{"r"}, "balance", 2, "", "", false})), nullptr);
    EXPECT_NE(in<Kept>(answer_to(protocol::QuizTotal{IdempotencyKey{"q"}, 2, 3})), nullptr);
    EXPECT_NE(in<Kept>(answer_to(protocol::OfferAnswer{IdempotencyKey{"o"}, "offer-1", true})), nullptr);
    EXPECT_NE(in<Kept>(answer_to(protocol::PassbookPrinted{IdempotencyKey{"p"}, {}, "7"})), nullptr);
    EXPECT_NE(in<Kept>(answer_to(protocol::ForgetRequest{IdempotencyKey{"f"}, {std::nullopt, "code", std::nullopt}})), nullptr);
    // What is worth nothing later, or holds a phone number, is on no disk.
    EXPECT_NE(in<HubAway>(answer_to(protocol::LoanAsked{IdempotencyKey{"l"}, "glasses", 100, "K1"})), nullptr);
    EXPECT_NE(in<HubAway>(answer_to(protocol::SignUp{IdempotencyKey{"s"}, "talk", 1, PhoneNumber{PrivateText{"13900000000"}}})), nullptr);
    const protocol::HomeVisitAsked visit{IdempotencyKey{"v"}, "self", "pin", "2026-12-01", "morning", PhoneNumber{PrivateText{"13900000000"}}};
    EXPECT_NE(in<HubAway>(answer_to(visit)), nullptr);
    const auto waiting = outbox->oldest(99);
    ASSERT_TRUE(waiting && waiting->size() == 5);
    for (const auto& each : *waiting) EXPECT_EQ(each.json.find("13900000000"), std::string::npos);
    TestHub again{port};
    for (const auto* path : {"/v1/ratings", "/v1/quiz-totals", "/v1/offers/answer", "/v1/bank/passbook/printed", "/v1/forget"}) {
        EXPECT_TRUE(again.wait_for(path, 1)) << path;
    }
}

TEST_F(HubLinkTest, ForgettingIsDoneAtOnceWhileTheHubIsThere) {
    hub.answer("/v1/forget", 204, "");
    start();
    wait_until_up(true);
    EXPECT_NE(in<protocol::Accepted>(answer_to(protocol::ForgetRequest{IdempotencyKey{"f"}, {TicketId{"t"}, std::nullopt, std::nullopt}})), nullptr);
    EXPECT_TRUE(outbox->oldest(9)->empty());
}

TEST_F(HubLinkTest, NothingPrivateOfAnAnswerOrAQuestionIsLogged) {
    hub.answer("/v1/bank/balance", 200, R"({"amount_fen":"12.40"})");
    hub.answer("/v1/home-visits", 400, R"({"error":{"code":"invalid_input","message":"13900000000"}})");
    start();
    wait_until_up(true);
    static_cast<void>(answer_to(protocol::BankBalanceRequest{"token-of-a-session", "1"}));
    const protocol::HomeVisitAsked visit{IdempotencyKey{"v"}, "self", "pin", "2026-12-01", "morning", PhoneNumber{PrivateText{"13900000000"}}};
    static_cast<void>(answer_to(visit));
    const auto lines = log.text();
    EXPECT_NE(lines.find("hub_answer_unreadable"), std::string::npos);
    for (const auto* secret : {"12.40", "13900000000", "token-of-a-session"}) EXPECT_EQ(lines.find(secret), std::string::npos) << secret;
}

}  // namespace
}  // namespace silverlane::hub_link
