// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: Silverlane contributors
//
// How somebody rated is the branch head's alone: whoever was rated meets the customer again and learns of it in no way.
#include <gtest/gtest.h>

#include <algorithm>

#include "hall_fixture.h"
#include "hub/store/contacts.h"
#include "path_samples.h"

namespace silverlane::desk {
namespace {

using protocol::AlertState;
constexpr Milliseconds kMinute{60'000};

class HeadCard : public ::testing::Test {
protected:
    HeadCard() {
        auto person = agreeing_person(1);
        person.products = "[]";
        hall.add(person);
    }

    protocol::TicketIssued come(bool wants_company = false) {
        auto request = hall.ticket_request(hall.next_key());
        request.card = hall.card(1);
        request.wants_company = wants_company;
        auto issued = hall.desk->issue_ticket(hall.terminal, request);
        EXPECT_TRUE(issued);
        return *issued;
    }
    /// Rates poorly, is served and goes.
    void rate_poorly_and_leave(const protocol::TicketIssued& ticket) {
        ASSERT_TRUE(hall.desk->rate(hall.terminal, {IdempotencyKey{hall.next_key()}, "balance", 4, "wait", ticket.label, false}));
        ASSERT_TRUE(hall.desk->call_next(hall.as("4001"), {IdempotencyKey{hall.next_key()}, 1, ticket.ticket}));
        ASSERT_TRUE(hall.desk->end_ticket(hall.as("4001"), {IdempotencyKey{hall.next_key()}, ticket.ticket, "done"}));
        hall.wait(60 * kMinute);
        hall.wait(kMinute);
        ASSERT_EQ(count_rows(hall, "visit WHERE left_at IS NULL"), 0) << "the visit is over";
    }
    std::vector<protocol::Alert> listed(const std::string& staff, std::string_view kind) {
        const auto list = hall.desk->open_alerts(hall.as(staff));
        EXPECT_TRUE(list);
        std::vector<protocol::Alert> found;
        for (const auto& each : list->alerts) {
            if (each.kind == kind) found.push_back(each);
        }
        return found;
    }
    /// Cards of the head that say whom they are about.
    std::vector<protocol::Alert> head_cards() {
        auto cards = listed("3001", "recover");
        std::erase_if(cards, [](const auto& each) { return !each.person; });
        return cards;
    }
    /// Everything that this stream carried, and carries again to whoever comes back.
    std::string replay(std::string_view stream) {
        std::string all;
        const auto events = hall.desk->events_since(hall.branch, stream, 0, 1'000);
        EXPECT_TRUE(events);
        for (const auto& each : *events) all += each.data + "\n";
        return all;
    }

    Hall hall;
};

TEST_F(HeadCard, WhoeverWasRatedLearnsOfItFromNoCardStreamReplayOrCounter) {
    rate_poorly_and_leave(come());
    const auto ticket = come();
    for (const char* staff : {"1001", "2001", "4001"}) {
        EXPECT_TRUE(listed(staff, "recover").empty()) << staff;
        const auto list = hall.desk->open_alerts(hall.as(staff));
        ASSERT_TRUE(list);
        for (const auto& each : list->alerts) EXPECT_EQ(protocol::to_json(each).find("rated"), std::string::npos);
    }
    for (const auto stream : {"staff:hall", "staff:teller"}) {
        EXPECT_EQ(replay(stream).find("rated"), std::string::npos) << stream;
        EXPECT_EQ(replay(stream).find("recover"), std::string::npos) << stream;
    }
    ASSERT_TRUE(hall.desk->set_duty(hall.as("4001"), {IdempotencyKey{hall.next_key()}, "on_duty", "", 1}));
    ASSERT_TRUE(hall.desk->call_next(hall.as("4001"), {IdempotencyKey{hall.next_key()}, 1, ticket.ticket}));
    const auto view = hall.desk->counter(hall.as("4001"), 1);
    ASSERT_TRUE(view && view->person);
    EXPECT_TRUE(!view->cue || view->cue->key.find("rated") == std::string::npos) << view->cue->key;
}

TEST_F(HeadCard, TheBranchHeadIsToldOnceWhoHasComeAndWhere) {
    rate_poorly_and_leave(come());
    const auto ticket = come();
    const auto cards = head_cards();
    ASSERT_EQ(cards.size(), 1U);
    const auto& card = cards.front();
    ASSERT_EQ(card.reasons.size(), 1U);
    EXPECT_EQ(card.reasons[0].key, "reason.rated_low_before");
    EXPECT_EQ(card.ticket_label, ticket.label);
    EXPECT_TRUE(card.person->tier.empty());
    EXPECT_EQ(card.urgency, protocol::Urgency::b);
    EXPECT_EQ(hall.desk->find_alert(hall.as("1001"), card.id).error().code(), ErrorCode::not_found);
    EXPECT_EQ(hall.desk->claim(hall.as("1001"), card.id, {IdempotencyKey{"c1"}, card.version}).error().code(), ErrorCode::not_found);
    ASSERT_TRUE(hall.desk->claim(hall.as("3001"), card.id, {IdempotencyKey{"c2"}, card.version}));
    hall.wait(15 * kMinute);
    EXPECT_EQ(head_cards().size(), 1U) << "the visit is decided again at the long wait";
}

TEST_F(HeadCard, TheHallsCardIsNobodysAlone) {
    rate_poorly_and_leave(come());
    come(true);
    const auto arrivals = listed("1001", "arrival_priority");
    ASSERT_EQ(arrivals.size(), 1U);
    EXPECT_TRUE(arrivals[0].wanted_role.empty());
    EXPECT_TRUE(hall.take("1001", arrivals[0].id)) << "somebody who wants company is not left to one person";
}

TEST_F(HeadCard, AProblemThatCameBackStaysOnTheHallsCardAndTheHeadHearsOfItToo) {
    ASSERT_TRUE(hall.store->write([&](store::Connection& connection) -> Result<void> {
        store::Contacts(connection).put_signal(CustomerId{"C00001"}, {"feed:1", "repeated_problem", "", "2026-11-20", 2, BranchId{}, hall.clock.now() + 60 * 24 * kMinute});
        return {};
    }));
    come();
    const auto arrivals = listed("1001", "arrival");
    ASSERT_EQ(arrivals.size(), 1U);
    EXPECT_EQ(arrivals[0].reasons[0].key, "reason.problem_again");
    EXPECT_TRUE(arrivals[0].wanted_role.empty());
    ASSERT_EQ(head_cards().size(), 1U);
    EXPECT_EQ(head_cards()[0].reasons[0].key, "reason.problem_again");
    hall.wait(15 * kMinute);
    const auto later = listed("1001", "wait_over");
    ASSERT_EQ(later.size(), 1U);
    EXPECT_TRUE(std::any_of(later[0].reasons.begin(), later[0].reasons.end(), [](const auto& each) { return each.key == "reason.problem_again"; }))
        << "what the head was told is not told for the hall";
}

TEST_F(HeadCard, ARatingOfThisVisitNamesNobodyAfterwards) {
    const auto ticket = come();
    ASSERT_TRUE(hall.desk->rate(hall.terminal, {IdempotencyKey{hall.next_key()}, "balance", 4, "wait", ticket.label, false}));
    come();
    EXPECT_TRUE(head_cards().empty()) << "the head heard of it from the rating, without a name";
    EXPECT_EQ(listed("3001", "recover").size(), 1U);
}

TEST_F(HeadCard, WhoeverIsForgottenOrLeavesIsOnNoCardOfTheHead) {
    rate_poorly_and_leave(come());
    come();
    ASSERT_EQ(head_cards().size(), 1U);
    const auto id = head_cards()[0].id;
    ASSERT_TRUE(hall.desk->forget(hall.terminal, {IdempotencyKey{"f1"}, {std::nullopt, std::nullopt, hall.card(1)}}));
    const auto left = hall.alert(id);
    EXPECT_EQ(left.state, AlertState::cancelled);
    EXPECT_FALSE(left.person);
    EXPECT_TRUE(left.reasons.empty());
    EXPECT_EQ(replay("staff:branch_head").find("rated_low_before"), std::string::npos) << "not in what the stream replays either";
}

TEST_F(HeadCard, WhoeverHasLeftIsNotWaitedFor) {
    rate_poorly_and_leave(come());
    const auto ticket = come();
    ASSERT_EQ(head_cards().size(), 1U);
    const auto id = head_cards()[0].id;
    ASSERT_TRUE(hall.desk->call_next(hall.as("4001"), {IdempotencyKey{hall.next_key()}, 1, ticket.ticket}));
    ASSERT_TRUE(hall.desk->end_ticket(hall.as("4001"), {IdempotencyKey{hall.next_key()}, ticket.ticket, "done"}));
    hall.wait(60 * kMinute);
    EXPECT_EQ(hall.alert(id).state, AlertState::expired);
    EXPECT_FALSE(hall.alert(id).person);
}

}  // namespace
}  // namespace silverlane::desk
