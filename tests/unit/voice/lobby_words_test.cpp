// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: Silverlane contributors
//
// Every word of lobby_words.tsv is read as its row says, with the readings that are shipped.
#include <gtest/gtest.h>

#include "base/utf8.h"
#include "table_file.h"

namespace silverlane::voice {
namespace {

std::string pinyin_of(const std::string& word) {
    std::string line;
    for (const ReadCharacter& read : shipped_reader()->read(decode_utf8(word))) {
        if (!line.empty()) line += ' ';
        line += read.syllable.empty() ? "-" : std::string(read.syllable.text());
    }
    return line;
}

TEST(LobbyWords, AreAllReadAsTheListSays) {
    const auto rows = table_rows("lobby_words.tsv");
    EXPECT_GT(rows.size(), 6000u);
    for (const auto& row : rows) {
        ASSERT_GE(row.size(), 3u) << row.front();
        EXPECT_EQ(pinyin_of(row[0]), row[1]) << row[0];
    }
}

}  // namespace
}  // namespace silverlane::voice
