// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: Silverlane contributors
#include "kiosk/app/options.h"

#include <gtest/gtest.h>

namespace silverlane::kiosk {
namespace {

TEST(KioskOptions, TakesEveryOption) {
    const auto options = parse_options({"--config", "a.toml", "--control", "s", "--presenter", "memory", "--gallery", "g", "--check-config"});
    ASSERT_TRUE(options.ok());
    EXPECT_EQ(options->config, "a.toml");
    EXPECT_EQ(options->control, std::filesystem::path{"s"});
    EXPECT_EQ(options->gallery, std::filesystem::path{"g"});
    EXPECT_EQ(options->presenter, std::string{"memory"});
    EXPECT_TRUE(options->check_config);
}

TEST(KioskOptions, NamesTheWordThatIsWrong) {
    EXPECT_NE(parse_options({"--contrl", "s"}).error().message().find("--contrl"), std::string::npos);
    EXPECT_NE(parse_options({"--config"}).error().message().find("--config"), std::string::npos);
    EXPECT_NE(parse_options({"--presenter", "opengl"}).error().message().find("opengl"), std::string::npos);
}

}  // namespace
}  // namespace silverlane::kiosk
