// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: Silverlane contributors
#include <gtest/gtest.h>

#include "desk_fixture.h"

namespace silverlane::desk {
namespace {

using protocol::AlertState;
using protocol::Urgency;

protocol::HelpCall call(std::string key) { return {IdempotencyKey{std::move(key)}, "F02", "service", "", std::nullopt}; }

TEST(Help, ACallPassesTheLockSaysWhereAndTellsTheKioskWhoComes) {
    SampleBank bank;
    const auto out = bank.desk->call_staff(bank.terminal, call("h1"));
    ASSERT_TRUE(out);
    EXPECT_TRUE(out->someone_reachable);
    const auto alert = bank.only_alert();
    EXPECT_EQ(alert.id, out->alert);
    EXPECT_TRUE(alert.passes_lock && alert.interrupts);
    EXPECT_EQ(alert.urgency, Urgency::a);
    EXPECT_EQ(alert.place, "K1");
    EXPECT_EQ(alert.step, "F02.service");
    ASSERT_TRUE(bank.claim(alert, "1001", "c1"));
    const auto told = bank.publisher.kiosk_events("K1");
    ASSERT_EQ(told.size(), 1U);
    EXPECT_EQ(told.front().kind, protocol::KioskEvent::Kind::help_claimed);
    EXPECT_EQ(told.front().staff_number, "1001");
}

TEST(Help, WhoeverGivesATakenCallOnComesNoMoreAndTheKioskHearsIt) {
    SampleBank bank;
    const auto out = bank.desk->call_staff(bank.terminal, call("h1"));
    const auto told = [&] { return bank.publisher.kiosk_events("K1"); };
    auto alert = bank.claim(bank.only_alert(), "1001", "c1");
    ASSERT_TRUE(alert = bank.desk->release(bank.session, alert->id, {IdempotencyKey{"r1"}, alert->version, "not_now"}));
    ASSERT_EQ(told().size(), 2U);
    EXPECT_EQ(told().back().kind, protocol::KioskEvent::Kind::help_open);
    EXPECT_EQ(told().back().alert, out->alert);
    EXPECT_TRUE(told().back().someone_reachable);
    ASSERT_TRUE(alert = bank.claim(*alert, "1001", "c2"));
    ASSERT_TRUE(bank.desk->sign_in({"1002", std::string{SampleBank::kPin}}));   // somebody of the role who hears of it
    ASSERT_TRUE(alert = bank.desk->transfer(bank.session, alert->id, {IdempotencyKey{"t1"}, alert->version, "", "lobby_manager"}));
    ASSERT_EQ(told().size(), 4U);
    EXPECT_EQ(told().back().kind, protocol::KioskEvent::Kind::help_open);
    ASSERT_TRUE(alert = bank.claim(*alert, "1001", "c3"));
    bank.publisher.listening = 0;
    ASSERT_TRUE(bank.desk->hand_over(bank.session, {IdempotencyKey{"o1"}, ""}));
    ASSERT_EQ(told().size(), 6U);
    EXPECT_EQ(told().back().kind, protocol::KioskEvent::Kind::help_open);
    EXPECT_FALSE(told().back().someone_reachable) << "and nobody else is there";
}

TEST(Help, WhoSaysNoToACallThatNobodyTookChangesNothingForTheKiosk) {
    SampleBank bank;
    ASSERT_TRUE(bank.desk->call_staff(bank.terminal, call("h1")));
    const auto alert = bank.only_alert();
    ASSERT_TRUE(bank.desk->release(bank.session, alert.id, {IdempotencyKey{"r1"}, alert.version, "not_now"}));
    EXPECT_TRUE(bank.publisher.kiosk_events("K1").empty());
}

TEST(Help, WithNobodySignedInTheKioskIsToldSo) {
    SampleBank bank;
    bank.publisher.listening = 0;
    EXPECT_FALSE(bank.desk->call_staff(bank.terminal, call("h1"))->someone_reachable);
}

TEST(Help, PressingAgainIsTheSameCall) {
    SampleBank bank;
    const auto first = bank.desk->call_staff(bank.terminal, call("h1"));
    EXPECT_EQ(bank.desk->call_staff(bank.terminal, call("h1"))->alert, first->alert);
    EXPECT_EQ(bank.desk->call_staff(bank.terminal, call("h2"))->alert, first->alert);
    EXPECT_EQ(bank.publisher.alerts().size(), 1U);
}

TEST(Help, UnwellGoesAboveEverything) {
    SampleBank bank;
    const auto out = bank.desk->call_staff(bank.terminal, call("h1"));
    ASSERT_TRUE(bank.desk->add_help_reason(bank.terminal, {IdempotencyKey{"r1"}, out->alert, "unwell"}));
    const auto alert = bank.only_alert();
    EXPECT_EQ(alert.kind, "unwell");
    EXPECT_EQ(alert.alert_class, protocol::AlertClass::risk);
    EXPECT_EQ(alert.version, 2U);
}

TEST(Help, ACallThatIsTakenBackIsCancelledAndTheKioskHears) {
    SampleBank bank;
    const auto out = bank.desk->call_staff(bank.terminal, call("h1"));
    const Terminal other{KioskId{"K2"}, bank.branch, "K2"};
    EXPECT_FALSE(bank.desk->cancel_help(other, {IdempotencyKey{"x0"}, out->alert}));
    ASSERT_TRUE(bank.desk->cancel_help(bank.terminal, {IdempotencyKey{"x1"}, out->alert}));
    EXPECT_TRUE(bank.open_alerts().empty());
    EXPECT_EQ(bank.publisher.alerts().back().state, AlertState::cancelled);
    EXPECT_EQ(bank.publisher.kiosk_events("K1").back().kind, protocol::KioskEvent::Kind::help_closed);
    const auto late = bank.claim(bank.publisher.alerts().front(), "1001", "c1");
    EXPECT_EQ(late.error().code(), ErrorCode::conflict);
}

TEST(Help, NobodyComesSoASecondPersonAndThenTheBranchHeadAreAsked) {
    SampleBank bank;
    ASSERT_TRUE(bank.desk->call_staff(bank.terminal, call("h1")));
    bank.clock.advance(Milliseconds{29'999});
    ASSERT_TRUE(bank.desk->run_due_jobs());
    EXPECT_FALSE(bank.only_alert().caution);
    bank.clock.advance(Milliseconds{1});
    ASSERT_TRUE(bank.desk->run_due_jobs());
    EXPECT_EQ(bank.only_alert().caution->key, "caution.second_person");
    bank.clock.advance(Milliseconds{30'000});
    ASSERT_TRUE(bank.desk->run_due_jobs());
    EXPECT_EQ(bank.only_alert().caution->key, "caution.branch_head");
    // However long nobody looked at the clock, one step at a time; two rounds, and then it is counted as missed. The call itself stays.
    for (int step = 0; step < 10; ++step) {
        bank.clock.advance(Milliseconds{600'000});
        ASSERT_TRUE(bank.desk->run_due_jobs());
    }
    EXPECT_EQ(bank.publisher.alerts().size(), 6U);
    EXPECT_EQ(bank.counted("alerts_missed"), "1");
    EXPECT_EQ(bank.only_alert().state, AlertState::open);
}

TEST(Help, AClaimedCallDoesNotEscalate) {
    SampleBank bank;
    ASSERT_TRUE(bank.desk->call_staff(bank.terminal, call("h1")));
    ASSERT_TRUE(bank.claim(bank.only_alert(), "1001", "c1"));
    bank.clock.advance(Milliseconds{120'000});
    ASSERT_TRUE(bank.desk->run_due_jobs());
    EXPECT_EQ(bank.publisher.alerts().size(), 2U);
}

TEST(Help, StuckAndLeftUnfinishedAreClassBAndOneATerminal) {
    SampleBank bank;
    protocol::TurnNotice notice{IdempotencyKey{"n1"}, "stuck", "F02", "service", "", std::nullopt};
    ASSERT_TRUE(bank.desk->notice(bank.terminal, notice));
    notice.key = IdempotencyKey{"n2"};
    ASSERT_TRUE(bank.desk->notice(bank.terminal, notice));
    EXPECT_EQ(bank.only_alert().urgency, Urgency::b);
    notice.key = IdempotencyKey{"n3"};
    notice.kind = "left_unfinished";
    ASSERT_TRUE(bank.desk->notice(bank.terminal, notice));
    EXPECT_EQ(bank.open_alerts().size(), 2U);
    notice.key = IdempotencyKey{"n4"};
    notice.kind = "bored";
    EXPECT_EQ(bank.desk->notice(bank.terminal, notice).error().code(), ErrorCode::invalid_input);
}

TEST(Help, AskingForSomebodyElseBringsTheSecondPersonAtOnce) {
    SampleBank bank;
    ASSERT_TRUE(bank.desk->call_staff(bank.terminal, call("h1")));
    const auto claimed = bank.claim(bank.only_alert(), "1001", "c1");
    ASSERT_TRUE(bank.desk->release(bank.session, claimed->id, {IdempotencyKey{"r1"}, claimed->version, "ask_other"}));
    ASSERT_TRUE(bank.desk->run_due_jobs());
    EXPECT_EQ(bank.only_alert().caution->key, "caution.second_person");
}

}  // namespace
}  // namespace silverlane::desk
