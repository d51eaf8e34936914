// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: Silverlane contributors
//
// Whose settings a file holds: the shipped ones are told apart, and nothing is said of what either might be.
#include "config/settings_owner.h"

#include <filesystem>
#include <string_view>

#include <gtest/gtest.h>

namespace silverlane::config {
namespace {

SettingsOwner owner_of(std::string_view text) {
    const auto document = Document::parse(text, "x.toml");
    EXPECT_TRUE(document) << document.error().text();
    return settings_owner(*document);
}

SettingsOwner owner_of_shipped(const char* name) {
    const auto document = Document::load(std::filesystem::path(SILVERLANE_SOURCE_DIR) / "config" / name);
    EXPECT_TRUE(document) << document.error().text();
    return settings_owner(*document);
}

TEST(SettingsOwner, ShippedFilesAreToldApart) {
    EXPECT_EQ(owner_of_shipped("hub.toml"), SettingsOwner::hub);
    EXPECT_EQ(owner_of_shipped("kiosk.toml"), SettingsOwner::kiosk);
}

TEST(SettingsOwner, OneTableIsEnough) {
    EXPECT_EQ(owner_of("[listen]\nkey = \"hub.key\"\n"), SettingsOwner::hub);
    EXPECT_EQ(owner_of("[panel]\nwidth_px = 1080\n"), SettingsOwner::kiosk);
}

TEST(SettingsOwner, WhatBothHaveOrBothCouldBeStaysUnclear) {
    EXPECT_EQ(owner_of(""), SettingsOwner::unclear);
    EXPECT_EQ(owner_of("[data]\nfolder = \"x\"\n[keys]\n[drivers]\n"), SettingsOwner::unclear);
    EXPECT_EQ(owner_of("[panel]\n[alerts]\n"), SettingsOwner::unclear);   // a kiosk's file with a table that is not its own: its reader says which
}

}  // namespace
}  // namespace silverlane::config
