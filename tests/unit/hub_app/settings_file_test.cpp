// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: Silverlane contributors
//
// What somebody reads who starts a hub without settings, and whether the settings that are shown there are enough.
#include "hub/app/settings_file.h"

#include <unistd.h>

#include <fstream>
#include <string>

#include <gtest/gtest.h>

#include "hub/app/hub_settings.h"

namespace silverlane::hub {
namespace {

namespace files = std::filesystem;

class SettingsFile : public ::testing::Test {
protected:
    SettingsFile() : folder(files::temp_directory_path() / ("silverlane_settings_" + std::to_string(getpid()) + ::testing::UnitTest::GetInstance()->current_test_info()->name())) {
        files::create_directories(folder);
    }
    ~SettingsFile() override { files::remove_all(folder); }
    void write(const std::string& name, const std::string& text) const { std::ofstream(folder / name) << text; }
    const files::path folder;
};

bool says(const Result<void>& result, const std::string& words) { return !result && result.error().text().find(words) != std::string::npos; }

TEST_F(SettingsFile, OneThatIsThereIsTaken) {
    write("hub.toml", "");
    EXPECT_TRUE(settings_file_is_there(folder / "hub.toml"));
}

TEST_F(SettingsFile, OneThatIsNotThereIsNamedWithWhatWasMeant) {
    write("hub.toml", "");
    EXPECT_EQ(settings_file_is_there(folder / "hbu.toml").error().text(),
              "there is no settings file " + (folder / "hbu.toml").string() + "; did you mean '" + (folder / "hub.toml").string() + "'?");
    EXPECT_TRUE(says(settings_file_is_there("nope.toml"), "there is no settings file nope.toml (looked for " + (files::current_path() / "nope.toml").string() + "). Name it with --config FILE"));
}

TEST_F(SettingsFile, TheSettingsThatAreShownAreEnough) {
    const std::string text = settings_file_is_there(folder / "nope.toml").error().text();
    const auto from = text.find("  [listen]"), to = text.find("and silverlane-hub --config");
    ASSERT_TRUE(from != std::string::npos && to != std::string::npos) << text;
    write("made.toml", text.substr(from, to - from));
    const auto settings = load_hub_settings(folder / "made.toml", "/usr/share/silverlane");
    ASSERT_TRUE(settings) << settings.error().text();
    EXPECT_EQ(settings->keys.visit_codes, folder / "visit-codes.key");
}

TEST_F(SettingsFile, OfAFolderTheFileInItIsNamed) {
    EXPECT_TRUE(says(settings_file_is_there(folder), "is a folder; name the file in it, --config " + (folder / "hub.toml").string() + ", which is not there yet. Name it"));
    write("hub.toml", "");
    EXPECT_EQ(settings_file_is_there(folder).error().text(), folder.string() + " is a folder; name the file in it, --config " + (folder / "hub.toml").string());
}

TEST_F(SettingsFile, AFolderOfAnImportIsLookedForFirst) {
    EXPECT_TRUE(import_folder_is_there(folder));
    files::create_directories(folder / "today");
    EXPECT_TRUE(says(import_folder_is_there(folder / "todya"), "there is no folder " + (folder / "todya").string() + "; did you mean '" + (folder / "today").string() + "'?"));
    write("branch.toml", "");
    EXPECT_TRUE(says(import_folder_is_there(folder / "branch.toml"), "is a file; name the folder in which it lies"));
}

}  // namespace
}  // namespace silverlane::hub
