// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: Silverlane contributors
//
// What holds of the order of calling for every queue, on random ones against the plain words of the rule.
#include <gtest/gtest.h>

#include <algorithm>
#include <optional>
#include <set>
#include <vector>

#include "base/random_source.h"
#include "hub/queue/queue_rules.h"

namespace silverlane::queue {
namespace {

UtcTime at(std::int64_t second) { return UtcTime{Milliseconds{second * 1'000}}; }

std::vector<Waiting> random_queue(SeededRandom& random, std::int64_t now) {
    std::vector<Waiting> waiting;
    const auto count = random.below(30);
    for (std::uint64_t i = 0; i < count; ++i) {
        waiting.push_back({TicketId{std::to_string(i)}, random.below(2) == 0, at(now - static_cast<std::int64_t>(random.below(4'000)))});
    }
    std::sort(waiting.begin(), waiting.end(), [](const auto& a, const auto& b) { return a.since < b.since; });
    return waiting;
}

/// The rule in the slowest and plainest way.
std::optional<TicketId> by_the_book(const std::vector<Waiting>& waiting, int in_a_row, const CallRules& rules, UtcTime now) {
    std::optional<Waiting> over;
    for (const auto& each : waiting) {
        const auto limit = each.priority ? rules.longest_priority_wait : rules.longest_wait;
        if (now - each.since < limit) continue;
        const auto by = [&](const Waiting& one) { return now - one.since - (one.priority ? rules.longest_priority_wait : rules.longest_wait); };
        if (!over || by(each) > by(*over) || (by(each) == by(*over) && each.priority && !over->priority)) over = each;
    }
    if (over) return over->ticket;
    const bool wants_priority = in_a_row < rules.priority_per_ordinary;
    for (const bool priority : {wants_priority, !wants_priority}) {
        for (const auto& each : waiting) {
            if (each.priority == priority) return each.ticket;
        }
    }
    return std::nullopt;
}

TEST(Fairness, EveryRandomQueueIsCalledByTheBook) {
    SeededRandom random(11);
    for (int round = 0; round < 20'000; ++round) {
        CallRules rules;
        rules.priority_per_ordinary = 1 + static_cast<int>(random.below(4));
        const auto waiting = random_queue(random, 10'000);
        const int in_a_row = static_cast<int>(random.below(5));
        ASSERT_EQ(next_call(waiting, in_a_row, rules, at(10'000)), by_the_book(waiting, in_a_row, rules, at(10'000))) << round;
    }
}

TEST(Fairness, TheOrderOfCallingIsThatOfCallingOneAfterTheOtherAndHoldsEverybodyOnce) {
    SeededRandom random(12);
    for (int round = 0; round < 2'000; ++round) {
        const CallRules rules;
        auto waiting = random_queue(random, 10'000);
        int in_a_row = static_cast<int>(random.below(3));
        const auto order = calling_order(waiting, in_a_row, rules, at(10'000));
        ASSERT_EQ(order.size(), waiting.size());
        ASSERT_EQ(std::set<TicketId>(order.begin(), order.end()).size(), order.size());
        for (const auto& expected : order) {
            const auto next = next_call(waiting, in_a_row, rules, at(10'000));
            ASSERT_EQ(next, expected) << round;
            const auto found = std::find_if(waiting.begin(), waiting.end(), [&](const Waiting& each) { return each.ticket == *next; });
            in_a_row = calls_in_a_row_after(in_a_row, found->priority);
            waiting.erase(found);
        }
    }
}

TEST(Fairness, WhileBothKindsWaitTheRatioHoldsInEveryStretch) {
    std::vector<Waiting> waiting;
    for (int i = 0; i < 300; ++i) waiting.push_back({TicketId{std::to_string(i)}, i % 3 != 0, at(0)});
    for (const int ratio : {1, 2, 3}) {
        CallRules rules;
        rules.priority_per_ordinary = ratio;
        const auto order = calling_order(waiting, 0, rules, at(10));
        for (std::size_t i = 0; i + static_cast<std::size_t>(ratio) < 120; i += static_cast<std::size_t>(ratio) + 1) {
            for (int j = 0; j <= ratio; ++j) {
                const bool priority = std::stoi(order[i + static_cast<std::size_t>(j)].text) % 3 != 0;
                ASSERT_EQ(priority, j < ratio) << ratio << " " << i;
            }
        }
    }
}

/// T numbers come without end and faster than they are called; still an ordinary number is called at its limit at the latest, were its window
/// free to call it then: nobody who came later and is within their limit is called before it.
TEST(Fairness, NoNumberWaitsLongerThanItsLimitWhileSomebodyWithinTheirsIsCalled) {
    SeededRandom random(13);
    CallRules rules;
    rules.priority_per_ordinary = 10;
    rules.longest_wait = Milliseconds{600'000};
    rules.longest_priority_wait = Milliseconds{300'000};
    std::vector<Waiting> waiting;
    int number = 0, in_a_row = 0, calls_over = 0;
    const auto is_over = [&](const Waiting& each, std::int64_t second) {
        return at(second) - each.since >= (each.priority ? rules.longest_priority_wait : rules.longest_wait);
    };
    for (std::int64_t second = 0; second < 40'000; second += 20) {
        if (random.below(10) < 6) waiting.push_back({TicketId{std::to_string(number++)}, random.below(4) != 0, at(second)});
        if (random.below(2) == 0) continue;
        const auto next = next_call(waiting, in_a_row, rules, at(second));
        if (!next) continue;
        const auto found = std::find_if(waiting.begin(), waiting.end(), [&](const Waiting& each) { return each.ticket == *next; });
        const bool somebody_over = std::any_of(waiting.begin(), waiting.end(), [&](const Waiting& each) { return is_over(each, second); });
        if (somebody_over) {
            ASSERT_TRUE(is_over(*found, second)) << second;
            ++calls_over;
        }
        in_a_row = calls_in_a_row_after(in_a_row, found->priority);
        waiting.erase(found);
    }
    EXPECT_GT(calls_over, 100) << "the hall must have been busy enough to prove anything";
}

TEST(Fairness, AWindowServesItsServicesAndOneWithoutAListServesAll) {
    EXPECT_TRUE(serves({}, "passbook"));
    EXPECT_TRUE(serves({"cash", "passbook"}, "passbook"));
    EXPECT_FALSE(serves({"cash"}, "passbook"));
    EXPECT_EQ(all_services(), (std::vector<std::string>{"cash", "transfer", "passbook", "other"}));
}

}  // namespace
}  // namespace silverlane::queue
