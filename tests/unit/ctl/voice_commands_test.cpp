// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: Silverlane contributors
//
// What `silverlanectl voice say` and `voice examples` leave behind: sounds that can be opened and measured, and a page that finds them.
#include <gtest/gtest.h>
#include <sndfile.h>
#include <unistd.h>

#include <algorithm>
#include <cmath>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <regex>

#include "ctl/voice_commands.h"

namespace silverlane::ctl {
namespace {

namespace fs = std::filesystem;

class VoiceCommands : public ::testing::Test {
protected:
    void SetUp() override {
        folder_ = fs::temp_directory_path() / ("silverlane_voice_commands_" + std::to_string(::getpid()));
        fs::create_directories(folder_);
    }
    void TearDown() override { fs::remove_all(folder_); }

    static std::vector<std::int16_t> sound(const fs::path& file) {
        SF_INFO format{};
        SNDFILE* opened = sf_open(file.c_str(), SFM_READ, &format);
        if (opened == nullptr) return {};
        EXPECT_EQ(format.samplerate, 22050);
        EXPECT_EQ(format.channels, 1);
        std::vector<std::int16_t> samples(static_cast<std::size_t>(format.frames));
        EXPECT_EQ(sf_readf_short(opened, samples.data(), format.frames), format.frames);
        sf_close(opened);
        return samples;
    }
    static double level(const std::vector<std::int16_t>& samples) {
        double sum = 0.0;
        for (const auto sample : samples) sum += static_cast<double>(sample) * static_cast<double>(sample);
        return 10.0 * std::log10(sum / static_cast<double>(samples.size()));
    }
    [[nodiscard]] std::vector<std::int16_t> said(Words words) const {
        const fs::path file = folder_ / "said.wav";
        words.insert(words.end(), {"--to", file.string()});
        const auto done = voice_say(words);
        EXPECT_TRUE(done.ok()) << done.error().text();
        return sound(file);
    }

    fs::path folder_;
};

TEST_F(VoiceCommands, SayWritesWhatTheKioskWouldPlay) {
    const auto usual = said({"请坐一坐。"});
    ASSERT_GT(usual.size(), 22050U);
    // espeak-ng's pauses stray by 40 ms with what was said before, so lengths and levels are compared and not samples.
    EXPECT_NEAR(static_cast<double>(said({"请坐一坐。"}).size()), static_cast<double>(usual.size()), 2205.0);
    EXPECT_NEAR(level(said({"请坐一坐。", "--volume", "6"})) - level(usual), 12.0, 0.3);
    EXPECT_LT(said({"请坐一坐。", "--rate", "6"}).size(), usual.size() * 7 / 10);
    EXPECT_NE(said({"请坐一坐。", "--no-presence"}), usual);
    EXPECT_GT(said({"Please", "sit", "down.", "--lang", "en"}).size(), 11025U);
    const auto number = said({"请A107号，到2号窗口。"});
    EXPECT_NEAR(static_cast<double>(said({"请A幺零七号，到二号窗口。"}).size()), static_cast<double>(number.size()), 2205.0) << "figures are words";
}

TEST_F(VoiceCommands, SayRefusesWhatItCannotDoAndLeavesNoFile) {
    const std::string file = (folder_ / "none.wav").string();
    EXPECT_FALSE(voice_say({"😀", "--to", file}).ok());
    EXPECT_FALSE(voice_say({"好", "--to", file, "--rate", "7"}).ok());
    EXPECT_FALSE(voice_say({"好", "--to", file, "--lang", "fr"}).ok());
    EXPECT_FALSE(voice_say({"--to", file}).ok());
    EXPECT_FALSE(voice_say({"好"}).ok());
    EXPECT_FALSE(fs::exists(file));
    EXPECT_FALSE(voice_say({"好", "--to", (folder_ / "sound.mp3").string()}).ok());
}

TEST_F(VoiceCommands, ExamplesMakeASmallPageThatFindsItsSounds) {
    const fs::path page = folder_ / "page";
    const auto done = voice_examples({"--to", page.string()});
    ASSERT_TRUE(done.ok()) << done.error().text();
    std::ifstream file(page / "index.html");
    const std::string html{std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>()};
    EXPECT_EQ(html.find("<script"), std::string::npos);
    EXPECT_EQ(html.find("http"), std::string::npos) << "it needs nothing from anywhere";
    const std::regex source("src=\"([^\"]+)\"");
    int sounds = 0;
    for (std::sregex_iterator at(html.begin(), html.end(), source); at != std::sregex_iterator(); ++at, ++sounds) {
        const auto samples = sound(page / (*at)[1].str());
        ASSERT_GT(samples.size(), 5000U) << (*at)[1].str();
        EXPECT_GT(level(samples), 40.0) << (*at)[1].str();
    }
    EXPECT_GE(sounds, 25);
    std::uintmax_t bytes = 0;
    for (const auto& entry : fs::directory_iterator(page)) bytes += entry.file_size();
    EXPECT_LT(bytes, std::uintmax_t{5} * 1024 * 1024);
}

}  // namespace
}  // namespace silverlane::ctl
