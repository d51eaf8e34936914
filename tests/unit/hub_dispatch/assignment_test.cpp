// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: Silverlane contributors
#include <gtest/gtest.h>

#include "hub/dispatch/assignment.h"

namespace silverlane::dispatch {
namespace {

using protocol::AlertClass;
using protocol::Urgency;
using std::chrono::minutes;

const UtcTime kNow{Milliseconds{1'795'298'400'000}};
const Policy kPolicy = default_policy();

Person person(std::string number, std::string role = "lobby_manager") {
    Person one;
    one.number = std::move(number);
    one.role = std::move(role);
    one.on_duty = true;
    one.idle_since = kNow;
    return one;
}

Wish wish(Urgency urgency = Urgency::b, AlertClass alert_class = AlertClass::service) {
    Wish one;
    one.alert = "new";
    one.urgency = urgency;
    one.alert_class = alert_class;
    return one;
}

Refusal refused(const Person& who, const Wish& what) {
    bool displaces = false;
    return refusal_for(who, what, kPolicy, kNow, displaces);
}

std::string chosen(const Wish& what, const std::vector<Person>& people) {
    const auto choice = choose(what, people, kPolicy, kNow);
    return choice ? choice->staff : "";
}

TEST(Assignment, WhoeverServesIsNeverInterruptedNotEvenByAnUnwellCustomer) {
    auto serving = person("1001");
    serving.on_duty = false;
    auto unwell = wish(Urgency::a, AlertClass::risk);
    unwell.unwell = true;
    EXPECT_EQ(refused(serving, unwell), Refusal::not_on_duty);
    EXPECT_TRUE(choose_all(unwell, {serving}, kPolicy, kNow).empty());
}

TEST(Assignment, RoleQualificationAndANoAreKept) {
    EXPECT_EQ(refused(person("1", "teller"), wish()), Refusal::role);
    auto for_manager = wish();
    for_manager.role = "relationship_manager";
    EXPECT_EQ(refused(person("1"), for_manager), Refusal::role);
    EXPECT_EQ(refused(person("1", "relationship_manager"), for_manager), Refusal::none);
    for_manager.qualification = "fund_sales";
    EXPECT_EQ(refused(person("1", "relationship_manager"), for_manager), Refusal::qualification);
    auto learned = person("1", "relationship_manager");
    learned.qualifications = {"insurance", "fund_sales"};
    EXPECT_EQ(refused(learned, for_manager), Refusal::none);
    for_manager.not_to = {"1"};
    EXPECT_EQ(refused(learned, for_manager), Refusal::not_to);
    auto by_name = wish();
    by_name.staff = "7";
    EXPECT_EQ(refused(person("8"), by_name), Refusal::role);
    EXPECT_EQ(refused(person("7", "teller"), by_name), Refusal::none) << "passed to this person";
    auto any = wish();
    any.role = "relationship_manager";
    any.any_role = true;
    EXPECT_EQ(refused(person("1"), any), Refusal::none) << "P2 at last: whoever is qualified";
}

TEST(Assignment, ThreeOpenClaimsAreEnoughUnlessSomebodyCallsForHelp) {
    auto busy = person("1");
    busy.open_claims = 2;
    EXPECT_EQ(refused(busy, wish()), Refusal::none);
    busy.open_claims = 3;
    EXPECT_EQ(refused(busy, wish()), Refusal::claims);
    EXPECT_EQ(refused(busy, wish(Urgency::a)), Refusal::none);
}

TEST(Assignment, WeightsAddUpToTheCapacity) {
    auto busy = person("1");
    busy.open_claims = 2;
    busy.open_weight = 4;
    EXPECT_EQ(refused(busy, wish(Urgency::c, AlertClass::marketing)), Refusal::none) << "4 + 2 = 6";
    busy.open_weight = 5;
    EXPECT_EQ(refused(busy, wish(Urgency::c, AlertClass::marketing)), Refusal::weight);
    EXPECT_EQ(refused(busy, wish(Urgency::c, AlertClass::service)), Refusal::none) << "5 + 1 = 6";
    EXPECT_EQ(refused(busy, wish(Urgency::b, AlertClass::risk)), Refusal::weight);
}

TEST(Assignment, TwelveInterruptsInARollingHourWithExactEdges) {
    auto often = person("1");
    for (int i = 0; i < 11; ++i) often.interrupts.push_back(kNow - minutes{i});
    EXPECT_EQ(refused(often, wish()), Refusal::none);
    often.interrupts.push_back(kNow - minutes{60} + Milliseconds{1});
    EXPECT_EQ(interrupts_in_hour(often.interrupts, kNow), 12);
    EXPECT_EQ(refused(often, wish()), Refusal::hour);
    EXPECT_EQ(refused(often, wish(Urgency::a)), Refusal::none) << "urgency A is never silenced by the hour";
    often.interrupts.back() = kNow - minutes{60};
    EXPECT_EQ(interrupts_in_hour(often.interrupts, kNow), 11) << "exactly an hour ago counts no more";
    EXPECT_EQ(refused(often, wish()), Refusal::none);
}

TEST(Assignment, AClockThatWentBackSilencesNobodyForLong) {
    EXPECT_EQ(interrupts_in_hour({kNow + minutes{59}, kNow + minutes{60}, kNow + minutes{600}}, kNow), 1);
}

TEST(Assignment, OneInterruptingCardAtATimeAndOnlyACallTakesItsPlace) {
    auto has_card = person("1");
    has_card.held = Held{"old", Urgency::b, false};
    EXPECT_EQ(refused(has_card, wish(Urgency::b)), Refusal::holds_a_card);
    EXPECT_EQ(refused(has_card, wish(Urgency::c)), Refusal::holds_a_card);
    const auto choice = choose(wish(Urgency::a), {has_card}, kPolicy, kNow);
    ASSERT_TRUE(choice);
    EXPECT_EQ(choice->displaced, "old");
    has_card.held = Held{"old", Urgency::a, false};
    EXPECT_EQ(refused(has_card, wish(Urgency::a)), Refusal::holds_a_card) << "one call does not push another away";
    auto unwell = wish(Urgency::a, AlertClass::risk);
    unwell.unwell = true;
    EXPECT_EQ(refused(has_card, unwell), Refusal::none) << "unwell is above all";
    has_card.held->unwell = true;
    EXPECT_EQ(refused(has_card, unwell), Refusal::holds_a_card);
    EXPECT_EQ(chosen(wish(Urgency::a), {has_card, person("2")}), "2");
    has_card.held = Held{"old", Urgency::c, false};
    EXPECT_EQ(chosen(wish(Urgency::a), {has_card, person("2")}), "2") << "who has no card before whose card has to wait";
}

TEST(Assignment, OwnManagerThenLoadThenZoneThenLongestIdleThenNumber) {
    auto own = person("9", "relationship_manager");
    own.open_weight = 3;
    auto light = person("2");
    auto near = person("3");
    near.zone = "entrance";
    auto rested = person("4");
    rested.idle_since = kNow - minutes{10};
    auto what = wish();
    what.place = "entrance";
    what.own_manager = "9";
    EXPECT_EQ(chosen(what, {light, near, rested, own}), "9");
    own.on_duty = false;
    EXPECT_EQ(chosen(what, {light, near, rested, own}), "3") << "the own manager is not there";
    near.open_weight = 1;
    EXPECT_EQ(chosen(what, {light, near, rested, own}), "4");
    rested.idle_since = kNow;
    EXPECT_EQ(chosen(what, {rested, light, near, own}), "2") << "else by number, whatever the order of the list";
    auto head = person("1", "branch_head");
    EXPECT_EQ(chosen(what, {head, light}), "2") << "the head is asked last";
    EXPECT_EQ(chosen(what, {head}), "1");
    what.role = "branch_head";
    EXPECT_EQ(chosen(what, {head, light}), "1");
}

TEST(Assignment, UnwellGoesToEverybodyTellersToo) {
    auto unwell = wish(Urgency::a, AlertClass::risk);
    unwell.unwell = true;
    auto serving = person("3");
    serving.on_duty = false;
    const auto all = choose_all(unwell, {person("2", "teller"), person("1"), serving, person("4", "branch_head")}, kPolicy, kNow);
    ASSERT_EQ(all.size(), 3U);
    EXPECT_EQ(all[0].staff + all[1].staff + all[2].staff, "124");
}

TEST(Assignment, ARefusalToTakeSaysWhatToDo) {
    EXPECT_TRUE(may_take("lobby_manager", {}, "", ""));
    const auto role = may_take("lobby_manager", {}, "relationship_manager", "");
    ASSERT_FALSE(role);
    EXPECT_EQ(role.error().code(), ErrorCode::forbidden);
    EXPECT_EQ(role.error().message(), "this alert is for a relationship_manager; pass it on instead");
    EXPECT_TRUE(may_take("branch_head", {}, "relationship_manager", ""));
    const auto skill = may_take("branch_head", {"insurance"}, "", "fund_sales");
    ASSERT_FALSE(skill);
    EXPECT_EQ(skill.error().message(), "this alert needs the qualification fund_sales; pass it on to somebody who has it");
}

TEST(Assignment, TheMoreUrgentComesFirst) {
    auto unwell = wish(Urgency::a);
    unwell.unwell = true;
    EXPECT_TRUE(before(unwell, kNow, wish(Urgency::a), kNow - minutes{9}));
    EXPECT_TRUE(before(wish(Urgency::a, AlertClass::marketing), kNow, wish(Urgency::b, AlertClass::risk), kNow - minutes{9}));
    EXPECT_TRUE(before(wish(Urgency::b, AlertClass::risk), kNow, wish(Urgency::b), kNow - minutes{9}));
    EXPECT_TRUE(before(wish(), kNow - minutes{1}, wish(), kNow));
    EXPECT_FALSE(before(wish(), kNow, wish(), kNow));
}

}  // namespace
}  // namespace silverlane::dispatch
