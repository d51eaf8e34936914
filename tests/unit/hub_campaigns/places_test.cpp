// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: Silverlane contributors
//
// Campaigns that name places, and branches that lie in none of them.
#include "hub/campaigns/places.h"

#include <gmock/gmock.h>

#include "tests/unit/hub_campaigns/rule_folder.h"

namespace silverlane::campaigns {
namespace {

using ::testing::HasSubstr;

decision::Campaign campaign(std::vector<std::string> places, std::string status = "approved") {
    decision::Campaign made;
    made.id = CampaignId{"bond"};
    made.places = std::move(places);
    made.status = std::move(status);
    return made;
}

TEST(Places, ABranchWithoutAPathIsNamedForEachCampaignWithPlaces) {
    const auto gaps = place_gaps({campaign({}), campaign({"CN/36"}), campaign({"0792", "CN/36"})}, {{"0791", ""}, {"0792", ""}, {"0793", "CN/36/0793"}});
    ASSERT_EQ(gaps.size(), 2U);
    EXPECT_EQ(gaps[0].campaign, 1U);
    EXPECT_EQ(gaps[0].without_path, (std::vector<std::string>{"0791", "0792"}));
    EXPECT_EQ(gaps[1].without_path, (std::vector<std::string>{"0791"})) << "without a path the id is the whole path";
}

TEST(Places, PlacesInWhichNobodyLiesAreNamedToo) {
    EXPECT_EQ(place_gaps({campaign({"CN/63"})}, {{"0791", "CN/36/0791"}}).size(), 1U);
    EXPECT_TRUE(place_gaps({campaign({"CN/36"})}, {{"0791", "CN/36/0791"}, {"0501", "CN/31/0501"}}).empty()) << "not everywhere is not a mistake";
    EXPECT_EQ(place_gaps({campaign({"CN/3"})}, {{"0791", "CN/36/0791"}}).size(), 1U) << "CN/36 is not below CN/3";
}

TEST(Places, NothingIsSaidOfWhatHasEndedOrWithoutBranches) {
    EXPECT_TRUE(place_gaps({campaign({"CN/36"}, "ended")}, {{"0791", ""}}).empty());
    EXPECT_TRUE(place_gaps({campaign({"CN/36"})}, {}).empty());
    EXPECT_EQ(place_gaps({campaign({"CN/36"}, "draft")}, {{"0791", ""}}).size(), 1U) << "whoever writes it wants to know before";
}

TEST(Places, TheWarningStandsAtTheCampaignsPlacesAndSaysWhatToWriteWhere) {
    const RuleFolder folder;
    folder.edit("campaigns/savings_bond.toml", "group =", "places = [\"CN/36\"]\ngroup =");
    auto book = folder.book();
    ASSERT_TRUE(book.rules) << book.mistakes.text();
    const auto before = book.warnings.all().size();
    warn_about_places(book, {{"0791", ""}});
    ASSERT_EQ(book.warnings.all().size(), before + 1);
    const auto text = book.warnings.text();
    const auto line = line_of(content_of(folder.file("campaigns/savings_bond.toml")), "places =");
    EXPECT_THAT(text, HasSubstr("savings_bond.toml:" + std::to_string(line) + ":"));
    EXPECT_THAT(text, HasSubstr("'savings_bond' is for CN/36, and branch 0791 has no path: it is never shown there"));
    EXPECT_THAT(text, HasSubstr("path = \"CN/36/0791\", in the branch.toml of 0791 and import it again"));
    auto elsewhere = folder.book();
    warn_about_places(elsewhere, {{"0501", "CN/31/0501"}});
    EXPECT_THAT(elsewhere.warnings.text(), HasSubstr("no branch lies there: 0501 is CN/31/0501"));
}

}  // namespace
}  // namespace silverlane::campaigns
