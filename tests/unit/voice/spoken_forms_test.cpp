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

/// Reads Mandarin cardinals back by their own rules, so that every number of a range is proved and not only the table's.
std::uint64_t value_of(std::string_view words) {
    std::uint64_t total = 0;
    std::uint64_t group = 0;
    std::uint64_t figure = 0;
    const std::string_view digits = "零一二三四五六七八九";
    while (!words.empty()) {
        const std::string_view word = words.substr(0, 3);
        words.remove_prefix(3);
        const std::size_t at = digits.find(word);
        if (word == "两") figure = 2;
        else if (at != std::string_view::npos) figure = at / 3;
        else if (word == "十") { group += (figure == 0 ? 1 : figure) * 10; figure = 0; }
        else if (word == "百") { group += figure * 100; figure = 0; }
        else if (word == "千") { group += figure * 1000; figure = 0; }
        else if (word == "万") { total += (group + figure) * 10'000; group = figure = 0; }
        else if (word == "亿") { total += (group + figure) * 100'000'000; group = figure = 0; }
    }
    return total + group + figure;
}

TEST(SpokenForms, ReadBackTheNumberThatWasSaid) {
    for (std::uint64_t n = 0; n < 999'999'999'999; n = n < 21'000 ? n + 1 : n + n / 97 + 3) {
        const auto words = spoken(SpokenKind::count_items, std::to_string(n), "zh-CN");
        ASSERT_TRUE(words.ok());
        const std::string number = words->substr(0, words->size() - 3);
        ASSERT_EQ(value_of(number), n) << *words;
        ASSERT_EQ(number.find("零零"), std::string::npos) << *words;
        if (n > 0) { ASSERT_FALSE(number.ends_with("零")) << *words; }
    }
}

}  // namespace
}  // namespace silverlane::voice
