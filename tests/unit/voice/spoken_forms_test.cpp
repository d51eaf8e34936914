// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: Silverlane contributors
#include "voice/spoken/spoken_forms.h"

#include <gtest/gtest.h>

#include <set>

#include "table_file.h"
#include "voice/speaker/text_check.h"

namespace silverlane::voice {
namespace {

void check_table(const std::string& file, const std::string& language) {
    const auto rows = table_rows(file);
    ASSERT_GT(rows.size(), 90U);
    std::set<std::string> kinds;
    for (const auto& row : rows) {
        ASSERT_EQ(row.size(), 3U) << row.front();
        const auto kind = spoken_kind(row[0]);
        ASSERT_TRUE(kind.has_value()) << row[0];
        kinds.insert(row[0]);
        const auto words = spoken(*kind, row[1], language);
        if (row[2] == "refused") {
            ASSERT_FALSE(words.ok()) << row[0] << " " << row[1] << " gave " << *words;
            EXPECT_EQ(words.error().code(), ErrorCode::invalid_input);
            continue;
        }
        ASSERT_TRUE(words.ok()) << row[0] << " " << row[1] << ": " << words.error().text();
        EXPECT_EQ(*words, row[2]) << row[0] << " " << row[1];
        const auto checked = check_text(language == "en" ? SpokenLanguage::english : SpokenLanguage::mandarin, *words);
        EXPECT_TRUE(checked.ok()) << *words;
    }
    EXPECT_EQ(kinds.size(), 30U) << "every kind stands in the table";
}

TEST(SpokenForms, SayEveryRowOfTheMandarinTable) { check_table("spoken_zh.tsv", "zh-CN"); }

TEST(SpokenForms, SayEveryRowOfTheEnglishTable) { check_table("spoken_en.tsv", "en"); }

TEST(SpokenForms, KnowKindsByNameOnly) {
    EXPECT_EQ(spoken_kind("wait_range"), SpokenKind::wait_range);
    EXPECT_EQ(name_of(SpokenKind::wait_range), "wait_range");
    EXPECT_FALSE(spoken_kind("wait").has_value());
    EXPECT_FALSE(spoken_kind("").has_value());
}

TEST(SpokenForms, RefuseALanguageThatHasNone) {
    const auto words = spoken(SpokenKind::floor, "2", "fr");
    ASSERT_FALSE(words.ok());
    EXPECT_EQ(words.error().code(), ErrorCode::unsupported);
    EXPECT_TRUE(spoken(SpokenKind::floor, "2", "zh").ok());
    EXPECT_TRUE(spoken(SpokenKind::floor, "2", "en-GB").ok());
}

TEST(SpokenForms, NeverQuoteTheValueInAnError) {
    const auto words = spoken(SpokenKind::card_tail, "70x1", "zh-CN");
    ASSERT_FALSE(words.ok());
    EXPECT_EQ(words.error().text().find("70"), std::string::npos);
}

}  // namespace
}  // namespace silverlane::voice
