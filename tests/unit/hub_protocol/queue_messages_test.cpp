// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: Silverlane contributors
#include <gtest/gtest.h>

#include "hub/protocol/phone_messages.h"
#include "hub/protocol/queue_messages.h"

namespace silverlane::protocol {
namespace {

QueueTicket ticket() {
    QueueTicket made;
    made.ticket = TicketId{"01JD"};
    made.label = "A012";
    made.service = "cash";
    made.state = "called";
    made.since = UtcTime{Milliseconds{1'795'747'200'000}};
    made.called_at = made.missed_from = made.since;
    made.window = 3;
    made.calls = 2;
    made.needs = {"company"};
    made.alert = AlertId{"a1"};
    return made;
}

TEST(QueueMessages, AViewReadAndWrittenAgainIsTheSameBytes) {
    auto waiting = ticket();
    waiting.state = "waiting";
    waiting.called_at.reset();
    waiting.missed_from.reset();
    const QueueView view{{ticket(), waiting}, 1, {5, 15}, {"cash", "other"}, ticket().since};
    const auto json = to_json(view);
    const auto read = queue_view_from_json(json);
    ASSERT_TRUE(read) << read.error().text();
    EXPECT_EQ(to_json(*read), json);
    EXPECT_EQ(json.find("null"), std::string::npos) << "what is absent is left out";
    EXPECT_EQ(to_json(*queue_ticket_from_json(to_json(ticket()))), to_json(ticket()));
}

TEST(QueueMessages, MistakesNameTheirField) {
    const auto mistake = [](const auto& result) { return result ? std::string{} : result.error().text(); };
    EXPECT_NE(mistake(call_next_from_json(R"({"key":"k","window":0})")).find("'window'"), std::string::npos);
    EXPECT_NE(mistake(call_next_from_json(R"({"key":"k"})")).find("'window'"), std::string::npos);
    EXPECT_NE(mistake(ticket_call_from_json(R"({"key":"k","window":3})")).find("'ticket'"), std::string::npos);
    EXPECT_NE(mistake(ticket_move_from_json(R"({"key":"k","ticket":"t","service":"tea"})")).find("'service'"), std::string::npos);
    EXPECT_NE(mistake(ticket_end_from_json(R"({"key":"k","ticket":"t","how":"bin"})")).find("'how'"), std::string::npos);
    EXPECT_NE(mistake(queue_view_from_json(R"({"tickets":[{}],"waiting":0,"wait":{"from_minutes":0,"to_minutes":0},"own_services":[],"at":"2026-11-27T00:00:00Z"})"))
                  .find("tickets[0]"), std::string::npos);
    EXPECT_TRUE(call_next_from_json(R"({"key":"k","window":3,"ticket":null})"));
}

TEST(QueueMessages, ACounterViewCannotSayATier) {
    CounterView view;
    view.person.emplace();
    view.person->name = CustomerName{PrivateText{"王"}};
    view.person->tier = "A";
    EXPECT_EQ(to_json(view), R"({"person":{"name":"王","honorific":"","age_band":"","needs":[]},"news":[]})");
}

TEST(PhoneMessages, APhoneShowsExactlyOneThingToGetIn) {
    EXPECT_TRUE(phone_open_from_json(R"({"visit_code":"SL1.x"})"));
    EXPECT_TRUE(phone_open_from_json(R"({"portal_token":"SP1.x"})"));
    for (const auto* bad : {"{}", R"({"visit_code":"a","portal_token":"b"})", R"({"visit_code":""})", R"({"visit_code":7})", "[]", "", "{"}) {
        EXPECT_FALSE(phone_open_from_json(bad)) << bad;
    }
    EXPECT_FALSE(phone_open_from_json(R"({"visit_code":")" + std::string(513, 'x') + "\"}"));
}

TEST(PhoneMessages, PurposesAreThoseThatThePageAsks) {
    for (const auto* purpose : {"service", "wifi", "marketing"}) {
        EXPECT_TRUE(phone_choice_from_json(R"({"key":"k","granted":true,"text_version":"v","purpose":")" + std::string(purpose) + "\"}")) << purpose;
    }
    for (const auto* purpose : {"settings", "profiling", "survey", ""}) {
        EXPECT_FALSE(phone_choice_from_json(R"({"key":"k","granted":true,"text_version":"v","purpose":")" + std::string(purpose) + "\"}")) << purpose;
    }
    EXPECT_FALSE(phone_choice_from_json(R"({"key":"k","granted":true,"purpose":"service"})"));
    EXPECT_FALSE(phone_forget_from_json("{}"));
}

}  // namespace
}  // namespace silverlane::protocol
