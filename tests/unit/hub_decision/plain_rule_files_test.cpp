// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: Silverlane contributors
#include <gtest/gtest.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>

#include <fmt/format.h>

#include "hub/campaigns/plain_rule_files.h"

namespace silverlane::campaigns {
namespace {

TEST(PlainRuleFiles, TheShippedPoliciesAndTheSampleCampaignsAreReadWithoutAMistake) {
    const std::filesystem::path root = SILVERLANE_SOURCE_DIR;
    const auto rules = load_rules({root / "config/policies", root / "config/samples/campaigns", root / "config/samples/products.toml"});
    ASSERT_TRUE(rules) << rules.error().text();
    EXPECT_EQ(rules->campaigns.size(), 8U);
    EXPECT_NE(rules->version, "0");
    EXPECT_EQ(rules->policy.elder_age, 65);
}

TEST(PlainRuleFiles, AKioskHasWordsForDepositsOnlyAndAnOfferOfAnythingElseIsRefusedWhenRead) {
    const std::filesystem::path root = SILVERLANE_SOURCE_DIR;
    const auto shipped = load_rules({root / "config/policies", root / "config/samples/campaigns", root / "config/samples/products.toml"});
    ASSERT_TRUE(shipped);
    int offered = 0;
    for (const auto& each : shipped->campaigns) {
        if (!each.offer) continue;
        ++offered;
        EXPECT_EQ(each.product.kind, "deposit") << each.id.text;
        EXPECT_FALSE(each.offer->title.zh.empty() || each.offer->title.en.empty() || each.offer->line.zh.empty() || each.offer->line.en.empty());
    }
    EXPECT_EQ(offered, 2);
    const auto folder = std::filesystem::temp_directory_path() / fmt::format("silverlane-offers-{}", getpid());
    std::filesystem::create_directories(folder / "campaigns");
    std::filesystem::copy_file(root / "config/samples/campaigns/savings_bond.toml", folder / "campaigns/bond.toml");
    std::ofstream(folder / "campaigns/bond.toml", std::ios::app) << "[offer]\ntitle_zh = \"x\"\ntitle_en = \"x\"\nline_zh = \"x\"\n";
    const auto wrong = load_rules({root / "config/policies", folder / "campaigns", root / "config/samples/products.toml"});
    std::filesystem::remove_all(folder);
    ASSERT_FALSE(wrong);
    for (const auto* part : {"bond.toml:", "a kiosk offers deposits only", "line_en"}) EXPECT_NE(wrong.error().text().find(part), std::string::npos) << wrong.error().text();
}

TEST(PlainRuleFiles, EveryMistakeIsNamedAtOnce) {
    const auto folder = std::filesystem::temp_directory_path() / fmt::format("silverlane-rules-{}", getpid());
    std::filesystem::create_directories(folder / "policies");
    std::filesystem::create_directories(folder / "campaigns");
    std::ofstream(folder / "policies/p.toml") << "[suitability]\nelder_age = 80\n[contact]\nmost = 3\n";
    std::ofstream(folder / "products.toml") << "[[product]]\nid = \"P1\"\nkind = \"deposit\"\nrisk = 1\n";
    std::ofstream(folder / "campaigns/c.toml") << "id = \"c\"\nproduct = \"P9\"\nreason = \"Buy now\"\nfrom = \"2026-02-30\"\nto = \"2026-01-01\"\n";
    const auto rules = load_rules({folder / "policies", folder / "campaigns", folder / "products.toml"});
    std::filesystem::remove_all(folder);
    ASSERT_FALSE(rules);
    const auto text = rules.error().text();
    for (const auto* part : {"elder_age", "unknown key 'most'", "no product 'P9'", "a reason is a text key", "2026-02-30", "no audience"}) {
        EXPECT_NE(text.find(part), std::string::npos) << part << "\n" << text;
    }
}

}  // namespace
}  // namespace silverlane::campaigns
