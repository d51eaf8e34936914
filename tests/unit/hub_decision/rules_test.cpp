// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: Silverlane contributors
#include <gtest/gtest.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>

#include <fmt/format.h>

#include "hub/decision/rules.h"

namespace silverlane::decision {
namespace {

TEST(Rules, TheShippedPoliciesAndTheSampleCampaignsAreReadWithoutAMistake) {
    const std::filesystem::path root = SILVERLANE_SOURCE_DIR;
    const auto rules = load_rules({root / "config/policies", root / "config/samples/campaigns", root / "config/samples/products.toml"});
    ASSERT_TRUE(rules) << rules.error().text();
    EXPECT_EQ(rules->campaigns.size(), 8U);
    EXPECT_NE(rules->version, "0");
    EXPECT_EQ(rules->policy.elder_age, 65);
}

TEST(Rules, EveryMistakeIsNamedAtOnce) {
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
}  // namespace silverlane::decision
