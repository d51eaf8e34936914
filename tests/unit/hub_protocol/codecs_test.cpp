// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: Silverlane contributors
#include <gtest/gtest.h>

#include <string>

#include "hub/protocol/alert.h"
#include "hub/protocol/arrival.h"
#include "hub/protocol/field_reader.h"
#include "hub/protocol/kiosk_messages.h"

namespace silverlane::protocol {
namespace {

EvidenceIdentifier some_card() {
    EvidenceIdentifier card{IdentifierKind::card, {}, Proof::possession};
    card.hash.bytes.fill(0xab);
    return card;
}

Arrival some_arrival() {
    Arrival arrival;
    arrival.key = IdempotencyKey{"wifi:1:abc:start"};
    arrival.branch = BranchId{"B001"};
    arrival.source = "wifi:controller-1";
    arrival.kind = EvidenceKind::wifi_start;
    arrival.event_time = *parse_rfc3339("2026-11-22T01:02:03.456Z");
    arrival.received_time = *parse_rfc3339("2026-11-22T01:02:04.000Z");
    arrival.identifiers = {some_card(), {IdentifierKind::device, {}, Proof::corroboration}};
    arrival.session = "10.0.0.1/5F00";
    arrival.inside = true;
    arrival.place = "entrance";
    return arrival;
}

Alert some_alert() {
    Alert alert;
    alert.id = AlertId{"01JD"};
    alert.version = 3;
    alert.branch = BranchId{"B001"};
    alert.kind = "arrival";
    alert.interrupts = true;
    Person person;
    person.name = CustomerName{PrivateText{"王"}};
    person.honorific = "female";
    person.age_band = "70-74";
    person.needs = {"company"};
    alert.person = person;
    alert.place = "K1";
    alert.ticket_label = "T003";
    alert.evidence = {"wifi", "card"};
    alert.reasons = {{"reason.deposit_matures_soon", {{"days", "5"}}}};
    alert.first_sentence = Line{"say.welcome_sit", {}};
    alert.offered_to = {"1002", "1001"};
    alert.wanted_role = "relationship_manager";
    alert.wanted_staff = "2001";
    alert.qualification = "fund_sales";
    alert.referred_by = "1003";
    alert.identity_confirmed = true;
    alert.news = {{{"news.ticket_taken", {{"ticket", "T003"}}}, *parse_rfc3339("2026-11-22T01:02:30.000Z")}};
    alert.group = "group.savings_bond";
    alert.product_risk = 3;
    alert.due = *parse_rfc3339("2026-11-22T01:04:03.000Z");
    alert.expires = *parse_rfc3339("2026-11-22T01:22:03.000Z");
    alert.outcomes = {"helped", "referred"};
    alert.raised_at = *parse_rfc3339("2026-11-22T01:02:03.000Z");
    alert.changed_at = *parse_rfc3339("2026-11-22T01:03:03.000Z");
    return alert;
}

TEST(ArrivalCodec, AnArrivalComesBackAsItWasSent) {
    const auto again = arrival_from_json(to_json(some_arrival()));
    ASSERT_TRUE(again) << again.error().text();
    EXPECT_EQ(*again, some_arrival());
}

TEST(ArrivalCodec, TheSameArrivalIsAlwaysTheSameBytes) {
    const std::string text = to_json(some_arrival());
    EXPECT_EQ(text, to_json(*arrival_from_json(text)));
    EXPECT_EQ(text.rfind("{\"key\":", 0), 0U);
}

TEST(ArrivalCodec, AListOfArrivalsComesBack) {
    const auto again = arrivals_from_json(to_json(std::vector<Arrival>{some_arrival(), some_arrival()}));
    ASSERT_TRUE(again);
    EXPECT_EQ(again->size(), 2U);
}

TEST(ArrivalCodec, MoreArrivalsThanTheBoundAreRefused) {
    const std::vector<Arrival> many(kMostArrivalsInOneBody + 1, some_arrival());
    const auto again = arrivals_from_json(to_json(many));
    ASSERT_FALSE(again);
    EXPECT_EQ(again.error().code(), ErrorCode::invalid_input);
}

TEST(ArrivalCodec, AMistakeNamesTheFieldInsideTheList) {
    auto text = to_json(std::vector<Arrival>{some_arrival()});
    text.replace(text.find("\"possession\""), 12, "\"hearsay\"");
    const auto again = arrivals_from_json(text);
    ASSERT_FALSE(again);
    EXPECT_NE(again.error().message().find("arrivals[0].identifiers[0].proof"), std::string::npos) << again.error().message();
}

TEST(ArrivalCodec, MissingWrongAndOversizedFieldsAreRefusedByName) {
    for (const char* field : {"key", "branch", "source", "kind", "event_time", "received_time"}) {
        auto text = to_json(some_arrival());
        text.replace(text.find("\"" + std::string(field) + "\""), std::string(field).size() + 2, "\"x\"");
        const auto again = arrival_from_json(text);
        ASSERT_FALSE(again) << field;
        EXPECT_NE(again.error().message().find(field), std::string::npos) << again.error().message();
    }
    auto oversized = some_arrival();
    oversized.session = std::string(5000, 'x');
    EXPECT_FALSE(arrival_from_json(to_json(oversized)));
}

TEST(ArrivalCodec, GarbageIsAnErrorAndNeverAnException) {
    for (const std::string text : {"", "{", "[]", "null", "17", "{\"key\":7}", "\xff\xfe", "{\"key\":\"\xff\"}"}) {
        const auto again = arrival_from_json(text);
        ASSERT_FALSE(again) << text;
        EXPECT_EQ(again.error().code(), ErrorCode::invalid_input);
    }
    EXPECT_FALSE(arrival_from_json(std::string(200'000, '[')));
}

TEST(KioskMessages, ATicketRequestComesBackWithItsCard) {
    TicketRequest request{IdempotencyKey{"k"}, "cash", true, true, some_card(), std::string{"K003"}, parse_rfc3339("2026-11-22T01:02:03.000Z").value()};
    const auto again = ticket_request_from_json(to_json(request));
    ASSERT_TRUE(again) << again.error().text();
    EXPECT_EQ(again->card, request.card);
    EXPECT_EQ(again->offline_label, request.offline_label);
    EXPECT_EQ(again->taken_at, request.taken_at);
    EXPECT_TRUE(again->priority && again->wants_company);
}

TEST(KioskMessages, WhatTheHubAnswersComesBack) {
    const TicketIssued issued{TicketId{"t"}, "A012", "code", 4, {10, 20}, false};
    const auto ticket = ticket_issued_from_json(to_json(issued));
    ASSERT_TRUE(ticket) << ticket.error().text();
    EXPECT_EQ(ticket->wait, issued.wait);
    const VisitGreeting greeting{"A012", 4, {10, 20}, KeptPreferences{"en", "largest", "black", 2, 4}};
    const auto greeted = visit_greeting_from_json(to_json(greeting));
    ASSERT_TRUE(greeted) << greeted.error().text();
    EXPECT_EQ(greeted->preferences, greeting.preferences);
    VisitGreeting in_cantonese = greeting;
    in_cantonese.preferences = KeptPreferences{"zh-CN", "standard", "standard", 0, 6, "yue"};
    const auto heard = visit_greeting_from_json(to_json(in_cantonese));
    ASSERT_TRUE(heard) << heard.error().text();
    EXPECT_EQ(heard->preferences, in_cantonese.preferences);
    EXPECT_EQ(to_json(greeting).find("variety"), std::string::npos) << "Mandarin is not said: an older hub or kiosk reads the same";
    const HelpCallOut out{AlertId{"a"}, true};
    EXPECT_TRUE(help_call_out_from_json(to_json(out))->someone_reachable);
    const BranchGlance glance{3, {5, 10}, {"A001", "T002"}, 1};
    EXPECT_EQ(branch_glance_from_json(to_json(glance))->called, glance.called);
    EXPECT_FALSE(branch_glance_from_json(R"({"waiting":3,"wait":{"from_minutes":5,"to_minutes":10},"called":["A001"]})")->at)
        << "a hub of an older version says nothing of calls";
    BranchGlance calling = glance;
    calling.at = UtcTime{Milliseconds{1'795'298'400'757}};
    calling.calls = {{"A001", 12, *calling.at, 2}, {"T002", 0, *calling.at, 1}};
    const auto called = branch_glance_from_json(to_json(calling));
    ASSERT_TRUE(called) << called.error().text();
    EXPECT_EQ(called->calls, calling.calls);
    EXPECT_EQ(called->at, calling.at);
    const ReservedNumbers numbers{"K", 1, 50, "2026-11-22"};
    EXPECT_EQ(reserved_numbers_from_json(to_json(numbers))->to, 50);
}

TEST(KioskMessages, TheOtherRequestsComeBack) {
    EXPECT_EQ(visit_code_scan_from_json(to_json(VisitCodeScan{IdempotencyKey{"k"}, "V1.x"}))->code, "V1.x");
    EXPECT_EQ(help_call_from_json(to_json(HelpCall{IdempotencyKey{"k"}, "F02", "service", "A001", TicketId{"t"}}))->ticket, TicketId{"t"});
    EXPECT_EQ(help_reason_from_json(to_json(HelpReason{IdempotencyKey{"k"}, AlertId{"a"}, "unwell"}))->reason, "unwell");
    EXPECT_EQ(help_cancelled_from_json(to_json(HelpCancelled{IdempotencyKey{"k"}, AlertId{"a"}}))->alert, AlertId{"a"});
    EXPECT_EQ(turn_notice_from_json(to_json(TurnNotice{IdempotencyKey{"k"}, "stuck", "F02", "s", "", std::nullopt}))->kind, "stuck");
    ConsentChoice choice;
    choice.key = IdempotencyKey{"k"};
    choice.purposes = {"settings"};
    choice.granted = true;
    choice.card = some_card();
    choice.preferences = KeptPreferences{};
    const auto again = consent_choice_from_json(to_json(choice));
    ASSERT_TRUE(again) << again.error().text();
    EXPECT_EQ(again->preferences, choice.preferences);
    EXPECT_EQ(again->card, choice.card);
}

TEST(KioskMessages, AnUnknownPurposeOrReasonIsRefused) {
    EXPECT_FALSE(consent_choice_from_json(R"({"key":"k","purposes":["everything"],"granted":true})"));
    EXPECT_FALSE(help_reason_from_json(R"({"key":"k","alert":"a","reason":"bored"})"));
    EXPECT_FALSE(visit_code_scan_from_json(R"({"key":"k","code":")" + std::string(600, 'x') + R"("})"));
}

TEST(KioskMessages, EventsForAKioskComeBack) {
    KioskEvent claimed{KioskEvent::Kind::help_claimed, AlertId{"a"}, "1003", {}};
    EXPECT_EQ(kiosk_event_from_json(to_json(claimed))->staff_number, "1003");
    KioskEvent open{KioskEvent::Kind::help_open, AlertId{"a"}, {}, {}};
    EXPECT_FALSE(kiosk_event_from_json(to_json(open))->someone_reachable);
    open.someone_reachable = true;
    EXPECT_EQ(kiosk_event_from_json(to_json(open))->kind, KioskEvent::Kind::help_open);
    EXPECT_TRUE(kiosk_event_from_json(to_json(open))->someone_reachable);
    EXPECT_FALSE(kiosk_event_from_json(R"({"kind":"help_open","alert":"a"})"));
    KioskEvent glance{KioskEvent::Kind::glance, {}, {}, {2, {5, 10}, {"A001"}, 1}};
    EXPECT_EQ(kiosk_event_from_json(to_json(glance))->glance.waiting, 2);
}

TEST(KioskMessages, ARingComesBackAndNamesItsScreen) {
    const KioskEvent ring{KioskEvent::Kind::ring, AlertId{"a"}, {}, {}, 7, "answer.cash"};
    const auto again = kiosk_event_from_json(to_json(ring));
    ASSERT_TRUE(again) << again.error().text();
    EXPECT_EQ(again->kind, KioskEvent::Kind::ring);
    EXPECT_EQ(again->generation, 7U);
    EXPECT_EQ(again->node, "answer.cash");
    EXPECT_EQ(again->alert, AlertId{"a"});
    EXPECT_FALSE(kiosk_event_from_json(R"({"kind":"ring","alert":"a","node":"answer.cash"})"));
}

TEST(AlertCodec, TheRiskOfAProductGoesWithItsCampaign) {
    auto alert = some_alert();
    alert.group.clear();
    EXPECT_EQ(to_json(alert).find("product_risk"), std::string::npos) << "nothing is sold on this card";
    alert = some_alert();
    alert.product_risk = 0;
    EXPECT_EQ(to_json(alert).find("product_risk"), std::string::npos);
    auto tree = Json::parse(to_json(some_alert()));
    tree["product_risk"] = 6;
    EXPECT_FALSE(alert_from_json(dump(tree))) << "there is no R6";
}

TEST(AlertCodec, AnAlertComesBackAsTheSameBytes) {
    const std::string text = to_json(some_alert());
    const auto again = alert_from_json(text);
    ASSERT_TRUE(again) << again.error().text();
    EXPECT_EQ(to_json(*again), text);
    EXPECT_EQ(again->reasons, some_alert().reasons);
    EXPECT_NE(text.find(R"("name":"王","honorific":"female")"), std::string::npos);
}

TEST(AlertCodec, WhoIsToTakeItAndWhatHasHappenedSinceComeBack) {
    const auto again = alert_from_json(to_json(some_alert()));
    ASSERT_TRUE(again) << again.error().text();
    const auto first = some_alert();
    EXPECT_EQ(again->offered_to, first.offered_to);
    EXPECT_EQ(again->wanted_role, "relationship_manager");
    EXPECT_EQ(again->wanted_staff, "2001");
    EXPECT_EQ(again->qualification, "fund_sales");
    EXPECT_EQ(again->referred_by, "1003");
    EXPECT_TRUE(again->identity_confirmed);
    EXPECT_EQ(again->news, first.news);
    EXPECT_EQ(again->group, "group.savings_bond");
    EXPECT_EQ(again->product_risk, 3);
    EXPECT_EQ(again->due, first.due);
    EXPECT_EQ(again->expires, first.expires);
}

TEST(AlertCodec, AnAlertOfAnOlderHubHasNothingOfIt) {
    auto tree = Json::parse(to_json(some_alert()));
    for (const char* field : {"offered_to", "wanted_role", "wanted_staff", "qualification", "referred_by", "identity_confirmed", "news", "group", "product_risk", "due", "expires"}) {
        ASSERT_EQ(tree.erase(field), 1U) << field;
    }
    const auto again = alert_from_json(dump(tree));
    ASSERT_TRUE(again) << again.error().text();
    EXPECT_TRUE(again->offered_to.empty() && again->news.empty() && again->wanted_role.empty());
    EXPECT_FALSE(again->identity_confirmed || again->due || again->expires);
}

TEST(AlertCodec, NewsAndRolesAreBounded) {
    auto alert = some_alert();
    alert.news.assign(8, alert.news.front());
    EXPECT_TRUE(alert_from_json(to_json(alert)));
    alert.news.assign(9, alert.news.front());
    EXPECT_FALSE(alert_from_json(to_json(alert)));
    alert = some_alert();
    alert.wanted_role = "director";
    EXPECT_FALSE(alert_from_json(to_json(alert)));
    auto tree = Json::parse(to_json(some_alert()));
    tree["news"][0].erase("line");
    const auto lineless = alert_from_json(dump(tree));
    ASSERT_FALSE(lineless);
    EXPECT_NE(lineless.error().message().find("news[0].line"), std::string::npos) << lineless.error().message();
}

TEST(AlertCodec, WhatIsWrittenWithoutATreeIsWhatATreeWouldWrite) {
    auto alert = some_alert();
    const std::string odd = std::string{"\"\\/\b\f\n\r\t\x01\x1f\x7f"} + "欧阳😀" + std::string("\xff\xe6\xac", 3) + std::string(1, '\0') + "end";
    alert.place = odd;
    alert.reasons.push_back({"reason.odd", {{odd, odd}, {"b", ""}}});
    alert.caution = Line{"caution.some", {}};
    alert.evidence.clear();
    alert.version = 9'007'199'254'740'993U;
    const auto text = to_json(alert);
    const auto tree = Json::parse(text);
    EXPECT_EQ(dump(tree), text);
    EXPECT_EQ(dump(Json(odd)), dump(tree["place"]));
    const auto list = to_json(AlertList{17, {alert, some_alert()}});
    EXPECT_EQ(dump(Json::parse(list)), list);
    EXPECT_EQ(to_json(AlertList{0, {}}), R"({"sequence":0,"alerts":[]})");
}

TEST(AlertCodec, AFormOfAddressIsOneOfThoseKnown) {
    auto alert = some_alert();
    alert.person->honorific = "";
    EXPECT_TRUE(alert_from_json(to_json(alert)));
    alert.person->honorific = "doctor";
    EXPECT_FALSE(alert_from_json(to_json(alert)));
}

TEST(AlertCodec, AnAlertWithoutAPersonHasNoPersonField) {
    auto alert = some_alert();
    alert.person.reset();
    EXPECT_EQ(to_json(alert).find("person"), std::string::npos);
}

TEST(AlertCodec, AListOfAlertsComesBack) {
    const auto again = alert_list_from_json(to_json(AlertList{17, {some_alert(), some_alert()}}));
    ASSERT_TRUE(again) << again.error().text();
    EXPECT_EQ(again->sequence, 17U);
    EXPECT_EQ(again->alerts.size(), 2U);
}

TEST(AlertCodec, WhatStaffSendIsRead) {
    EXPECT_EQ(sign_in_from_json(R"({"staff_number":"1003","pin":"2468"})")->staff_number, "1003");
    EXPECT_EQ(claim_from_json(R"({"key":"k","version":4})")->version, 4U);
    EXPECT_EQ(release_from_json(R"({"key":"k","version":4,"why":"not_now"})")->why, "not_now");
    EXPECT_EQ(release_from_json(R"({"key":"k","version":4,"why":"not_relevant"})")->why, "not_relevant");
    EXPECT_EQ(outcome_from_json(R"({"key":"k","version":4,"outcome":"helped"})")->outcome, "helped");
    EXPECT_FALSE(claim_from_json(R"({"key":"k","version":-1})"));
    EXPECT_FALSE(claim_from_json(R"({"key":"k","version":18446744073709551615})"));
    EXPECT_FALSE(claim_from_json(R"({"key":"k","version":1.5})"));
    EXPECT_FALSE(release_from_json(R"({"key":"k","version":4,"why":"tired"})"));
}

TEST(AlertCodec, AMaskShowsOneCharacterOfAName) {
    EXPECT_EQ(masked_name(CustomerName{PrivateText{"王"}}), "王**");
    EXPECT_EQ(masked_name(CustomerName{PrivateText{"欧阳"}}), "欧**");
    EXPECT_EQ(masked_name(CustomerName{PrivateText{"Li"}}), "L**");
    EXPECT_EQ(masked_name(CustomerName{}), "");
}

TEST(AlertCodec, AnErrorBodyHasCodeAndMessage) {
    EXPECT_EQ(error_to_json(Error(ErrorCode::conflict, "somebody was first")), R"({"error":{"code":"conflict","message":"somebody was first"}})");
}

}  // namespace
}  // namespace silverlane::protocol
