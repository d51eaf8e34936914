// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: Silverlane contributors
//
// What do you know about me, and forget it; and settings that come back by possession alone.
#include <gtest/gtest.h>

#include <map>

#include "desk_fixture.h"
#include "hub/store/alerts.h"
#include "hub/store/customers.h"
#include "hub/store/visits.h"

namespace silverlane::desk {
namespace {

std::map<std::string, std::string> told(const protocol::KnownList& list) {
    std::map<std::string, std::string> items;
    for (const auto& item : list.items) {
        std::string values;
        for (const auto& each : item.values) values += std::string{each.open(PrivateDoor::protocol_codec)} + " ";
        items[item.kind] = values + "until " + item.kept_until;
    }
    return items;
}

class Known : public ::testing::Test {
protected:
    void come_with_card() {
        auto request = bank.ticket_request("t1");
        request.card = bank.card(1);
        request.wants_company = true;
        ticket = *bank.desk->issue_ticket(bank.terminal, request);
    }
    std::map<std::string, std::string> known(const protocol::VisitProof& proof) {
        const auto list = bank.desk->known(bank.terminal, {proof});
        EXPECT_TRUE(list);
        return list ? told(*list) : std::map<std::string, std::string>{};
    }
    protocol::VisitProof by_ticket() const { return {ticket.ticket, std::nullopt, std::nullopt}; }
    protocol::VisitProof by_code() const { return {std::nullopt, ticket.visit_code, std::nullopt}; }
    protocol::VisitProof by_card() const { return {std::nullopt, std::nullopt, bank.card(1)}; }

    SampleBank bank;
    protocol::TicketIssued ticket;
};

TEST_F(Known, TheCardListsEverythingAndPaperThisVisitAlone) {
    bank.add(story_person());
    come_with_card();
    const std::map<std::string, std::string> of_the_visit{{"ticket", "A001 until closing"}, {"arrival_time", "2026-11-22T02:00:00.000Z until closing"},
                                                          {"how_known", "ticket card until closing"}, {"needs", "company until closing"},
                                                          {"alerts", "arrival_priority until closing"}};
    EXPECT_EQ(known(by_ticket()), of_the_visit) << "whoever finds the slip learns nothing of its owner";
    EXPECT_EQ(known(by_code()), of_the_visit);
    auto everything = of_the_visit;
    everything.insert({{"consents", "service settings wifi until withdrawn"},
                       {"settings", "language=zh-CN text_size=largest theme=black rate_step=2 volume_step=4 until withdrawn"},
                       {"bank_record", "until bank"}, {"decisions", "until days"}});
    EXPECT_EQ(known(by_card()), everything);
}

TEST_F(Known, AnAnonymousTicketKnowsOnlyItself) {
    bank.add(story_person());
    ticket = *bank.desk->issue_ticket(bank.terminal, bank.ticket_request("t1"));
    const auto items = known(by_ticket());
    EXPECT_EQ(items.size(), 3U);
    EXPECT_TRUE(items.contains("ticket") && items.contains("arrival_time") && items.contains("how_known"));
}

TEST_F(Known, NothingIsSaidForAnUnknownCodeTicketOrCardOrForNothing) {
    bank.add(story_person());
    EXPECT_TRUE(known({}).empty());
    EXPECT_TRUE(known({TicketId{"guessed"}, std::nullopt, std::nullopt}).empty());
    EXPECT_TRUE(known({std::nullopt, "SL1.guessed.00", std::nullopt}).empty());
    EXPECT_TRUE(known({std::nullopt, std::nullopt, bank.card(77)}).empty());
    const Terminal elsewhere{KioskId{"X1"}, BranchId{"B002"}, "X1"};
    come_with_card();
    EXPECT_TRUE(bank.desk->known(elsewhere, {by_ticket()})->items.empty()) << "another branch";
}

TEST_F(Known, AVisitKnownByATypedTailShowsNothingOfTheCustomerAndForgettingItWithdrawsNothingOfTheirs) {
    bank.add(story_person());
    come_with_card();
    ASSERT_TRUE(bank.store->write([&](store::Connection& connection) -> Result<void> {
        store::Visits visits(connection);
        auto visit = visits.newest_of(bank.branch, CustomerId{"C00001"});
        visit->claimed = true;
        visits.put(*visit);
        return {};
    }));
    const auto items = known(by_ticket());
    EXPECT_TRUE(items.contains("ticket"));
    EXPECT_FALSE(items.contains("consents") || items.contains("settings") || items.contains("bank_record"));
    ASSERT_TRUE(bank.desk->forget(bank.terminal, {IdempotencyKey{"f1"}, by_code()}));
    EXPECT_TRUE(bank.desk->greet_card(bank.terminal, {IdempotencyKey{"g1"}, bank.card(1)})->preferences) << "the customer's own settings stay";
}

TEST_F(Known, ForgettingLeavesAnAnonymousNumberAndNothingElse) {
    auto person = story_person();
    person.surname = "欧阳";
    bank.add(person);
    ASSERT_TRUE(bank.desk->accept({bank.wifi(1, "w1")}));
    come_with_card();
    ASSERT_TRUE(bank.desk->call_staff(bank.terminal, {IdempotencyKey{"h1"}, "home", "", ticket.label, ticket.ticket}));
    ASSERT_TRUE(bank.claim(bank.open_alerts().front(), "1001", "c1"));
    const auto told_before = bank.publisher.events().size();
    ASSERT_TRUE(bank.desk->forget(bank.terminal, {IdempotencyKey{"f1"}, by_code()}));
    ASSERT_TRUE(bank.desk->forget(bank.terminal, {IdempotencyKey{"f1"}, by_code()}));
    const auto left = known(by_ticket());
    EXPECT_EQ(left.size(), 4U);
    EXPECT_EQ(left.at("how_known"), "ticket until closing");
    EXPECT_FALSE(left.contains("needs") || left.contains("consents") || left.contains("settings") || left.contains("bank_record"));
    for (const auto& alert : bank.open_alerts()) {
        EXPECT_FALSE(alert.person);
        EXPECT_EQ(protocol::to_json(alert).find("欧阳"), std::string::npos);
    }
    const auto events = bank.publisher.events();
    for (auto i = told_before; i < events.size(); ++i) EXPECT_EQ(events[i].data.find("欧阳"), std::string::npos);
    // Neither is the name in what a tablet would read again, nor in the database's rows about the visit.
    ASSERT_TRUE(bank.store->read([&](store::Connection& connection) -> Result<void> {
        static constexpr store::Sql kAnswers{"SELECT (SELECT count(*) FROM answered WHERE instr(answer, '欧阳') > 0) + (SELECT count(*) FROM event WHERE "
                                             "instr(data, '欧阳') > 0) + (SELECT count(*) FROM alert WHERE instr(body, '欧阳') > 0)"};
        connection.query(kAnswers, {}, [](const store::Row& row) { EXPECT_EQ(row.integer(0), 0); });
        static constexpr store::Sql kRecords{"SELECT count(*) FROM decision"};
        connection.query(kRecords, {}, [](const store::Row& row) { EXPECT_EQ(row.integer(0), 0); });
        static constexpr store::Sql kVisits{"SELECT count(*) FROM visit WHERE customer IS NOT NULL"};
        connection.query(kVisits, {}, [](const store::Row& row) { EXPECT_EQ(row.integer(0), 0); });
        return {};
    }));
}

TEST_F(Known, ForgettingIsRecordedAsAWithdrawalAndTheWifiBringsNobodyBack) {
    bank.add(story_person());
    come_with_card();
    ASSERT_TRUE(bank.desk->forget(bank.terminal, {IdempotencyKey{"f1"}, by_card()}));
    ASSERT_TRUE(bank.store->read([&](store::Connection& connection) -> Result<void> {
        store::Customers customers(connection);
        for (const auto& consent : customers.consents_of(CustomerId{"C00001"})) EXPECT_FALSE(consent.granted) << consent.purpose;
        EXPECT_FALSE(customers.preferences_of(CustomerId{"C00001"}));
        static constexpr store::Sql kRecords{"SELECT count(*) FROM consent_record WHERE customer = 'C00001' AND granted = 0"};
        connection.query(kRecords, {}, [](const store::Row& row) { EXPECT_EQ(row.integer(0), 3); });
        return {};
    }));
    const auto before = bank.open_alerts().size();
    ASSERT_TRUE(bank.desk->accept({bank.wifi(1, "w2")}));
    EXPECT_EQ(bank.open_alerts().size(), before);
    EXPECT_FALSE(bank.desk->greet_card(bank.terminal, {IdempotencyKey{"g1"}, bank.card(1)})->preferences);
}

TEST_F(Known, ForgettingByPaperForgetsThisVisitWithdrawsNothingAndTheWifiBringsNobodyBackToday) {
    bank.add(story_person());
    come_with_card();
    ASSERT_TRUE(bank.desk->forget(bank.terminal, {IdempotencyKey{"f1"}, by_code()}));
    ASSERT_TRUE(bank.desk->accept({bank.wifi(1, "w2")}));
    for (const auto& alert : bank.open_alerts()) EXPECT_FALSE(alert.person);
    EXPECT_EQ(known(by_card()).at("consents"), "service settings wifi until withdrawn") << "all of them are the owner's to withdraw";
    EXPECT_TRUE(bank.desk->greet_card(bank.terminal, {IdempotencyKey{"g1"}, bank.card(1)})->preferences);
    EXPECT_FALSE(bank.desk->greet(bank.terminal, {IdempotencyKey{"g2"}, ticket.visit_code})->preferences);
    ASSERT_TRUE(bank.desk->forget(bank.terminal, {IdempotencyKey{"f2"}, by_card()}));
    EXPECT_FALSE(known(by_card()).contains("consents")) << "also what was refused for today is withdrawn for good";
}

TEST_F(Known, AtTheKioskTheSlipKeepsSettingsBothWaysAndNothingElseThatLasts) {
    auto person = story_person();
    person.granted = {"service", "wifi"};
    bank.add(person);
    come_with_card();
    protocol::ConsentChoice choice;
    choice.key = IdempotencyKey{"c1"};
    choice.purposes = {"settings", "marketing", "profiling", "survey"};
    choice.granted = true;
    choice.visit_code = ticket.visit_code;
    choice.preferences = protocol::KeptPreferences{"zh-CN", "largest", "black", 3, 3};
    ASSERT_TRUE(bank.desk->choose_consent(bank.terminal, choice));
    EXPECT_EQ(known(by_card()).at("consents"), "service settings wifi until withdrawn");
    EXPECT_TRUE(bank.desk->greet(bank.terminal, {IdempotencyKey{"g1"}, ticket.visit_code})->preferences);
    choice.key = IdempotencyKey{"c2"};
    choice.granted = false;
    bank.clock.advance(Milliseconds{1'000});
    ASSERT_TRUE(bank.desk->choose_consent(bank.terminal, choice));
    EXPECT_EQ(known(by_card()).at("consents"), "service wifi until withdrawn");
    EXPECT_FALSE(known(by_card()).contains("settings"));
}

TEST_F(Known, ATypedTailRefusesForTodayAndTakesNothingFromAnybody) {
    bank.add(story_person());
    auto start = bank.wifi(1, "w1");
    start.inside = false;
    ASSERT_TRUE(bank.desk->accept({start}));
    protocol::ConsentChoice no;
    no.key = IdempotencyKey{"c1"};
    no.purposes = {"service", "wifi", "settings"};
    no.phone_tail = bank.tail(1);
    ASSERT_TRUE(bank.desk->choose_consent(bank.terminal, no));
    bank.clock.advance(Milliseconds{120'000});
    ASSERT_TRUE(bank.desk->run_due_jobs());
    ASSERT_TRUE(bank.desk->accept({bank.wifi(1, "w2", protocol::EvidenceKind::wifi_update)}));
    EXPECT_TRUE(bank.open_alerts().empty());
    EXPECT_EQ(known(by_card()).at("consents"), "service settings wifi until withdrawn");
    EXPECT_TRUE(known(by_card()).contains("settings"));
}

TEST_F(Known, TheNumberStaysInTheQueueAfterForgetting) {
    bank.add(story_person());
    come_with_card();
    ASSERT_TRUE(bank.desk->forget(bank.terminal, {IdempotencyKey{"f1"}, by_ticket()}));
    EXPECT_EQ(bank.desk->glance(bank.branch)->waiting, 1);
    EXPECT_EQ(bank.desk->greet(bank.terminal, {IdempotencyKey{"g1"}, ticket.visit_code})->label, "A001");
}

TEST_F(Known, ForgettingSomebodyUnknownIsAnsweredTheSame) {
    EXPECT_TRUE(bank.desk->forget(bank.terminal, {IdempotencyKey{"f1"}, {std::nullopt, std::nullopt, bank.card(77)}}));
    EXPECT_TRUE(bank.desk->forget(bank.terminal, {IdempotencyKey{"f2"}, {}}));
}

TEST_F(Known, SettingsComeBackAfterACardAndOnlyWithTheirOwnConsent) {
    bank.add(story_person());
    const auto greeting = bank.desk->greet_card(bank.terminal, {IdempotencyKey{"g1"}, bank.card(1)});
    ASSERT_TRUE(greeting);
    ASSERT_TRUE(greeting->preferences);
    EXPECT_EQ(greeting->preferences->text_size, "largest");
    EXPECT_EQ(greeting->label, "") << "no ticket yet";
    come_with_card();
    EXPECT_EQ(bank.desk->greet_card(bank.terminal, {IdempotencyKey{"g2"}, bank.card(1)})->label, "A001");
    protocol::ConsentChoice no;
    no.key = IdempotencyKey{"c1"};
    no.purposes = {"settings"};
    no.card = bank.card(1);
    ASSERT_TRUE(bank.desk->choose_consent(bank.terminal, no));
    EXPECT_FALSE(bank.desk->greet_card(bank.terminal, {IdempotencyKey{"g3"}, bank.card(1)})->preferences);
}

TEST_F(Known, ACardNobodyKnowsIsGreetedLikeOneWithoutSettings) {
    bank.add(story_person());
    auto plain = story_person();
    plain.number = 2;
    plain.granted = {"service"};
    bank.add(plain);
    const auto stranger = bank.desk->greet_card(bank.terminal, {IdempotencyKey{"g1"}, bank.card(77)});
    const auto customer = bank.desk->greet_card(bank.terminal, {IdempotencyKey{"g2"}, bank.card(2)});
    ASSERT_TRUE(stranger && customer);
    EXPECT_EQ(protocol::to_json(*stranger), protocol::to_json(*customer));
}

}  // namespace
}  // namespace silverlane::desk
