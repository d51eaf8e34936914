// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: Silverlane contributors
//
// The bytes of mandarin.lexicon: written by lexicon_compiler at build time, mapped by lexicon at run time. Plain records in the byte order
// of the machine that built it; a header names size and checksum. A change of any record here is a new kLexiconVersion.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <span>
#include <string_view>

namespace silverlane::voice {

inline constexpr std::array<char, 8> kLexiconMagic{'S', 'L', 'V', 'L', 'E', 'X', '\r', '\n'};
inline constexpr std::uint32_t kLexiconVersion = 2;
inline constexpr std::uint32_t kByteOrderMark = 0x01020304;

inline constexpr std::size_t kLongestWord = 8;           ///< characters of a word of the lexicon
inline constexpr std::size_t kMostCandidates = 16;       ///< readings of one character
inline constexpr std::size_t kSymbolPages = 0x324;       ///< pages of 256 code points, up to U+323FF

/// Pieces of the file, in this order, each on a border of 8 bytes.
enum class Section : std::uint8_t {
    symbol_pages,    ///< u16 for each 256 code points: 0, or 1 + the page of `symbols`
    symbols,         ///< u16 a code point: 0, or the number of the character in the lexicon
    first_nodes,     ///< u32 by symbol: the node of words that begin with it, 0 for none
    node_symbols,    ///< u16 a node, by depth; the children of one node side by side and ascending
    node_children,   ///< u32 a node and one more: its first child; the next entry ends them
    word_bits,       ///< u64 for 64 nodes: where a word ends
    words_before,    ///< u32 for 64 nodes: words in the nodes before
    words,           ///< WordRecord, in the order of their nodes
    word_cells,      ///< u16 a character of each word that says something: a CellRecord, 0 says nothing
    cells,           ///< CellRecord
    cell_readings,   ///< CellReading
    syllables,       ///< SyllableRecord
    characters,      ///< CharacterRecord by symbol
    candidates,      ///< CandidateRecord
    parts_of_speech, ///< four letters each, filled up with zeros
    votes,           ///< i16 by vote_index
    feature_slots,   ///< FeatureSlot, open addressing, a power of two
    weights,         ///< i16
    count
};
inline constexpr auto kSections = static_cast<std::size_t>(Section::count);

struct SectionPlace {
    std::uint64_t offset = 0;
    std::uint64_t bytes = 0;
};

struct LexiconHeader {
    std::array<char, 8> magic{};
    std::uint32_t version = 0;
    std::uint32_t byte_order = 0;
    std::uint64_t file_bytes = 0;
    std::uint64_t checksum = 0;      ///< of every byte after this one, the places of the sections too
    std::int32_t unknown_cost = 0;   ///< of a hanzi that is no word
    std::int32_t doubt_margin = 0;   ///< a smaller lead of the best reading is doubtful
    std::array<SectionPlace, kSections> sections{};
};

/// Where the bytes begin that the checksum is of; the few before are compared one by one.
inline constexpr std::size_t kFirstSummedByte = offsetof(LexiconHeader, checksum) + sizeof(LexiconHeader::checksum);

struct WordRecord {
    std::uint32_t cells = 0;         ///< index into word_cells; 0 when it says nothing
    std::uint8_t cost = 0;
    std::uint8_t part_of_speech = 0;
    std::uint8_t dictionaries = 0;   ///< bit mask of those that hold the word
    std::uint8_t length = 0;
};

struct CellRecord {
    std::uint32_t readings = 0;      ///< index into cell_readings
    std::uint8_t count = 0;
    std::uint8_t settled = 0;        ///< 1: no context can change it
    std::uint16_t unused = 0;
};

struct CellReading {
    std::uint16_t syllable = 0;
    std::uint8_t dictionaries = 0;   ///< bit mask of those that say this
    std::uint8_t unused = 0;
};

struct SyllableRecord {
    std::array<char, 7> text{};
    std::uint8_t size = 0;
};

struct CharacterRecord {
    std::uint32_t candidates = 0;    ///< index into candidates; the first is the usual one
    std::uint16_t count = 0;         ///< 0: no reading is known
    std::uint16_t learned = 0;       ///< 1: context decides; 0: the first candidate is it
};

struct CandidateRecord {
    std::uint16_t syllable = 0;
    std::int16_t bias = 0;
};

struct FeatureSlot {
    std::uint32_t fingerprint = 0;
    std::uint32_t weights = 0;       ///< 0: an empty slot; else the index of the first weight, one a candidate
};

/// Bit masks of dictionaries are below this.
inline constexpr std::size_t kMasks = 64;

/// How a word lies to the token that holds the character it votes for.
enum class Relation : std::uint8_t { same, inside, contains, crosses };

/// Of the weight of a vote. `longest`: no voting word is longer. `dictionaries` hold the word, `saying` are those that say the reading.
constexpr std::size_t vote_index(bool longest, std::size_t length, Relation relation, unsigned dictionaries, unsigned saying) {
    const std::size_t bucket = length <= 2 ? 0 : (length == 3 ? 1 : 2);
    return ((((longest ? 0U : 1U) * 3 + bucket) * 4 + static_cast<std::size_t>(relation)) * kMasks + dictionaries % kMasks) * kMasks +
           saying % kMasks;
}
inline constexpr std::size_t kVotes = 2 * 3 * 4 * kMasks * kMasks;

/// The features of a character in its text. Names are those of data/reading-weights.tsv, values are code points.
enum class Template : std::uint8_t {
    before_3, before_2, before_1, after_1, after_2, after_3,
    pair_before, pair_after, pair_around,
    own_word, own_class, word_before, word_after, class_before, class_after, dictionary,
    count
};
inline constexpr std::array<std::string_view, static_cast<std::size_t>(Template::count)> kTemplateNames{
    "c-3", "c-2", "c-1", "c+1", "c+2", "c+3", "b-", "b+", "b0", "w", "p", "l", "r", "lp", "rp", "v"};

/// 64-bit FNV-1a over character, template and the code points of the value, stirred at the end; the lower half finds the slot, the upper
/// half is the fingerprint.
class FeatureKey {
public:
    constexpr FeatureKey(char32_t character, Template name) : hash_(kBasis) {
        add(character);
        add(static_cast<char32_t>(name));
    }
    constexpr FeatureKey& add(char32_t c) {
        hash_ = (hash_ ^ c) * kPrime;
        return *this;
    }
    constexpr FeatureKey& add(std::u32string_view text) {
        for (const char32_t c : text) add(c);
        return *this;
    }
    constexpr FeatureKey& add(std::string_view ascii) {
        for (const char c : ascii) add(static_cast<char32_t>(static_cast<unsigned char>(c)));
        return *this;
    }
    [[nodiscard]] constexpr std::uint64_t value() const {
        std::uint64_t h = hash_;
        h = (h ^ (h >> 32U)) * 0xD6E8FEB86659FD93U;
        return h ^ (h >> 29U);
    }

private:
    static constexpr std::uint64_t kBasis = 0xCBF29CE484222325U;
    static constexpr std::uint64_t kPrime = 0x100000001B3U;
    std::uint64_t hash_;
};

/// Of the bytes from kFirstSummedByte on, eight at a time so that a load stays within its milliseconds. Finds accidents, not attackers.
std::uint64_t lexicon_checksum(std::span<const std::byte> bytes);

}  // namespace silverlane::voice
