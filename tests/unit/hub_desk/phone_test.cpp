// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: Silverlane contributors
#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <fstream>

#include <fmt/format.h>

#include "hub/queue/portal_token.h"
#include "hub/store/customers.h"
#include "hub/store/queues.h"
#include "path_samples.h"

namespace silverlane::desk {
namespace {

using protocol::PhoneView;

std::array<std::uint8_t, 32> portal_key_bytes() {
    std::array<std::uint8_t, 32> bytes{};
    bytes.fill(7);
    return bytes;
}
std::array<std::uint8_t, 32> identifier_key_bytes() {
    std::array<std::uint8_t, 32> bytes{};
    bytes.fill(5);   // as the fixture's hasher
    return bytes;
}

class Phone : public testing::Test {
protected:
    Phone() {
        bank.close();
        bank.settings.phone.bank_name_zh = "样例银行";
        bank.settings.phone.contact_phone = "95588";
        bank.settings.phone.portal_key = std::make_shared<const HashKey>(portal_key_bytes());
        bank.settings.phone.hasher = std::make_shared<const IdentifierHasher>(HashKey{identifier_key_bytes()});
        bank.open();
    }
    protocol::TicketIssued take(const std::string& key, bool with_card = false) {
        auto request = bank.ticket_request(key);
        if (with_card) request.card = bank.card(1);
        auto ticket = bank.desk->issue_ticket(bank.terminal, request);
        EXPECT_TRUE(ticket);
        return *ticket;
    }
    std::string open(const std::string& code) {
        auto token = bank.desk->open_phone({code, {}});
        EXPECT_TRUE(token);
        return token->text;
    }
    std::string token_of_portal(const std::string& session, int seconds = 600) {
        return queue::make_portal_token(HashKey{portal_key_bytes()}, {bank.branch, "ap1", PrivateText{session}, bank.clock.now() + Milliseconds{seconds * 1'000}});
    }
    std::string open_by_portal(const std::string& session) { return bank.desk->open_phone({{}, token_of_portal(session)})->text; }
    PhoneView view(const std::string& cookie) {
        const auto phone = bank.desk->phone_for(cookie);
        EXPECT_TRUE(phone);
        return phone ? *bank.desk->phone_view(*phone) : PhoneView{};
    }
    Result<PhoneView> choose(const std::string& cookie, const std::string& purpose, bool granted, const std::string& key) {
        return bank.desk->choose_on_phone(*bank.desk->phone_for(cookie), {IdempotencyKey{key}, purpose, granted, "phone-1"});
    }
    std::optional<bool> chosen(const PhoneView& view, std::string_view purpose) {
        for (const auto& each : view.consents) {
            if (each.purpose == purpose) return each.chosen;
        }
        return std::nullopt;
    }
    std::optional<bool> standing(std::string_view purpose) {
        std::optional<bool> found;
        EXPECT_TRUE(bank.store->read([&](store::Connection& connection) -> Result<void> {
            for (const auto& each : store::Customers(connection).consents_of(CustomerId{"C00001"})) {
                if (each.purpose == purpose) found = each.granted;
            }
            return {};
        }));
        return found;
    }
    /// What phones were told by events of this name, in order.
    std::vector<std::string> told(std::string_view name) {
        std::vector<std::string> found;
        for (const auto& event : bank.publisher.events()) {
            if (event.audience.starts_with("phone:") && event.name == name) found.push_back(event.data);
        }
        return found;
    }
    void at_window(int window) {
        ASSERT_TRUE(bank.desk->set_duty(teller, {IdempotencyKey{fmt::format("window-{}", window)}, "on_duty", "", window}));
    }
    void a_second_later() {
        bank.clock.advance(Milliseconds{1'000});
        ASSERT_TRUE(bank.desk->run_due_jobs());
    }
    protocol::Arrival wifi_session(int person, const std::string& session, std::string key) {
        auto arrival = bank.wifi(person, std::move(key));
        arrival.session = queue::wifi_session_of({bank.branch, "ap1", PrivateText{session}, {}}, bank.hasher);
        return arrival;
    }

    SampleBank bank;
    const Session teller{StaffId{"1001"}, BranchId{"B001"}, "teller"};
};

TEST_F(Phone, TheSlipsCodeOpensThePlaceInTheQueueAndNothingElse) {
    take("t1");
    const auto ticket = take("t2");
    const auto seen = view(open(ticket.visit_code));
    EXPECT_EQ(seen.ticket_label, "A002");
    EXPECT_EQ(seen.ticket_state, "waiting");
    EXPECT_EQ(seen.ahead, 1);
    EXPECT_EQ(seen.branch_name_zh, "样例支行");
    EXPECT_EQ(seen.bank_name_zh, "样例银行");
    EXPECT_EQ(seen.contact_phone, "95588");
    EXPECT_EQ(seen.visit_code, ticket.visit_code);
    EXPECT_TRUE(seen.can_choose);
    EXPECT_EQ(seen.consent_record_days, 30);
}

TEST_F(Phone, WhoIsKnownToTheBankAndWhoIsNotSeeTheSame) {
    bank.add(story_person());
    const auto known = take("t1", true);
    const auto unknown = take("t2");
    auto a = view(open(known.visit_code));
    auto b = view(open(unknown.visit_code));
    for (auto* each : {&a, &b}) {
        each->ticket_label.clear();
        each->visit_code.clear();
        each->ahead = 0;
        each->wait = {};
    }
    EXPECT_EQ(protocol::to_json(a), protocol::to_json(b));
}

TEST_F(Phone, ForgedForeignAndSpentCodesAreLetInToNothing) {
    const auto ticket = take("t1");
    auto forged = ticket.visit_code;
    forged.back() = forged.back() == '0' ? '1' : '0';
    for (const auto& code : {forged, std::string{"A001"}, std::string(500, 'x')}) {
        const auto cookie = open(code);
        const auto phone = bank.desk->phone_for(cookie);
        ASSERT_TRUE(phone);
        EXPECT_FALSE(phone->opened());
        const auto seen = *bank.desk->phone_view(*phone);
        EXPECT_TRUE(seen.branch_name_zh.empty());
        EXPECT_TRUE(seen.ticket_label.empty());
        EXPECT_FALSE(seen.can_choose);
        EXPECT_EQ(choose(cookie, "service", true, "k").error().code(), ErrorCode::conflict);
    }
    EXPECT_EQ(bank.desk->phone_for("made-up").error().code(), ErrorCode::unauthorised);
    EXPECT_EQ(bank.counted("phones_refused"), "3");
}

TEST_F(Phone, ACallReachesThePhoneAtOnceAndItsPlaceAsTheQueueMoves) {
    const auto first = take("t1");
    const auto mine = take("t2");
    open(mine.visit_code);
    ASSERT_TRUE(bank.desk->call_next(teller, {IdempotencyKey{"c1"}, 1, first.ticket}));
    EXPECT_TRUE(told("called").empty()) << "another's call is nobody else's news";
    a_second_later();
    ASSERT_FALSE(told("place").empty());
    EXPECT_EQ(told("place").back(), R"({"ticket_label":"A002","ticket_state":"waiting","ahead":0,"wait":{"from_minutes":1,"to_minutes":5},"window":0,"calls":0})");
    ASSERT_TRUE(bank.desk->call_next(teller, {IdempotencyKey{"c2"}, 2, mine.ticket}));
    ASSERT_EQ(told("called").size(), 1U);
    EXPECT_EQ(told("called")[0], R"({"ticket_label":"A002","ticket_state":"called","ahead":0,"wait":{"from_minutes":0,"to_minutes":0},"window":2,"calls":1})");
    const auto places = told("place").size();
    a_second_later();
    EXPECT_EQ(told("place").size(), places) << "nothing new";
    ASSERT_TRUE(bank.desk->end_ticket(teller, {IdempotencyKey{"e1"}, mine.ticket, "done"}));
    a_second_later();
    ASSERT_EQ(told("place").size(), places + 1);
    EXPECT_NE(told("place").back().find("\"ended\""), std::string::npos);
}

TEST_F(Phone, AChoiceIsShownOnEveryPhoneOfTheTicketAndALateRepetitionChangesNothing) {
    bank.add(story_person());
    const auto ticket = take("t1", true);
    const auto cookie = open(ticket.visit_code);
    EXPECT_FALSE(chosen(view(cookie), "service")) << "what the bank holds from before is not shown";
    const auto after = choose(cookie, "service", true, "k1");
    ASSERT_TRUE(after);
    EXPECT_EQ(chosen(*after, "service"), true);
    EXPECT_EQ(chosen(view(open(ticket.visit_code)), "service"), true);
    ASSERT_TRUE(choose(cookie, "service", false, "k2"));
    ASSERT_TRUE(choose(cookie, "service", true, "k1"));   // a late repetition of what was chosen before
    EXPECT_EQ(chosen(view(cookie), "service"), false);
    EXPECT_FALSE(bank.only_alert().person);
}

TEST_F(Phone, ASlipFoundInABinGivesAndTakesNothingThatLasts) {
    auto person = story_person();
    person.granted = {"service", "wifi", "profiling"};
    bank.add(person);
    const auto cookie = open(take("t1", true).visit_code);
    const auto seen = view(cookie);
    EXPECT_FALSE(seen.choices_last);
    for (const auto& each : seen.consents) EXPECT_EQ(each.may_agree, each.purpose != "marketing") << each.purpose;
    EXPECT_EQ(choose(cookie, "marketing", true, "k1").error().code(), ErrorCode::forbidden);
    EXPECT_EQ(standing("marketing"), std::nullopt);
    for (const auto* purpose : {"service", "wifi", "marketing"}) ASSERT_TRUE(choose(cookie, purpose, false, fmt::format("no-{}", purpose)));
    ASSERT_TRUE(bank.desk->forget_on_phone(*bank.desk->phone_for(cookie), {IdempotencyKey{"f1"}}));
    EXPECT_EQ(rows_of(bank, "purpose, granted", "consent"), (std::vector<std::string>{"profiling|1", "service|1", "wifi|1"}));
    EXPECT_EQ(rows_of(bank, "DISTINCT coalesce(customer, 'a visitor'), channel", "consent_record WHERE channel IN ('phone', 'kiosk')"),
              (std::vector<std::string>{"a visitor|kiosk", "a visitor|phone"}));
}

TEST_F(Phone, RefusingServiceByTheSlipTakesTheNameOffTheCardForTheWholeDay) {
    bank.add(story_person());
    const auto ticket = take("t1", true);
    ASSERT_TRUE(bank.only_alert().person);
    const auto cookie = open(ticket.visit_code);
    ASSERT_TRUE(choose(cookie, "service", false, "k1"));
    EXPECT_FALSE(bank.only_alert().person);
    // Neither the Wi-Fi nor the card of the same person brings it back today.
    ASSERT_TRUE(bank.desk->accept({bank.wifi(1, "w1")}));
    take("t2", true);
    for (const auto& alert : bank.open_alerts()) EXPECT_FALSE(alert.person);
    EXPECT_EQ(standing("service"), true) << "the bank's record was not changed by paper";
    bank.clock.jump_to(*parse_rfc3339("2026-11-22T09:31:00.000Z"));
    ASSERT_TRUE(bank.desk->run_due_jobs());
    EXPECT_EQ(count_rows(bank, "consent WHERE paused_in <> '' OR paused_by <> ''"), 0);
    bank.clock.jump_to(*parse_rfc3339("2026-11-23T02:00:00.000Z"));
    take("t3", true);
    EXPECT_TRUE(bank.only_alert().person) << "the next day the consent that the bank holds counts again";
}

TEST_F(Phone, WhatTheSlipRefusedTheSlipMayAgreeToAgain) {
    bank.add(story_person());
    const auto ticket = take("t1", true);
    const auto cookie = open(ticket.visit_code);
    for (const auto* purpose : {"service", "wifi"}) ASSERT_TRUE(choose(cookie, purpose, false, fmt::format("no-{}", purpose)));
    ASSERT_TRUE(choose(cookie, "marketing", false, "no-marketing"));
    for (const auto* purpose : {"service", "wifi"}) ASSERT_TRUE(choose(cookie, purpose, true, fmt::format("yes-{}", purpose)));
    EXPECT_TRUE(bank.only_alert().person);
    EXPECT_EQ(count_rows(bank, "consent WHERE paused_in <> ''"), 0);
}

TEST_F(Phone, AnotherVisitsSlipAgreesToNothingForWhoRefused) {
    bank.add(story_person());
    const auto mine = open(take("t1", true).visit_code);
    const auto strangers = open(take("t2").visit_code);
    ASSERT_TRUE(choose(mine, "service", false, "k1"));
    ASSERT_TRUE(choose(strangers, "service", true, "k2"));
    EXPECT_FALSE(bank.only_alert().person);
}

TEST_F(Phone, TheCardEndsWhatASlipRefused) {
    bank.add(story_person());
    const auto cookie = open(take("t1", true).visit_code);
    ASSERT_TRUE(choose(cookie, "service", false, "k1"));
    bank.clock.advance(Milliseconds{1'000});
    protocol::ConsentChoice yes;
    yes.key = IdempotencyKey{"c1"};
    yes.purposes = {"service"};
    yes.granted = true;
    yes.card = bank.card(1);
    ASSERT_TRUE(bank.desk->choose_consent(bank.terminal, yes));
    const auto alerts = bank.open_alerts();
    EXPECT_TRUE(std::any_of(alerts.begin(), alerts.end(), [](const auto& each) { return each.person.has_value(); }));
}

TEST_F(Phone, ForgettingByTheSlipEndsEveryPhoneLeavesTheNumberAndNoSlipBringsTheNameBack) {
    bank.add(story_person());
    const auto ticket = take("t1", true);
    const auto cookie = open(ticket.visit_code);
    const auto other = open(ticket.visit_code);
    ASSERT_TRUE(choose(cookie, "service", false, "k1"));
    ASSERT_TRUE(bank.desk->forget_on_phone(*bank.desk->phone_for(cookie), {IdempotencyKey{"f1"}}));
    EXPECT_EQ(bank.desk->phone_for(cookie).error().code(), ErrorCode::unauthorised);
    EXPECT_EQ(bank.desk->phone_for(other).error().code(), ErrorCode::unauthorised);
    EXPECT_EQ(standing("service"), true);
    EXPECT_EQ(standing("settings"), true);
    EXPECT_EQ(bank.desk->queue(teller)->tickets.at(0).label, "A001");
    ASSERT_TRUE(choose(open(ticket.visit_code), "service", true, "k2"));
    ASSERT_TRUE(bank.desk->accept({bank.wifi(1, "w1")}));
    for (const auto& alert : bank.open_alerts()) EXPECT_FALSE(alert.person);
    at_window(1);
    ASSERT_TRUE(bank.desk->call_next(teller, {IdempotencyKey{"c1"}, 1, std::nullopt}));
    EXPECT_FALSE(bank.desk->counter(teller, 1)->person);
}

TEST_F(Phone, TheSessionDiesWithTheVisitAndAtClosing) {
    const auto ticket = take("t1");
    const auto later = take("t2");
    const auto cookie = open(ticket.visit_code);
    ASSERT_TRUE(bank.desk->call_next(teller, {IdempotencyKey{"c1"}, 1, ticket.ticket}));
    ASSERT_TRUE(bank.desk->end_ticket(teller, {IdempotencyKey{"e1"}, ticket.ticket, "done"}));
    EXPECT_EQ(view(cookie).ticket_state, "ended");
    bank.clock.advance(Milliseconds{601'000});
    ASSERT_TRUE(bank.desk->run_due_jobs());
    EXPECT_EQ(bank.desk->phone_for(cookie).error().code(), ErrorCode::unauthorised);
    const auto waiting = open(later.visit_code);
    ASSERT_TRUE(bank.desk->phone_for(waiting));
    bank.clock.jump_to(*parse_rfc3339("2026-11-22T09:30:00.000Z"));
    ASSERT_TRUE(bank.desk->run_due_jobs());
    EXPECT_EQ(bank.desk->phone_for(waiting).error().code(), ErrorCode::unauthorised);
    EXPECT_FALSE(bank.desk->phone_for(open(later.visit_code))->opened());
}

TEST_F(Phone, ThePortalsTokenOpensUntilItExpiresAndOnlyUnderItsKey) {
    EXPECT_TRUE(bank.desk->phone_for(open_by_portal("s1"))->opened());
    EXPECT_EQ(view(open_by_portal("s1")).branch_name_en, "Sample branch");
    EXPECT_TRUE(view(open_by_portal("s1")).ticket_state.empty());
    const auto late = token_of_portal("s1", -1);
    EXPECT_FALSE(bank.desk->phone_for(bank.desk->open_phone({{}, late})->text)->opened());
    auto bytes = portal_key_bytes();
    bytes[0] = 1;
    const auto foreign = queue::make_portal_token(HashKey{bytes}, {bank.branch, "ap1", PrivateText{"s1"}, bank.clock.now() + Milliseconds{60'000}});
    EXPECT_FALSE(bank.desk->phone_for(bank.desk->open_phone({{}, foreign})->text)->opened());
}

TEST_F(Phone, AgreeingOnThePortalMakesTheWifiKnowTheVisitorFromTheNextPacketOn) {
    auto person = story_person();
    person.granted = {};
    bank.add(person);
    ASSERT_TRUE(bank.desk->accept({wifi_session(1, "s1", "w1")}));
    EXPECT_TRUE(bank.open_alerts().empty());
    const auto cookie = open_by_portal("s1");
    ASSERT_TRUE(choose(cookie, "service", true, "k1"));
    ASSERT_TRUE(choose(cookie, "wifi", true, "k2"));
    EXPECT_EQ(standing("service"), std::nullopt) << "nobody has said yet whose phone it is";
    bank.clock.advance(Milliseconds{60'000});
    auto update = wifi_session(1, "s1", "w2");
    update.kind = protocol::EvidenceKind::wifi_update;
    ASSERT_TRUE(bank.desk->accept({update}));
    EXPECT_EQ(standing("service"), true);
    EXPECT_EQ(bank.open_alerts().size(), 1U);
    EXPECT_EQ(chosen(view(cookie), "service"), true);
}

TEST_F(Phone, RefusingOnThePortalLeavesAVisitorCountedAndUnknown) {
    auto person = story_person();
    person.granted = {};
    bank.add(person);
    const auto cookie = open_by_portal("s1");
    ASSERT_TRUE(choose(cookie, "service", false, "k1"));
    ASSERT_TRUE(choose(cookie, "wifi", false, "k2"));
    ASSERT_TRUE(bank.desk->accept({wifi_session(1, "s1", "w1")}));
    EXPECT_TRUE(bank.open_alerts().empty());
}

TEST_F(Phone, ARefusalOnThePortalIsWrittenDownOnceHoweverOftenTheWifiSpeaks) {
    auto person = story_person();
    person.granted = {};
    bank.add(person);
    const auto cookie = open_by_portal("s1");
    ASSERT_TRUE(choose(cookie, "service", false, "k1"));
    ASSERT_TRUE(bank.desk->accept({wifi_session(1, "s1", "w1")}));
    const auto records = count_rows(bank, "consent_record");
    for (int i = 0; i < 5; ++i) {
        bank.clock.advance(Milliseconds{60'000});
        auto update = wifi_session(1, "s1", "u" + std::to_string(i));
        update.kind = protocol::EvidenceKind::wifi_update;
        ASSERT_TRUE(bank.desk->accept({update}));
    }
    EXPECT_EQ(count_rows(bank, "consent_record"), records);
    EXPECT_EQ(standing("service"), false);
}

TEST_F(Phone, APortalsPhoneSeesTheTicketThatItsVisitTook) {
    bank.add(story_person());
    ASSERT_TRUE(bank.desk->accept({wifi_session(1, "s1", "w1")}));
    const auto cookie = open_by_portal("s1");
    EXPECT_TRUE(view(cookie).ticket_label.empty());
    const auto ticket = take("t1", true);
    EXPECT_EQ(view(cookie).ticket_label, "A001");
    ASSERT_TRUE(bank.desk->call_next(teller, {IdempotencyKey{"c1"}, 3, ticket.ticket}));
    ASSERT_EQ(told("called").size(), 1U);
    EXPECT_TRUE(view(cookie).choices_last);
    ASSERT_TRUE(bank.desk->forget_on_phone(*bank.desk->phone_for(cookie), {IdempotencyKey{"f1"}}));
    EXPECT_EQ(standing("wifi"), false);
    at_window(3);
    EXPECT_FALSE(bank.desk->counter(teller, 3)->person);
}

TEST_F(Phone, TheSlipsSymbolMayHoldTheAddressOfThePage) {
    bank.close();
    bank.settings.phone.page_address = "https://hub.example/phone/";
    bank.open();
    const auto ticket = take("t1");
    EXPECT_TRUE(ticket.visit_code.starts_with("https://hub.example/phone/#SL1."));
    EXPECT_TRUE(bank.desk->greet(bank.terminal, {IdempotencyKey{"g1"}, ticket.visit_code})) << "the kiosk reads it all the same";
    EXPECT_EQ(view(open(ticket.visit_code)).ticket_label, "A001");
}

TEST(Windows, AreImportedWithTheBranchAndMistakesAreNamed) {
    SampleBank bank;
    const auto import = [&](const std::string& more) {
        std::ofstream(bank.folder / "windows.toml") << "id = \"B001\"\nname_zh = \"样例支行\"\n" << more;
        ImportReport report;
        return import_branch(bank.folder / "windows.toml", *bank.store, report);
    };
    ASSERT_TRUE(import("phone = \"010 1234 5678\"\n[[window]]\nnumber = 1\nservices = [\"other\", \"cash\"]\n[[window]]\nnumber = 2\n"));
    ASSERT_TRUE(bank.store->read([&](store::Connection& connection) -> Result<void> {
        EXPECT_EQ(store::Queues(connection).services_of(bank.branch, 1), "cash,other");
        EXPECT_EQ(store::Queues(connection).services_of(bank.branch, 2), "");
        EXPECT_EQ(store::Queues(connection).services_of(bank.branch, 9), "");
        EXPECT_EQ(store::Queues(connection).phone_of(bank.branch), "010 1234 5678");
        return {};
    }));
    EXPECT_NE(import("[[window]]\nnumber = 1\nservices = [\"tea\"]\n").error().text().find("tea"), std::string::npos);
    EXPECT_FALSE(import("[[window]]\nservices = [\"cash\"]\n"));
    EXPECT_FALSE(import("[[window]]\nnumber = 1\n[[window]]\nnumber = 1\n"));
    EXPECT_FALSE(import("phone = \"call me\"\n"));
}

}  // namespace
}  // namespace silverlane::desk
