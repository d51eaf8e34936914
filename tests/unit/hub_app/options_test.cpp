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
    EXPECT_EQ(parse_options({"--conf", "hub.toml"}).error().text(), "unknown option '--conf'; did you mean '--config'?");
    EXPECT_EQ(parse_options({"--config"}).error().text(), "'--config' needs a value behind it, for example --config /etc/silverlane/hub.toml");
    EXPECT_EQ(parse_options({"--import", "--check-config"}).error().text(), "'--import' needs a value behind it, for example --import /srv/bank/today");
}

}  // namespace
}  // namespace silverlane::hub
