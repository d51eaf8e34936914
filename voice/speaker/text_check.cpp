// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: Silverlane contributors
#include "voice/speaker/text_check.h"

#include <algorithm>
#include <string>

#include "base/utf8.h"
#include "voice/mandarin/characters.h"

namespace silverlane::voice {

namespace {

constexpr std::u32string_view kChinesePunctuation = U"，。？！、；：“”‘’（）《》…—·,.?!;:\"'()- ";
constexpr std::u32string_view kEnglishPunctuation = U",.?!;:\"'()-’‘“”–— ";

bool among(char32_t c, std::u32string_view set) { return set.find(c) != std::u32string_view::npos; }

bool is_any_digit(char32_t c) { return (c >= U'0' && c <= U'9') || (c >= U'０' && c <= U'９'); }
bool is_brace(char32_t c) { return c == U'{' || c == U'}' || c == U'｛' || c == U'｝'; }

Error refused(std::string_view fault, std::size_t at) {
    return Error(ErrorCode::invalid_input, std::string(fault) + " at character " + std::to_string(at + 1));
}

/// Letters that are fine in their language; the run rule for Chinese is checked by the caller.
bool may_be_spoken(SpokenLanguage language, char32_t c) {
    if (is_latin_letter(c)) return true;
    if (language == SpokenLanguage::english) return among(c, kEnglishPunctuation);
    return is_hanzi(c) || among(c, kChinesePunctuation);
}

}  // namespace

Result<SpokenLanguage> spoken_language(std::string_view tag) {
    const std::string_view primary = tag.substr(0, tag.find('-'));
    if (primary == "zh") return SpokenLanguage::mandarin;
    if (primary == "en") return SpokenLanguage::english;
    return Error(ErrorCode::unsupported, "no voice for language " + std::string(tag.substr(0, 16)));
}

Result<void> check_text(SpokenLanguage language, std::string_view text) {
    if (text.size() > kLongestText * 4) return Error(ErrorCode::too_large, "the text is longer than an utterance may be");
    if (!is_valid_utf8(text)) return Error(ErrorCode::invalid_input, "the text is not UTF-8");
    const std::u32string characters = decode_utf8(text);
    if (characters.size() > kLongestText) return Error(ErrorCode::too_large, "the text is longer than an utterance may be");
    for (std::size_t i = 0; i < characters.size(); ++i) {
        const char32_t c = characters[i];
        if (is_control(c)) return refused("a control character", i);
        if (is_any_digit(c)) return refused("a digit that should be words", i);
        if (is_brace(c)) return refused("a placeholder that was not filled", i);
        if (!may_be_spoken(language, c)) return refused("a character that cannot be spoken in this language", i);
        if (language != SpokenLanguage::english && is_latin_letter(c)) {
            if (c < U'A' || c > U'Z') return refused("a small Latin letter in Chinese", i);
            if (i + 1 < characters.size() && is_latin_letter(characters[i + 1])) return refused("Latin words in Chinese", i);
        }
    }
    if (std::none_of(characters.begin(), characters.end(), [](char32_t c) { return is_hanzi(c) || is_latin_letter(c); })) {
        return Error(ErrorCode::invalid_input, "there is nothing to say");
    }
    return {};
}

}  // namespace silverlane::voice
