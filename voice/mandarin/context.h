// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: Silverlane contributors
//
// Which reading a character has among the words around it: what the dictionaries say of the words that cover it, and what was learned of
// its neighbours. Integer sums only, so that every machine reads alike. Pure; any thread. The rules are those of voice/mandarin/data/README.md.
#pragma once

#include <cstddef>
#include <optional>

#include "voice/mandarin/lexicon.h"
#include "voice/mandarin/segmentation.h"

namespace silverlane::voice {

struct ContextReading {
    std::uint16_t best = 0;      ///< syllable number
    std::uint16_t second = 0;    ///< the next likely one; equal to best where there is none
    int margin = 0;              ///< how much better the best one is
};

/// What the token that holds a character settles beyond any context; nothing when it does not.
std::optional<std::uint16_t> settled_reading(const Lexicon& lexicon, const SegmentedText& text, std::size_t character);

/// For a character whose reading context decides (Lexicon::context_decides).
ContextReading context_reading(const Lexicon& lexicon, const SegmentedText& text, std::size_t character);

}  // namespace silverlane::voice
