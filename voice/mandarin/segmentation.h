// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: Silverlane contributors
//
// A Chinese text cut into words: of all ways to cut it, the one whose words cost least (cost: minus the logarithm of how common a word
// is). Also knows every word of the lexicon that lies anywhere in the text. Pure; any thread. Lives no longer than its lexicon.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "voice/mandarin/lexicon.h"

namespace silverlane::voice {

/// The form in which texts are compared: every digit is 0, every Latin letter A, every blank U+0020, half-width marks are full-width.
char32_t normal_form(char32_t c);

struct Token {
    std::size_t begin = 0;              ///< characters [begin, end) of the text
    std::size_t end = 0;
    std::u32string_view text;           ///< in normal form; a run of digits is "0", of letters "A"
    std::string_view part_of_speech;    ///< "m" digits, "eng" letters, "x" marks, "un" a hanzi that is no word
    const WordRecord* word = nullptr;   ///< none for what is no word of the lexicon
};

/// A word of the lexicon somewhere in the text; it need not be a token.
struct FoundWord {
    std::size_t begin = 0;
    const WordRecord* word = nullptr;
    [[nodiscard]] std::size_t end() const { return begin + word->length; }
};

class SegmentedText {
public:
    SegmentedText(const Lexicon& lexicon, std::u32string_view text);
    SegmentedText(const SegmentedText&) = delete;  // tokens look into normal_
    SegmentedText& operator=(const SegmentedText&) = delete;
    ~SegmentedText() = default;

    [[nodiscard]] const std::u32string& normal() const { return normal_; }
    [[nodiscard]] std::span<const Token> tokens() const { return tokens_; }
    /// The number of the token that holds a character.
    [[nodiscard]] std::size_t token_at(std::size_t character) const { return token_of_[character]; }
    /// The number of the character in the lexicon.
    [[nodiscard]] std::uint16_t symbol(std::size_t character) const { return symbols_[character]; }
    /// The words of the lexicon that begin at a character, the shorter before the longer.
    [[nodiscard]] std::span<const FoundWord> words_from(std::size_t character) const;

private:
    void cut_hanzi(std::size_t begin, std::size_t end);
    std::size_t cut_other(std::size_t begin);
    void find_words(std::size_t begin, std::size_t end);
    void add(Token token);

    const Lexicon& lexicon_;
    std::u32string normal_;
    std::vector<std::uint16_t> symbols_;
    std::vector<Token> tokens_;
    std::vector<std::uint32_t> token_of_;
    std::vector<FoundWord> words_;
    std::vector<std::uint32_t> first_word_;  ///< by character; one more at the end
    std::vector<std::int32_t> least_;
    std::vector<std::uint8_t> length_;
};

}  // namespace silverlane::voice
