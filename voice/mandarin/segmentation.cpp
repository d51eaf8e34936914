// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: Silverlane contributors
#include "voice/mandarin/segmentation.h"

#include "voice/mandarin/characters.h"

namespace silverlane::voice {

char32_t normal_form(char32_t c) {
    if (c >= U'0' && c <= U'9') return U'0';
    if (is_latin_letter(c)) return U'A';
    if (c >= 0x4E00) {
        if (c >= U'０' && c <= U'９') return U'0';
        if ((c >= U'Ａ' && c <= U'Ｚ') || (c >= U'ａ' && c <= U'ｚ')) return U'A';
        return c;
    }
    switch (c) {
        case U',': return U'，';
        case U';': return U'；';
        case U':': return U'：';
        case U'?': return U'？';
        case U'!': return U'！';
        case U'(': return U'（';
        case U')': return U'）';
        case 0xA0:
        case 0x3000: return U' ';
        default: return c >= 0x09 && c <= 0x0D ? U' ' : c;
    }
}

SegmentedText::SegmentedText(const Lexicon& lexicon, std::u32string_view text) : lexicon_(lexicon) {
    const std::size_t size = text.size();
    normal_.reserve(size);
    symbols_.reserve(size);
    for (const char32_t c : text) {
        normal_ += normal_form(c);
        symbols_.push_back(is_hanzi(c) ? lexicon.symbol(c) : std::uint16_t{0});
    }
    tokens_.reserve(size);
    token_of_.resize(size);
    words_.reserve(size * 3);
    first_word_.resize(size + 1);
    least_.resize(size + 1);
    length_.resize(size);
    std::size_t at = 0;
    while (at < size) {
        std::size_t end = at;
        while (end < size && is_hanzi(normal_[end])) ++end;
        if (end > at) {
            cut_hanzi(at, end);
            at = end;
        } else {
            at = cut_other(at);
        }
    }
    first_word_[size] = static_cast<std::uint32_t>(words_.size());
}

std::span<const FoundWord> SegmentedText::words_from(std::size_t character) const {
    return std::span(words_).subspan(first_word_[character], first_word_[character + 1] - first_word_[character]);
}

void SegmentedText::find_words(std::size_t begin, std::size_t end) {
    for (std::size_t at = begin; at < end; ++at) {
        first_word_[at] = static_cast<std::uint32_t>(words_.size());
        Lexicon::Walk walk(lexicon_);
        for (std::size_t i = at; i < end && walk.step(symbols_[i]); ++i) {
            if (const WordRecord* word = walk.word()) words_.push_back({at, word});
        }
    }
    first_word_[end] = static_cast<std::uint32_t>(words_.size());
}

void SegmentedText::cut_hanzi(std::size_t begin, std::size_t end) {
    find_words(begin, end);
    least_[end] = 0;
    for (std::size_t at = end; at-- > begin;) {
        // A lone hanzi always counts as a word, so that every text can be cut.
        least_[at] = lexicon_.unknown_cost() + least_[at + 1];
        length_[at] = 1;
        for (const FoundWord& found : words_from(at)) {
            const std::int32_t cost = found.word->cost + least_[found.end()];
            if (found.word->length > 1 && cost > least_[at]) continue;  // of equal cost the longer word
            least_[at] = cost;
            length_[at] = found.word->length;
        }
    }
    for (std::size_t at = begin; at < end; at += length_[at]) {
        Token token{at, at + length_[at], {}, "un", nullptr};
        for (const FoundWord& found : words_from(at)) {
            if (found.word->length == length_[at]) token.word = found.word;
        }
        if (token.word != nullptr) token.part_of_speech = lexicon_.part_of_speech(token.word->part_of_speech);
        token.text = std::u32string_view(normal_).substr(token.begin, token.end - token.begin);
        add(token);
    }
}

std::size_t SegmentedText::cut_other(std::size_t begin) {
    const char32_t c = normal_[begin];
    std::size_t end = begin + 1;
    const bool runs = c == U'0' || c == U'A';
    while (runs && end < normal_.size() && normal_[end] == c) ++end;
    for (std::size_t at = begin; at < end; ++at) first_word_[at] = static_cast<std::uint32_t>(words_.size());
    add({begin, end, std::u32string_view(normal_).substr(begin, 1), c == U'0' ? "m" : (c == U'A' ? "eng" : "x"), nullptr});
    return end;
}

void SegmentedText::add(Token token) {
    for (std::size_t at = token.begin; at < token.end; ++at) token_of_[at] = static_cast<std::uint32_t>(tokens_.size());
    tokens_.push_back(token);
}

}  // namespace silverlane::voice
