// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: Silverlane contributors
#include "voice/mandarin/lexicon.h"

#include <fcntl.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include <bit>
#include <cerrno>
#include <cstring>
#include <utility>

namespace silverlane::voice {

namespace {

Error corrupt(const char* what) { return Error(ErrorCode::corrupt, what); }

std::size_t record_bytes(Section section) {
    switch (section) {
        case Section::first_nodes:
        case Section::node_children:
        case Section::words_before: return sizeof(std::uint32_t);
        case Section::word_bits: return sizeof(std::uint64_t);
        case Section::words: return sizeof(WordRecord);
        case Section::cells: return sizeof(CellRecord);
        case Section::cell_readings: return sizeof(CellReading);
        case Section::syllables: return sizeof(SyllableRecord);
        case Section::characters: return sizeof(CharacterRecord);
        case Section::candidates: return sizeof(CandidateRecord);
        case Section::parts_of_speech: return 4;
        case Section::feature_slots: return sizeof(FeatureSlot);
        default: return sizeof(std::uint16_t);
    }
}

/// Sections lie one after another inside the file and hold whole records.
bool fits(const LexiconHeader& header, std::uint64_t file_bytes) {
    std::uint64_t at = sizeof(LexiconHeader);
    for (std::size_t i = 0; i < kSections; ++i) {
        const SectionPlace place = header.sections[i];
        if (place.offset % 8 != 0 || place.offset < at || place.offset > file_bytes || place.bytes > file_bytes - place.offset) return false;
        if (place.bytes % record_bytes(static_cast<Section>(i)) != 0) return false;
        at = place.offset + place.bytes;
    }
    const auto bytes = [&header](Section section) { return header.sections[static_cast<std::size_t>(section)].bytes; };
    const std::uint64_t slots = bytes(Section::feature_slots) / sizeof(FeatureSlot);
    return bytes(Section::symbol_pages) == kSymbolPages * 2 && bytes(Section::votes) == kVotes * 2 && bytes(Section::node_symbols) > 0 &&
           bytes(Section::characters) > 0 && slots > 0 && std::has_single_bit(slots);
}

}  // namespace

std::uint64_t lexicon_checksum(std::span<const std::byte> bytes) {
    constexpr std::uint64_t kOdd = 0x9E3779B97F4A7C15U;
    std::array<std::uint64_t, 4> lanes{1, 2, 3, 4};
    std::size_t at = 0;
    for (; at + 32 <= bytes.size(); at += 32) {
        std::array<std::uint64_t, 4> words{};
        std::memcpy(words.data(), bytes.data() + at, 32);
        for (std::size_t lane = 0; lane < 4; ++lane) lanes[lane] = std::rotl((lanes[lane] ^ words[lane]) * kOdd, 31);
    }
    std::uint64_t sum = bytes.size();
    for (const std::uint64_t lane : lanes) sum = std::rotl((sum ^ lane) * kOdd, 29);
    for (; at < bytes.size(); ++at) sum = (sum ^ std::to_integer<std::uint64_t>(bytes[at])) * kOdd;
    return sum ^ (sum >> 32U);
}

Result<Lexicon> Lexicon::open(const std::string& path) {
    const int file = ::open(path.c_str(), O_RDONLY | O_CLOEXEC);
    if (file < 0) return Error(errno == ENOENT ? ErrorCode::not_found : ErrorCode::io, std::strerror(errno)).within("opening the lexicon " + path);
    struct stat status {};
    const bool known = ::fstat(file, &status) == 0 && S_ISREG(status.st_mode);
    const auto bytes = known ? static_cast<std::size_t>(status.st_size) : 0;
    void* address = MAP_FAILED;
    if (bytes >= sizeof(LexiconHeader)) address = ::mmap(nullptr, bytes, PROT_READ, MAP_PRIVATE | MAP_POPULATE, file, 0);
    ::close(file);
    if (known && bytes < sizeof(LexiconHeader)) return corrupt("it is cut short").within("opening the lexicon " + path);
    if (address == MAP_FAILED) return Error(ErrorCode::io, "it cannot be mapped").within("opening the lexicon " + path);
    Lexicon lexicon({static_cast<const std::byte*>(address), bytes});
    const auto checked = lexicon.check();
    if (!checked) return checked.error().within("opening the lexicon " + path);
    return lexicon;
}

Lexicon::Lexicon(Lexicon&& other) noexcept : mapped_(std::exchange(other.mapped_, {})) {
    if (!mapped_.empty()) lay_out(*reinterpret_cast<const LexiconHeader*>(mapped_.data()));
}

Lexicon& Lexicon::operator=(Lexicon&& other) noexcept {
    std::swap(mapped_, other.mapped_);
    if (!mapped_.empty()) lay_out(*reinterpret_cast<const LexiconHeader*>(mapped_.data()));
    return *this;
}

Lexicon::~Lexicon() {
    if (!mapped_.empty()) ::munmap(const_cast<std::byte*>(mapped_.data()), mapped_.size());  // NOLINT: munmap takes what mmap gave
}

Result<void> Lexicon::check() {
    LexiconHeader header;
    std::memcpy(&header, mapped_.data(), sizeof header);
    if (header.magic != kLexiconMagic) return corrupt("it is no lexicon");
    if (header.version != kLexiconVersion || header.byte_order != kByteOrderMark) {
        return corrupt("it was made for another version or machine; build it again");
    }
    if (header.file_bytes != mapped_.size()) return corrupt("its size is not what it says");
    if (lexicon_checksum(mapped_.subspan(kFirstSummedByte)) != header.checksum) return corrupt("its checksum is wrong");
    if (!fits(header, mapped_.size())) return corrupt("its sections do not fit");
    lay_out(header);
    return {};
}

template <class Record>
std::span<const Record> Lexicon::section(const LexiconHeader& header, Section section) const {
    const SectionPlace place = header.sections[static_cast<std::size_t>(section)];
    return {reinterpret_cast<const Record*>(mapped_.data() + place.offset), place.bytes / sizeof(Record)};
}

void Lexicon::lay_out(const LexiconHeader& header) {
    symbol_pages_ = section<std::uint16_t>(header, Section::symbol_pages);
    symbols_ = section<std::uint16_t>(header, Section::symbols);
    first_nodes_ = section<std::uint32_t>(header, Section::first_nodes);
    node_symbols_ = section<std::uint16_t>(header, Section::node_symbols);
    node_children_ = section<std::uint32_t>(header, Section::node_children);
    word_bits_ = section<std::uint64_t>(header, Section::word_bits);
    words_before_ = section<std::uint32_t>(header, Section::words_before);
    words_ = section<WordRecord>(header, Section::words);
    word_cells_ = section<std::uint16_t>(header, Section::word_cells);
    cells_ = section<CellRecord>(header, Section::cells);
    cell_readings_ = section<CellReading>(header, Section::cell_readings);
    syllables_ = section<SyllableRecord>(header, Section::syllables);
    characters_ = section<CharacterRecord>(header, Section::characters);
    candidates_ = section<CandidateRecord>(header, Section::candidates);
    parts_of_speech_ = section<std::array<char, 4>>(header, Section::parts_of_speech);
    votes_ = section<std::int16_t>(header, Section::votes);
    feature_slots_ = section<FeatureSlot>(header, Section::feature_slots);
    weights_ = section<std::int16_t>(header, Section::weights);
    unknown_cost_ = header.unknown_cost;
    doubt_margin_ = header.doubt_margin;
}

const WordRecord* Lexicon::find(std::u32string_view word) const {
    Walk walk(*this);
    for (const char32_t c : word) {
        if (!walk.step(symbol(c))) return nullptr;
    }
    return word.empty() ? nullptr : walk.word();
}

Syllable Lexicon::syllable(std::uint16_t number) const {
    const SyllableRecord& record = syllables_[number];
    return Syllable::parse({record.text.data(), record.size}).value_or(Syllable());
}

std::string_view Lexicon::part_of_speech(std::uint8_t number) const {
    const auto& letters = parts_of_speech_[number];
    return {letters.data(), ::strnlen(letters.data(), letters.size())};
}

const std::int16_t* Lexicon::weights(const FeatureKey& key) const {
    const std::uint64_t hash = key.value();
    const auto fingerprint = static_cast<std::uint32_t>(hash >> 32U);
    const std::size_t last = feature_slots_.size() - 1;
    for (std::size_t at = hash & last;; at = (at + 1) & last) {
        const FeatureSlot& slot = feature_slots_[at];
        if (slot.weights == 0) return nullptr;
        if (slot.fingerprint == fingerprint) return &weights_[slot.weights];
    }
}

}  // namespace silverlane::voice
