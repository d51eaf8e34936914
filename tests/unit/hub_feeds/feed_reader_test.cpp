// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: Silverlane contributors
#include <gtest/gtest.h>

#include <sstream>

#include "hub/feeds/feed_reader.h"

namespace silverlane::feeds {
namespace {

std::vector<RawRow> rows_of(const std::string& text, Format format) {
    std::istringstream in(text);
    FeedReader reader(in, format);
    std::vector<RawRow> rows;
    while (auto row = reader.next()) rows.push_back(std::move(*row));
    return rows;
}

TEST(FeedReader, TheEndOfTheNameSaysHowAFileIsRead) {
    EXPECT_EQ(format_of("sales.csv"), Format::csv);
    EXPECT_EQ(format_of("sales.jsonl"), Format::json_lines);
}

TEST(FeedReader, JsonLinesGiveScalarsAsTextAndLeaveOutNulls) {
    const auto rows = rows_of("{\"id\":\"a\",\"seconds\":42,\"cancelled\":true,\"staff\":null,\"more\":[1]}\n", Format::json_lines);
    ASSERT_EQ(rows.size(), 1U);
    EXPECT_EQ(rows[0].fields, (Fields{{"id", "a"}, {"seconds", "42"}, {"cancelled", "true"}}));
    EXPECT_EQ(rows[0].fault, "");
}

TEST(FeedReader, ABadLineIsOneBadRowWithItsNumberAndTheRestIsRead) {
    const auto rows = rows_of("{\"id\":\"a\"}\n\nnonsense\n[1]\n{\"id\":\"b\"}", Format::json_lines);
    ASSERT_EQ(rows.size(), 4U);
    EXPECT_EQ(rows[1].line, 3);
    EXPECT_TRUE(rows[1].fault.starts_with("no JSON from here on")) << rows[1].fault;
    EXPECT_TRUE(rows[2].fault.starts_with("no JSON object")) << rows[2].fault;
    EXPECT_EQ(rows[3].line, 5);
    EXPECT_EQ(rows[3].fields.at("id"), "b");
}

TEST(FeedReader, CsvHasNamesQuotesAndWindowsLineEnds) {
    const auto rows = rows_of("\xef\xbb\xbfid,note,staff\r\na,\"one, \"\"two\"\"\",\r\nb,,1001\r\n", Format::csv);
    ASSERT_EQ(rows.size(), 2U);
    EXPECT_EQ(rows[0].fields, (Fields{{"id", "a"}, {"note", "one, \"two\""}}));
    EXPECT_EQ(rows[1].fields, (Fields{{"id", "b"}, {"staff", "1001"}}));
    EXPECT_EQ(rows[1].line, 3);
}

TEST(FeedReader, CsvWithTooFewCellsAnOpenQuoteOrNoNamesSaysSo) {
    const auto rows = rows_of("id,note\na\nb,\"open\nc,d,e\nf,g\n", Format::csv);
    ASSERT_EQ(rows.size(), 4U);
    EXPECT_EQ(rows[0].fault, "1 cells, and the first line names 2 columns");
    EXPECT_EQ(rows[1].fault, "a quote is not closed");
    EXPECT_EQ(rows[2].fault, "3 cells, and the first line names 2 columns");
    EXPECT_EQ(rows[3].fault, "");
    EXPECT_FALSE(csv_cells("\"a\"b"));
    EXPECT_EQ(csv_cells("a,")->size(), 2U);
}

TEST(FeedReader, AFieldHasItsColumnAsAnEditorCounts) {
    std::istringstream csv("id,note,kind\r\na,\"王, 样例\",wish\r\nb,,\r\n");
    FeedReader reader(csv, Format::csv);
    ASSERT_TRUE(reader.next());
    EXPECT_EQ(reader.column_of("id"), 1);
    EXPECT_EQ(reader.column_of("note"), 3);
    EXPECT_EQ(reader.column_of("kind"), 11) << "characters count, not bytes";
    EXPECT_EQ(reader.column_of("time"), 1) << "one that is not there";
    std::istringstream lines(R"({"id":"a","more":{"kind":"inner"},"say":"\"kind\": x","kind" : "wish"})" "\n" R"({"id":"kind","名":"样", "kind":"wish"})" "\n");
    FeedReader json(lines, Format::json_lines);
    ASSERT_TRUE(json.next());
    EXPECT_EQ(json.column_of("kind"), 64);
    ASSERT_TRUE(json.next());
    EXPECT_EQ(json.column_of("kind"), 30);
    EXPECT_EQ(json.column_of("time"), 1);
}

TEST(FeedReader, WhereJsonBreaksIsSaidWithoutQuotingTheLine) {
    const auto rows = rows_of("{\"id\":\"样例\",\"amount_fen\":88888x}\n", Format::json_lines);
    ASSERT_EQ(rows.size(), 1U);
    EXPECT_EQ(rows[0].fault_column, 30);
    EXPECT_EQ(rows[0].fault.find("88888"), std::string::npos) << rows[0].fault;
}

TEST(FeedReader, AnEndlessLineIsOneBadRowAndNotAllOfMemory) {
    const auto rows = rows_of(std::string(5 * kLongestLine, 'x') + "\n{\"id\":\"b\"}\n", Format::json_lines);
    ASSERT_EQ(rows.size(), 2U);
    EXPECT_NE(rows[0].fault.find("longer than"), std::string::npos);
    EXPECT_EQ(rows[1].fields.at("id"), "b");
}

}  // namespace
}  // namespace silverlane::feeds
