// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: Silverlane contributors
#include "voice/mandarin/lexicon.h"

#include <gtest/gtest.h>
#include <unistd.h>

#include <cstdio>
#include <filesystem>
#include <fstream>
#include <map>
#include <random>

#include "base/utf8.h"
#include "voice/mandarin/lexicon_compiler.h"
#include "voice/mandarin/trie_builder.h"

namespace silverlane::voice {
namespace {

constexpr const char* kWords =
    "#unknown\t143\n"
    "# a comment\n"
    "银\t80\tng\t7\tyin2\n"
    "行\t63\tzg\t39\txing2/hang2/heng2:33\n"
    "银行\t40\tn\t7\tyin2 hang2!\n"
    "银行家\t70\tn\t5\t- hang2 jia1\n"
    "不\t20\td\t7\tbu4\n"
    "走\t50\tv\n"
    "𠮷\t143\tun\t32\tji2\n";
constexpr const char* kWeights =
    "option\tdoubt\t64\n"
    "option\tscale\t32\n"
    "char\t行\txing2 hang2\t0 -20\n"
    "vote\t02s.7.7\t210\n"
    "行\tc-1=走\t30 -30\n"
    "行\tr=$\t-5\n";

class CompiledLexicon : public ::testing::Test {
protected:
    void SetUp() override {
        path_ = std::filesystem::temp_directory_path() / ("silverlane_lexicon_" + std::to_string(::getpid()));
        auto compiled = compile_lexicon({kWords, "words.tsv"}, {kWeights, "weights.tsv"});
        ASSERT_TRUE(compiled.ok()) << compiled.error().text();
        bytes_ = std::move(*compiled);
    }
    void TearDown() override { std::filesystem::remove(path_); }

    Result<Lexicon> open(const std::vector<std::byte>& bytes) {
        std::ofstream file(path_, std::ios::binary | std::ios::trunc);
        file.write(reinterpret_cast<const char*>(bytes.data()), static_cast<std::streamsize>(bytes.size()));
        file.close();
        return Lexicon::open(path_.string());
    }

    std::filesystem::path path_;
    std::vector<std::byte> bytes_;
};

TEST_F(CompiledLexicon, FindsWordsAndWhatTheySay) {
    const auto lexicon = open(bytes_);
    ASSERT_TRUE(lexicon.ok()) << lexicon.error().text();
    EXPECT_EQ(lexicon->word_count(), 7U);
    EXPECT_EQ(lexicon->unknown_cost(), 143);
    EXPECT_EQ(lexicon->doubt_margin(), 64);
    const WordRecord* bank = lexicon->find(U"银行");
    ASSERT_NE(bank, nullptr);
    EXPECT_EQ(bank->cost, 40);
    EXPECT_EQ(bank->length, 2);
    EXPECT_EQ(bank->dictionaries, 7);
    EXPECT_EQ(lexicon->part_of_speech(bank->part_of_speech), "n");
    const CellRecord* cell = lexicon->cell(*bank, 1);
    ASSERT_NE(cell, nullptr);
    EXPECT_EQ(cell->settled, 1);
    ASSERT_EQ(lexicon->readings(*cell).size(), 1U);
    EXPECT_EQ(lexicon->syllable(lexicon->readings(*cell)[0].syllable).text(), "hang2");
    EXPECT_EQ(lexicon->cell(*lexicon->find(U"银行家"), 0), nullptr);
    EXPECT_EQ(lexicon->cell(*lexicon->find(U"走"), 0), nullptr);
    EXPECT_NE(lexicon->find(U"𠮷"), nullptr);
    for (const char32_t* absent : {U"", U"行家", U"银行家们", U"家", U"A", U"\U0010FFFF", U"走行"}) EXPECT_EQ(lexicon->find(absent), nullptr);
}

TEST_F(CompiledLexicon, KnowsCandidatesVotesAndFeatures) {
    const auto lexicon = open(bytes_);
    ASSERT_TRUE(lexicon.ok());
    const std::uint16_t go = lexicon->symbol(U'行');
    ASSERT_EQ(lexicon->candidates(go).size(), 2U);
    EXPECT_TRUE(lexicon->context_decides(go));
    EXPECT_EQ(lexicon->candidates(go)[1].bias, -20);
    EXPECT_FALSE(lexicon->context_decides(lexicon->symbol(U'银')));
    EXPECT_EQ(lexicon->syllable(lexicon->candidates(lexicon->symbol(U'银'))[0].syllable).text(), "yin2");
    EXPECT_TRUE(lexicon->candidates(lexicon->symbol(U'走')).empty());
    EXPECT_TRUE(lexicon->candidates(lexicon->symbol(U'丁')).empty());
    EXPECT_EQ(lexicon->vote(vote_index(true, 2, Relation::same, 7, 7)), 210);
    EXPECT_EQ(lexicon->vote(vote_index(false, 2, Relation::same, 7, 7)), 0);
    const std::int16_t* weights = lexicon->weights(FeatureKey(U'行', Template::before_1).add(U'走'));
    ASSERT_NE(weights, nullptr);
    EXPECT_EQ(weights[0], 30);
    EXPECT_EQ(weights[1], -30);
    const std::int16_t* shorter = lexicon->weights(FeatureKey(U'行', Template::word_after).add(U'$'));
    ASSERT_NE(shorter, nullptr);
    EXPECT_EQ(shorter[0], -5);
    EXPECT_EQ(shorter[1], 0);
    EXPECT_EQ(lexicon->weights(FeatureKey(U'行', Template::before_1).add(U'跑')), nullptr);
    EXPECT_EQ(lexicon->weights(FeatureKey(U'银', Template::before_1).add(U'走')), nullptr);
}

TEST_F(CompiledLexicon, RefusesAFileThatIsCutShort) {
    for (std::size_t size = 0; size < bytes_.size(); size += size < 400 ? 1 : 997) {
        const auto lexicon = open({bytes_.begin(), bytes_.begin() + static_cast<std::ptrdiff_t>(size)});
        ASSERT_FALSE(lexicon.ok()) << size;
        EXPECT_EQ(lexicon.error().code(), ErrorCode::corrupt) << size;
    }
    auto longer = bytes_;
    longer.push_back(std::byte{0});
    EXPECT_EQ(open(longer).error().code(), ErrorCode::corrupt);
}

TEST_F(CompiledLexicon, RefusesAFileWithAnyByteAltered) {
    std::mt19937 random(20261127);  // NOLINT: the same bytes every time
    std::uniform_int_distribution<std::size_t> place(sizeof(LexiconHeader), bytes_.size() - 1);
    std::vector<std::size_t> bits;
    for (std::size_t i = 0; i < sizeof(LexiconHeader) * 8; ++i) bits.push_back(i);
    for (int i = 0; i < 300; ++i) bits.push_back(place(random) * 8 + static_cast<std::size_t>(i % 8));
    for (const std::size_t bit : bits) {
        auto altered = bytes_;
        altered[bit / 8] ^= std::byte{1} << (bit % 8);
        const auto lexicon = open(altered);
        ASSERT_FALSE(lexicon.ok()) << "byte " << bit / 8 << " bit " << bit % 8;
        EXPECT_EQ(lexicon.error().code(), ErrorCode::corrupt) << bit;
    }
}

TEST_F(CompiledLexicon, SaysWhichFileIsMissingOrIsNone) {
    const auto missing = Lexicon::open("/nowhere/mandarin.lexicon");
    ASSERT_FALSE(missing.ok());
    EXPECT_EQ(missing.error().code(), ErrorCode::not_found);
    EXPECT_NE(missing.error().text().find("/nowhere/mandarin.lexicon"), std::string::npos);
    EXPECT_FALSE(Lexicon::open(std::filesystem::temp_directory_path().string()).ok());
}

TEST_F(CompiledLexicon, CanBeMoved) {
    auto first = open(bytes_);
    ASSERT_TRUE(first.ok());
    Lexicon second = std::move(*first);
    EXPECT_NE(second.find(U"银行"), nullptr);
    auto third = open(bytes_);
    ASSERT_TRUE(third.ok());
    second = std::move(*third);
    EXPECT_NE(second.find(U"银行家"), nullptr);
}

std::string mistake(const std::string& words, const std::string& weights) {
    const auto compiled = compile_lexicon({words, "words.tsv"}, {weights, "weights.tsv"});
    return compiled ? "" : compiled.error().text();
}

TEST(LexiconCompiler, NamesFileAndLineOfEveryMistake) {
    const std::string good = "#unknown\t143\n银行\t40\tn\t7\tyin2 hang2\n";
    EXPECT_EQ(mistake(good, ""), "");
    const std::string both = mistake("#unknown\t143\n银行\t400\tn\nabc\t1\tn\n", "char\t行\thang2\t0\nnonsense\n");
    EXPECT_NE(both.find("words.tsv:2: a cost is 0 to 255"), std::string::npos) << both;
    EXPECT_NE(both.find("words.tsv:3: a word has one to eight hanzi"), std::string::npos) << both;
    EXPECT_NE(both.find("weights.tsv:2: "), std::string::npos) << both;
    for (const char* row : {"银行", "银行\t40", "银行\t40\tnnnnn", "银行\t40\tn\t64", "银行\t40\tn\t7\tyin2", "银行\t40\tn\t7\tyin2 hang",
                            "银行\t40\tn\t7\tyin2 hang2:64", "银行\t40\tn\t7\tyin2 hang2\tmore", "一二三四五六七八九\t4\tn", "\t1\tn"}) {
        EXPECT_NE(mistake(good + row + "\n", "").find("words.tsv:3: "), std::string::npos) << row;
    }
    EXPECT_NE(mistake(good + "银行\t41\tn\n", "").find("words.tsv:3: the word stands here twice"), std::string::npos);
    for (const char* row : {"char\t行\thang2 xing2\t0", "char\t行行\thang2\t0", "char\t行\thang\t0", "char\t行\thang2\t40000", "vote\t05s.7.7\t3", "vote\t02s.7\t3",
                            "vote\t02s.7.7\tx", "option\tcolour\t3", "option\tdoubt\t-3", "重\tc-1=银\t3", "行\tc-9=银\t3"}) {
        EXPECT_NE(mistake(good, std::string(row) + "\n").find("weights.tsv:1: "), std::string::npos) << row;
    }
    const std::string character = "char\t行\thang2 xing2\t0 0\n";
    for (const char* row : {"行\tc-1=银\t3 4 5", "行\tc-1=银\t32768", "行\tc-1\t3", "行\tq=银\t3"}) {
        EXPECT_NE(mistake(good, character + row + "\n").find("weights.tsv:2: "), std::string::npos) << row;
    }
    EXPECT_NE(mistake("银行\t40\tn\n", "").find("no #unknown row"), std::string::npos);
    EXPECT_NE(mistake("#unknown\t143\n\xFF\t1\tn\n", "").find("not UTF-8"), std::string::npos);
    EXPECT_NE(mistake(good, character + "行\tc-1=银\t3\n行\tc-1=银\t4\n").find("share a key"), std::string::npos);
}

TEST(Trie, HoldsExactlyItsWords) {
    std::mt19937 random(7);  // NOLINT: the same words every time
    std::map<SymbolWord, bool> words;
    while (words.size() < 3000) {
        SymbolWord word(1 + random() % 5);
        for (auto& symbol : word) symbol = static_cast<std::uint16_t>(1 + random() % 40);
        words[word] = true;
    }
    std::vector<SymbolWord> sorted;
    for (const auto& entry : words) sorted.push_back(entry.first);
    const Trie trie = build_trie(sorted);
    EXPECT_EQ(trie.order.size(), sorted.size());
    EXPECT_EQ(trie.children.size(), trie.symbols.size() + 1);
    std::size_t ends = 0;
    for (const std::uint64_t bits : trie.word_bits) ends += static_cast<std::size_t>(std::popcount(bits));
    EXPECT_EQ(ends, sorted.size());
    EXPECT_TRUE(build_trie({}).order.empty());
}

}  // namespace
}  // namespace silverlane::voice
