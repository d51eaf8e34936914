// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: Silverlane contributors
//
// What is said is read back by listeners that share no code with the speaker: for every kind, in both languages, for many random values.
// SPOKEN_VALUES=10000000 in the environment says how many of each kind; the same seed every time.
#include <gtest/gtest.h>

#include <cstdlib>

#include "base/random_source.h"
#include "english_reader.h"
#include "mandarin_reader.h"
#include "value_maker.h"
#include "voice/spoken/spoken_forms.h"

namespace silverlane::voice {
namespace {

constexpr std::uint64_t kSeed = 20'260'202;
/// Kinds with rules of their own; the others say a number or digits that one of these says too.
constexpr std::uint64_t kManyValues = 60'000;
constexpr std::uint64_t kFewValues = 15'000;

bool has_rules_of_its_own(SpokenKind kind) {
    return kind == SpokenKind::amount_cny || kind == SpokenKind::rate || kind == SpokenKind::date || kind == SpokenKind::wait_range ||
           kind == SpokenKind::landline || kind == SpokenKind::count_items;
}

std::uint64_t values_of(SpokenKind kind) {
    const char* wanted = std::getenv("SPOKEN_VALUES");
    if (wanted != nullptr) return std::strtoull(wanted, nullptr, 10);
    return has_rules_of_its_own(kind) ? kManyValues : kFewValues;
}

/// Digits one by one: several 零 in a row are right there, and nowhere else.
bool is_digit_string(SpokenKind kind) {
    switch (kind) {
        case SpokenKind::ticket:
        case SpokenKind::call:
        case SpokenKind::card_tail:
        case SpokenKind::phone_tail:
        case SpokenKind::phone:
        case SpokenKind::landline:
        case SpokenKind::hotline:
        case SpokenKind::verify_code: return true;
        default: return false;
    }
}

bool has_series(SpokenKind kind) { return kind == SpokenKind::ticket || kind == SpokenKind::call; }

/// "" when every character may stand in Mandarin of this kind, else what is wrong.
std::string fault_in_mandarin(SpokenKind kind, std::string_view words, const SpokenStyle& style) {
    constexpr std::string_view kAllowed = "零一二三四五六七八九两幺十百千万亿元角分号窗口请，到办理业务前面没有人等候还位大约钟尾手机年月日凌晨上午"
                                          "中下晚点之个天今期次张笔行第步共楼岁秒答对题";
    if (words.empty()) return "nothing is said";
    std::size_t letters = 0;
    for (std::size_t at = 0; at < words.size();) {
        if (words[at] >= 'A' && words[at] <= 'Z') {
            ++letters;
            ++at;
            continue;
        }
        const std::string_view hanzi = words.substr(at, 3);
        const std::size_t found = kAllowed.find(hanzi);
        if (hanzi.size() != 3 || found == std::string_view::npos || found % 3 != 0) return "a character that no form has";
        at += 3;
    }
    if (letters != (has_series(kind) ? 1U : 0U)) return "Latin letters";
    const bool one_zero_at_most = !is_digit_string(kind) && kind != SpokenKind::date && kind != SpokenKind::rate;
    if (one_zero_at_most && words.find("零零") != std::string_view::npos) return "two zeros in a row";
    if (words.find("幺") != std::string_view::npos && (!style.yao || !is_digit_string(kind))) return "幺 where 一 belongs";
    return "";
}

/// "" when only words stand there, in the plain spelling of English.
std::string fault_in_english(SpokenKind kind, std::string_view words) {
    if (words.empty()) return "nothing is said";
    std::size_t capitals = 0;
    for (const char c : words) {
        if (c >= 'A' && c <= 'Z') ++capitals;
        else if (!((c >= 'a' && c <= 'z') || c == ' ' || c == ',' || c == '-' || c == '\'')) return "a character that no form has";
    }
    const bool names = has_series(kind) || kind == SpokenKind::date || kind == SpokenKind::month_day;
    if (capitals != (names ? 1U : 0U)) return "capitals";
    if (words.front() == ' ' || words.back() == ' ' || words.find("  ") != std::string_view::npos) return "a blank too many";
    return "";
}

class EveryKind : public testing::TestWithParam<std::string> {
protected:
    void check(const MadeValue& value, const SpokenStyle& style) {
        check_mandarin(value, style);
        if (!HasFatalFailure()) check_english(value);
    }

    void check_mandarin(const MadeValue& value, const SpokenStyle& style) {
        const auto words = spoken(kind_, value.written, "zh-CN", style);
        ASSERT_TRUE(words.ok()) << value.written << ": " << words.error().text();
        const auto heard = read_mandarin(kind_, *words, style);
        ASSERT_TRUE(heard.has_value()) << value.written << " gave " << *words;
        ASSERT_EQ(*heard, value.plain) << *words;
        ASSERT_EQ(fault_in_mandarin(kind_, *words, style), "") << value.written << " gave " << *words;
    }

    void check_english(const MadeValue& value) {
        const auto words = spoken(kind_, value.written, "en");
        ASSERT_TRUE(words.ok()) << value.written << ": " << words.error().text();
        const auto heard = read_english(kind_, *words);
        ASSERT_TRUE(heard.has_value()) << value.written << " gave " << *words;
        ASSERT_EQ(*heard, value.plain) << *words;
        ASSERT_EQ(fault_in_english(kind_, *words), "") << value.written << " gave " << *words;
    }

    /// Two values never sound the same, whatever the style.
    void check_apart(const std::string& one, const std::string& other, const SpokenStyle& style) {
        for (const char* language : {"zh-CN", "en"}) {
            const auto first = spoken(kind_, one, language, style);
            const auto second = spoken(kind_, other, language, style);
            if (first && second) { ASSERT_NE(*first, *second) << one << " and " << other; }
        }
    }

    SpokenKind kind_ = spoken_kind(GetParam()).value();
    SeededRandom random_{kSeed};
};

TEST_P(EveryKind, IsHeardAsTheValueThatWasSaid) {
    for (std::uint64_t left = values_of(kind_); left > 0; --left) {
        const MadeValue value = make_value(kind_, random_);
        check(value, {left % 4 != 0, left % 3 != 0});
        if (HasFatalFailure()) return;
    }
    for (const MadeValue& value : all_values(kind_)) {
        check(value, {});
        if (HasFatalFailure()) return;
    }
}

TEST_P(EveryKind, SoundsDifferentForDifferentValues) {
    std::string last = make_value(kind_, random_).plain;
    for (std::uint64_t left = values_of(kind_) / 10; left > 0; --left) {
        const std::string value = make_value(kind_, random_).plain;
        const SpokenStyle style{left % 4 != 0, left % 3 != 0};
        if (value != last) check_apart(value, last, style);
        check_apart(value, with_another_digit(value, random_), style);
        if (HasFatalFailure()) return;
        last = value;
    }
}

INSTANTIATE_TEST_SUITE_P(SpokenForms, EveryKind, testing::ValuesIn(spoken_kind_names()), [](const auto& kind) { return kind.param; });

/// Every number of a range, so that none is left to chance.
TEST(SpokenNumbers, AreHeardOneByOneUpToAHundredAndTwentyThousand) {
    for (std::uint64_t number = 0; number <= 120'000; ++number) {
        const std::string text = std::to_string(number);
        ASSERT_EQ(read_mandarin(SpokenKind::count_items, *spoken(SpokenKind::count_items, text, "zh"), {}), text);
        ASSERT_EQ(read_english(SpokenKind::count_items, *spoken(SpokenKind::count_items, text, "en")), text);
    }
}

/// Listeners that take anything would prove nothing.
TEST(SpokenListeners, TakeNothingButTheRightWords) {
    for (const char* words : {"二元", "一十元", "一百十元", "一百零零五元", "一百五元零", "十万零二千元", "一百万零五千元", "两十元", "一千两百元", "二百元",
                              "元", "零元零五分", "五元五分", "五元零五角", "五元二角两分", "两元两角", "一元一元", "两"}) {
        EXPECT_FALSE(read_mandarin(SpokenKind::amount_cny, words, {}).has_value()) << words;
    }
    EXPECT_FALSE(read_mandarin(SpokenKind::card_tail, "尾号一二", {}).has_value());
    EXPECT_FALSE(read_mandarin(SpokenKind::card_tail, "尾号幺二", {false, true}).has_value());
    EXPECT_FALSE(read_mandarin(SpokenKind::amount_cny, "两百元", {true, false}).has_value());
    EXPECT_FALSE(read_mandarin(SpokenKind::window, "两号窗口", {}).has_value());
    EXPECT_FALSE(read_mandarin(SpokenKind::time, "下午二点", {}).has_value());
    for (const char* words : {"one hundred five yuan", "one thousand five yuan", "one thousand and one hundred yuan", "one yuans", "two hundreds yuan",
                              "twenty five yuan", "one hundred and yuan", "zero yuan and five fen", "five yuan five fen", "one yuan ",
                              "one million and five thousand yuan", "one thousand two thousand yuan"}) {
        EXPECT_FALSE(read_english(SpokenKind::amount_cny, words).has_value()) << words;
    }
    EXPECT_FALSE(read_english(SpokenKind::count_items, "one items").has_value());
    EXPECT_FALSE(read_english(SpokenKind::count_items, "two item").has_value());
    EXPECT_FALSE(read_english(SpokenKind::date, "the first of May, twenty oh five").has_value());
    EXPECT_FALSE(read_english(SpokenKind::time, "twelve o'clock in the afternoon").has_value());
}

}  // namespace
}  // namespace silverlane::voice
