// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: Silverlane contributors
#include <gtest/gtest.h>

#include <cstdlib>
#include <fstream>

#include "base/check.h"
#include "kiosk/settings/kiosk_settings.h"

namespace silverlane::kiosk {
namespace {

constexpr const char* kLeast = R"([branch]
id = "0791"
name = { "zh-CN" = "支行", en = "Branch" }
[terminal]
id = "K1"
[panel]
diagonal_inch = 21.5
[hub]
url = "https://hub.example:8443"
device_token_file = "device.token"
[keys]
identifiers = "identifiers.key"
)";

class KioskSettingsTest : public testing::Test {
protected:
    KioskSettingsTest() {
        std::string name = (std::filesystem::temp_directory_path() / "silverlane-test-XXXXXX").string();
        SILVERLANE_CHECK(mkdtemp(name.data()) != nullptr);
        folder = name;
    }
    ~KioskSettingsTest() override { std::filesystem::remove_all(folder); }
    Result<KioskSettings> load(const std::string& text) {
        std::ofstream(folder / "kiosk.toml") << text;
        return load_kiosk_settings(folder / "kiosk.toml", "/usr/share/silverlane");
    }
    std::string mistakes_of(const std::string& text) {
        const auto settings = load(text);
        return settings ? std::string{} : settings.error().message();
    }
    static std::string with(const std::string& from, const std::string& to) {
        std::string text = kLeast;
        const auto at = text.find(from);
        SILVERLANE_CHECK(at != std::string::npos);
        return text.replace(at, from.size(), to);
    }

    std::filesystem::path folder;
};

TEST_F(KioskSettingsTest, SpokenVarietiesAreListedAndNameThemselves) {
    const std::string least = kLeast;
    EXPECT_TRUE(load(least)->voice.varieties.empty()) << "none unless the branch says so";
    const auto two = load(least + "\n[voice]\nvarieties = [\"yue\", \"zh-x-wu\"]\n[voice.variety_names]\nyue = \"广东话\"\n\"zh-x-wu\" = \"上海话\"\n");
    ASSERT_TRUE(two.ok()) << two.error().text();
    EXPECT_EQ(two->voice.varieties, (std::vector<flow::Variety>{{"yue", "广东话"}, {"zh-x-wu", "上海话"}}));
    EXPECT_NE(describe(*two).find("广东话"), std::string::npos);
    const auto wrong = [&](const std::string& voice) { return mistakes_of(least + "\n[voice]\n" + voice); };
    EXPECT_NE(wrong("varieties = [\"yue\"]\n").find("no name"), std::string::npos);
    EXPECT_NE(wrong("varieties = [\"en\"]\n[voice.variety_names]\nen = \"英文\"\n").find("no spoken variety"), std::string::npos);
    EXPECT_NE(wrong("varieties = [\"yue\", \"yue\"]\n[voice.variety_names]\nyue = \"广东话\"\n").find("twice"), std::string::npos);
    EXPECT_NE(wrong("varieties = [\"yue\"]\n[voice.variety_names]\nyue = \"Cantonese\"\n").find("no name of up to four hanzi"), std::string::npos);
    EXPECT_NE(wrong("[voice.variety_names]\nyue = \"广东话\"\n"), "") << "a name without its variety is a slip of the pen";
}

TEST_F(KioskSettingsTest, NeedsOnlyWhatNobodyCanGuess) {
    const auto settings = load(kLeast);
    ASSERT_TRUE(settings.ok()) << settings.error().text();
    EXPECT_EQ(settings->hub.device_token_file, folder / "device.token");
    EXPECT_EQ(settings->data, "/var/lib/silverlane-kiosk");
    EXPECT_EQ(settings->share, "/usr/share/silverlane");
    EXPECT_FALSE(settings->test_control);
    EXPECT_EQ(branch_name(settings->branch, "en"), "Branch");
    EXPECT_FALSE(branch_name(settings->branch, "yue-HK").empty());
}

TEST_F(KioskSettingsTest, SayHowTheBankWantsNumbersSpoken) {
    const auto plain = load(kLeast);
    ASSERT_TRUE(plain.ok());
    EXPECT_EQ(plain->voice.style, (voice::SpokenStyle{true, true}));
    const auto chosen = load(std::string(kLeast) + "\n[voice]\nyao = false\nliang = false\n");
    ASSERT_TRUE(chosen.ok()) << chosen.error().text();
    EXPECT_EQ(chosen->voice.style, (voice::SpokenStyle{false, false}));
    EXPECT_NE(describe(*chosen).find("voice.yao = false\nvoice.liang = false\n"), std::string::npos);
}

TEST_F(KioskSettingsTest, TheShippedFileIsUnderstoodAndAllowsNoControlSocket) {
    const auto settings = load_kiosk_settings(SILVERLANE_SOURCE_DIR "/config/kiosk.toml", "/usr/share/silverlane");
    ASSERT_TRUE(settings.ok()) << settings.error().text();
    EXPECT_FALSE(settings->test_control);
    EXPECT_TRUE(settings->drivers.printer.has_value());
}

TEST_F(KioskSettingsTest, ThePresenceOfTheVoiceIsOnUnlessTheFileSaysNo) {
    const auto usual = load(kLeast);
    ASSERT_TRUE(usual.ok());
    EXPECT_TRUE(usual->voice.presence);
    const auto off = load(std::string(kLeast) + "[voice]\npresence = false\n");
    ASSERT_TRUE(off.ok()) << off.error().text();
    EXPECT_FALSE(off->voice.presence);
    EXPECT_NE(describe(*off).find("voice.presence"), std::string::npos);
}

TEST_F(KioskSettingsTest, AnUnknownKeyIsRefusedWithItsLineAndTheNearestKnownOne) {
    const auto text = mistakes_of(with("diagonal_inch = 21.5", "diagonal_inch = 21.5\nheigth = 1080"));
    EXPECT_NE(text.find("kiosk.toml:8"), std::string::npos) << text;
    EXPECT_NE(text.find("heigth"), std::string::npos) << text;
    EXPECT_NE(text.find("'height'"), std::string::npos) << text;
}

TEST_F(KioskSettingsTest, ShowsAllMistakesInOneRun) {
    std::string text = with("diagonal_inch = 21.5", "");
    text += "[security]\ntest_control = 1\n[surprise]\na = 1\n";
    const auto found = mistakes_of(text);
    EXPECT_NE(found.find("diagonal_inch"), std::string::npos) << found;
    EXPECT_NE(found.find("test_control"), std::string::npos) << found;
    EXPECT_NE(found.find("surprise"), std::string::npos) << found;
}

TEST_F(KioskSettingsTest, SpeaksToADistantHubOverTlsOnly) {
    EXPECT_NE(mistakes_of(with("https://hub.example:8443", "http://hub.example:8080")).find("TLS"), std::string::npos);
    EXPECT_TRUE(load(with("https://hub.example:8443", "http://127.0.0.1:8080")).ok());
}

TEST_F(KioskSettingsTest, NoConfigurationCanHurryAnybody) {
    EXPECT_NE(mistakes_of(std::string(kLeast) + "[times]\nscreen_idle_s = 60\n").find("screen_idle_s"), std::string::npos);
    EXPECT_NE(mistakes_of(std::string(kLeast) + "[times]\nwarn_s = 20\n").find("warn_s"), std::string::npos);
}

TEST_F(KioskSettingsTest, APanelThatContradictsItselfIsRefused) {
    const auto found = mistakes_of(with("diagonal_inch = 21.5", "diagonal_inch = 21.5\norientation = \"portrait\""));
    EXPECT_NE(found.find("orientation"), std::string::npos) << found;
}

TEST_F(KioskSettingsTest, NightGoesOverMidnightAndMayBeNone) {
    PanelSettings panel;
    EXPECT_TRUE(is_night(panel, 23 * 60));
    EXPECT_TRUE(is_night(panel, 6 * 60 + 59));
    EXPECT_FALSE(is_night(panel, 7 * 60));
    EXPECT_FALSE(is_night(panel, 12 * 60));
    panel.night_to_minute = panel.night_from_minute;
    EXPECT_FALSE(is_night(panel, 23 * 60));
    EXPECT_NE(mistakes_of(with("diagonal_inch = 21.5", "diagonal_inch = 21.5\nnight_from = \"25:00\"")).find("25:00"), std::string::npos);
}

TEST_F(KioskSettingsTest, PacksOfRecordingsLieBesideTheFile) {
    EXPECT_TRUE(load(kLeast)->voice.packs.empty());
    const auto settings = load(std::string(kLeast) + "[voice]\npacks = [\"packs/li\", \"/srv/wu\"]\n");
    ASSERT_TRUE(settings.ok()) << settings.error().text();
    EXPECT_EQ(settings->voice.packs, (std::vector<std::filesystem::path>{folder / "packs/li", "/srv/wu"}));
    EXPECT_NE(describe(*settings).find("voice.packs = /srv/wu"), std::string::npos);
    EXPECT_NE(mistakes_of(std::string(kLeast) + "[voice]\npacks = \"li\"\n"), "");
}

TEST_F(KioskSettingsTest, AHubsFileIsSaidToBeThatAndNothingElse) {
    const std::string hub = SILVERLANE_SOURCE_DIR "/config/hub.toml";
    const auto settings = load_kiosk_settings(hub, "/usr/share/silverlane");
    ASSERT_FALSE(settings.ok());
    EXPECT_EQ(settings.error().text(), hub + ": these are a hub's settings, not a kiosk's; check them with silverlane-hub --check-config --config " + hub);
}

TEST_F(KioskSettingsTest, PensionDaysAreDaysOfAMonth) {
    const auto settings = load(with("id = \"0791\"", "id = \"0791\"\npension_days = [15, 20]"));
    ASSERT_TRUE(settings.ok()) << settings.error().text();
    EXPECT_EQ(settings->branch.pension_days, (std::vector<int>{15, 20}));
    EXPECT_NE(mistakes_of(with("id = \"0791\"", "id = \"0791\"\npension_days = [0, 32]")).find("pension_days"), std::string::npos);
}

TEST_F(KioskSettingsTest, TheHallIsCalledOnlyWhereItIsWritten) {
    EXPECT_FALSE(load(kLeast)->hall.announce);
    const auto settings = load(std::string(kLeast) + R"([data]
folder = "data"
[hall]
announce = true
loudspeaker = "file:hall.wav"
languages = ["zh-CN", "en"]
repeats = 3
volume_step = 6
stale_after_s = 60
quiet_from = "12:30"
quiet_to = "13:30"
)");
    ASSERT_TRUE(settings.ok()) << settings.error().text();
    EXPECT_EQ(settings->hall.loudspeaker, "file:" + (folder / "data/hall.wav").string());
    EXPECT_EQ(settings->hall.languages, (std::vector<std::string>{"zh-CN", "en"}));
    EXPECT_EQ(settings->hall.repeats, 3);
    EXPECT_EQ(settings->hall.stale_after, Milliseconds{60'000});
    EXPECT_TRUE(is_quiet(settings->hall, 13 * 60));
    EXPECT_FALSE(is_quiet(settings->hall, 13 * 60 + 30));
}

TEST_F(KioskSettingsTest, TheHallHasNothingToDoWithAPrivateEar) {
    const auto hall = [this](const std::string& voice, const std::string& words) {
        return mistakes_of(std::string(kLeast) + "[voice]\n" + voice + "\n[hall]\nannounce = true\n" + words + "\n");
    };
    EXPECT_EQ(hall("", ""), "");
    EXPECT_NE(hall("private_ear = \"USB\"", "loudspeaker = \"USB\"").find("somebody's private ear"), std::string::npos);
    EXPECT_NE(hall("loudspeaker = \"USB\"\nprivate_ear = \"USB\"", "loudspeaker = \"Hall\"").find("would hear what is private"), std::string::npos);
    EXPECT_NE(hall("private_ear = \"file:ear.wav\"", "").find("never recorded"), std::string::npos);
    EXPECT_NE(hall("enabled = false", "").find("the voice, which is off"), std::string::npos);
    EXPECT_NE(hall("", "repeats = 4").find("repeats"), std::string::npos);
    EXPECT_NE(hall("", "languages = [\"fr\"]").find("cannot be spoken"), std::string::npos);
}

}  // namespace
}  // namespace silverlane::kiosk
