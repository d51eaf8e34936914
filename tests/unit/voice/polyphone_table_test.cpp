// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: Silverlane contributors
#include "voice/mandarin/polyphone_table.h"

#include <gtest/gtest.h>

#include "table_file.h"

namespace silverlane::voice {
namespace {

TEST(PolyphoneTable, LoadsTheShippedReadings) {
    const auto table = PolyphoneTable::load(readings_path());
    ASSERT_TRUE(table.ok()) << table.error().text();
    EXPECT_GT(table->size(), 600U);
}

TEST(PolyphoneTable, TakesTheLongestWord) {
    const auto table = PolyphoneTable::parse("word\t行\thang2\thang2\nword\t行长\thang2 zhang3\thang2 zhang3\n", "test");
    ASSERT_TRUE(table.ok());
    EXPECT_EQ(table->longest_at(U"找行长吧", 1).cells.size(), 2U);
    EXPECT_EQ(table->longest_at(U"行动", 0).cells.size(), 1U);
    EXPECT_TRUE(table->longest_at(U"行动", 1).cells.empty());
    EXPECT_TRUE(table->longest_at(U"行动", 9).cells.empty());
}

TEST(PolyphoneTable, KnowsASurnameByItsTitle) {
    const auto table = PolyphoneTable::parse("surname\t单\tshan4\tshan4\ntitle\t女士\t\t女士\n", "test");
    ASSERT_TRUE(table.ok());
    const auto match = table->longest_at(U"单女士", 0);
    ASSERT_EQ(match.cells.size(), 1U);
    EXPECT_TRUE(match.is_surname);
    EXPECT_EQ(match.cells[0].syllable.text(), "shan4");
    EXPECT_TRUE(table->longest_at(U"存单", 1).cells.empty());
    EXPECT_EQ(table->surname_at(U"单据", 0).size(), 1U);
    EXPECT_EQ(table->title_at(U"单女士", 1), 2U);
}

TEST(PolyphoneTable, KnowsAWordThatStandsAlone) {
    const auto table = PolyphoneTable::parse("alone\t人行\tren2 hang2\n", "test");
    ASSERT_TRUE(table.ok()) << table.error().text();
    EXPECT_EQ(table->longest_at(U"人行", 0).cells.size(), 2U);
    EXPECT_EQ(table->longest_at(U"“人行”", 1).cells.size(), 2U);
    EXPECT_TRUE(table->longest_at(U"人行道", 0).cells.empty());
    EXPECT_TRUE(table->longest_at(U"老人行", 1).cells.empty());
}

TEST(PolyphoneTable, KeepsCharactersApartFromWords) {
    const auto table = PolyphoneTable::parse("character\t㐃\tji2\n", "test");
    ASSERT_TRUE(table.ok());
    EXPECT_TRUE(table->longest_at(U"㐃", 0).cells.empty());
    EXPECT_EQ(table->character(U'㐃').text(), "ji2");
    EXPECT_TRUE(table->character(U'行').empty());
}

TEST(PolyphoneTable, FixesTheToneOfWhatIsFedAsPinyin) {
    const auto table = PolyphoneTable::parse("word\t统一\ttong3 yi1\t统 yi1\nword\t一行\tyi1 hang2\n", "test");
    ASSERT_TRUE(table.ok());
    EXPECT_FALSE(table->longest_at(U"统一", 0).cells[0].tone_is_fixed);
    EXPECT_TRUE(table->longest_at(U"统一", 0).cells[1].tone_is_fixed);
    EXPECT_FALSE(table->longest_at(U"一行", 0).cells[0].tone_is_fixed);
}

TEST(PolyphoneTable, LetsALaterTableWin) {
    auto table = PolyphoneTable::parse("word\t行\thang2\nword\t行长\thang2 zhang3\n", "house");
    const auto bank = PolyphoneTable::parse("word\t行\txing2\nword\t行路通\txing2 lu4 tong1\n", "bank");
    ASSERT_TRUE(table.ok() && bank.ok());
    table->add(*bank);
    EXPECT_EQ(table->size(), 3U);
    EXPECT_EQ(table->longest_at(U"行", 0).cells[0].syllable.text(), "xing2");
    EXPECT_EQ(table->longest_at(U"行长", 0).cells.size(), 2U);
    EXPECT_EQ(table->longest_at(U"行路通", 0).cells.size(), 3U);
}

TEST(PolyphoneTable, TakesWordsWithLettersAndDigits) {
    const auto table = PolyphoneTable::parse("word\tE行通3\tE hang2 tong1 3\n", "bank");
    ASSERT_TRUE(table.ok()) << table.error().text();
    const auto match = table->longest_at(U"E行通3", 0);
    ASSERT_EQ(match.cells.size(), 4U);
    EXPECT_TRUE(match.cells[0].syllable.empty());
    EXPECT_EQ(match.cells[1].syllable.text(), "hang2");
}

TEST(PolyphoneTable, NamesTheLineOfARowThatDoesNotFit) {
    const auto short_feed = PolyphoneTable::parse("# comment\nword\t支行\tzhi1 hang2\thang2\n", "words.tsv");
    ASSERT_FALSE(short_feed.ok());
    EXPECT_NE(short_feed.error().text().find("words.tsv line 2"), std::string::npos);
    for (const char* row : {"word\t支行\tzhi1 hang2\t文 hang2\n", "word\t支行\tzhi1 hang2\t支 hang9\n", "noun\t支行\tzhi1 hang2\t支 hang2\n", "word\t支行\n",
                            "word\t支行\tzhi1\n", "word\t支行\t支 hang2\n", "word\t支行\tzhi1 hang2\t支 xing2\n", "word\t\thang2\n", "character\t支行\tzhi1 hang2\n",
                            "word\t\xFF\thang2\n"}) {
        EXPECT_FALSE(PolyphoneTable::parse(row, "t").ok()) << row;
    }
    EXPECT_EQ(PolyphoneTable::load("/nowhere/at/all.tsv").error().code(), ErrorCode::not_found);
}

TEST(PolyphoneTable, RefusesAFolderInThePlaceOfAFile) {
    EXPECT_EQ(PolyphoneTable::load("/").error().code(), ErrorCode::invalid_input);
    EXPECT_EQ(PolyphoneTable::load("/dev/null").error().code(), ErrorCode::invalid_input);
}

TEST(PolyphoneTable, ReadsAFileThatAnEditorHasMarkedAsUtf8) {
    const auto table = PolyphoneTable::parse("\xEF\xBB\xBFword\t云朵卡\tyun2 duo3 ka3\n", "bank");
    ASSERT_TRUE(table.ok()) << table.error().text();
    EXPECT_EQ(table->longest_at(U"云朵卡", 0).cells.size(), 3U);
}

}  // namespace
}  // namespace silverlane::voice
