// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: Silverlane contributors
#include <gtest/gtest.h>

#include "hub/feeds/sale_matching.h"

namespace silverlane::feeds {
namespace {

using namespace std::chrono_literals;

constexpr Day kToday{std::chrono::sys_days{std::chrono::year{2026} / 11 / 22}};

Told told(int days_ago, std::string contacted_by = {}, std::string product = {}) {
    Told each;
    each.product_class = "fund";
    each.product = std::move(product);
    each.day = kToday - std::chrono::days{days_ago};
    each.contacted_by = std::move(contacted_by);
    return each;
}

Sold sold(std::string product = {}, std::string recording = {}) { return {"fund", std::move(product), kToday, std::move(recording)}; }

std::optional<std::size_t> matched(const Sold& sale, const std::vector<Told>& list) {
    const auto match = match_sale(sale, list, {});
    return match ? std::optional{match->told} : std::nullopt;
}

TEST(SaleMatching, TheWindowHasAFirstAndALastDay) {
    EXPECT_EQ(matched(sold(), {told(0)}), 0U);
    EXPECT_EQ(matched(sold(), {told(30)}), 0U);
    EXPECT_FALSE(matched(sold(), {told(31)}));
    EXPECT_FALSE(matched(sold(), {told(-1)})) << "told after the sale";
}

TEST(SaleMatching, TheClassMustBeTheSameAndWhatWasSoldBeforeIsNotSoldAgain) {
    auto other = told(1);
    other.product_class = "wealth";
    auto before = told(1);
    before.sold = true;
    EXPECT_FALSE(matched(sold(), {other, before}));
}

TEST(SaleMatching, TheProductWinsThenWhatSomebodySpokeAboutThenTheNewest) {
    EXPECT_EQ(matched(sold("F1"), {told(1, "1001"), told(20, "", "F1")}), 1U);
    EXPECT_EQ(matched(sold("F2"), {told(1), told(9, "1001", "F1")}), 1U);
    EXPECT_EQ(matched(sold(), {told(9), told(2), told(5)}), 1U);
}

TEST(SaleMatching, WhoeverSpokeIsCreditedAndWhoeverPassedOnKeepsAShare) {
    auto each = told(1, "1002");
    EXPECT_EQ(match_sale(sold(), {{each}}, {})->credits, (std::vector<Credit>{{"1002", 1'000'000}}));
    each.passed_by = "1001";
    EXPECT_EQ(match_sale(sold(), {{each}}, {})->credits, (std::vector<Credit>{{"1002", 700'000}, {"1001", 300'000}}));
    each.passed_by = "1002";
    EXPECT_EQ(match_sale(sold(), {{each}}, {})->credits, (std::vector<Credit>{{"1002", 1'000'000}}));
    EXPECT_TRUE(match_sale(sold(), {{told(1)}}, {})->credits.empty()) << "nobody spoke about it";
}

TEST(SaleMatching, SomebodyHeldOutIsMatchedButCreditedToNobody) {
    auto each = told(1, "1001");
    each.held_out = true;
    const auto match = match_sale(sold(), {{each}}, {});
    ASSERT_TRUE(match);
    EXPECT_TRUE(match->credits.empty());
}

TEST(SaleMatching, ItCountsWhenTheDaysOfHesitationAreOverAndARecordIsAskedForWhereTheProductNeedsIt) {
    auto each = told(1, "1001");
    each.cooling_days = 15;
    each.recording_required = true;
    const auto without = match_sale(sold(), {{each}}, {});
    EXPECT_EQ(without->counts_from, kToday + std::chrono::days{15});
    EXPECT_TRUE(without->recording_missing);
    EXPECT_FALSE(match_sale(sold("", "r-1"), {{each}}, {})->recording_missing);
}

}  // namespace
}  // namespace silverlane::feeds
