// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: Silverlane contributors
//
// Measures words: hanzi, sentences, foreign letters, and the list of words that no customer should read or hear
// (config/words/banned-words.toml, with a reason each). Pure but for loading the list; any thread. It knows no screen.
#pragma once

#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "config/reader.h"

namespace silverlane::audit {

struct BannedWord {
    std::string language;  ///< "zh-CN", "en"
    std::string word;
    std::string reason;    ///< and what to write instead
    std::vector<std::string> allowed_in;  ///< longer words in which it is right
};

class BannedWords {
public:
    /// Errors: not_found; invalid_input, one mistake a line.
    static Result<BannedWords> load(const std::filesystem::path& file);

    /// The first banned word in this text; English words are found whole, whatever their case.
    [[nodiscard]] const BannedWord* first_in(std::string_view text, std::string_view language) const;
    [[nodiscard]] std::size_t size() const { return words_.size(); }

private:
    static Result<BannedWords> read(const config::Document& document);
    std::vector<BannedWord> words_;
};

bool is_chinese(std::string_view language);
bool is_hanzi(char32_t letter);
bool is_latin(char32_t letter);

struct Counted {
    int hanzi = 0;
    int latin = 0;
    int words = 0;             ///< runs of Latin letters
    int digits = 0;
    int sentences = 0;
    int longest_sentence = 0;  ///< in hanzi, or in words where there are none
    int longest_latin_run = 0; ///< letters in a row
};
Counted count(std::u32string_view text);
Counted count(std::string_view text);

}  // namespace silverlane::audit
