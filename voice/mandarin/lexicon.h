// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: Silverlane contributors
//
// The compiled words and readings of Mandarin (mandarin.lexicon, made from voice/mandarin/data by silverlane-compile-lexicon), mapped
// read-only into memory. After opening, every look-up is pure, allocates nothing and may be made from any thread. It finds words and
// weighs features; which reading wins is decided in voice/mandarin/reader.
#pragma once

#include <algorithm>
#include <bit>
#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>

#include "base/result.h"
#include "voice/mandarin/lexicon_format.h"
#include "voice/mandarin/syllable.h"

namespace silverlane::voice {

class Lexicon {
public:
    /// Maps and checks the file. Errors: not_found, io; corrupt for a file that is cut short, altered, or of another version. The file must
    /// not be rewritten in place while it is open (a package update puts a new file in its place, which is fine).
    static Result<Lexicon> open(const std::string& path);
    Lexicon(Lexicon&& other) noexcept;
    Lexicon& operator=(Lexicon&& other) noexcept;
    Lexicon(const Lexicon&) = delete;
    Lexicon& operator=(const Lexicon&) = delete;
    ~Lexicon();

    /// The number of a character in this lexicon, 0 when it has none.
    [[nodiscard]] std::uint16_t symbol(char32_t c) const {
        const std::size_t page = c >> 8U;
        if (page >= kSymbolPages || symbol_pages_[page] == 0) return 0;
        return symbols_[(symbol_pages_[page] - 1U) * 256U + (c & 0xFFU)];
    }

    /// Follows the words that begin at one place, character by character.
    class Walk {
    public:
        explicit Walk(const Lexicon& lexicon) : lexicon_(lexicon) {}
        /// False when no word goes on with this symbol; then the walk is over.
        bool step(std::uint16_t symbol) {
            at_ = at_ == 0 ? lexicon_.first_nodes_[symbol] : lexicon_.child(at_, symbol);
            return at_ != 0;
        }
        /// The word that ends here, or nothing. Only after a step that went on.
        [[nodiscard]] const WordRecord* word() const {
            const std::uint64_t bits = lexicon_.word_bits_[at_ / 64];
            const std::uint64_t own = std::uint64_t{1} << (at_ % 64);
            if ((bits & own) == 0) return nullptr;
            return &lexicon_.words_[lexicon_.words_before_[at_ / 64] + static_cast<std::size_t>(std::popcount(bits & (own - 1)))];
        }

    private:
        const Lexicon& lexicon_;
        std::uint32_t at_ = 0;
    };

    /// The whole of `word` as a word of the lexicon, or nothing.
    [[nodiscard]] const WordRecord* find(std::u32string_view word) const;

    /// What a word says of its character number `offset`; nothing when it says nothing.
    [[nodiscard]] const CellRecord* cell(const WordRecord& word, std::size_t offset) const {
        if (word.cells == 0) return nullptr;
        const std::uint16_t number = word_cells_[word.cells + offset];
        return number == 0 ? nullptr : &cells_[number];
    }
    [[nodiscard]] std::span<const CellReading> readings(const CellRecord& cell) const { return cell_readings_.subspan(cell.readings, cell.count); }
    [[nodiscard]] std::span<const CandidateRecord> candidates(std::uint16_t symbol) const {
        const CharacterRecord& character = characters_[symbol];
        return candidates_.subspan(character.candidates, character.count);
    }
    /// Whether context decides between the candidates; otherwise the first one is the reading.
    [[nodiscard]] bool context_decides(std::uint16_t symbol) const { return characters_[symbol].learned != 0; }
    [[nodiscard]] Syllable syllable(std::uint16_t number) const;
    [[nodiscard]] std::size_t syllable_count() const { return syllables_.size(); }
    [[nodiscard]] std::string_view part_of_speech(std::uint8_t number) const;
    [[nodiscard]] int vote(std::size_t index) const { return votes_[index]; }

    /// One weight for each candidate of the character, or nothing.
    [[nodiscard]] const std::int16_t* weights(const FeatureKey& key) const;

    [[nodiscard]] int unknown_cost() const { return unknown_cost_; }
    [[nodiscard]] int doubt_margin() const { return doubt_margin_; }
    [[nodiscard]] std::size_t word_count() const { return words_.size(); }
    [[nodiscard]] std::size_t bytes() const { return mapped_.size(); }

private:
    explicit Lexicon(std::span<const std::byte> mapped) : mapped_(mapped) {}
    Result<void> check();
    [[nodiscard]] std::uint32_t child(std::uint32_t node, std::uint16_t symbol) const {
        const auto begin = node_symbols_.begin() + node_children_[node];
        const auto end = node_symbols_.begin() + node_children_[node + 1];
        const auto found = std::lower_bound(begin, end, symbol);
        return found == end || *found != symbol ? 0 : static_cast<std::uint32_t>(found - node_symbols_.begin());
    }
    void lay_out(const LexiconHeader& header);
    template <class Record>
    [[nodiscard]] std::span<const Record> section(const LexiconHeader& header, Section section) const;

    std::span<const std::byte> mapped_;
    std::span<const std::uint16_t> symbol_pages_;
    std::span<const std::uint16_t> symbols_;
    std::span<const std::uint32_t> first_nodes_;
    std::span<const std::uint16_t> node_symbols_;
    std::span<const std::uint32_t> node_children_;
    std::span<const std::uint64_t> word_bits_;
    std::span<const std::uint32_t> words_before_;
    std::span<const WordRecord> words_;
    std::span<const std::uint16_t> word_cells_;
    std::span<const CellRecord> cells_;
    std::span<const CellReading> cell_readings_;
    std::span<const SyllableRecord> syllables_;
    std::span<const CharacterRecord> characters_;
    std::span<const CandidateRecord> candidates_;
    std::span<const std::array<char, 4>> parts_of_speech_;
    std::span<const std::int16_t> votes_;
    std::span<const FeatureSlot> feature_slots_;
    std::span<const std::int16_t> weights_;
    int unknown_cost_ = 0;
    int doubt_margin_ = 0;
};

}  // namespace silverlane::voice
