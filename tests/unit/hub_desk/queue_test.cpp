// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: Silverlane contributors
#include <gtest/gtest.h>

#include <algorithm>
#include <mutex>
#include <set>
#include <thread>

#include <fmt/format.h>

#include "path_samples.h"
#include "hub/store/queues.h"

namespace silverlane::desk {
namespace {

using protocol::EvidenceKind;
using protocol::QueueTicket;

class Queue : public testing::Test {
protected:
    protocol::TicketIssued take(const std::string& key, const std::string& service = "cash", bool priority = false) {
        auto request = bank.ticket_request(key);
        request.service = service;
        request.priority = priority;
        auto ticket = bank.desk->issue_ticket(bank.terminal, request);
        EXPECT_TRUE(ticket);
        bank.clock.advance(Milliseconds{1'000});
        return *ticket;
    }
    Result<QueueTicket> call(int window, const std::string& key, std::optional<TicketId> ticket = std::nullopt) {
        return bank.desk->call_next(teller, {IdempotencyKey{key}, window, std::move(ticket)});
    }
    Result<QueueTicket> again(const TicketId& ticket, const std::string& key, int window = 1) {
        return bank.desk->call_again(teller, {IdempotencyKey{key}, ticket, window});
    }
    Result<QueueTicket> end(const TicketId& ticket, const std::string& how, const std::string& key) {
        return bank.desk->end_ticket(teller, {IdempotencyKey{key}, ticket, how});
    }
    void at_window(int window, const std::string& state = "on_duty") {
        ASSERT_TRUE(bank.desk->set_duty(teller, {IdempotencyKey{fmt::format("{}-{}", state, window)}, state, "", window}));
    }
    void wait(int seconds) { bank.clock.advance(Milliseconds{seconds * 1'000}); }
    QueueTicket seen(const TicketId& ticket) {
        const auto view = bank.desk->queue(teller);
        for (const auto& each : view->tickets) {
            if (each.ticket == ticket) return each;
        }
        return {};
    }

    SampleBank bank;
    const Session teller{StaffId{"1001"}, BranchId{"B001"}, "teller"};
};

TEST_F(Queue, TwoTellersAtOnceNeverGetTheSameNumber) {
    for (int i = 0; i < 60; ++i) take(std::to_string(i), "cash", i % 3 == 0);
    std::mutex mutex;
    std::multiset<std::string> called;
    std::vector<std::thread> tellers;
    for (int window = 1; window <= 6; ++window) {
        tellers.emplace_back([&, window] {
            const Session own{StaffId{std::to_string(1'000 + window)}, bank.branch, "teller"};
            for (int i = 0; i < 10; ++i) {
                const auto ticket = bank.desk->call_next(own, {IdempotencyKey{fmt::format("c{}-{}", window, i)}, window, std::nullopt});
                ASSERT_TRUE(ticket) << ticket.error().text();
                ASSERT_TRUE(bank.desk->end_ticket(own, {IdempotencyKey{fmt::format("e{}-{}", window, i)}, ticket->ticket, "done"}));
                const std::lock_guard lock(mutex);
                called.insert(ticket->label);
            }
        });
    }
    for (auto& each : tellers) each.join();
    EXPECT_EQ(called.size(), 60U);
    EXPECT_EQ(std::set<std::string>(called.begin(), called.end()).size(), 60U);
    EXPECT_EQ(bank.desk->queue(teller)->waiting, 0);
    EXPECT_EQ(call(1, "empty").error().code(), ErrorCode::not_found);
}

TEST_F(Queue, TwoPressesWithOneKeyAreOneCallAlsoAcrossAPowerCut) {
    take("t1");
    take("t2");
    const auto first = call(1, "c1");
    ASSERT_TRUE(first);
    bank.cut_power_and_reopen();
    const auto again_pressed = call(1, "c1");
    ASSERT_TRUE(again_pressed);
    EXPECT_EQ(again_pressed->ticket, first->ticket);
    EXPECT_EQ(bank.desk->queue(teller)->waiting, 1);
}

TEST_F(Queue, TwoTNumbersAreCalledForOneOrdinaryAndAWindowCallsWhatItServes) {
    for (int i = 0; i < 3; ++i) take(fmt::format("a{}", i));
    for (int i = 0; i < 4; ++i) take(fmt::format("t{}", i), "cash", true);
    take("c1", "passbook");
    ASSERT_TRUE(bank.store->write([&](store::Connection& connection) -> Result<void> {
        store::Queues(connection).put_branch(bank.branch, {{1, "cash"}, {2, "passbook"}}, "95588");
        return {};
    }));
    std::string order;
    for (int i = 0; i < 7; ++i) {
        if (i == 1) {
            // Another window with other services has a turn of its own.
            EXPECT_EQ(call(2, "w2")->label, "C001");
            EXPECT_EQ(call(2, "w2b").error().code(), ErrorCode::conflict);
        }
        const auto ticket = call(1, fmt::format("c{}", i));
        ASSERT_TRUE(ticket) << ticket.error().text();
        order += ticket->label + " ";
        ASSERT_TRUE(end(ticket->ticket, "done", fmt::format("e{}", i)));
    }
    EXPECT_EQ(order, "T001 T002 A001 T003 T004 A002 A003 ");
}

TEST_F(Queue, ANumberOverItsLimitIsCalledBeforeAnyOther) {
    const auto ordinary = take("a1");
    wait(44 * 60);
    take("t1", "cash", true);
    wait(60);
    EXPECT_EQ(call(1, "c1")->ticket, ordinary.ticket);
}

TEST_F(Queue, TheHallHearsTheCallAndItsRepetition) {
    const auto ticket = take("t1");
    ASSERT_TRUE(call(3, "c1"));
    ASSERT_TRUE(bank.desk->run_due_jobs());
    auto told = bank.publisher.kiosk_events("K1");
    ASSERT_FALSE(told.empty());
    ASSERT_EQ(told.back().glance.calls.size(), 1U);
    EXPECT_EQ(told.back().glance.calls[0], (protocol::HallCall{"A001", 3, bank.clock.now(), 1, false}));
    wait(60);
    ASSERT_TRUE(again(ticket.ticket, "r1", 3));
    ASSERT_TRUE(bank.desk->run_due_jobs());
    told = bank.publisher.kiosk_events("K1");
    EXPECT_EQ(told.back().glance.calls[0], (protocol::HallCall{"A001", 3, bank.clock.now(), 2, false}));
}

TEST_F(Queue, NobodyComesSoTheHallSaysItHasPassedAndStaffLookForItsHolder) {
    const auto ticket = take("t1");
    ASSERT_TRUE(call(1, "c1"));
    EXPECT_EQ(end(ticket.ticket, "missed", "e1").error().code(), ErrorCode::conflict);
    wait(60);
    ASSERT_TRUE(again(ticket.ticket, "r1"));
    wait(60);
    EXPECT_EQ(end(ticket.ticket, "missed", "e2").error().code(), ErrorCode::conflict);
    wait(60);
    EXPECT_TRUE(bank.open_alerts().empty());
    const auto passed = again(ticket.ticket, "r2");
    ASSERT_TRUE(passed) << passed.error().text();
    EXPECT_EQ(passed->state, "missed");
    const auto alert = bank.only_alert();
    EXPECT_EQ(alert.kind, "missed_call");
    EXPECT_EQ(alert.ticket_label, "A001");
    const auto glance = bank.desk->glance(bank.branch);
    ASSERT_EQ(glance->calls.size(), 1U);
    EXPECT_TRUE(glance->calls[0].passed);
    EXPECT_TRUE(glance->called.empty()) << "the idle screen shows who is called now";
    wait(61);
    EXPECT_TRUE(bank.desk->glance(bank.branch)->calls.empty());
    // Never the bin: it is in the staff's view, and whoever comes after all is called.
    EXPECT_EQ(seen(ticket.ticket).state, "missed");
    const auto found = call(2, "c2", ticket.ticket);
    ASSERT_TRUE(found);
    EXPECT_EQ(found->calls, 1);
    EXPECT_EQ(found->window, 2);
}

TEST_F(Queue, AWindowCallsTheNextOnlyOnceItIsSaidWhatBecameOfTheLast) {
    const auto first = take("t1");
    const auto second = take("t2");
    ASSERT_TRUE(call(1, "c1"));
    EXPECT_EQ(call(1, "c2").error().code(), ErrorCode::conflict);
    wait(60);
    ASSERT_TRUE(again(first.ticket, "r1"));
    wait(5);
    ASSERT_EQ(call(1, "c3")->ticket, second.ticket);   // who did not come after two calls is left to the clock
    wait(114);
    ASSERT_TRUE(bank.desk->run_due_jobs());
    EXPECT_EQ(seen(first.ticket).state, "called");
    wait(1);
    ASSERT_TRUE(bank.desk->run_due_jobs());
    EXPECT_EQ(seen(first.ticket).state, "missed");
    EXPECT_EQ(seen(second.ticket).state, "called") << "who is being served does not pass";
    EXPECT_EQ(bank.only_alert().kind, "missed_call");
}

TEST_F(Queue, PassedOnToAnotherServiceAndPutBackANumberKeepsItsWaitingTime) {
    const auto early = take("a1");
    take("c1", "passbook");
    const auto since = seen(early.ticket).since;
    ASSERT_TRUE(call(1, "x1", early.ticket));
    const auto moved = bank.desk->move_ticket(teller, {IdempotencyKey{"m1"}, early.ticket, "passbook"});
    ASSERT_TRUE(moved);
    EXPECT_EQ(moved->state, "waiting");
    EXPECT_EQ(moved->service, "passbook");
    EXPECT_EQ(moved->since, since);
    EXPECT_EQ(moved->ahead, 0) << "before who came later";
    ASSERT_EQ(call(1, "x2")->ticket, early.ticket);
    ASSERT_TRUE(end(early.ticket, "back", "b1"));
    EXPECT_EQ(seen(early.ticket).ahead, 0);
    EXPECT_EQ(seen(early.ticket).calls, 0);
    EXPECT_EQ(bank.desk->move_ticket(teller, {IdempotencyKey{"m2"}, early.ticket, "tea"}).error().code(), ErrorCode::invalid_input);
}

TEST_F(Queue, TheRolesAndTheBranchAreKept) {
    const auto ticket = take("t1");
    const Session manager{StaffId{"1005"}, bank.branch, "relationship_manager"};
    EXPECT_EQ(bank.desk->call_next(manager, {IdempotencyKey{"c1"}, 1, std::nullopt}).error().code(), ErrorCode::forbidden);
    EXPECT_EQ(bank.desk->end_ticket(manager, {IdempotencyKey{"e1"}, ticket.ticket, "done"}).error().code(), ErrorCode::forbidden);
    EXPECT_EQ(bank.desk->counter(manager, 1).error().code(), ErrorCode::forbidden);
    EXPECT_EQ(bank.desk->queue(manager)->waiting, 1);
    const Session elsewhere{StaffId{"2001"}, BranchId{"B002"}, "teller"};
    EXPECT_EQ(bank.desk->call_next(elsewhere, {IdempotencyKey{"c2"}, 1, ticket.ticket}).error().code(), ErrorCode::not_found);
    EXPECT_EQ(bank.desk->end_ticket(teller, {IdempotencyKey{"e2"}, ticket.ticket, "done"}).error().code(), ErrorCode::conflict) << "it waits";
}

TEST_F(Queue, ANumberOfAnotherMachineIsShownAndCalledThere) {
    auto created = bank.wifi(9, "q1", EvidenceKind::ticket_created);
    created.identifiers.clear();
    created.source = "queue:qmatic";
    created.session = "B001/1";
    created.ticket_label = "C013";
    ASSERT_TRUE(bank.desk->accept({created}));
    const auto view = bank.desk->queue(teller);
    ASSERT_EQ(view->tickets.size(), 1U);
    EXPECT_TRUE(view->tickets[0].outside);
    EXPECT_EQ(call(1, "c1").error().code(), ErrorCode::not_found) << "nobody of ours waits";
    const auto refused = call(1, "c2", view->tickets[0].ticket);
    EXPECT_EQ(refused.error().code(), ErrorCode::conflict);
    EXPECT_NE(refused.error().text().find("another queue machine"), std::string::npos);
    EXPECT_EQ(end(view->tickets[0].ticket, "done", "e1").error().code(), ErrorCode::conflict);
}

std::vector<protocol::QueueView> told_queues(const SampleBank& bank) {
    std::vector<protocol::QueueView> found;
    for (const auto& event : bank.publisher.events()) {
        if (event.name == "queue" && event.audience == "staff") found.push_back(*protocol::queue_view_from_json(event.data));
    }
    return found;
}

TEST_F(Queue, StaffHearOfItAtMostOnceASecondAndTheStreamKeepsTheNewestOnly) {
    const auto before = told_queues(bank).size();
    take("t1");
    for (int i = 0; i < 4; ++i) {
        ASSERT_TRUE(bank.desk->issue_ticket(bank.terminal, bank.ticket_request(fmt::format("u{}", i))));
        ASSERT_TRUE(bank.desk->run_due_jobs());
    }
    EXPECT_EQ(told_queues(bank).size(), before + 1);
    bank.clock.advance(Milliseconds{1'000});
    ASSERT_TRUE(bank.desk->run_due_jobs());
    ASSERT_EQ(told_queues(bank).size(), before + 2);
    EXPECT_EQ(told_queues(bank).back().waiting, 5);
    bank.clock.advance(Milliseconds{1'000});
    ASSERT_TRUE(bank.desk->run_due_jobs());
    EXPECT_EQ(told_queues(bank).size(), before + 2) << "nothing moved";
    std::size_t kept = 0;
    const auto events = bank.desk->events_since(bank.branch, "staff", 1, 100);
    ASSERT_TRUE(events);
    for (const auto& event : *events) kept += event.name == "queue" ? 1 : 0;
    EXPECT_EQ(kept, 1U);
}

TEST_F(Queue, TheCounterSeesNeedsAndNameOfWhoCameByPossessionAndNoMore) {
    bank.add(story_person());
    auto request = bank.ticket_request("t1");
    request.card = bank.card(1);
    request.wants_company = true;
    const auto ticket = bank.desk->issue_ticket(bank.terminal, request);
    at_window(4);
    EXPECT_FALSE(bank.desk->counter(teller, 4)->ticket);
    ASSERT_TRUE(call(4, "c1"));
    const auto view = bank.desk->counter(teller, 4);
    ASSERT_TRUE(view);
    ASSERT_TRUE(view->ticket && view->person);
    EXPECT_EQ(view->ticket->needs, std::vector<std::string>{"company"});
    EXPECT_TRUE(view->person->tier.empty());
    const auto json = protocol::to_json(*view);
    EXPECT_NE(json.find("王"), std::string::npos);
    for (const auto* never : {"tier", "5000000", "50000", "C00001", "样例"}) EXPECT_EQ(json.find(never), std::string::npos) << never;
    EXPECT_EQ(count_rows(bank, "view_audit WHERE what = 'counter'"), 1) << "who looked is written down";
    // Whoever was called to another window since is another window's.
    ASSERT_TRUE(end(ticket->ticket, "done", "e1"));
    EXPECT_FALSE(bank.desk->counter(teller, 4)->ticket);
}

TEST_F(Queue, ATellerSeesTheirOwnWindowAloneAndWhatIsRefusedIsWrittenDown) {
    bank.add(story_person());
    ASSERT_TRUE(bank.ticket_with_card("t1"));
    ASSERT_TRUE(call(4, "c1"));
    EXPECT_EQ(bank.desk->counter(teller, 4).error().code(), ErrorCode::forbidden) << "said of no window that they are there";
    at_window(3);
    EXPECT_EQ(bank.desk->counter(teller, 4).error().code(), ErrorCode::forbidden);
    EXPECT_TRUE(bank.desk->counter(teller, 3));
    EXPECT_EQ(bank.desk->counter({StaffId{"1005"}, bank.branch, "relationship_manager"}, 4).error().code(), ErrorCode::forbidden);
    for (const auto* role : {"lobby_manager", "branch_head"}) {
        EXPECT_TRUE(bank.desk->counter({StaffId{"1002"}, bank.branch, role}, 4)->person) << role << " answers for every window";
    }
    at_window(4, "break");
    EXPECT_TRUE(bank.desk->counter(teller, 4)->person);
    at_window(4, "off");
    EXPECT_EQ(bank.desk->counter(teller, 4).error().code(), ErrorCode::forbidden) << "gone home";
    EXPECT_EQ(rows_of(bank, "what, staff, count(*)", "view_audit GROUP BY what, staff"),
              (std::vector<std::string>{"counter|1001|1", "counter|1002|2", "counter_refused|1001|3", "counter_refused|1005|1"}));
}

TEST_F(Queue, AnAnonymousTicketShowsTheCounterItsNeedsAlone) {
    auto request = bank.ticket_request("t1");
    request.wants_company = true;
    ASSERT_TRUE(bank.desk->issue_ticket(bank.terminal, request));
    ASSERT_TRUE(call(4, "c1"));
    at_window(4);
    const auto view = bank.desk->counter(teller, 4);
    ASSERT_TRUE(view->ticket);
    EXPECT_EQ(view->ticket->needs, std::vector<std::string>{"company"});
    EXPECT_FALSE(view->person);
    EXPECT_FALSE(view->cue);
}

TEST_F(Queue, ACallMakesTheCardOfTheArrivalExpire) {
    bank.add(story_person());
    ASSERT_TRUE(bank.ticket_with_card("t1"));
    ASSERT_EQ(bank.open_alerts().size(), 1U);
    ASSERT_TRUE(call(1, "c1"));
    EXPECT_TRUE(bank.open_alerts().empty());
}

TEST_F(Queue, ClosingLeavesAnEmptyQueueAndTellsSo) {
    take("t1");
    ASSERT_TRUE(call(1, "c1"));
    take("t2");
    bank.clock.jump_to(*parse_rfc3339("2026-11-22T09:30:00.000Z"));
    ASSERT_TRUE(bank.desk->run_due_jobs());
    ASSERT_FALSE(told_queues(bank).empty());
    EXPECT_TRUE(told_queues(bank).back().tickets.empty());
}

}  // namespace
}  // namespace silverlane::desk
