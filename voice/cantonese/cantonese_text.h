// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: Silverlane contributors
//
// Chinese text as it is read aloud in Cantonese: the same words in the same order, in Cantonese readings. The synthesiser reads most hanzi
// right by itself; this table (voice/cantonese/data/polyphones-yue.tsv) respells the rest in Jyutping, and names the letters of tickets.
// Cantonese has no change of tone for 一 and 不, so there is no such pass. It does not check the text and fills no values. Values after
// loading, any thread.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "base/result.h"

namespace silverlane::voice {

class CantoneseReadings {
public:
    /// One entry a character of a word: the syllable that replaces it ("hong4"), or empty where the hanzi stays.
    using Respelling = std::vector<std::string>;

    /// Rows of kind (word or character), the word, its reading in Jyutping and what the synthesiser is fed, with tabs between. Error: not_found
    /// or io for the file, invalid_input with file and line for a row that does not fit its word.
    static Result<CantoneseReadings> load(const std::string& path);

    /// The same from text; `name` stands in errors.
    static Result<CantoneseReadings> parse(std::string_view tsv, const std::string& name);

    /// One entry a character of the text: its syllable where the longest word of the table that covers it has one, else empty.
    [[nodiscard]] Respelling respell(std::u32string_view text) const;

    [[nodiscard]] std::size_t size() const { return words_.size(); }

private:
    std::unordered_map<std::u32string, Respelling> words_;
    std::size_t longest_ = 0;
};

/// What the synthesiser is given.
struct CantoneseFeed {
    std::u32string text;              ///< hanzi and Jyutping, Jyutping with a blank on both sides
    std::vector<std::size_t> source;  ///< for each character of `text`, the index of the said character that it stands for
};

CantoneseFeed feed_cantonese(std::u32string_view text, const CantoneseReadings& readings);

}  // namespace silverlane::voice
