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
    EXPECT_EQ(table->longest_at(U"找行长吧", 1).length, 2U);
    EXPECT_EQ(table->longest_at(U"行动", 0).length, 1U);
    EXPECT_EQ(table->longest_at(U"行动", 1).length, 0U);
}

TEST(PolyphoneTable, KnowsASurnameByItsTitle) {
    const auto table = PolyphoneTable::parse("surname\t单\tshan4\tshan4\ntitle\t女士\t\t女士\n", "test");
    ASSERT_TRUE(table.ok());
    EXPECT_EQ(table->longest_at(U"单女士", 0).length, 3U);
    EXPECT_EQ(table->longest_at(U"存单", 1).length, 0U);
}

TEST(PolyphoneTable, NamesTheLineOfARowThatDoesNotFit) {
    const auto short_feed = PolyphoneTable::parse("# comment\nword\t支行\tzhi1 hang2\thang2\n", "words.tsv");
    ASSERT_FALSE(short_feed.ok());
    EXPECT_NE(short_feed.error().text().find("words.tsv line 2"), std::string::npos);
    EXPECT_FALSE(PolyphoneTable::parse("word\t支行\tzhi1 hang2\t文 hang2\n", "t").ok());
    EXPECT_FALSE(PolyphoneTable::parse("word\t支行\tzhi1 hang2\t支 hang9\n", "t").ok());
    EXPECT_FALSE(PolyphoneTable::parse("noun\t支行\tzhi1 hang2\t支 hang2\n", "t").ok());
    EXPECT_FALSE(PolyphoneTable::parse("word\t支行\n", "t").ok());
    EXPECT_EQ(PolyphoneTable::load("/nowhere/at/all.tsv").error().code(), ErrorCode::not_found);
}

}  // namespace
}  // namespace silverlane::voice
