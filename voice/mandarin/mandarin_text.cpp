// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: Silverlane contributors
#include "voice/mandarin/mandarin_text.h"

#include <algorithm>

#include "voice/mandarin/characters.h"

namespace silverlane::voice {

namespace {

constexpr std::u32string_view kFigures = U"零幺一二三四五六七八九";
constexpr std::u32string_view kPlaces = U"十百千万亿";
/// After a lone 一 these make it a label, a date or a range, where it keeps its first tone.
constexpr std::u32string_view kLabels = U"号月日楼层到至";

bool among(char32_t c, std::u32string_view set) { return set.find(c) != std::u32string_view::npos; }
bool is_number(char32_t c) { return among(c, kFigures) || among(c, kPlaces); }

using Syllables = std::vector<std::string>;

/// One entry a character, empty where the hanzi stays as it is.
Syllables respell(std::u32string_view text, const PolyphoneTable& readings) {
    Syllables syllables(text.size());
    std::size_t at = 0;
    while (at < text.size()) {
        const auto match = readings.longest_at(text, at);
        for (std::size_t i = 0; i < match.length; ++i) syllables[at + i] = (*match.respelling)[i];
        at += std::max<std::size_t>(match.length, 1);
    }
    return syllables;
}

class SandhiPass {
public:
    SandhiPass(std::u32string_view text, Syllables& syllables, const ToneOf& tone_of)
        : text_(text), syllables_(syllables), tone_of_(tone_of) {}

    void run() {
        for (std::size_t i = 0; i < text_.size(); ++i) {
            if (!syllables_[i].empty()) continue;  // a word of the table has said how it is read
            if (text_[i] == U'不' && tone_at(i + 1) == 4) syllables_[i] = "bu2";
            if (text_[i] == U'一' && !keeps_first_tone(i)) set_yi(i);
        }
    }

private:
    void set_yi(std::size_t i) {
        const int next = tone_at(i + 1);
        if (next == 4 || (next == 5 && character(i + 1) == U'个')) syllables_[i] = "yi2";
        else if (next >= 1 && next <= 3) syllables_[i] = "yi4";
    }

    /// 0 where no syllable follows at once: at the end, or before a pause.
    [[nodiscard]] int tone_at(std::size_t i) const {
        if (i >= text_.size()) return 0;
        if (!syllables_[i].empty()) return syllables_[i].back() - '0';
        return is_hanzi(text_[i]) ? tone_of_(text_[i]) : 0;
    }

    [[nodiscard]] char32_t character(std::size_t i) const { return i < text_.size() ? text_[i] : U'\0'; }

    /// Ordinals, labels, dates, digit strings, decimals, and the last place of a longer number (二十一元).
    [[nodiscard]] bool keeps_first_tone(std::size_t i) const {
        std::size_t begin = i;
        while (begin > 0 && is_number(text_[begin - 1])) --begin;
        std::size_t end = i + 1;
        while (end < text_.size() && is_number(text_[end])) ++end;
        const char32_t before = begin > 0 ? text_[begin - 1] : U'\0';
        if (before == U'第' || (before == U'点' && decimal_point(begin - 1))) return true;
        if (before == U'之' && end - begin == 1) return true;
        if (end - begin == 1) return among(character(i + 1), kLabels);
        return !among(character(i + 1), kPlaces) || (i > begin && text_[i - 1] == U'十');  // 十一万
    }

    /// 点 is a decimal point in 百分之…点…, and the clock elsewhere.
    [[nodiscard]] bool decimal_point(std::size_t point) const {
        std::size_t begin = point;
        while (begin > 0 && is_number(text_[begin - 1])) --begin;
        return begin > 0 && text_[begin - 1] == U'之';
    }

    std::u32string_view text_;
    Syllables& syllables_;
    const ToneOf& tone_of_;
};

}  // namespace

FedText feed_mandarin(std::u32string_view text, const PolyphoneTable& readings, Sandhi sandhi, const ToneOf& tone_of) {
    Syllables syllables = respell(text, readings);
    if (sandhi == Sandhi::on) SandhiPass(text, syllables, tone_of).run();
    FedText fed;
    const auto append = [&fed](char32_t c, std::size_t from) {
        fed.text += c;
        fed.source.push_back(from);
    };
    for (std::size_t i = 0; i < text.size(); ++i) {
        if (syllables[i].empty()) {
            append(text[i], i);
            continue;
        }
        // Pinyin run together would be one word event, so a blank stands on both sides.
        if (!fed.text.empty() && fed.text.back() != U' ') append(U' ', i);
        for (const char c : syllables[i]) append(static_cast<char32_t>(c), i);
        if (i + 1 < text.size() && (is_hanzi(text[i + 1]) || is_latin_letter(text[i + 1]))) append(U' ', i);
    }
    return fed;
}

FedText feed_english(std::u32string_view text) {
    FedText fed{std::u32string(text), {}};
    for (std::size_t i = 0; i < text.size(); ++i) fed.source.push_back(i);
    return fed;
}

}  // namespace silverlane::voice
