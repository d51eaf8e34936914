// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: Silverlane contributors
#include "ctl/speakable_text.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <cstdint>
#include <cstdio>
#include <map>
#include <optional>
#include <regex>
#include <utility>

#include "base/utf8.h"
#include "voice/mandarin/characters.h"
#include "voice/spoken/english_forms.h"
#include "voice/spoken/mandarin_forms.h"
#include "voice/spoken/spoken_forms.h"

namespace silverlane::ctl {

namespace {

using voice::SpokenKind;
using voice::SpokenLanguage;

constexpr std::u32string_view kMandarinMarks = U"，。？！、；：“”‘’（）《》…—·";
constexpr std::u32string_view kBothMarks = U",.?!;:\"'()-‘’“”— ";
/// After a number these make it a label, which takes 二 and never 两.
constexpr std::u32string_view kLabels = U"号楼层月日点窗路";
/// Shorter than an utterance may be, so that a mark is found to cut at.
constexpr std::size_t kMostAtOnce = 200;

bool is_digit(char32_t c) { return c >= U'0' && c <= U'9'; }
bool among(char32_t c, std::u32string_view set) { return set.find(c) != std::u32string_view::npos; }
bool ends_phrase(char32_t c) { return voice::ends_sentence(c) || among(c, U"，,、：:"); }

/// Full-width figures, letters and marks as their usual selves, every kind of blank as a blank, line ends as ends of sentences.
char32_t usual(SpokenLanguage language, char32_t c) {
    if (c == U'\n' || c == U'\r') return language == SpokenLanguage::mandarin ? U'。' : U'.';
    if (c == U'\t' || c == 0x00A0 || c == 0x3000) return U' ';
    const bool letter = (c >= 0xFF21 && c <= 0xFF3A) || (c >= 0xFF41 && c <= 0xFF5A);
    const bool figure = (c >= 0xFF10 && c <= 0xFF19) || c == 0xFF05 || c == 0xFF0E;
    if (letter || figure) return c - 0xFF01 + U'!';
    return c == 0xFFE5 ? U'¥' : c;
}

/// Counts what was left out by kind, and tells it at the end in one line each.
class Notes {
public:
    void left_out(char32_t c) {
        std::array<char, 16> name{};
        std::snprintf(name.data(), name.size(), "U+%04X", static_cast<unsigned>(c));
        ++counts_[c == 0xFFFD ? std::string("left out: bytes that are not UTF-8") : std::string("left out: the character ") + name.data()];
    }
    void say(std::string note) { ++counts_[std::move(note)]; }
    [[nodiscard]] std::vector<std::string> lines() const {
        std::vector<std::string> out;
        for (const auto& [what, count] : counts_) {
            if (out.size() == kMost) {
                out.push_back("and " + std::to_string(counts_.size() - kMost) + " more kinds");
                break;
            }
            out.push_back(what + (count > 1 ? ", " + std::to_string(count) + " times" : ""));
        }
        return out;
    }

private:
    static constexpr std::size_t kMost = 12;
    std::map<std::string, std::size_t> counts_;
};

/// A run of figures with what belongs to it, read from ASCII.
struct Figures {
    std::size_t length = 0;   ///< characters that it takes
    std::string words;
};

std::string digits_one_by_one(SpokenLanguage language, std::string_view digits) {
    constexpr std::array<const char*, 10> kMandarin{"零", "幺", "二", "三", "四", "五", "六", "七", "八", "九"};
    constexpr std::array<const char*, 10> kEnglish{"zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine"};
    std::string words;
    for (const char digit : digits) {
        const auto at = static_cast<std::size_t>(digit - '0');
        if (language == SpokenLanguage::english && !words.empty()) words += ' ';
        words += language == SpokenLanguage::mandarin ? kMandarin[at] : kEnglish[at];
    }
    return words;
}

/// Years and decimals: digit by digit, with 一 and never 幺.
std::string digits_of_a_quantity(std::string_view digits) {
    std::string words = digits_one_by_one(SpokenLanguage::mandarin, digits);
    for (std::size_t at = words.find("幺"); at != std::string::npos; at = words.find("幺", at)) words.replace(at, std::string("幺").size(), "一");
    return words;
}

std::string whole_number(SpokenLanguage language, std::string_view digits, char32_t next) {
    constexpr std::size_t kLongestNumber = 6;  // longer ones are numbers of something: accounts, telephones
    if (digits.size() > kLongestNumber || (digits.size() > 1 && digits.front() == '0')) return digits_one_by_one(language, digits);
    std::uint64_t value = 0;
    std::from_chars(digits.data(), digits.data() + digits.size(), value);
    if (language == SpokenLanguage::english) return voice::english_cardinal(value);
    if (next == U'年' && digits.size() == 4) return digits_of_a_quantity(digits);
    const bool quantity = voice::is_hanzi(next) && !among(next, kLabels);
    return voice::mandarin_cardinal(value, quantity ? voice::LeadingTwo::quantity : voice::LeadingTwo::label, voice::SpokenStyle{});
}

/// The first that fits wins; each begins where a figure, a sign of money or a single letter stands.
const std::vector<std::pair<SpokenKind, std::regex>>& patterns() {
    static const std::vector<std::pair<SpokenKind, std::regex>> kPatterns{
        {SpokenKind::date, std::regex(R"((\d{4}-\d{2}-\d{2})(?!\d))")},
        {SpokenKind::landline, std::regex(R"((0\d{2,3}-\d{7,8})(?!\d))")},
        {SpokenKind::time, std::regex(R"((\d{1,2}:\d{2})(?!\d))")},
        {SpokenKind::rate, std::regex(R"((\d+(?:\.\d+)?%))")},
        {SpokenKind::amount_cny, std::regex(R"(¥\s?(\d[\d,]*(?:\.\d{1,2})?)(?:\s?(?:元|yuan))?)")},
        {SpokenKind::amount_cny, std::regex(R"((\d[\d,]*(?:\.\d{1,2})?)\s?(?:元|yuan))")},
        {SpokenKind::ticket, std::regex(R"(([A-Z]\d{1,6})(?!\d)(?:号)?)")}};
    return kPatterns;
}

std::optional<Figures> typed_figures(SpokenLanguage language, const std::string& rest) {
    for (const auto& [kind, shape] : patterns()) {
        std::smatch found;
        if (!std::regex_search(rest, found, shape, std::regex_constants::match_continuous)) continue;
        const auto words = voice::spoken(kind, found[1].str(), language == SpokenLanguage::mandarin ? "zh-CN" : "en");
        if (words) return Figures{decode_utf8(found[0].str()).size(), *words};
    }
    return std::nullopt;
}

/// A number, perhaps with decimals: 3.5.
Figures plain_figures(SpokenLanguage language, std::u32string_view rest) {
    const auto run = [&rest](std::size_t from) {
        std::string digits;
        for (std::size_t i = from; i < rest.size() && is_digit(rest[i]); ++i) digits += static_cast<char>(rest[i]);
        return digits;
    };
    const std::string whole = run(0);
    std::size_t length = whole.size();
    const std::string decimals = length + 1 < rest.size() && rest[length] == U'.' ? run(length + 1) : std::string();
    if (!decimals.empty()) length += 1 + decimals.size();
    std::string words = whole_number(language, whole, length < rest.size() && decimals.empty() ? rest[length] : U'\0');
    if (decimals.empty()) return {length, words};
    if (language == SpokenLanguage::english) return {length, words + " point " + digits_one_by_one(language, decimals)};
    return {length, words + "点" + digits_of_a_quantity(decimals)};
}

Figures digit_string(SpokenLanguage language, std::u32string_view rest) {
    std::string digits;
    for (std::size_t i = 0; i < rest.size() && is_digit(rest[i]); ++i) digits += static_cast<char>(rest[i]);
    return {digits.size(), digits_one_by_one(language, digits)};
}

/// The whole text as characters that check_text lets pass.
class Reader {
public:
    Reader(SpokenLanguage language, std::string_view text) : language_(language) {
        for (const char32_t c : decode_utf8(text)) text_ += usual(language, c);
    }

    std::u32string run(Notes& notes) {
        for (std::size_t i = 0; i < text_.size();) i += take(i, notes);
        return std::move(out_);
    }

private:
    /// Returns how many characters were taken.
    std::size_t take(std::size_t i, Notes& notes) {
        const char32_t c = text_[i];
        const bool starts_word = i == 0 || !voice::is_latin_letter(text_[i - 1]);
        if (is_digit(c) || c == U'¥' || (starts_word && voice::is_latin_letter(c))) {
            constexpr std::size_t kFarthest = 48;
            if (const auto typed = typed_figures(language_, encode_utf8(std::u32string_view(text_).substr(i, kFarthest)))) return append(*typed, i);
        }
        if (is_digit(c) && follows_a_tail_word()) return append(digit_string(language_, std::u32string_view(text_).substr(i)), i);
        if (is_digit(c)) return append(plain_figures(language_, std::u32string_view(text_).substr(i)), i);
        if (voice::is_latin_letter(c)) return language_ == SpokenLanguage::english ? keep(c) : spell(i, notes);
        const bool own = language_ == SpokenLanguage::mandarin ? voice::is_hanzi(c) || among(c, kMandarinMarks) : false;
        if (own || among(c, kBothMarks)) return keep(c);
        if (language_ == SpokenLanguage::english && among(c, kMandarinMarks)) return keep(voice::ends_sentence(c) ? U'.' : U',');
        notes.left_out(c);
        return keep(U' ');
    }

    /// 尾号 and 后四位 are followed by digits, and no number.
    [[nodiscard]] bool follows_a_tail_word() const { return out_.ends_with(U"尾号") || out_.ends_with(U"后四位") || out_.ends_with(U"ending in "); }

    std::size_t keep(char32_t c) {
        if (c != U' ' || (!out_.empty() && out_.back() != U' ')) out_ += c;
        return 1;
    }

    std::size_t append(const Figures& figures, std::size_t i) {
        const bool english = language_ == SpokenLanguage::english;
        const std::size_t next = i + figures.length;
        if (english && !out_.empty() && voice::is_latin_letter(out_.back())) out_ += U' ';
        out_ += decode_utf8(figures.words);
        if (english && next < text_.size() && voice::is_latin_letter(text_[next])) out_ += U' ';
        return figures.length;
    }

    /// A Latin word in Chinese, letter by letter: the Mandarin voice knows the names of letters and no English.
    std::size_t spell(std::size_t i, Notes& notes) {
        std::size_t end = i;
        for (; end < text_.size() && voice::is_latin_letter(text_[end]); ++end) {
            const char32_t c = text_[end];
            if (end > i) out_ += U' ';
            out_ += c >= U'a' ? c - (U'a' - U'A') : c;
        }
        if (end - i > 1) notes.say("spelt letter by letter: Latin words");
        return end - i;
    }

    const SpokenLanguage language_;
    std::u32string text_;
    std::u32string out_;
};

/// At the last mark before the limit, or at the limit.
std::vector<std::string> cut(std::u32string_view text) {
    std::vector<std::string> parts;
    while (!text.empty()) {
        std::size_t end = std::min(text.size(), kMostAtOnce);
        if (end < text.size()) {
            std::size_t mark = end;
            while (mark > 0 && !ends_phrase(text[mark - 1])) --mark;
            if (mark == 0) {
                mark = end;
                while (mark > 0 && text[mark - 1] != U' ') --mark;
            }
            if (mark > 0) end = mark;
        }
        parts.push_back(encode_utf8(text.substr(0, end)));
        text.remove_prefix(end);
    }
    return parts;
}

}  // namespace

SpeakableText speakable(SpokenLanguage language, std::string_view text) {
    Notes notes;
    SpeakableText out;
    for (std::string& part : cut(Reader(language, text).run(notes))) {
        if (voice::check_text(language, part)) out.utterances.push_back(std::move(part));  // else marks alone: nothing to say
    }
    out.notes = notes.lines();
    return out;
}

}  // namespace silverlane::ctl
