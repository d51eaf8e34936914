// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: Silverlane contributors
#include "voice/mandarin/reader.h"

#include <gtest/gtest.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>
#include <random>

#include "base/split_text.h"
#include "base/utf8.h"
#include "table_file.h"
#include "voice/mandarin/characters.h"
#include "voice/mandarin/lexicon_compiler.h"
#include "voice/mandarin/table_text.h"
#include "voice/mandarin/tone_sandhi.h"

namespace silverlane::voice {
namespace {

std::string pinyin(const Reading& reading) {
    std::string line;
    for (const ReadCharacter& read : reading) {
        if (!line.empty()) line += ' ';
        if (read.syllable.empty()) append_utf8(line, read.character);
        else line += read.syllable.text();
    }
    return line;
}

std::string read(std::u32string_view text) { return pinyin(shipped_reader()->read(text)); }

std::string said(std::u32string_view text) {
    std::string line;
    const Reading reading = shipped_reader()->read(text);
    for (const Syllable& syllable : spoken_syllables(reading, Sandhi::on)) line += (line.empty() ? "" : " ") + std::string(syllable.text());
    return line;
}

TEST(Reader, ReadsTheWordsOfTheHouse) {
    EXPECT_EQ(read(U"请到支行，找行长。"), "qing3 dao4 zhi1 hang2 ， zhao3 hang2 zhang3 。");
    EXPECT_EQ(read(U"请重新点"), "qing3 chong2 xin1 dian3");
    EXPECT_EQ(read(U"子女还款"), "zi3 nv3 huan2 kuan3");
}

TEST(Reader, ReadsEveryRowOfTheHouseWordsAsItSays) {
    std::ifstream file(readings_path());
    int words = 0;
    for (std::string line; std::getline(file, line);) {
        const auto columns = split_text(line, '\t');
        if ((columns[0] != "word" && columns[0] != "alone") || columns[1] == "word") continue;
        EXPECT_EQ(read(decode_utf8(columns[1])), columns[2]) << columns[1];
        ++words;
    }
    EXPECT_GT(words, 600);
}

TEST(Reader, ReadsEveryWordOfTheLobbyRight) {
    const auto rows = table_rows("lobby_words.tsv");
    ASSERT_GT(rows.size(), 1500U);
    for (const auto& row : rows) {
        ASSERT_GE(row.size(), 2U);
        EXPECT_EQ(read(decode_utf8(row[0])), row[1]) << row[0];
    }
}

TEST(Reader, TakesNoHouseWordFromTheEndOfOneWordAndTheBeginningOfTheNext) {
    EXPECT_EQ(read(U"来强调节拍"), "lai2 qiang2 diao4 jie2 pai1");
    EXPECT_EQ(read(U"由六人参加"), "you2 liu4 ren2 can1 jia1");
    EXPECT_EQ(read(U"请调节音量"), "qing3 tiao2 jie2 yin1 liang4");
}

TEST(Reader, ReadsByContextWhatNoHouseWordSettles) {
    EXPECT_EQ(read(U"他跑得很快"), "ta1 pao3 de5 hen3 kuai4");
    EXPECT_EQ(read(U"长江很长"), "chang2 jiang1 hen3 chang2");
    EXPECT_EQ(read(U"音乐会上大家都很快乐"), "yin1 yue4 hui4 shang4 da4 jia1 dou1 hen3 kuai4 le4");
}

TEST(Reader, TellsASurnameByWhatFollowsAndWhatStandsBefore) {
    EXPECT_EQ(read(U"单女士的存单").substr(0, 5), "shan4");
    EXPECT_EQ(read(U"请单晓明女士到二号窗口").substr(6, 5), "shan4");
    EXPECT_EQ(read(U"单位的先生").substr(0, 4), "dan1");
    EXPECT_EQ(read(U"任何先生").substr(0, 4), "ren4");
    EXPECT_EQ(read(U"那位先生").substr(0, 3), "na4");
    EXPECT_EQ(read(U"李宁女士"), "li3 ning2 nv3 shi4");
    EXPECT_EQ(read(U"任行长").substr(0, 16), "ren2 hang2 zhang");
    EXPECT_EQ(read(U"他自任会长").substr(8, 4), "ren4");
    EXPECT_EQ(read(U"请任经理").substr(6, 4), "ren2");
    EXPECT_EQ(read(U"快递员先生").substr(9, 6), " yuan2");
    EXPECT_EQ(read(U"请员先生").substr(6, 4), "yun4");
    EXPECT_EQ(read(U"查余额").substr(0, 4), "cha2");
    EXPECT_EQ(read(U"任务单").substr(0, 4), "ren4");
    const Reading name = shipped_reader()->read(U"曾国强");
    EXPECT_EQ(name[0].syllable.text(), "zeng1");
    EXPECT_EQ(name[0].doubt, Doubt::name);
    EXPECT_EQ(name[0].other.text(), "ceng2");
    EXPECT_EQ(read(U"盖公章").substr(0, 4), "gai4");
    EXPECT_EQ(read(U"单余额").substr(0, 4), "dan1");
    EXPECT_EQ(read(U"单晓明").substr(0, 5), "shan4");
    EXPECT_EQ(read(U"请尉迟女士到三号窗口").substr(6, 8), "yu4 chi2");
    EXPECT_EQ(read(U"存单女士").substr(0, 9), "cun2 dan1");
    EXPECT_EQ(read(U"曾兴华先生"), "zeng1 xing1 hua2 xian1 sheng5");
    EXPECT_EQ(read(U"单笔").substr(0, 4), "dan1");
    EXPECT_EQ(read(U"燕子").substr(0, 4), "yan4");
    EXPECT_EQ(read(U"翟丽").substr(0, 5), "zhai2");
    const Reading perhaps = shipped_reader()->read(U"任丽");
    EXPECT_EQ(perhaps[0].syllable.text(), "ren4");
    EXPECT_EQ(perhaps[0].other.text(), "ren2");
    EXPECT_EQ(perhaps[0].doubt, Doubt::name);
}

TEST(Reader, LetsEverythingElseStandForItself) {
    const Reading reading = shipped_reader()->read(U"A107号 ok！😀\u0007");
    ASSERT_EQ(reading.size(), 11U);
    for (std::size_t i = 0; i < reading.size(); ++i) {
        EXPECT_EQ(reading[i].syllable.empty(), reading[i].character != U'号');
        EXPECT_EQ(reading[i].doubt, Doubt::none);
    }
    EXPECT_TRUE(shipped_reader()->read(U"").empty());
}

TEST(Reader, MarksAHanziThatNobodyKnows) {
    const Reading reading = shipped_reader()->read(U"请\U00031350看");
    EXPECT_EQ(reading[1].doubt, Doubt::unknown);
    EXPECT_TRUE(reading[1].syllable.empty());
    EXPECT_EQ(reading[2].syllable.text(), "kan4");
}

class SmallReader : public ::testing::Test {
protected:
    void SetUp() override {
        const std::filesystem::path path = std::filesystem::temp_directory_path() / ("silverlane_reader_" + std::to_string(::getpid()));
        const auto bytes = compile_lexicon({"#unknown\t143\n行\t63\tv\t7\txing2/hang2\n走\t50\tv\t7\tzou3\n银行\t40\tn\t7\t- hang2\n人行\t60\tn\t7\tren2 hang2!\n", "w"},
                                           {"option\tdoubt\t50\nchar\t行\txing2 hang2\t0 -20\nvote\t02s.7.7\t100\n行\tc-1=走\t60\n行\tr=$\t0 40\n", "f"});
        ASSERT_TRUE(bytes.ok()) << bytes.error().text();
        std::ofstream(path, std::ios::binary).write(reinterpret_cast<const char*>(bytes->data()), static_cast<std::streamsize>(bytes->size()));
        auto lexicon = Lexicon::open(path.string());
        std::filesystem::remove(path);
        ASSERT_TRUE(lexicon.ok()) << lexicon.error().text();
        reader_.emplace(std::move(*lexicon), *PolyphoneTable::parse("word\t走行\tzou3 heng2\n", "house"));
    }
    std::optional<MandarinReader> reader_;
};

TEST_F(SmallReader, WeighsVotesFeaturesAndBias) {
    // xing2 starts 20 ahead; at the end of a text hang2 gains 40 and leads by 20, which is below the 50 of a doubt.
    const Reading alone = reader_->read(U"行");
    EXPECT_EQ(alone[0].syllable.text(), "hang2");
    EXPECT_EQ(alone[0].doubt, Doubt::close);
    EXPECT_EQ(alone[0].other.text(), "xing2");
    // The word's vote is sure.
    const Reading bank = reader_->read(U"银行");
    EXPECT_EQ(bank[1].syllable.text(), "hang2");
    EXPECT_EQ(bank[1].doubt, Doubt::none);
    EXPECT_EQ(bank[1].source, ReadingSource::context);
    // A walk before it: 60 and the 20, and no end of the text.
    EXPECT_EQ(reader_->read(U"走，走走走行，")[5].syllable.text(), "heng2");
    EXPECT_EQ(reader_->read(U"人行")[1].source, ReadingSource::word);
    EXPECT_EQ(reader_->read(U"走行")[1].source, ReadingSource::house_word);
}

TEST(Reader, TakesTheWordsOfABankBeforeThoseOfTheHouse) {
    const std::filesystem::path path = std::filesystem::temp_directory_path() / ("silverlane_words_" + std::to_string(::getpid()));
    std::ofstream(path) << "word\t支行\tzhi1 xing2\nword\t行行通\thang2 hang2 tong1\n";
    const auto reader = MandarinReader::load(MandarinReader::files_in(SILVERLANE_BINARY_DIR "/share/silverlane/voice", path.string()));
    ASSERT_TRUE(reader.ok()) << reader.error().text();
    EXPECT_EQ(pinyin((*reader)->read(U"支行的行行通")), "zhi1 xing2 de5 hang2 hang2 tong1");
    std::ofstream(path) << "word\t支行\tzhi1\n";
    const auto wrong = MandarinReader::load(MandarinReader::files_in(SILVERLANE_BINARY_DIR "/share/silverlane/voice", path.string()));
    ASSERT_FALSE(wrong.ok());
    EXPECT_NE(wrong.error().text().find("line 1"), std::string::npos);
    std::filesystem::remove(path);
    EXPECT_EQ(MandarinReader::load(MandarinReader::files_in(SILVERLANE_BINARY_DIR "/share/silverlane/voice", path.string())).error().code(),
              ErrorCode::not_found);
}

TEST(Reader, HasOneEntryForEachCharacterWhateverItIsGiven) {
    std::mt19937 random(20261127);  // NOLINT: the same texts every time
    const std::u32string usual = U"请到支行长重还得一不个单任女士先生A1 ，。{}😀\uFFFD\u200B\U00020BB7";
    for (int round = 0; round < 3000; ++round) {
        std::string bytes(random() % 60, '\0');
        for (char& byte : bytes) byte = static_cast<char>(random());
        std::u32string text = decode_utf8(bytes);
        for (std::size_t i = random() % 20; i > 0; --i) text += usual[random() % usual.size()];
        for (std::size_t i = random() % 5; i > 0; --i) text += static_cast<char32_t>(random() % 0x110000);
        const Reading reading = shipped_reader()->read(text);
        ASSERT_EQ(reading.size(), text.size());
        const auto syllables = spoken_syllables(reading, Sandhi::on);
        ASSERT_EQ(syllables.size(), text.size());
        for (std::size_t i = 0; i < text.size(); ++i) {
            ASSERT_EQ(reading[i].character, text[i]);
            if (!is_hanzi(text[i])) { ASSERT_TRUE(reading[i].syllable.empty()); }
            ASSERT_EQ(syllables[i].empty(), reading[i].syllable.empty());
            ASSERT_EQ(reading[i].doubt == Doubt::unknown, is_hanzi(text[i]) && reading[i].syllable.empty());
        }
    }
}

TEST(Reader, ReadsTenThousandCharactersOfOneKind) {
    for (const char32_t c : {U'行', U'一', U'重', U'A', U'7', U'😀', U'\U00020BB7', U'、'}) {
        EXPECT_EQ(shipped_reader()->read(std::u32string(10'000, c)).size(), 10'000U);
    }
}

TEST(ToneSandhi, JoinsThirdTonesByWords) {
    EXPECT_EQ(said(U"你好"), "ni2 hao3");
    EXPECT_EQ(said(U"展览馆"), "zhan2 lan2 guan3");
    EXPECT_EQ(said(U"买雨伞"), "mai3 yu2 san3");
    EXPECT_EQ(said(U"请你，点"), "qing2 ni3  dian3");
}

TEST(ToneSandhi, CanBeLeftOut) {
    const Reading reading = shipped_reader()->read(U"不要一百把雨伞");
    const auto syllables = spoken_syllables(reading, Sandhi::off);
    for (std::size_t i = 0; i < reading.size(); ++i) EXPECT_EQ(syllables[i], reading[i].syllable);
}

/// As scripts/lexicon/make_golden.py writes it: "-" for what is no hanzi, "?" before a doubtful reading.
std::string golden(const Reading& reading) {
    std::string line;
    for (const ReadCharacter& read : reading) {
        if (!line.empty()) line += ' ';
        if (read.doubt != Doubt::none) line += '?';
        line += read.syllable.empty() ? "-" : std::string(read.syllable.text());
    }
    return line;
}

/// What the reference reader of scripts/lexicon says without house words.
TEST(Reader, ReadsLikeItsReferenceOnEveryCharacter) {
    auto lexicon = Lexicon::open(SILVERLANE_BINARY_DIR "/share/silverlane/voice/mandarin.lexicon");
    ASSERT_TRUE(lexicon.ok()) << lexicon.error().text();
    const MandarinReader without_house_words(std::move(*lexicon), PolyphoneTable());
    const auto rows = table_rows("reader_golden.tsv");
    ASSERT_GT(rows.size(), 300U);
    for (const auto& row : rows) {
        ASSERT_EQ(row.size(), 2U);
        EXPECT_EQ(golden(without_house_words.read(decode_utf8(row[0]))), row[1]) << row[0];
    }
}

}  // namespace
}  // namespace silverlane::voice
