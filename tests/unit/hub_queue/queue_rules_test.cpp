// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: Silverlane contributors
#include <gtest/gtest.h>

#include <algorithm>
#include <map>
#include <string>
#include <vector>

#include "hub/queue/queue_rules.h"

namespace silverlane::queue {
namespace {

UtcTime at(int minute) { return UtcTime{Milliseconds{minute * 60'000}}; }

TEST(QueueRules, LabelsHaveThreeDigitsAndComeApartAgain) {
    EXPECT_EQ(label_for("A", 12), "A012");
    EXPECT_EQ(label_for("T", 1000), "T1000");
    EXPECT_EQ(parse_label("A012")->number, 12);
    for (const auto* bad : {"", "12", "A12", "a012", "ABC012", "A0x2", "A0000001"}) EXPECT_FALSE(parse_label(bad)) << bad;
}

TEST(QueueRules, TwoPriorityNumbersAreCalledForOneOrdinary) {
    std::vector<Waiting> waiting;
    for (int i = 0; i < 30; ++i) waiting.push_back({TicketId{std::to_string(i)}, i % 2 == 0, at(0)});
    std::map<bool, int> called;
    int in_a_row = 0;
    for (int i = 0; i < 15; ++i) {
        const auto next = next_call(waiting, in_a_row, {}, at(1));
        ASSERT_TRUE(next);
        const auto found = std::find_if(waiting.begin(), waiting.end(), [&](const Waiting& each) { return each.ticket == *next; });
        ++called[found->priority];
        in_a_row = found->priority ? in_a_row + 1 : 0;
        waiting.erase(found);
    }
    EXPECT_EQ(called[true], 10);
    EXPECT_EQ(called[false], 5);
}

TEST(QueueRules, NobodyWaitsLongerThanTheLimitWhileOthersAreCalled) {
    const std::vector<Waiting> waiting{{TicketId{"ordinary"}, false, at(0)}, {TicketId{"priority"}, true, at(40)}};
    EXPECT_EQ(next_call(waiting, 0, {}, at(44))->text, "priority");
    EXPECT_EQ(next_call(waiting, 0, {}, at(45))->text, "ordinary");
}

TEST(QueueRules, WithOneKindOnlyThatKindIsCalledAndWithNobodyNothing) {
    EXPECT_EQ(next_call({{TicketId{"a"}, false, at(0)}}, 0, {}, at(1))->text, "a");
    EXPECT_EQ(next_call({{TicketId{"t"}, true, at(0)}}, 9, {}, at(1))->text, "t");
    EXPECT_FALSE(next_call({}, 0, {}, at(1)));
}

TEST(QueueRules, APriorityNumberHasFewerAhead) {
    EXPECT_EQ(ahead_of_new(true, 2, 10, 2), 3);
    EXPECT_EQ(ahead_of_new(false, 2, 10, 2), 12);
    EXPECT_EQ(ahead_of_new(false, 100, 0, 2), 2);
    EXPECT_EQ(ahead_of_new(true, 0, 10, 2), 0);
}

TEST(QueueRules, AheadAgreesWithWhoIsReallyCalledFirst) {
    for (const bool priority : {false, true}) {
        for (int priorities = 0; priorities <= 6; ++priorities) {
            for (int ordinaries = 0; ordinaries <= 6; ++ordinaries) {
                std::vector<Waiting> waiting;
                for (int i = 0; i < priorities; ++i) waiting.push_back({TicketId{"t" + std::to_string(i)}, true, at(0)});
                for (int i = 0; i < ordinaries; ++i) waiting.push_back({TicketId{"a" + std::to_string(i)}, false, at(0)});
                waiting.push_back({TicketId{"mine"}, priority, at(0)});
                int before = 0, in_a_row = 0;
                while (true) {
                    const auto next = *next_call(waiting, in_a_row, {}, at(1));
                    if (next.text == "mine") break;
                    const auto found = std::find_if(waiting.begin(), waiting.end(), [&](const Waiting& each) { return each.ticket == next; });
                    in_a_row = found->priority ? in_a_row + 1 : 0;
                    waiting.erase(found);
                    ++before;
                }
                EXPECT_EQ(ahead_of_new(priority, priorities, ordinaries, 2), before) << priority << " " << priorities << " " << ordinaries;
            }
        }
    }
}

TEST(QueueRules, WaitsAreRangesThatGrow) {
    EXPECT_EQ(wait_range(0, 5), (MinuteRange{1, 5}));
    EXPECT_EQ(wait_range(3, 5), (MinuteRange{15, 25}));
    int last = 0;
    for (int ahead = 1; ahead < 500; ++ahead) {
        const auto range = wait_range(ahead, 7);
        EXPECT_LT(range.from, range.to);
        EXPECT_GE(range.to, last);
        EXPECT_LE(range.to, 24 * 60);
        last = range.to;
    }
}

}  // namespace
}  // namespace silverlane::queue
