// SPDX-License-Identifier: GPL-3.0-or-later
#include "ctl/arguments.h"

#include <gtest/gtest.h>

namespace silverlane::ctl {

TEST(Arguments, AnUnknownOptionIsAnsweredWithTheKnownOnes) {
    auto parsed = Arguments::parse({"--sed", "7"}, {"seed", "to"});
    ASSERT_FALSE(parsed);
    EXPECT_EQ(parsed.error().text(), "no option --sed; did you mean --seed? Known here: --seed --to");
    parsed = Arguments::parse({"--colour", "7"}, {"seed"}, {"json"});
    ASSERT_FALSE(parsed);
    EXPECT_EQ(parsed.error().text(), "no option --colour; known here: --seed --json");
}

TEST(Arguments, WhatIsMissingIsSaidWithWhatItIsAndAnExample) {
    const auto parsed = Arguments::parse({}, {"rules"});
    ASSERT_TRUE(parsed);
    EXPECT_EQ(parsed->required("rules", "the folder of the rules", "bank").error().text(), "--rules is missing: the folder of the rules, for example --rules bank");
}

TEST(Arguments, AnOptionIsNoValueOfAnother) {
    EXPECT_EQ(Arguments::parse({"--rules", "--policies", "x"}, {"rules", "policies"}).error().text(), "--rules needs a value behind it");
    EXPECT_TRUE(Arguments::parse({"--to", "-"}, {"to"})) << "one dash is standard input";
}

TEST(Arguments, ANumberThatIsNoneIsRefused) {
    auto parsed = Arguments::parse({"--seed", "7x", "DIR"}, {"seed"});
    ASSERT_TRUE(parsed);
    EXPECT_FALSE(parsed->integer("seed", 1));
    EXPECT_EQ(parsed->positional(), std::vector<std::string>{"DIR"});
    EXPECT_FALSE(Arguments::parse({"--seed"}, {"seed"}));
}

}  // namespace silverlane::ctl
