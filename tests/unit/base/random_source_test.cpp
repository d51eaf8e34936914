// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/random_source.h"

#include <gtest/gtest.h>

#include <set>

#include "base/identifier.h"

namespace silverlane {

TEST(SeededRandom, RepeatsItselfFromTheSeed) {
    SeededRandom one{7};
    SeededRandom same{7};
    SeededRandom other{8};
    EXPECT_EQ(make_token(16, one), make_token(16, same));
    EXPECT_NE(make_token(16, one), make_token(16, other));
}

TEST(RandomSource, StaysBelowItsBoundAndReachesEveryValue) {
    SeededRandom random{1};
    std::set<std::uint64_t> seen;
    for (int i = 0; i < 1'000; ++i) seen.insert(random.below(7));
    EXPECT_EQ(seen.size(), 7U);
    EXPECT_EQ(*seen.rbegin(), 6U);
}

TEST(Identifier, LaterOnesSortLater) {
    SystemRandom random;
    const auto early = make_id<TicketId>(UtcTime{Milliseconds{1'000}}, random);
    const auto late = make_id<TicketId>(UtcTime{Milliseconds{1'001}}, random);
    EXPECT_EQ(early.text.size(), 26U);
    EXPECT_LT(early, late);
}

}  // namespace silverlane
