// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: Silverlane contributors
#include "ctl/arguments.h"
#include "ctl/voice_pack.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <map>

#include "ctl/voice_pack_check.h"
#include "ctl/voice_pack_script.h"
#include "ctl/voice_reader.h"
#include "tests/unit/voice_recordings/sound_maker.h"
#include "voice/recordings/pack_catalogue.h"

namespace silverlane::ctl {
namespace {

using voice::FileKind;
using voice::made_voice;
using voice::MadeVoice;

constexpr const char* kPackFile = "name = \"Ms Li\"\nlicence = \"Sample Bank\"\n[zh-CN]\nspeaker = \"Li\"\n";

class VoicePack : public ::testing::Test {
protected:
    void SetUp() override {
        voice::write_text(pack_folder() / "pack.toml", kPackFile);
        write_strings("请坐一坐。", "工号{staff}，正在过来。");
    }
    [[nodiscard]] std::filesystem::path pack_folder() const { return folder_.path() / "pack"; }
    [[nodiscard]] std::filesystem::path strings() const { return folder_.path() / "strings"; }

    void write_strings(const std::string& seat, const std::string& who) {
        voice::write_text(strings() / "zh-CN.toml", "[prompts]\nP28 = \"" + seat + "\"\nP27 = \"您的号码是{ticket}。{ahead}。\"\nwho = \"" + who +
                                                        "\"\nwait_range = \"{wait}。\"\n[focus]\nnumber_1 = \"数字一\"\n[form]\nahead = \"前面还有 {count} 位\"\n");
    }
    void record(const std::string& name, const MadeVoice& voice = {}) {
        voice::write_sound(pack_folder() / "zh-CN" / name, FileKind::flac_16, made_voice(voice), voice.samples_per_second);
    }
    Pack pack() {
        auto read = read_pack(pack_folder());
        EXPECT_TRUE(read.ok()) << read.error().text();
        return std::move(*read);
    }
    std::vector<RecordedLine> lines(WhichTexts which) {
        auto all = lines_of(strings(), pack().varieties.front(), which);
        EXPECT_TRUE(all.ok()) << all.error().text();
        return std::move(*all);
    }
    /// File or stem -> state.
    std::map<std::string, RecordingState> states() {
        std::map<std::string, RecordingState> all;
        const Pack read = pack();
        const auto rows = state_of(read, read.varieties.front(), lines(WhichTexts::prompts), lines(WhichTexts::all));
        EXPECT_TRUE(rows.ok());
        for (const StateRow& row : *rows) all[row.file] = row.state;
        return all;
    }
    Result<void> index(const std::string& accept = "") {
        Words words{pack_folder().string(), "--strings", strings().string()};
        if (!accept.empty()) words.insert(words.end(), {"--accept", accept});
        return pack_index(words);
    }

    voice::TemporaryFolder folder_;
};

TEST_F(VoicePack, IsDescribedInAFileThatNamesItsMistakes) {
    EXPECT_EQ(pack().varieties.front().text, "zh-CN");
    voice::write_text(pack_folder() / "pack.toml", "name = \"Ms Li\"\nlicence = \"x\"\n[zh-CN]\nspeakers = \"Li\"\n");
    const auto wrong = read_pack(pack_folder());
    ASSERT_FALSE(wrong.ok());
    EXPECT_NE(wrong.error().text().find("pack.toml:4"), std::string::npos) << wrong.error().text();
    voice::write_text(pack_folder() / "pack.toml", "name = \"Ms Li\"\nlicence = \"x\"\n");
    EXPECT_EQ(read_pack(pack_folder()).error().code(), ErrorCode::invalid_input);
    const auto none = read_pack(folder_.path() / "none");
    ASSERT_FALSE(none.ok());
    EXPECT_NE(none.error().text().find("[zh-CN]"), std::string::npos) << "an example to copy";
    EXPECT_EQ(lines_of(strings(), {"yue", "yue", "Chan", 3}, WhichTexts::all).error().code(), ErrorCode::not_found);
}

TEST_F(VoicePack, HasALineForEachRunOfWords) {
    std::vector<std::string> stems;
    for (const RecordedLine& line : lines(WhichTexts::prompts)) stems.push_back(line.stem() + "=" + line.words);
    EXPECT_EQ(stems, (std::vector<std::string>{"P27_1=您的号码是", "P28=请坐一坐。", "who_1=工号", "who_2=正在过来。"}));
    const auto all = lines(WhichTexts::all);
    EXPECT_EQ(all.front().stem(), "P27_1");
    EXPECT_TRUE(std::any_of(all.begin(), all.end(), [](const RecordedLine& line) { return line.stem() == "focus.number_1" && line.part == 0; }));
    EXPECT_TRUE(std::none_of(all.begin(), all.end(), [](const RecordedLine& line) { return line.id.starts_with("form.") || line.id == "wait_range"; }));
}

TEST_F(VoicePack, TellsWhatIsRecordedMissingAndTooMuch) {
    record("P28.flac");
    record("P28.wav");
    record("who_1.flac");
    record("P72.flac");
    ASSERT_TRUE(index().ok());
    record("P27_1.flac");
    const auto all = states();
    EXPECT_EQ(all.at("P28.flac"), RecordingState::recorded);
    EXPECT_EQ(all.at("P28.wav"), RecordingState::doubled);
    EXPECT_EQ(all.at("who_1.flac"), RecordingState::recorded);
    EXPECT_EQ(all.at("who_2"), RecordingState::missing);
    EXPECT_EQ(all.at("P72.flac"), RecordingState::superfluous);
    EXPECT_EQ(all.at("P27_1.flac"), RecordingState::not_indexed);
    EXPECT_TRUE(pack_list({pack_folder().string(), "--strings", strings().string()}).ok());
    EXPECT_FALSE(pack_list({pack_folder().string(), "--strings", strings().string(), "--texts", "some"}).ok());
}

TEST_F(VoicePack, NeverTakesAnOldRecordingForNewWords) {
    record("P28.flac");
    ASSERT_TRUE(index().ok());
    write_strings("请坐下来等。", "工号{staff}，正在过来。");
    EXPECT_EQ(states().at("P28.flac"), RecordingState::outdated);
    ASSERT_TRUE(index().ok());
    EXPECT_EQ(states().at("P28.flac"), RecordingState::outdated) << "writing the index again does not make it new";
    auto packs = voice::PackCatalogue::load({pack_folder()});
    ASSERT_TRUE(packs.ok());
    EXPECT_EQ(packs->find("zh-CN", "P28", "请坐下来等。").verdict, voice::FoundWords::Verdict::other_words);
    record("P28.flac", {.syllables = 6});
    EXPECT_EQ(states().at("P28.flac"), RecordingState::not_indexed);
    ASSERT_TRUE(index().ok());
    EXPECT_EQ(states().at("P28.flac"), RecordingState::recorded);
    packs = voice::PackCatalogue::load({pack_folder()});
    EXPECT_EQ(packs->find("zh-CN", "P28", "请坐下来等。").verdict, voice::FoundWords::Verdict::recorded);
}

TEST_F(VoicePack, TakesAPersonsWordThatARecordingSaysTheNewWords) {
    record("P28.flac");
    ASSERT_TRUE(index().ok());
    write_strings("请坐，坐一坐。", "工号{staff}，正在过来。");
    ASSERT_TRUE(index("P27_1,P28").ok());
    EXPECT_EQ(states().at("P28.flac"), RecordingState::recorded);
}

TEST_F(VoicePack, KeepsAPartWhoseOwnWordsStayed) {
    record("who_1.flac");
    record("who_2.flac", {.syllables = 5});
    ASSERT_TRUE(index().ok());
    write_strings("请坐一坐。", "工号{staff}，这就过来。");
    EXPECT_EQ(states().at("who_1.flac"), RecordingState::not_indexed);
    EXPECT_EQ(states().at("who_2.flac"), RecordingState::outdated);
    ASSERT_TRUE(index().ok());
    EXPECT_EQ(states().at("who_1.flac"), RecordingState::recorded);
    EXPECT_EQ(states().at("who_2.flac"), RecordingState::outdated);
}

TEST_F(VoicePack, WritesWhatIsToBeRead) {
    record("P28.flac");
    ASSERT_TRUE(index().ok());
    const auto table = folder_.path() / "script.tsv";
    ASSERT_TRUE(pack_script({"--strings", strings().string(), "--to", table.string(), "--pack", pack_folder().string()}).ok());
    const std::string text = voice::bytes_of_file(table);
    EXPECT_EQ(std::count(text.begin(), text.end(), '\n'), 4) << "a head, and the three that are missing:\n" << text;
    EXPECT_NE(text.find("who\twho_2.flac\t正在过来。"), std::string::npos);
    EXPECT_EQ(text.find("P28"), std::string::npos);
    ASSERT_TRUE(pack_script({"--strings", SILVERLANE_SOURCE_DIR "/config/strings", "--to", (folder_.path() / "script.html").string()}).ok());
    const std::string page = voice::bytes_of_file(folder_.path() / "script.html");
    EXPECT_NE(page.find("P26.flac"), std::string::npos);
    EXPECT_NE(page.find("hang2"), std::string::npos) << "银行 is easily misread";
    EXPECT_FALSE(pack_script({"--strings", strings().string(), "--to", (folder_.path() / "script.doc").string()}).ok());
    EXPECT_FALSE(pack_script({"--strings", strings().string(), "--to", (folder_.path() / "none/script.tsv").string()}).ok());
}

TEST_F(VoicePack, EscapesWordsOnThePage) {
    const auto reader = reader_named_in(*Arguments::parse({}, {}));
    ASSERT_TRUE(reader.ok()) << reader.error().text();
    const std::string page = script_page({{"P1", 0, "a < b & \"c\"", "a < b & \"c\"", true}}, "en", reader->get());
    EXPECT_NE(page.find("a &lt; b &amp; &quot;c&quot;"), std::string::npos);
    EXPECT_EQ(page.find("a < b"), std::string::npos);
    const std::string two = script_page({{"P2", 0, "Please wait. Thank you!", "", true}}, "en", reader->get());
    EXPECT_NE(two.find("<p class=\"words\">Please wait.<br>Thank you!</p>"), std::string::npos) << two;
}

std::string faults_of(const MadeVoice& voice, const std::string& words = "") {
    std::string all;
    const voice::SoundFile sound{made_voice(voice), voice.samples_per_second, 1, "WAV, 16 bit", false, 0};
    for (const std::string& fault : judge_recording(sound, words).faults) all += fault + "\n";
    return all;
}

TEST_F(VoicePack, FindsNothingWrongWithAGoodRecording) { EXPECT_EQ(faults_of({.syllables = 8}, "请坐一坐，请坐一坐。"), ""); }

TEST_F(VoicePack, FindsEachFaultOfARecording) {
    EXPECT_NE(faults_of({.leading_ms = 1800}).find("before the words"), std::string::npos);
    EXPECT_NE(faults_of({.trailing_ms = 1800}).find("after the words"), std::string::npos);
    EXPECT_NE(faults_of({.leading_ms = 0}).find("begins at once"), std::string::npos);
    EXPECT_NE(faults_of({.noise = 0.005}).find("quiet room"), std::string::npos);
    EXPECT_NE(faults_of({.level = 0.001, .noise = 0.000001}).find("below the voice's level"), std::string::npos);
    EXPECT_NE(faults_of({.samples_per_second = 16'000}).find("dull"), std::string::npos);
    EXPECT_NE(faults_of({.syllables = 2}, "请坐一坐，叫到号再过来。").find("short for its words"), std::string::npos);
    EXPECT_NE(faults_of({.syllables = 20}, "请坐。").find("long for its words"), std::string::npos);
    EXPECT_NE(faults_of({.syllables = 0}).find("record it again"), std::string::npos);
    MadeVoice loud{.level = 1.3};
    auto samples = made_voice(loud);
    for (float& sample : samples) sample = std::clamp(sample, -1.0F, 1.0F);
    const auto judged = judge_recording({samples, 48'000, 1, "", false, 0}, "");
    EXPECT_TRUE(std::any_of(judged.faults.begin(), judged.faults.end(), [](const std::string& fault) { return fault.find("overdriven") != std::string::npos; }));
}

TEST_F(VoicePack, FindsTheOneThatWasRecordedElsewhere) {
    EXPECT_TRUE(judge_spread({-20.0, -21.0, -19.5, -22.0}).empty());
    const auto found = judge_spread({-20.0, -21.0, -19.5, -31.0, -20.5});
    ASSERT_EQ(found.size(), 1U);
    EXPECT_EQ(found.front().first, 3U);
    EXPECT_NE(found.front().second.find("quieter"), std::string::npos);
}

TEST_F(VoicePack, ChecksAWholePack) {
    record("P28.flac", {.syllables = 4});
    ASSERT_TRUE(index().ok());
    EXPECT_TRUE(pack_check({pack_folder().string()}).ok());
    voice::write_text(pack_folder() / "zh-CN/P28.times", "0\t别的\n");
    EXPECT_FALSE(pack_check({pack_folder().string()}).ok()) << "times of other words";
    std::filesystem::remove(pack_folder() / "zh-CN/P28.times");
    voice::write_text(pack_folder() / "zh-CN/P29.mp3", "ID3");
    EXPECT_FALSE(pack_check({pack_folder().string()}).ok());
    std::filesystem::remove(pack_folder() / "zh-CN/P29.mp3");
    voice::write_text(pack_folder() / "zh-CN/P27_1.flac", "broken");
    const auto broken = pack_check({pack_folder().string()});
    EXPECT_FALSE(broken.ok());
}

}  // namespace
}  // namespace silverlane::ctl
