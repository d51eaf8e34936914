// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: Silverlane contributors
#include "english_number_reader.h"

#include <array>
#include <utility>

namespace silverlane::voice {
namespace {

using Value = std::optional<std::uint64_t>;
using Named = std::pair<std::string_view, std::uint64_t>;

constexpr std::array<Named, 19> kOnes{{{"one", 1}, {"two", 2}, {"three", 3}, {"four", 4}, {"five", 5}, {"six", 6}, {"seven", 7}, {"eight", 8},
                                       {"nine", 9}, {"ten", 10}, {"eleven", 11}, {"twelve", 12}, {"thirteen", 13}, {"fourteen", 14},
                                       {"fifteen", 15}, {"sixteen", 16}, {"seventeen", 17}, {"eighteen", 18}, {"nineteen", 19}}};
constexpr std::array<Named, 8> kTens{{{"twenty", 20}, {"thirty", 30}, {"forty", 40}, {"fifty", 50}, {"sixty", 60}, {"seventy", 70},
                                      {"eighty", 80}, {"ninety", 90}}};
constexpr std::array<Named, 3> kScales{{{"thousand", 1'000}, {"million", 1'000'000}, {"billion", 1'000'000'000}}};
/// A rank's last word and the number's.
constexpr std::array<std::pair<std::string_view, std::string_view>, 31> kRanks{
    {{"first", "one"}, {"second", "two"}, {"third", "three"}, {"fourth", "four"}, {"fifth", "five"}, {"sixth", "six"}, {"seventh", "seven"},
     {"eighth", "eight"}, {"ninth", "nine"}, {"tenth", "ten"}, {"eleventh", "eleven"}, {"twelfth", "twelve"}, {"thirteenth", "thirteen"},
     {"fourteenth", "fourteen"}, {"fifteenth", "fifteen"}, {"sixteenth", "sixteen"}, {"seventeenth", "seventeen"},
     {"eighteenth", "eighteen"}, {"nineteenth", "nineteen"}, {"twentieth", "twenty"}, {"thirtieth", "thirty"}, {"fortieth", "forty"},
     {"fiftieth", "fifty"}, {"sixtieth", "sixty"}, {"seventieth", "seventy"}, {"eightieth", "eighty"}, {"ninetieth", "ninety"},
     {"hundredth", "hundred"}, {"thousandth", "thousand"}, {"millionth", "million"}, {"billionth", "billion"}}};

template <std::size_t Size>
std::uint64_t among(const std::array<Named, Size>& names, std::string_view word) {
    for (const auto& [name, value] : names) {
        if (name == word) return value;
    }
    return 0;
}

/// 1 to 99 of one word, 0 when it is none.
std::uint64_t below_hundred(std::string_view word) {
    const std::size_t hyphen = word.find('-');
    if (hyphen == std::string_view::npos) return among(kOnes, word) + among(kTens, word);
    const std::uint64_t tens = among(kTens, word.substr(0, hyphen));
    const std::uint64_t ones = among(kOnes, word.substr(hyphen + 1));
    return tens == 0 || ones == 0 || ones > 9 ? 0 : tens + ones;
}

std::vector<std::string_view> split(std::string_view text) {
    std::vector<std::string_view> words;
    while (!text.empty()) {
        const std::size_t end = std::min(text.find(' '), text.size());
        std::string_view word = text.substr(0, end);
        const bool comma = word.size() > 1 && word.ends_with(',');
        if (comma) word.remove_suffix(1);
        words.push_back(word);
        if (comma) words.push_back(",");
        text.remove_prefix(end);
        if (text.size() == 1) words.push_back(" ");   // a blank at the end is no word that anybody looks for
        if (!text.empty()) text.remove_prefix(1);
    }
    return words;
}

}  // namespace

EnglishCursor::EnglishCursor(std::string_view text) : text_(text), words_(split(text_)) {}

bool EnglishCursor::take(std::string_view words) {
    std::size_t at = at_;
    for (const std::string_view word : split(words)) {
        if (at >= words_.size() || words_[at] != word) return false;
        ++at;
    }
    at_ = at;
    return true;
}

Value EnglishCursor::take_below_hundred() {
    const std::uint64_t value = below_hundred(word());
    if (value == 0) return std::nullopt;
    ++at_;
    return value;
}

/// 1 to 999.
Value EnglishCursor::take_group() {
    const std::uint64_t first = below_hundred(word());
    if (first == 0 || first > 9 || word(1) != "hundred") return take_below_hundred();
    at_ += 2;
    // "one hundred and five fen" does not stand anywhere, so an "and" and a number here are this group's.
    if (word() != "and" || below_hundred(word(1)) == 0) return first * 100;
    ++at_;
    return first * 100 + *take_below_hundred();
}

Value EnglishCursor::take_number() {
    if (take("zero")) return 0;
    const std::size_t begin = at_;
    const auto none = [&]() -> Value {
        at_ = begin;
        return std::nullopt;
    };
    std::uint64_t value = 0;
    std::uint64_t last_scale = 0;
    for (;;) {
        const bool joined = last_scale > 0 && word() == "and" && below_hundred(word(1)) > 0;
        if (joined) ++at_;
        const Value group = take_group();
        if (!group) {
            if (last_scale == 0) return none();
            return value;
        }
        const std::uint64_t scale = among(kScales, word());
        if (scale == 0) {
            // The last part: "and" exactly when it is below one hundred and something stands before it.
            if (joined != (last_scale > 0 && *group < 100)) return none();
            return value + *group;
        }
        if (joined || (last_scale > 0 && scale >= last_scale)) return none();
        ++at_;
        value += *group * scale;
        last_scale = scale;
    }
}

Value EnglishCursor::take_rank() {
    // The words up to the rank, with its last word as a number's.
    std::string words;
    for (std::size_t ahead = 0; at_ + ahead < words_.size() && ahead < 24; ++ahead) {
        const std::string_view whole = word(ahead);
        const std::size_t last_at = whole.find('-') == std::string_view::npos ? 0 : whole.find('-') + 1;
        for (const auto& [rank, number] : kRanks) {
            if (whole.substr(last_at) != rank) continue;
            words.append(whole.substr(0, last_at)).append(number);
            EnglishCursor inner(words);
            const Value value = inner.take_number();
            if (!value || !inner.at_end()) return std::nullopt;
            at_ += ahead + 1;
            return value;
        }
        words.append(whole).append(" ");
    }
    return std::nullopt;
}

Value EnglishCursor::take_counted(std::string_view one, std::string_view others) {
    const std::size_t begin = at_;
    const Value number = take_number();
    if (number && take(*number == 1 ? one : others)) return number;
    at_ = begin;
    return std::nullopt;
}

std::optional<std::string> EnglishCursor::take_digits() {
    std::string digits;
    for (;;) {
        const std::uint64_t figure = among(kOnes, word());
        if ((figure == 0 && word() != "zero") || figure > 9) break;
        digits += static_cast<char>('0' + figure);
        ++at_;
    }
    if (digits.empty()) return std::nullopt;
    return digits;
}

}  // namespace silverlane::voice
