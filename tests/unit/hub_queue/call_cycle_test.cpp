// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: Silverlane contributors
#include <gtest/gtest.h>

#include <map>
#include <string>

#include "base/random_source.h"
#include "hub/queue/call_cycle.h"
#include "hub/queue/queue_rules.h"

namespace silverlane::queue {
namespace {

UtcTime at(std::int64_t second) { return UtcTime{Milliseconds{second * 1'000}}; }

TEST(CallCycle, TheHallsScriptIsCallAgainAfterAMinuteAndPassAfterTwoMore) {
    auto step = call({}, 2, at(0));
    EXPECT_EQ(step.place, (Place{Stage::called, 2, 1, at(0), at(0)}));
    EXPECT_EQ(passes_from(step.place, {}), at(180));
    step = call_again(step.place, 2, {}, at(60));
    EXPECT_FALSE(step.passed);
    EXPECT_EQ(step.place.calls, 2);
    EXPECT_EQ(passes_from(step.place, {}), at(180));
    EXPECT_EQ(pass(step.place, {}, at(179)).refusal, Refusal::too_soon);
    step = call_again(step.place, 2, {}, at(180));
    EXPECT_TRUE(step.passed);
    EXPECT_EQ(step.place.stage, Stage::missed);
}

TEST(CallCycle, NobodyPassesForBeingCalledManyTimesInAHurry) {
    auto step = call({}, 1, at(0));
    for (int second = 5; second < 180; second += 5) {
        step = call_again(step.place, 1, {}, at(second));
        ASSERT_EQ(step.place.stage, Stage::called) << second;
        ASSERT_EQ(pass(step.place, {}, at(second)).refusal, Refusal::too_soon);
    }
    EXPECT_EQ(step.place.stage, Stage::called);
    EXPECT_EQ(pass(step.place, {}, at(294)).refusal, Refusal::too_soon);   // two minutes after the latest call
    EXPECT_TRUE(pass(step.place, {}, at(295)).passed);
}

TEST(CallCycle, OneThatWasCalledOnceDoesNotPassHoweverLongItTakes) {
    const auto step = call({}, 1, at(0));
    EXPECT_EQ(pass(step.place, {}, at(3'600)).refusal, Refusal::too_soon);
    EXPECT_FALSE(call_again(step.place, 1, {}, at(3'600)).passed);
}

TEST(CallCycle, AMissedNumberCanBeCalledAgainPutBackOrEnded) {
    const Place missed{Stage::missed, 3, 3, at(0), at(200)};
    EXPECT_EQ(call(missed, 5, at(900)).place, (Place{Stage::called, 5, 1, at(900), at(900)}));
    EXPECT_EQ(put_back(missed).place, Place{});
    EXPECT_EQ(end(missed).place.stage, Stage::ended);
    EXPECT_EQ(call_again(missed, 3, {}, at(900)).refusal, Refusal::not_called);
}

TEST(CallCycle, RefusalsLeaveTheNumberAsItWas) {
    const Place called{Stage::called, 1, 1, at(0), at(0)};
    const Place ended{Stage::ended, 1, 1, at(0), at(0)};
    EXPECT_EQ(call(called, 2, at(1)).refusal, Refusal::called_already);
    EXPECT_EQ(call(called, 2, at(1)).place, called);
    EXPECT_EQ(end({}).refusal, Refusal::not_called);
    EXPECT_EQ(put_back({}).refusal, Refusal::not_called);
    for (const auto& step : {call(ended, 1, at(1)), call_again(ended, 1, {}, at(1)), pass(ended, {}, at(1)), end(ended), put_back(ended)}) {
        EXPECT_EQ(step.refusal, Refusal::over);
        EXPECT_EQ(step.place, ended);
    }
}

/// A day in a hall: people come, windows of two kinds call, sometimes nobody answers, sometimes a number goes back. Each number is in one place,
/// leaves only by end(), passes never before its script is over, and everybody is called in the end.
TEST(CallCycle, InADayOfRandomWorkNobodyIsLost) {
    for (std::uint64_t seed = 1; seed <= 40; ++seed) {
        SeededRandom random(seed);
        struct Holder { Waiting waiting; std::string service; Place place; bool was_called = false; };
        std::map<std::string, Holder> holders;
        std::map<std::string, int> in_a_row;
        const std::vector<std::vector<std::string>> windows{{}, {"cash"}, {"passbook", "cash"}};
        const CallRules rules;
        const HallScript script;
        int ended = 0;
        for (std::int64_t second = 0; second < 6'000; second += 10) {
            if (second < 3'000 && random.below(3) == 0) {
                const auto id = std::to_string(holders.size());
                holders[id] = {{TicketId{id}, random.below(3) == 0, at(second)}, random.below(2) == 0 ? "cash" : "passbook", {}, false};
            }
            const auto window = static_cast<std::size_t>(random.below(windows.size()));
            std::vector<Waiting> waiting;
            for (const auto& [id, holder] : holders) {
                if (holder.place.stage == Stage::waiting && serves(windows[window], holder.service)) waiting.push_back(holder.waiting);
            }
            std::sort(waiting.begin(), waiting.end(), [](const auto& a, const auto& b) { return a.since < b.since; });
            if (const auto next = next_call(waiting, in_a_row[std::to_string(window)], rules, at(second))) {
                auto& holder = holders.at(next->text);
                const auto step = call(holder.place, static_cast<int>(window) + 1, at(second));
                ASSERT_EQ(step.refusal, Refusal::none);
                holder.place = step.place;
                holder.was_called = true;
                in_a_row[std::to_string(window)] = calls_in_a_row_after(in_a_row[std::to_string(window)], holder.waiting.priority);
            }
            for (auto& [id, holder] : holders) {
                if (holder.place.stage != Stage::called && holder.place.stage != Stage::missed) continue;
                const auto before = holder.place;
                switch (random.below(12)) {
                    case 0: holder.place = end(before).place; break;
                    case 1: holder.place = put_back(before).place; break;
                    case 2: holder.place = call_again(before, 9, script, at(second)).place; break;
                    case 3: holder.place = pass(before, script, at(second)).place; break;
                    case 4: holder.place = call(before, 7, at(second)).place; break;
                    default: break;
                }
                if (holder.place.stage == Stage::ended) ++ended;
                if (before.stage == Stage::called && holder.place.stage == Stage::missed) {
                    ASSERT_GE(before.calls, 2);
                    ASSERT_GE(at(second) - *before.first_called, Milliseconds{180'000});
                    ASSERT_GE(at(second) - *before.last_called, Milliseconds{120'000});
                }
            }
        }
        int accounted = 0;
        for (const auto& [id, holder] : holders) {
            EXPECT_TRUE(holder.was_called) << "seed " << seed << " number " << id;
            accounted += holder.place.stage == Stage::ended ? 0 : 1;
        }
        EXPECT_EQ(static_cast<int>(holders.size()), accounted + ended) << seed;
        EXPECT_GT(ended, 50) << seed;
    }
}

}  // namespace
}  // namespace silverlane::queue
