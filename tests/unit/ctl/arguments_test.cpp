// SPDX-License-Identifier: GPL-3.0-or-later
#include "ctl/arguments.h"

#include <gtest/gtest.h>

namespace silverlane::ctl {

TEST(Arguments, AnUnknownOptionIsAnsweredWithTheKnownOnes) {
    auto parsed = Arguments::parse({"--sed", "7"}, {"seed", "to"});
    ASSERT_FALSE(parsed);
    EXPECT_EQ(parsed.error().text(), "no option --sed; known here: --seed --to");
}

TEST(Arguments, ANumberThatIsNoneIsRefused) {
    auto parsed = Arguments::parse({"--seed", "7x", "DIR"}, {"seed"});
    ASSERT_TRUE(parsed);
    EXPECT_FALSE(parsed->integer("seed", 1));
    EXPECT_EQ(parsed->positional(), std::vector<std::string>{"DIR"});
    EXPECT_FALSE(Arguments::parse({"--seed"}, {"seed"}));
}

}  // namespace silverlane::ctl
