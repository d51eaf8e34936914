// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: Silverlane contributors
#include <gtest/gtest.h>

#include <set>

#include "hub/dispatch/life_cycle.h"

namespace silverlane::dispatch {
namespace {

constexpr Stage kAll[] = {Stage::decided,  Stage::offered,    Stage::delivered, Stage::seen,     Stage::claimed,     Stage::contacted, Stage::outcome,
                          Stage::expired,  Stage::suppressed, Stage::holdout,   Stage::recalled, Stage::transferred, Stage::returned,  Stage::escalated};

Stage after(Stage from, Action action, Actor by) {
    const auto next = next_stage(from, action, by);
    EXPECT_TRUE(next) << name_of(from) << " " << name_of(action);
    return next ? *next : from;
}

TEST(LifeCycle, TheUsualWayLeadsFromDecidedToAnOutcome) {
    auto stage = Stage::decided;
    stage = after(stage, Action::offer, Actor::hub);
    stage = after(stage, Action::deliver, Actor::hub);
    stage = after(stage, Action::see, Actor::anybody);
    stage = after(stage, Action::claim, Actor::anybody);
    EXPECT_EQ(stage, Stage::claimed);
    stage = after(stage, Action::contact, Actor::owner);
    EXPECT_EQ(after(stage, Action::record_outcome, Actor::owner), Stage::outcome);
}

TEST(LifeCycle, WhatIsPassedOnComesBackAndMayBeTakenByAnybody) {
    auto stage = after(Stage::claimed, Action::transfer, Actor::owner);
    EXPECT_EQ(stage, Stage::transferred);
    EXPECT_EQ(after(stage, Action::offer, Actor::hub), Stage::transferred) << "offering does not make it forget that it was passed on";
    stage = after(stage, Action::give_back, Actor::hub);
    EXPECT_EQ(stage, Stage::returned);
    EXPECT_EQ(after(stage, Action::claim, Actor::anybody), Stage::claimed);
}

TEST(LifeCycle, NobodyTakesWhatIsTakenAndTheRefusalSaysSo) {
    const auto twice = next_stage(Stage::claimed, Action::claim, Actor::anybody);
    ASSERT_FALSE(twice);
    EXPECT_EQ(twice.error().code(), ErrorCode::conflict);
    EXPECT_EQ(twice.error().message(), "an alert that is claimed cannot be claimed");
    const auto foreign = next_stage(Stage::claimed, Action::record_outcome, Actor::anybody);
    ASSERT_FALSE(foreign);
    EXPECT_EQ(foreign.error().message(), "an alert that is claimed is closed by its owner only");
    EXPECT_FALSE(next_stage(Stage::offered, Action::record_outcome, Actor::owner)) << "nobody closes what nobody has taken";
    EXPECT_FALSE(next_stage(Stage::claimed, Action::escalate, Actor::hub)) << "what somebody has does not escalate";
    EXPECT_FALSE(next_stage(Stage::decided, Action::expire, Actor::owner)) << "time is the hub's";
}

TEST(LifeCycle, NothingLeadsOnFromAnEnd) {
    for (const auto& step : all_steps()) EXPECT_FALSE(is_over(step.from)) << name_of(step.from) << " " << name_of(step.action);
    for (const auto stage : kAll) {
        const auto told = state_of(stage);
        EXPECT_EQ(is_over(stage), told != protocol::AlertState::open && told != protocol::AlertState::claimed);
    }
}

TEST(LifeCycle, EveryStageIsReachedAndEveryLivingOneCanEnd) {
    std::set<Stage> reached{Stage::decided};
    for (bool more = true; more;) {
        more = false;
        for (const auto& step : all_steps()) more |= reached.contains(step.from) && reached.insert(step.to).second;
    }
    for (const auto stage : kAll) {
        EXPECT_TRUE(reached.contains(stage)) << name_of(stage);
        EXPECT_EQ(stage_named(name_of(stage)), stage);
        if (is_over(stage)) continue;
        EXPECT_TRUE(next_stage(stage, Action::expire, Actor::hub)) << name_of(stage) << " could stay for ever";
        EXPECT_TRUE(next_stage(stage, Action::recall, Actor::hub)) << name_of(stage);
    }
    EXPECT_EQ(stage_named("nonsense"), std::nullopt);
}

TEST(LifeCycle, NoStepIsThereTwiceAndAnOwnerIsOfWhatIsClaimedOnly) {
    std::set<std::pair<Stage, Action>> seen;
    for (const auto& step : all_steps()) {
        EXPECT_TRUE(seen.insert({step.from, step.action}).second) << name_of(step.from) << " " << name_of(step.action);
        if (step.by == Actor::owner) {
            EXPECT_EQ(state_of(step.from), protocol::AlertState::claimed);
        }
        if (state_of(step.to) == protocol::AlertState::claimed && state_of(step.from) != protocol::AlertState::claimed) {
            EXPECT_EQ(step.action, Action::claim);
        }
    }
}

}  // namespace
}  // namespace silverlane::dispatch
