// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: Silverlane contributors
#include "voice/mandarin/lexicon_compiler.h"

#include <algorithm>
#include <bit>
#include <cstring>
#include <map>
#include <unordered_map>
#include <unordered_set>

#include "base/utf8.h"
#include "voice/mandarin/lexicon_source.h"
#include "voice/mandarin/trie_builder.h"

namespace silverlane::voice {

namespace {

/// Numbers for characters, in the order of how often words hold them: small numbers make a dense trie.
class Symbols {
public:
    explicit Symbols(const LexiconSource& source) {
        std::map<char32_t, std::size_t> uses;
        for (const SourceWord& word : source.words) {
            for (const char32_t c : word.text) ++uses[c];
        }
        for (const SourceCharacter& character : source.characters) ++uses[character.character];
        std::vector<std::pair<char32_t, std::size_t>> order(uses.begin(), uses.end());
        std::stable_sort(order.begin(), order.end(), [](const auto& one, const auto& other) { return one.second > other.second; });
        for (const auto& entry : order) numbers_.emplace(entry.first, static_cast<std::uint16_t>(numbers_.size() + 1));
    }

    [[nodiscard]] std::uint16_t of(char32_t c) const { return numbers_.at(c); }
    [[nodiscard]] std::size_t size() const { return numbers_.size() + 1; }

    /// The two-level table from code points.
    void lay_out(std::vector<std::uint16_t>& pages, std::vector<std::uint16_t>& symbols) const {
        pages.assign(kSymbolPages, 0);
        for (const auto& [c, number] : numbers_) {
            std::uint16_t& page = pages[c >> 8U];
            if (page == 0) {
                page = static_cast<std::uint16_t>(symbols.size() / 256 + 1);
                symbols.resize(symbols.size() + 256, 0);
            }
            symbols[(page - 1U) * 256U + (c & 0xFFU)] = number;
        }
    }

private:
    std::unordered_map<char32_t, std::uint16_t> numbers_;
};

/// Gives equal values one number, in the order of their first appearance.
template <class Value>
class Numbered {
public:
    std::size_t of(const Value& value) {
        const auto [place, added] = numbers_.emplace(value, values_.size());
        if (added) values_.push_back(value);
        return place->second;
    }
    [[nodiscard]] const std::vector<Value>& values() const { return values_; }

private:
    std::map<Value, std::size_t> numbers_;
    std::vector<Value> values_;
};

class Compiler {
public:
    explicit Compiler(const LexiconSource& source) : source_(source), symbols_(source) {}

    Result<std::vector<std::byte>> compile() {
        compile_words();
        compile_characters();
        const auto features = compile_features();
        if (!features) return features.error();
        return file();
    }

private:
    void compile_words() {
        std::vector<std::pair<SymbolWord, const SourceWord*>> sorted;
        for (const SourceWord& word : source_.words) {
            SymbolWord symbols;
            for (const char32_t c : word.text) symbols.push_back(symbols_.of(c));
            sorted.emplace_back(std::move(symbols), &word);
        }
        std::sort(sorted.begin(), sorted.end());
        cell_numbers_.of(SourceCell{});  // number 0 says nothing
        word_cells_.push_back(0);
        std::vector<SymbolWord> words;
        for (auto& [symbols, word] : sorted) words.push_back(std::move(symbols));
        trie_ = build_trie(words);
        for (const std::size_t place : trie_.order) words_.push_back(record_of(*sorted[place].second));
        first_nodes_.resize(symbols_.size());
        for (std::uint32_t node = trie_.children[0]; node < trie_.children[1]; ++node) first_nodes_[trie_.symbols[node]] = node;
        for (const SourceCell& cell : cell_numbers_.values()) {
            cells_.push_back({static_cast<std::uint32_t>(cell_readings_.size()), static_cast<std::uint8_t>(cell.readings.size()),
                              static_cast<std::uint8_t>(cell.settled ? 1 : 0), 0});
            for (const auto& [syllable, dictionaries] : cell.readings) {
                cell_readings_.push_back({static_cast<std::uint16_t>(syllables_.of(syllable)), dictionaries, 0});
            }
        }
    }

    WordRecord record_of(const SourceWord& word) {
        WordRecord record;
        record.cost = word.cost;
        record.part_of_speech = static_cast<std::uint8_t>(parts_of_speech_.of(word.part_of_speech));
        record.dictionaries = word.dictionaries;
        record.length = static_cast<std::uint8_t>(word.text.size());
        if (word.cells.empty()) return record;
        record.cells = static_cast<std::uint32_t>(word_cells_.size());
        for (const SourceCell& cell : word.cells) word_cells_.push_back(static_cast<std::uint16_t>(cell_numbers_.of(cell)));
        return record;
    }

    void compile_characters() {
        characters_.resize(symbols_.size());
        for (const SourceCharacter& character : source_.characters) {
            characters_[symbols_.of(character.character)] = {static_cast<std::uint32_t>(candidates_.size()),
                                                             static_cast<std::uint16_t>(character.candidates.size()),
                                                             static_cast<std::uint16_t>(character.learned ? 1 : 0)};
            for (const auto& [syllable, bias] : character.candidates) {
                candidates_.push_back({static_cast<std::uint16_t>(syllables_.of(syllable)), bias});
            }
        }
    }

    Result<void> compile_features() {
        // Three quarters full at most, so that a feature that is not there is found missing after a step or two.
        slots_.resize(std::bit_ceil(source_.features.size() * 4 / 3 + 1));
        weights_.push_back(0);
        std::map<std::vector<std::int16_t>, std::uint32_t> rows;
        for (const SourceFeature& feature : source_.features) {
            const auto [row, added] = rows.emplace(feature.weights, static_cast<std::uint32_t>(weights_.size()));
            if (added) weights_.insert(weights_.end(), feature.weights.begin(), feature.weights.end());
            const auto fingerprint = static_cast<std::uint32_t>(feature.key >> 32U);
            std::size_t at = feature.key & (slots_.size() - 1);
            for (; slots_[at].weights != 0; at = (at + 1) & (slots_.size() - 1)) {
                // The upper half of the key alone tells neighbours apart.
                if (slots_[at].fingerprint == fingerprint) return Error(ErrorCode::conflict, "two features share a key; change FeatureKey");
            }
            slots_[at] = {fingerprint, row->second};
        }
        return {};
    }

    template <class Record>
    void append(Section section, const std::vector<Record>& records) {
        while (bytes_.size() % 8 != 0) bytes_.push_back(std::byte{0});
        header_.sections[static_cast<std::size_t>(section)] = {bytes_.size(), records.size() * sizeof(Record)};
        const auto* begin = reinterpret_cast<const std::byte*>(records.data());
        bytes_.insert(bytes_.end(), begin, begin + records.size() * sizeof(Record));
    }

    [[nodiscard]] std::vector<SyllableRecord> syllable_records() const {
        std::vector<SyllableRecord> records;
        for (const std::string& syllable : syllables_.values()) {
            SyllableRecord record;
            std::copy(syllable.begin(), syllable.end(), record.text.begin());
            record.size = static_cast<std::uint8_t>(syllable.size());
            records.push_back(record);
        }
        return records;
    }

    [[nodiscard]] std::vector<std::array<char, 4>> class_records() const {
        std::vector<std::array<char, 4>> records;
        for (const std::string& name : parts_of_speech_.values()) {
            std::array<char, 4> record{};
            std::copy(name.begin(), name.end(), record.begin());
            records.push_back(record);
        }
        return records;
    }

    std::vector<std::byte> file() {
        bytes_.resize(sizeof(LexiconHeader));
        std::vector<std::uint16_t> pages;
        std::vector<std::uint16_t> symbols;
        symbols_.lay_out(pages, symbols);
        append(Section::symbol_pages, pages);
        append(Section::symbols, symbols);
        append(Section::first_nodes, first_nodes_);
        append(Section::node_symbols, trie_.symbols);
        append(Section::node_children, trie_.children);
        append(Section::word_bits, trie_.word_bits);
        append(Section::words_before, trie_.words_before);
        append(Section::words, words_);
        append(Section::word_cells, word_cells_);
        append(Section::cells, cells_);
        append(Section::cell_readings, cell_readings_);
        append(Section::syllables, syllable_records());
        append(Section::characters, characters_);
        append(Section::candidates, candidates_);
        append(Section::parts_of_speech, class_records());
        append(Section::votes, source_.votes);
        append(Section::feature_slots, slots_);
        append(Section::weights, weights_);
        header_.magic = kLexiconMagic;
        header_.version = kLexiconVersion;
        header_.byte_order = kByteOrderMark;
        header_.file_bytes = bytes_.size();
        header_.unknown_cost = source_.unknown_cost;
        header_.doubt_margin = source_.doubt_margin;
        std::memcpy(bytes_.data(), &header_, sizeof header_);
        header_.checksum = lexicon_checksum(std::span<const std::byte>(bytes_).subspan(kFirstSummedByte));
        std::memcpy(bytes_.data(), &header_, sizeof header_);
        return std::move(bytes_);
    }

    const LexiconSource& source_;
    Symbols symbols_;
    Numbered<SourceCell> cell_numbers_;
    Numbered<std::string> syllables_;
    Numbered<std::string> parts_of_speech_;
    Trie trie_;
    std::vector<std::uint32_t> first_nodes_;
    std::vector<WordRecord> words_;
    std::vector<std::uint16_t> word_cells_;
    std::vector<CellRecord> cells_;
    std::vector<CellReading> cell_readings_;
    std::vector<CharacterRecord> characters_;
    std::vector<CandidateRecord> candidates_;
    std::vector<FeatureSlot> slots_;
    std::vector<std::int16_t> weights_;
    LexiconHeader header_;
    std::vector<std::byte> bytes_;
};

/// What the records of the file cannot count.
Result<void> within_bounds(const LexiconSource& source) {
    constexpr std::size_t kMostNumbers = 0xFFFF;
    std::unordered_set<char32_t> characters;
    std::map<SourceCell, int> cells;
    std::map<std::string, int> classes;
    for (const SourceWord& word : source.words) {
        characters.insert(word.text.begin(), word.text.end());
        classes[word.part_of_speech] = 1;
        for (const SourceCell& cell : word.cells) cells[cell] = 1;
    }
    if (characters.size() + source.characters.size() >= kMostNumbers) return Error(ErrorCode::too_many, "too many different characters");
    if (cells.size() >= kMostNumbers) return Error(ErrorCode::too_many, "too many different cells");
    if (classes.size() > 0xFF) return Error(ErrorCode::too_many, "too many parts of speech");
    return {};
}

}  // namespace

Result<std::vector<std::byte>> compile_lexicon(const NamedText& words, const NamedText& weights) {
    const auto source = read_lexicon_source(words, weights);
    if (!source) return source.error();
    const auto bounded = within_bounds(*source);
    if (!bounded) return bounded.error();
    return Compiler(*source).compile();
}

}  // namespace silverlane::voice
