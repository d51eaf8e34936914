// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: Silverlane contributors
#include <gtest/gtest.h>

#include <set>
#include <thread>

#include "desk_fixture.h"

namespace silverlane::desk {
namespace {

using protocol::EvidenceKind;

TEST(Tickets, NumbersHaveNoDoublesAndNoGapsUnderManyCallers) {
    SampleBank bank;
    std::vector<std::thread> threads;
    std::mutex mutex;
    std::set<std::string> labels;
    for (int i = 0; i < 8; ++i) {
        threads.emplace_back([&, i] {
            for (int j = 0; j < 25; ++j) {
                const auto ticket = bank.desk->issue_ticket(bank.terminal, bank.ticket_request(std::to_string(i) + "-" + std::to_string(j)));
                ASSERT_TRUE(ticket);
                const std::lock_guard lock(mutex);
                labels.insert(ticket->label);
            }
        });
    }
    for (auto& thread : threads) thread.join();
    EXPECT_EQ(labels.size(), 200U);
    EXPECT_EQ(*labels.begin(), "A001");
    EXPECT_EQ(*labels.rbegin(), "A200");
}

TEST(Tickets, TheSameKeyGivesTheSameTicketAlsoAfterAPowerCut) {
    SampleBank bank;
    const auto first = bank.desk->issue_ticket(bank.terminal, bank.ticket_request("t1"));
    ASSERT_TRUE(first);
    bank.cut_power_and_reopen();
    const auto again = bank.desk->issue_ticket(bank.terminal, bank.ticket_request("t1"));
    ASSERT_TRUE(again);
    EXPECT_EQ(again->label, first->label);
    EXPECT_EQ(again->ticket, first->ticket);
    EXPECT_EQ(bank.desk->issue_ticket(bank.terminal, bank.ticket_request("t2"))->label, "A002");
}

TEST(Tickets, AKeyBelongsToTheTerminalThatMadeIt) {
    SampleBank bank;
    const auto ours = bank.desk->issue_ticket(bank.terminal, bank.ticket_request("t1"));
    const Terminal other{KioskId{"K9"}, bank.terminal.branch, "K9"};
    const auto theirs = bank.desk->issue_ticket(other, bank.ticket_request("t1"));
    ASSERT_TRUE(ours && theirs);
    EXPECT_NE(theirs->label, ours->label);
    EXPECT_NE(theirs->visit_code, ours->visit_code);
}

TEST(Tickets, SeriesFollowTheServiceAndPriorityIsT) {
    SampleBank bank;
    auto request = bank.ticket_request("t1");
    request.service = "passbook";
    EXPECT_EQ(bank.desk->issue_ticket(bank.terminal, request)->label, "C001");
    request.key = IdempotencyKey{"t2"};
    request.priority = true;
    EXPECT_EQ(bank.desk->issue_ticket(bank.terminal, request)->label, "T001");
    request.key = IdempotencyKey{"t3"};
    request.service = "gold";
    EXPECT_EQ(bank.desk->issue_ticket(bank.terminal, request).error().code(), ErrorCode::invalid_input);
    // A refusal is no answer: the same key may be used for what is right.
    request.service = "cash";
    EXPECT_TRUE(bank.desk->issue_ticket(bank.terminal, request));
}

TEST(Tickets, WhoComesLaterHasMoreAheadAndWaitsAreRanges) {
    SampleBank bank;
    const auto first = bank.desk->issue_ticket(bank.terminal, bank.ticket_request("t1"));
    EXPECT_EQ(first->ahead, 0);
    for (int i = 2; i <= 4; ++i) static_cast<void>(bank.desk->issue_ticket(bank.terminal, bank.ticket_request("t" + std::to_string(i))));
    const auto fifth = bank.desk->issue_ticket(bank.terminal, bank.ticket_request("t5"));
    EXPECT_EQ(fifth->ahead, 4);
    EXPECT_LT(fifth->wait.from_minutes, fifth->wait.to_minutes);
    EXPECT_EQ(bank.desk->glance(bank.branch)->waiting, 5);
}

TEST(Tickets, ATicketPrintedWhileTheHubWasAwayIsRecordedOnce) {
    SampleBank bank;
    const auto block = bank.desk->reserve_numbers(bank.terminal);
    ASSERT_TRUE(block);
    EXPECT_EQ(block->series, "K");
    auto request = bank.ticket_request("t1");
    request.offline_label = "K003";
    request.taken_at = bank.clock.now() - Milliseconds{600'000};
    EXPECT_EQ(bank.desk->issue_ticket(bank.terminal, request)->label, "K003");
    request.key = IdempotencyKey{"t1-again"};
    EXPECT_EQ(bank.desk->issue_ticket(bank.terminal, request)->label, "K003");
    EXPECT_EQ(bank.desk->glance(bank.branch)->waiting, 1);
    request.key = IdempotencyKey{"t2"};
    request.offline_label = "L001";   // another kiosk's series
    EXPECT_EQ(bank.desk->issue_ticket(bank.terminal, request).error().code(), ErrorCode::invalid_input);
}

TEST(Tickets, AForgedOrForeignCodeIsNotFound) {
    SampleBank bank;
    const auto ticket = bank.desk->issue_ticket(bank.terminal, bank.ticket_request("t1"));
    auto forged = ticket->visit_code;
    forged.back() = forged.back() == '0' ? '1' : '0';
    EXPECT_EQ(bank.desk->greet(bank.terminal, {IdempotencyKey{"g1"}, forged}).error().code(), ErrorCode::not_found);
    EXPECT_EQ(bank.desk->greet(bank.terminal, {IdempotencyKey{"g2"}, "A001"}).error().code(), ErrorCode::not_found);
    EXPECT_TRUE(bank.desk->greet(bank.terminal, {IdempotencyKey{"g3"}, ticket->visit_code}));
}

TEST(Tickets, ScanningTheSlipAtAKioskMovesThePersonThere) {
    SampleBank bank;
    bank.add(story_person());
    const auto ticket = bank.ticket_with_card("t1");
    const Terminal other{KioskId{"K2"}, bank.branch, "K2"};
    ASSERT_TRUE(bank.desk->greet(other, {IdempotencyKey{"g1"}, ticket->visit_code}));
    EXPECT_EQ(bank.only_alert().place, "K2");
}

TEST(Tickets, AnOutsideTicketIsCalledAndEnds) {
    SampleBank bank;
    auto created = bank.wifi(9, "q1", EvidenceKind::ticket_created);
    created.source = "queue:qmatic";
    created.session = "B001/1";
    created.ticket_label = "C013";
    ASSERT_TRUE(bank.desk->accept({created}));
    EXPECT_EQ(bank.desk->glance(bank.branch)->waiting, 1);
    auto called = created;
    called.key = IdempotencyKey{"q2"};
    called.kind = EvidenceKind::ticket_called;
    ASSERT_TRUE(bank.desk->accept({called}));
    EXPECT_EQ(bank.desk->glance(bank.branch)->waiting, 0);
    EXPECT_EQ(bank.desk->glance(bank.branch)->called, std::vector<std::string>{"C013"});
    ASSERT_TRUE(bank.desk->run_due_jobs());
    const auto told = bank.publisher.kiosk_events("K1");
    ASSERT_FALSE(told.empty());
    EXPECT_EQ(told.back().glance.called, std::vector<std::string>{"C013"});
    EXPECT_TRUE(bank.publisher.alerts().empty());
}

TEST(Tickets, TheGlanceSaysWhereEachNumberIsCalledAndHowOften) {
    SampleBank bank;
    const auto told = [&](const char* label, const char* key, EvidenceKind kind, int window = 0, bool again = false) {
        auto event = bank.wifi(9, key, kind);
        event.identifiers.clear();
        event.source = "queue:qmatic";
        event.session = std::string("B001/") + label;
        event.ticket_label = label;
        event.window = window;
        event.again = again;
        event.event_time = bank.clock.now();
        ASSERT_TRUE(bank.desk->accept({event}));
        bank.clock.advance(Milliseconds{1'000});
    };
    const auto begun = bank.clock.now();
    for (const char* label : {"C013", "C014"}) told(label, (std::string("new") + label).c_str(), EvidenceKind::ticket_created);
    told("C013", "1", EvidenceKind::ticket_called, 3);
    told("C013", "2", EvidenceKind::ticket_called, 3);          // the machine says the same again ("serving"): no new call
    told("C014", "3", EvidenceKind::ticket_called);
    const auto second = begun + Milliseconds{1'000};
    auto glance = *bank.desk->glance(bank.branch);
    EXPECT_EQ(glance.at, bank.clock.now());
    EXPECT_EQ(glance.calls, (std::vector<protocol::HallCall>{{"C014", 0, second + Milliseconds{3'000}, 1}, {"C013", 3, second + Milliseconds{1'000}, 1}}));
    told("C013", "4", EvidenceKind::ticket_called, 3, true);    // nobody came
    told("C014", "5", EvidenceKind::ticket_called, 5);          // now the window is known
    glance = *bank.desk->glance(bank.branch);
    EXPECT_EQ(glance.calls, (std::vector<protocol::HallCall>{{"C014", 5, second + Milliseconds{5'000}, 2}, {"C013", 3, second + Milliseconds{4'000}, 2}}));
    told("C013", "6", EvidenceKind::ticket_ended);
    told("C013", "7", EvidenceKind::ticket_called, 3, true);    // late news of what is over
    glance = *bank.desk->glance(bank.branch);
    ASSERT_EQ(glance.calls.size(), 1U);
    EXPECT_EQ(glance.calls[0].label, "C014");
}

TEST(Tickets, SomebodyUnknownWhoWantsCompanyIsFlaggedWithoutAName) {
    SampleBank bank;
    auto request = bank.ticket_request("t1");
    request.wants_company = true;
    ASSERT_TRUE(bank.desk->issue_ticket(bank.terminal, request));
    const auto alert = bank.only_alert();
    EXPECT_FALSE(alert.person);
    EXPECT_TRUE(alert.interrupts);
    EXPECT_EQ(alert.kind, "arrival_priority");
    EXPECT_EQ(alert.reasons.front().key, "reason.wants_company");
    EXPECT_EQ(alert.place, "K1");
    EXPECT_EQ(alert.ticket_label, "A001");
}

}  // namespace
}  // namespace silverlane::desk
