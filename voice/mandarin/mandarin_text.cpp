// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: Silverlane contributors
#include "voice/mandarin/mandarin_text.h"

#include <utility>

#include "voice/mandarin/characters.h"

namespace silverlane::voice {

namespace {

/// Letters and tone digits that would run together with a syllable beside them.
bool joins(char32_t c) { return is_latin_letter(c) || (c >= U'0' && c <= U'9'); }

class Feeder {
public:
    void syllable(const Syllable& syllable, std::size_t from) {
        part(from);
        for (const char c : syllable.text()) append(static_cast<char32_t>(c), from);
        syllable_ended_ = true;
    }
    void other(char32_t c, std::size_t from) {
        // Pinyin run together would be one word event.
        if (joins(c) && syllable_ended_) part(from);
        append(c, from);
        syllable_ended_ = false;
    }
    FedText fed() { return std::move(fed_); }

private:
    void part(std::size_t from) {
        if (!fed_.text.empty() && joins(fed_.text.back())) append(U' ', from);
    }
    void append(char32_t c, std::size_t from) {
        fed_.text += c;
        fed_.source.push_back(from);
    }

    FedText fed_;
    bool syllable_ended_ = false;
};

}  // namespace

FedText feed_mandarin(std::span<const ReadCharacter> reading, Sandhi sandhi) {
    const std::vector<Syllable> said = spoken_syllables(reading, sandhi);
    Feeder feeder;
    for (std::size_t i = 0; i < reading.size(); ++i) {
        if (!said[i].empty()) feeder.syllable(said[i], i);
        else if (!is_hanzi(reading[i].character)) feeder.other(reading[i].character, i);
    }
    return feeder.fed();
}

FedText feed_english(std::u32string_view text) {
    FedText fed{std::u32string(text), {}};
    for (std::size_t i = 0; i < text.size(); ++i) fed.source.push_back(i);
    return fed;
}

}  // namespace silverlane::voice
