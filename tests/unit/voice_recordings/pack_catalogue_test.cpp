// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: Silverlane contributors
#include "voice/recordings/pack_catalogue.h"

#include <gtest/gtest.h>

#include "base/utf8.h"
#include "tests/unit/voice_recordings/sound_maker.h"

namespace silverlane::voice {
namespace {

using Verdict = FoundWords::Verdict;

class Packs : public ::testing::Test {
protected:
    void pack(const std::string& name, const std::string& variety, const std::vector<IndexRow>& rows) {
        const auto folder = folder_.path() / name / variety;
        for (const IndexRow& row : rows) write_text(folder / row.file, "any bytes: the catalogue reads no sound");
        ASSERT_TRUE(write_index(folder / kIndexFile, rows).ok());
    }
    PackCatalogue load(const std::vector<std::string>& names) {
        std::vector<std::filesystem::path> packs;
        for (const std::string& name : names) packs.push_back(folder_.path() / name);
        auto catalogue = PackCatalogue::load(packs);
        EXPECT_TRUE(catalogue.ok()) << catalogue.error().text();
        return catalogue ? std::move(*catalogue) : PackCatalogue{};
    }
    /// "P27_1.flac|A幺零七号。|..." : files, and the words that are left to synthesis.
    static std::string pieces(const FoundWords& found, const std::string& text) {
        std::string all;
        std::size_t at = 0;
        const std::u32string words = decode_utf8(text);
        for (const SpokenPiece& piece : found.pieces) {
            EXPECT_EQ(piece.begin, at);
            at = piece.end;
            if (!all.empty()) all += '|';
            all += piece.recording ? piece.recording->file.filename().string() : encode_utf8(words.substr(piece.begin, piece.end - piece.begin));
        }
        if (!found.pieces.empty()) { EXPECT_EQ(at, words.size()); }
        return all;
    }

    TemporaryFolder folder_;
};

TEST_F(Packs, FindAPromptInItsWordsOnly) {
    pack("li", "zh-CN", {{"P28", 0, 3, "P28.flac", 1, "请坐一坐。叫到号再过来。"}});
    const auto packs = load({"li"});
    const std::string text = "请坐一坐。叫到号再过来。";
    EXPECT_EQ(pieces(packs.find("zh-CN", "P28", text), text), "P28.flac");
    EXPECT_EQ(packs.find("zh-CN", "P28", "请坐。叫到号再过来。").verdict, Verdict::other_words);
    EXPECT_EQ(packs.find("zh-CN", "P13", "请到窗口办理。").verdict, Verdict::missing);
    EXPECT_EQ(packs.find("en", "P28", text).verdict, Verdict::missing);
    EXPECT_EQ(pieces(packs.find("zh-CN", "fixed.wait", "请坐一坐。叫到号再过来"), "请坐一坐。叫到号再过来"), "P28.flac") << "the same words under another name";
}

TEST_F(Packs, JoinRecordedWordsAndValues) {
    pack("li", "zh-CN", {{"P27", 1, 3, "P27_1.flac", 1, "您的号码是{ticket}。{ahead}。"},
                         {"who", 1, 3, "who_1.flac", 1, "工号{staff}，正在过来。"}, {"who", 2, 3, "who_2.flac", 1, "工号{staff}，正在过来。"}});
    const auto packs = load({"li"});
    const std::string ticket = "您的号码是A幺零七号。前面还有五位。";
    EXPECT_EQ(pieces(packs.find("zh-CN", "P27", ticket), ticket), "P27_1.flac|A幺零七号。前面还有五位。");
    const std::string who = "工号二零七，正在过来。";
    EXPECT_EQ(pieces(packs.find("zh-CN", "who", who), who), "who_1.flac|二零七|who_2.flac");
    EXPECT_EQ(packs.find("zh-CN", "who", "工号二零七，马上过来。").verdict, Verdict::other_words);
}

TEST_F(Packs, AreNeverMixedWithinAPromptWhereAPartIsMissing) {
    pack("li", "zh-CN", {{"who", 1, 3, "who_1.flac", 1, "工号{staff}，正在过来。"}});
    EXPECT_EQ(load({"li"}).find("zh-CN", "who", "工号二零七，正在过来。").verdict, Verdict::missing);
    // The text was changed and one part recorded anew: the parts do not belong together.
    pack("zhang", "zh-CN", {{"who", 1, 3, "who_1.flac", 1, "工号{staff}，正在过来。"}, {"who", 2, 3, "who_2.flac", 1, "工号{staff}，这就过来。"}});
    EXPECT_EQ(load({"zhang"}).find("zh-CN", "who", "工号二零七，这就过来。").verdict, Verdict::missing);
}

TEST_F(Packs, SayNoValueWhereNobodyCan) {
    pack("wu", "zh-x-wu", {{"who", 1, 3, "who_1.flac", 1, "工号{staff}，正在过来。"}, {"who", 2, 3, "who_2.flac", 1, "工号{staff}，正在过来。"},
                           {"one", 0, 3, "one.flac", 1, "一百"}, {"P28", 0, 3, "P28.flac", 1, "请坐一坐。"}});
    const auto packs = load({"wu"});
    WantedWords wanted{"zh-x-wu", "who", "工号二零七，正在过来。", 3, false};
    EXPECT_EQ(packs.find(wanted).verdict, Verdict::missing);
    wanted.text = "工号一百，正在过来。";
    EXPECT_EQ(pieces(packs.find(wanted), "工号一百，正在过来。"), "who_1.flac|one.flac|who_2.flac") << "a value that is recorded is said";
    EXPECT_EQ(packs.find({"zh-x-wu", "P28", "请坐一坐。", 3, false}).verdict, Verdict::recorded);
}

TEST_F(Packs, SayNumberedAnswersWhereNumberAndNameAreRecorded) {
    pack("li", "zh-CN", {{"listed.first", 1, 3, "listed.first_1.flac", 1, "一，{answer}"}, {"home.cash", 0, 3, "home.cash.flac", 1, "存取现金"}});
    const auto packs = load({"li"});
    EXPECT_EQ(pieces(packs.find("zh-CN", "answer.cash", "一，存取现金。"), "一，存取现金。"), "listed.first_1.flac|home.cash.flac");
    EXPECT_EQ(packs.find("zh-CN", "answer.other", "一，查养老金。").verdict, Verdict::missing) << "no human number before a synthesised name";
}

TEST_F(Packs, TakeTheNearestRateAndTheFirstPack) {
    const std::string text = "请坐一坐。";
    pack("li", "zh-CN", {{"P28", 0, 3, "P28.flac", 1, text}, {"P28", 0, 1, "rate-1/slow.flac", 1, text}});
    pack("zhang", "zh-CN", {{"P28", 0, 3, "zhang.flac", 1, text}, {"P13", 0, 3, "P13.flac", 1, "请到窗口办理。"}});
    const auto both = load({"li", "zhang"});
    EXPECT_EQ(pieces(both.find("zh-CN", "P28", text), text), "P28.flac");
    EXPECT_EQ(pieces(both.find({"zh-CN", "P28", text, 0}), text), "slow.flac");
    EXPECT_EQ(pieces(both.find({"zh-CN", "P28", text, 2}), text), "slow.flac") << "of two as near the slower";
    EXPECT_EQ(pieces(load({"zhang", "li"}).find("zh-CN", "P28", text), text), "zhang.flac");
    EXPECT_EQ(both.find("zh-CN", "P13", "请到窗口办理。").verdict, Verdict::recorded);
}

TEST_F(Packs, KnowTheirVarieties) {
    pack("li", "en", {{"P28", 0, 3, "P28.flac", 1, "Please have a seat."}});
    pack("li", "zh", {{"P28", 0, 3, "P28.flac", 1, "请坐一坐。"}});
    const auto packs = load({"li"});
    EXPECT_EQ(packs.varieties(), (std::vector<std::string>{"en", "zh"}));
    EXPECT_TRUE(packs.has_variety("en-GB"));
    EXPECT_TRUE(packs.has_variety("zh-CN"));
    EXPECT_FALSE(packs.has_variety("zh-x-wu")) << "Mandarin is not a dialect's stand-in";
    EXPECT_FALSE(packs.has_variety("yue"));
    EXPECT_FALSE(packs.has_variety(""));
    EXPECT_TRUE(PackCatalogue().empty());
}

TEST_F(Packs, SayAtStartWhatIsWrong) {
    EXPECT_EQ(PackCatalogue::load({folder_.path() / "none"}).error().code(), ErrorCode::not_found);
    std::filesystem::create_directories(folder_.path() / "bare/zh-CN");
    const auto bare = PackCatalogue::load({folder_.path() / "bare"});
    ASSERT_FALSE(bare.ok());
    EXPECT_NE(bare.error().text().find("voice pack index"), std::string::npos);
    pack("gone", "zh-CN", {{"P28", 0, 3, "P28.flac", 1, "请坐一坐。"}});
    std::filesystem::remove(folder_.path() / "gone/zh-CN/P28.flac");
    const auto gone = PackCatalogue::load({folder_.path() / "gone"});
    ASSERT_FALSE(gone.ok());
    EXPECT_NE(gone.error().text().find("P28.flac"), std::string::npos);
    write_text(folder_.path() / "broken/zh-CN/index.tsv", "nonsense\n");
    EXPECT_EQ(PackCatalogue::load({folder_.path() / "broken"}).error().code(), ErrorCode::corrupt);
}

}  // namespace
}  // namespace silverlane::voice
