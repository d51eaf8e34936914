// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: Silverlane contributors
#include "config/suggestion.h"

#include <gtest/gtest.h>

namespace silverlane::config {
namespace {

using Names = std::vector<std::string>;

TEST(Suggestion, counts_slips_of_the_hand) {
    EXPECT_EQ(slips_between("scanner", "scanner"), 0);
    EXPECT_EQ(slips_between("scaner", "scanner"), 4);
    EXPECT_EQ(slips_between("scnaner", "scanner"), 3);
    EXPECT_EQ(slips_between("", "abc"), 12);
    EXPECT_EQ(slips_between("call-Staff", "call_staff"), 2);
}

TEST(Suggestion, two_exchanged_letters_are_likelier_than_a_wrong_one) {
    EXPECT_EQ(nearest("P62", {"P02", "P26", "P63"}), "P26");
}

TEST(Suggestion, of_equally_near_names_the_longer_common_beginning_wins_and_then_the_first) {
    EXPECT_EQ(nearest("home.tile", {"dome.tile", "home.tale", "home.tule"}), "home.tale");
    EXPECT_EQ(nearest("P3", {"P03", "P13"}), "P03");
}

TEST(Suggestion, nothing_is_suggested_for_a_name_that_is_like_no_other) {
    EXPECT_EQ(nearest("earthquake", {"card_tapped", "ticket_issued"}), std::nullopt);
    EXPECT_EQ(nearest("ok", {"no", "card"}), std::nullopt);
    EXPECT_EQ(nearest("x", {}), std::nullopt);
    EXPECT_EQ(did_you_mean("x", {"y"}), "");
}

TEST(Suggestion, of_no_names_at_all_the_advice_says_so) {
    EXPECT_EQ(advice_among("complaint", {}), "there is none yet");
    EXPECT_EQ(did_you_mean("complaint", {}), "");
}

TEST(Suggestion, the_advice_is_the_meant_name_or_the_whole_list) {
    const Names names{"card_reader", "scanner"};
    EXPECT_EQ(advice_among("scaner", names), "did you mean 'scanner'?");
    EXPECT_EQ(advice_among("toaster", names), "write one of card_reader, scanner");
}

}  // namespace
}  // namespace silverlane::config
