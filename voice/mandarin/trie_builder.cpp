// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: Silverlane contributors
#include "voice/mandarin/trie_builder.h"

namespace silverlane::voice {

namespace {

/// The words [begin, end) share their first `depth` symbols.
struct Branch {
    std::size_t begin;
    std::size_t end;
    std::size_t depth;
};

}  // namespace

Trie build_trie(const std::vector<SymbolWord>& words) {
    Trie trie;
    std::vector<Branch> nodes{{0, words.size(), 0}};
    trie.symbols.push_back(0);
    for (std::size_t node = 0; node < nodes.size(); ++node) {
        Branch branch = nodes[node];
        if (node % 64 == 0) {
            trie.word_bits.push_back(0);
            trie.words_before.push_back(static_cast<std::uint32_t>(trie.order.size()));
        }
        if (branch.begin < branch.end && words[branch.begin].size() == branch.depth) {
            trie.word_bits.back() |= std::uint64_t{1} << (node % 64);
            trie.order.push_back(branch.begin++);
        }
        trie.children.push_back(static_cast<std::uint32_t>(nodes.size()));
        for (std::size_t i = branch.begin; i < branch.end; ++i) {
            const std::uint16_t symbol = words[i][branch.depth];
            const bool new_child = i == branch.begin || words[i - 1][branch.depth] != symbol;
            if (new_child) {
                nodes.push_back({i, i, branch.depth + 1});
                trie.symbols.push_back(symbol);
            }
            nodes.back().end = i + 1;
        }
    }
    trie.children.push_back(static_cast<std::uint32_t>(nodes.size()));
    return trie;
}

}  // namespace silverlane::voice
