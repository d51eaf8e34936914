// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: Silverlane contributors
//
// Lays a sorted list of words out as the trie that Lexicon::Walk follows: nodes in the order of their depth, the children of one node side
// by side in the order of their symbols. Used at build time only; pure.
#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

#include "voice/mandarin/lexicon_format.h"

namespace silverlane::voice {

/// A word as symbols (1 and up).
using SymbolWord = std::vector<std::uint16_t>;

struct Trie {
    std::vector<std::uint16_t> symbols;       ///< of each node; node 0 is the root
    std::vector<std::uint32_t> children;      ///< the first child of each node; its last one is before the first child of the next node
    std::vector<std::uint64_t> word_bits;     ///< a bit a node: a word ends here
    std::vector<std::uint32_t> words_before;  ///< words in the nodes before each 64
    std::vector<std::size_t> order;           ///< the words of the list in the order of their nodes
};

/// `words` in ascending order, none empty, none twice.
Trie build_trie(const std::vector<SymbolWord>& words);

}  // namespace silverlane::voice
