// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: Silverlane contributors
#include <gtest/gtest.h>

#include <atomic>
#include <thread>

#include "desk_fixture.h"
#include "hub/decision/overheard.h"

namespace silverlane::desk {
namespace {

using protocol::AlertState;
using protocol::EvidenceKind;

TEST(Story, AConsentingCustomerOnTheWifiBecomesASilentRowWithTheMaturityFirst) {
    SampleBank bank;
    bank.add(story_person());
    ASSERT_TRUE(bank.desk->accept({bank.wifi(1, "a1")}));
    const auto alert = bank.only_alert();
    EXPECT_EQ(alert.kind, "arrival");
    EXPECT_FALSE(alert.interrupts);
    EXPECT_EQ(alert.urgency, protocol::Urgency::c);
    ASSERT_TRUE(alert.person);
    EXPECT_EQ(alert.person->name.text.open(PrivateDoor::protocol_codec), "王");
    EXPECT_EQ(alert.person->honorific, "female");
    EXPECT_EQ(alert.person->age_band, "70-74");
    EXPECT_EQ(alert.person->tier, "");
    ASSERT_FALSE(alert.reasons.empty());
    EXPECT_EQ(alert.reasons.front(), (protocol::Line{"reason.deposit_matures_soon", {{"days", "5"}}}));
    ASSERT_TRUE(alert.first_sentence);
    EXPECT_EQ(decision::overheard_mistake(*alert.first_sentence), "");
    EXPECT_EQ(alert.evidence, std::vector<std::string>{"wifi"});
    EXPECT_LE(alert.outcomes.size(), 5U);
}

TEST(Story, TheTicketWithACardMakesTheSameAlertBuzz) {
    SampleBank bank;
    bank.add(story_person());
    ASSERT_TRUE(bank.desk->accept({bank.wifi(1, "a1")}));
    const auto silent = bank.only_alert();
    const auto ticket = bank.ticket_with_card("t1");
    ASSERT_TRUE(ticket) << ticket.error().text();
    EXPECT_EQ(ticket->label, "A001");
    const auto buzzing = bank.only_alert();
    EXPECT_EQ(buzzing.id, silent.id);
    EXPECT_EQ(buzzing.version, silent.version + 1);
    EXPECT_TRUE(buzzing.interrupts);
    EXPECT_EQ(buzzing.place, "K1");
    EXPECT_EQ(buzzing.ticket_label, "A001");
    EXPECT_EQ(buzzing.evidence, (std::vector<std::string>{"wifi", "ticket", "card"}));
    EXPECT_EQ(bank.publisher.alerts().size(), 2U);
}

TEST(Story, AnOutsideQueueMachineJoinsByItsCustomerParameter) {
    SampleBank bank;
    bank.add(story_person());
    ASSERT_TRUE(bank.desk->accept({bank.wifi(1, "a1")}));
    auto ticket = bank.wifi(1, "q1", EvidenceKind::ticket_created);
    ticket.source = "queue:qmatic";
    ticket.session = "B001/4711";
    ticket.ticket_label = "C013";
    ticket.service = "Cash";
    ASSERT_TRUE(bank.desk->accept({ticket}));
    const auto alert = bank.only_alert();
    EXPECT_TRUE(alert.interrupts);
    EXPECT_EQ(alert.ticket_label, "C013");
}

TEST(Story, OneOfFiftyStaffWinsTheClaimAndTheOthersLearnThatItIsTaken) {
    SampleBank bank;
    bank.add(story_person());
    ASSERT_TRUE(bank.desk->accept({bank.wifi(1, "a1")}));
    const auto alert = bank.only_alert();
    std::atomic<int> won{0}, lost{0};
    std::vector<std::thread> threads;
    for (int i = 0; i < 50; ++i) {
        threads.emplace_back([&, i] {
            const auto claimed = bank.claim(alert, "s" + std::to_string(i), "claim-" + std::to_string(i));
            if (claimed) ++won;
            else if (claimed.error().code() == ErrorCode::conflict) ++lost;
        });
    }
    for (auto& thread : threads) thread.join();
    EXPECT_EQ(won, 1);
    EXPECT_EQ(lost, 49);
    EXPECT_EQ(bank.only_alert().state, AlertState::claimed);
    EXPECT_EQ(bank.publisher.alerts().size(), 2U);
}

TEST(Story, TheOutcomeClosesTheAlertAndTheOtherTabletSeesIt) {
    SampleBank bank;
    bank.add(story_person());
    ASSERT_TRUE(bank.desk->accept({bank.wifi(1, "a1")}));
    const auto claimed = bank.claim(bank.only_alert(), "1001", "c1");
    ASSERT_TRUE(claimed);
    const auto refused = bank.desk->record_outcome(bank.session, claimed->id, {IdempotencyKey{"o0"}, claimed->version, "sold_gold"});
    ASSERT_FALSE(refused);
    EXPECT_EQ(refused.error().code(), ErrorCode::invalid_input);
    const auto closed = bank.desk->record_outcome(bank.session, claimed->id, {IdempotencyKey{"o1"}, claimed->version, "helped"});
    ASSERT_TRUE(closed) << closed.error().text();
    EXPECT_EQ(closed->state, AlertState::closed);
    EXPECT_TRUE(bank.open_alerts().empty());
    EXPECT_EQ(bank.publisher.alerts().back().outcome, "helped");
    // Still the same visit: what comes after the outcome raises nothing new.
    ASSERT_TRUE(bank.ticket_with_card("t1"));
    EXPECT_TRUE(bank.open_alerts().empty());
}

TEST(Story, AHundredArrivalsOfOneCustomerAtOnceAreOneAlert) {
    SampleBank bank;
    bank.add(story_person());
    std::vector<std::thread> threads;
    for (int i = 0; i < 100; ++i) {
        threads.emplace_back([&, i] {
            auto arrival = bank.wifi(1, "a" + std::to_string(i));
            arrival.session += "-" + std::to_string(i);
            EXPECT_TRUE(bank.desk->accept({arrival}));
        });
    }
    for (auto& thread : threads) thread.join();
    EXPECT_EQ(bank.open_alerts().size(), 1U);
    EXPECT_EQ(bank.publisher.alerts().size(), 1U);
    EXPECT_EQ(bank.counted("visits_opened"), "1");
}

TEST(Story, EventsAreNumberedWithoutGapsAndATabletResumes) {
    SampleBank bank;
    bank.add(story_person());
    ASSERT_TRUE(bank.desk->accept({bank.wifi(1, "a1")}));
    ASSERT_TRUE(bank.ticket_with_card("t1"));
    ASSERT_TRUE(bank.claim(bank.only_alert(), "1001", "c1"));
    const auto published = bank.publisher.events();
    ASSERT_EQ(published.size(), 3U);
    for (std::size_t i = 0; i < published.size(); ++i) EXPECT_EQ(published[i].sequence, i + 1);
    const auto resumed = bank.desk->events_since(bank.branch, "staff:hall", 1, 100);
    ASSERT_TRUE(resumed);
    ASSERT_EQ(resumed->size(), 2U);
    EXPECT_EQ(resumed->front().data, published[1].data);
    EXPECT_EQ(bank.desk->last_sequence(bank.branch), 3U);
    EXPECT_EQ(bank.desk->events_since(bank.branch, "staff:hall", 99, 10).error().code(), ErrorCode::not_found);
    EXPECT_EQ(bank.desk->open_alerts(bank.session)->sequence, 3U);
}

TEST(Story, AReleasedAlertIsOpenAgainAndTheWrongPersonIsForgotten) {
    SampleBank bank;
    bank.add(story_person());
    ASSERT_TRUE(bank.desk->accept({bank.wifi(1, "a1")}));
    const auto claimed = bank.claim(bank.only_alert(), "1001", "c1");
    ASSERT_TRUE(claimed);
    const auto released = bank.desk->release(bank.session, claimed->id, {IdempotencyKey{"r1"}, claimed->version, "not_now"});
    ASSERT_TRUE(released);
    EXPECT_EQ(released->state, AlertState::open);
    EXPECT_EQ(released->claimed_by, "");
    const auto wrong = bank.desk->release(bank.session, claimed->id, {IdempotencyKey{"r2"}, released->version, "wrong_person"});
    ASSERT_TRUE(wrong);
    EXPECT_EQ(wrong->state, AlertState::closed);
    EXPECT_FALSE(wrong->person);
    EXPECT_EQ(bank.log.count("identity_was_wrong"), 1U);
}

}  // namespace
}  // namespace silverlane::desk
