// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: Silverlane contributors
#include "voice/recordings/text_parts.h"

#include <algorithm>

#include "base/utf8.h"

namespace silverlane::voice {

namespace {

bool is_letter(char32_t c) {
    const bool latin = (c >= U'A' && c <= U'Z') || (c >= U'a' && c <= U'z');
    return latin || (c >= 0x3400 && c <= 0x4DBF) || (c >= 0x4E00 && c <= 0x9FFF) || c >= 0x20000;
}

char32_t small(char32_t c) { return c >= U'A' && c <= U'Z' ? c + (U'a' - U'A') : c; }

bool is_trailing(char32_t c) { return c == U'。' || c == U'.' || c == U' '; }

/// How much of the text counts when words are compared.
std::size_t length_of_words(std::u32string_view text) {
    std::size_t length = text.size();
    while (length > 0 && is_trailing(text[length - 1])) --length;
    return length;
}

bool begins_with(std::u32string_view text, std::u32string_view run) {
    if (run.empty()) return true;
    return text.size() >= run.size() && small(text.front()) == small(run.front()) && text.substr(1, run.size() - 1) == run.substr(1);
}

}  // namespace

bool TextParts::has_words(std::size_t index) const { return std::any_of(runs[index].begin(), runs[index].end(), is_letter); }

std::vector<std::size_t> TextParts::worded() const {
    std::vector<std::size_t> indexes;
    for (std::size_t i = 0; i < runs.size(); ++i) {
        if (has_words(i)) indexes.push_back(i);
    }
    return indexes;
}

TextParts parts_of(std::string_view spoken) {
    const std::u32string text = decode_utf8(spoken);
    TextParts parts;
    std::u32string run;
    for (std::size_t i = 0; i < text.size(); ++i) {
        const std::size_t close = text[i] == U'{' ? text.find(U'}', i) : std::u32string::npos;
        if (close == std::u32string::npos) {
            run += text[i];
            continue;
        }
        parts.runs.push_back(std::move(run));
        run.clear();
        parts.slots.push_back(encode_utf8(std::u32string_view(text).substr(i + 1, close - i - 1)));
        i = close;
    }
    parts.runs.push_back(std::move(run));
    return parts;
}

std::optional<std::vector<Place>> match_parts(const TextParts& parts, std::u32string_view filled) {
    const std::u32string_view text = filled.substr(0, length_of_words(filled));
    const std::u32string_view last = std::u32string_view(parts.runs.back()).substr(0, length_of_words(parts.runs.back()));
    if (parts.is_whole()) {
        if (text.size() != last.size() || !begins_with(text, last)) return std::nullopt;
        return std::vector<Place>{{0, filled.size()}};
    }
    if (!begins_with(text, parts.runs.front())) return std::nullopt;
    std::vector<Place> places{{0, parts.runs.front().size()}};
    for (std::size_t i = 1; i + 1 < parts.runs.size(); ++i) {
        const std::size_t at = text.find(parts.runs[i], places.back().end);
        if (at == std::u32string_view::npos) return std::nullopt;
        places.push_back({at, at + parts.runs[i].size()});
    }
    // A run of marks alone may have gone with the marks at the end.
    if (text.size() < places.back().end + last.size() || text.substr(text.size() - last.size()) != last) return std::nullopt;
    places.push_back({text.size() - last.size(), filled.size()});
    return places;
}

std::string words_key(std::string_view text) {
    std::u32string words = decode_utf8(text);
    words.resize(length_of_words(words));
    if (!words.empty()) words.front() = small(words.front());
    return encode_utf8(words);
}

bool same_words(std::string_view one, std::string_view other) { return words_key(one) == words_key(other); }

}  // namespace silverlane::voice
