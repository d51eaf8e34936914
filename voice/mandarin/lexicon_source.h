// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: Silverlane contributors
//
// The rows of voice/mandarin/data/lexicon.tsv and reading-weights.tsv as values: what lexicon_compiler lays out. Both formats are
// described in voice/mandarin/data/README.md. Used at build time only; pure.
#pragma once

#include <compare>
#include <cstdint>
#include <string>
#include <utility>
#include <vector>

#include "base/result.h"
#include "voice/mandarin/lexicon_compiler.h"

namespace silverlane::voice {

/// What a word says of one character: nothing (no readings), or readings with the mask of the dictionaries that say each.
struct SourceCell {
    std::vector<std::pair<std::string, std::uint8_t>> readings;
    bool settled = false;
    auto operator<=>(const SourceCell&) const = default;
};

struct SourceWord {
    std::u32string text;
    std::uint8_t cost = 0;
    std::string part_of_speech;
    std::uint8_t dictionaries = 0;
    std::vector<SourceCell> cells;   ///< one a character, or none when the word says nothing
};

struct SourceCharacter {
    char32_t character = 0;
    std::vector<std::pair<std::string, std::int16_t>> candidates;  ///< with their bias; the first is the usual one
    bool learned = false;                                          ///< has weights; otherwise the first candidate is the reading
};

struct SourceFeature {
    std::uint64_t key = 0;
    std::vector<std::int16_t> weights;  ///< one a candidate
};

struct LexiconSource {
    int unknown_cost = 0;
    int doubt_margin = 0;
    std::vector<SourceWord> words;
    std::vector<SourceCharacter> characters;
    std::vector<std::int16_t> votes;   ///< by vote_index
    std::vector<SourceFeature> features;
};

/// Errors as compile_lexicon.
Result<LexiconSource> read_lexicon_source(const NamedText& words, const NamedText& weights);

}  // namespace silverlane::voice
