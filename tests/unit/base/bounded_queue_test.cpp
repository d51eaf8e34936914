// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/bounded_queue.h"

#include <gtest/gtest.h>
#include <poll.h>

#include <set>
#include <thread>

namespace silverlane {

TEST(BoundedQueue, SaysFullInsteadOfGrowing) {
    BoundedQueue<int> queue{2};
    EXPECT_EQ(queue.post(1), Posted::accepted);
    EXPECT_EQ(queue.post(2), Posted::accepted);
    EXPECT_EQ(queue.post(3), Posted::full);
    EXPECT_EQ(queue.try_take(), 1);
    EXPECT_EQ(queue.post(3), Posted::accepted);
}

TEST(BoundedQueue, WhatWasPostedBeforeClosingIsStillTaken) {
    BoundedQueue<int> queue{4};
    static_cast<void>(queue.post(1));
    queue.close();
    EXPECT_EQ(queue.post(2), Posted::closed);
    EXPECT_EQ(queue.take(), 1);
    EXPECT_EQ(queue.take(), std::nullopt);
}

TEST(BoundedQueue, WakesAPoll) {
    WakeDescriptor wake;
    BoundedQueue<int> queue{4, &wake};
    pollfd waiting{wake.descriptor(), POLLIN, 0};
    EXPECT_EQ(poll(&waiting, 1, 0), 0);
    static_cast<void>(queue.post(1));
    EXPECT_EQ(poll(&waiting, 1, 0), 1);
    wake.drain();
    EXPECT_EQ(poll(&waiting, 1, 0), 0);
}

TEST(BoundedQueue, ManyPostersAndTakersLoseAndDoubleNothing) {
    constexpr int kEach = 2'000;
    BoundedQueue<int> queue{64};
    std::vector<std::thread> posters;
    for (int p = 0; p < 3; ++p) {
        posters.emplace_back([&queue, p] {
            for (int i = 0; i < kEach; ++i) {
                while (queue.post(p * kEach + i) != Posted::accepted) std::this_thread::yield();
            }
        });
    }
    std::vector<std::vector<int>> taken(2);
    std::vector<std::thread> takers;
    for (auto& mine : taken) {
        takers.emplace_back([&queue, &mine] {
            while (auto value = queue.take()) mine.push_back(*value);
        });
    }
    for (auto& thread : posters) thread.join();
    queue.close();
    for (auto& thread : takers) thread.join();
    std::set<int> all;
    for (const auto& mine : taken) all.insert(mine.begin(), mine.end());
    EXPECT_EQ(all.size(), 3U * kEach);
    EXPECT_EQ(taken[0].size() + taken[1].size(), 3U * kEach);
}

}  // namespace silverlane
