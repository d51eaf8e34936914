// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: Silverlane contributors
#include <gtest/gtest.h>

#include "hub/app/options.h"

namespace silverlane::hub {
namespace {

TEST(HubOptionsTest, words_become_values) {
    const auto options = parse_options({"--config", "/tmp/hub.toml", "--import", "bank", "--check-config"});
    ASSERT_TRUE(options.ok());
    EXPECT_EQ(options->config, "/tmp/hub.toml");
    EXPECT_EQ(options->import_folder, "bank");
    EXPECT_TRUE(options->check_config);
    EXPECT_EQ(parse_options({})->config, "/etc/silverlane/hub.toml");
}

TEST(HubOptionsTest, an_unknown_word_and_a_missing_value_are_named) {
    EXPECT_NE(parse_options({"--fast"}).error().text().find("--fast"), std::string::npos);
    EXPECT_NE(parse_options({"--config"}).error().text().find("--config"), std::string::npos);
}

}  // namespace
}  // namespace silverlane::hub
