// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: Silverlane contributors
#include "kiosk/app/start_check.h"

#include <gtest/gtest.h>

#include <cstdlib>
#include <fstream>

#include "base/check.h"

namespace silverlane::kiosk {
namespace {

using std::filesystem::perms;

class StartCheckTest : public testing::Test {
protected:
    StartCheckTest() {
        std::string name = (std::filesystem::temp_directory_path() / "silverlane-test-XXXXXX").string();
        SILVERLANE_CHECK(mkdtemp(name.data()) != nullptr);
        folder = name;
        settings.share = folder / "share";
        for (const char* file : {"strings/en.toml", "flows/home.toml", "icons/ok.svg", "fonts/silverlane-regular.otf", "fonts/silverlane-bold.otf"}) {
            write(settings.share / file, "x");
        }
        for (const char* file : {"voice/mandarin.lexicon", "voice/polyphones.tsv", "voice/surnames.tsv", "voice/given_names.tsv"}) {
            std::filesystem::create_directories(settings.share / "voice");
            std::filesystem::copy_file(std::filesystem::path(SILVERLANE_BINARY_DIR "/share/silverlane") / file, settings.share / file);
        }
        settings.data = folder / "data";
        settings.hub.device_token_file = folder / "device.token";
        write(settings.hub.device_token_file, "0123456789abcdef\n", perms::owner_read | perms::owner_write);
        settings.identifier_key = folder / "identifiers.key";
    }
    ~StartCheckTest() override { std::filesystem::remove_all(folder); }
    static void write(const std::filesystem::path& file, const std::string& text, perms mode = perms::owner_all) {
        std::filesystem::create_directories(file.parent_path());
        std::ofstream(file) << text;
        std::filesystem::permissions(file, mode);
    }
    void expect_named(const std::string& what) const {
        const auto checked = check_start(settings);
        ASSERT_FALSE(checked.ok()) << what;
        EXPECT_NE(checked.error().message().find(what), std::string::npos) << checked.error().message();
    }

    std::filesystem::path folder;
    KioskSettings settings;
};

TEST_F(StartCheckTest, NamesTheLineOfABanksWordThatDoesNotFit) {
    settings.voice.words = folder / "bank-words.tsv";
    write(settings.voice.words, "word\t长盈宝\tchang2 ying2 bao3\nword\t云朵卡\tyun2 duo3\n");
    expect_named("bank-words.tsv line 2");
    write(settings.voice.words, "word\t长盈宝\tchang2 ying2 bao3\n");
    const auto checked = check_start(settings);
    EXPECT_TRUE(checked.ok()) << checked.error().message();
}

TEST_F(StartCheckTest, NeedsNoDataFolderYetAndNoKeyWhereNothingIsHashed) {
    const auto checked = check_start(settings);
    EXPECT_TRUE(checked.ok()) << checked.error().message();
    EXPECT_FALSE(std::filesystem::exists(settings.data)) << "it looks and makes nothing";
}

TEST_F(StartCheckTest, AMissingAnEmptyAndAnOpenTokenAreNamed) {
    write(settings.hub.device_token_file, "x", perms::owner_read | perms::others_read);
    expect_named("device.token can be read by others");
    write(settings.hub.device_token_file, "", perms::owner_read | perms::owner_write);
    expect_named("device.token is empty");
    std::filesystem::remove(settings.hub.device_token_file);
    expect_named((folder / "device.token").string() + ": No such file");
}

TEST_F(StartCheckTest, APackOfRecordingsMustBeThereAndIndexed) {
    settings.voice.packs = {folder / "li"};
    expect_named("[voice] packs: no folder " + (folder / "li").string());
    write(folder / "li/zh-CN/P28.flac", "x");
    expect_named("voice pack index");
    write(folder / "li/zh-CN/index.tsv", "P28\t0\t3\tP28.flac\t0\tPlease sit\n");
    EXPECT_TRUE(check_start(settings).ok());
    std::filesystem::remove(folder / "li/zh-CN/P28.flac");
    expect_named("P28.flac");
}

TEST_F(StartCheckTest, ACardReaderNeedsTheKey) {
    settings.drivers.card.emplace();
    expect_named("no key file " + settings.identifier_key.string());
    write(settings.identifier_key, "short", perms::owner_read);
    expect_named("identifiers.key does not hold 64");
    std::filesystem::remove(settings.identifier_key);
    write(settings.identifier_key, std::string(64, 'a'), perms::owner_read);
    EXPECT_TRUE(check_start(settings).ok());
}

TEST_F(StartCheckTest, ASourceOfArrivalsNeedsTheKey) {
    settings.drivers.wifi.emplace();
    expect_named("no key file");
    settings.drivers.wifi.reset();
    settings.drivers.queue.emplace();
    expect_named("no key file");
}

TEST_F(StartCheckTest, EveryInstalledFolderThatIsMissingIsNamedInOneRun) {
    std::filesystem::remove_all(settings.share);
    for (const char* name : {"strings", "flows", "icons", "fonts/silverlane-regular.otf", "fonts/silverlane-bold.otf", "[data] share"}) {
        expect_named(name);
    }
}

TEST_F(StartCheckTest, ADataFolderThatCannotBeMadeIsNamed) {
    write(folder / "file", "x");
    settings.data = folder / "file" / "data";
    expect_named((folder / "file").string() + " is not a folder");
}

}  // namespace
}  // namespace silverlane::kiosk
