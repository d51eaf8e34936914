// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: Silverlane contributors
//
// The Mandarin front end: says of every character of a text which syllable it is, and where it is not sure. In this order: the words that
// people have settled (house words, those of a bank), surnames in names, words of the lexicon, what was learned of readings in context,
// the usual reading of the character. Made once, then any thread may read with it; it keeps nothing of what it reads. It fills no values
// and refuses no text: whatever is no hanzi stands for itself.
#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "voice/mandarin/lexicon.h"
#include "voice/mandarin/polyphone_table.h"
#include "voice/mandarin/syllable.h"

namespace silverlane::voice {

/// Why a reading deserves a second look.
enum class Doubt { none, close, name, unknown };

/// Who decided.
enum class ReadingSource { none, house_word, name, word, context, usual };

struct ReadCharacter {
    char32_t character = 0;
    Syllable syllable;          ///< in dictionary tones; empty for what is no hanzi, and for a hanzi that nobody knows
    Syllable other;             ///< with Doubt::close and Doubt::name: what else it may be
    Doubt doubt = Doubt::none;
    ReadingSource source = ReadingSource::none;
    bool tone_is_fixed = false; ///< a house word says that 一 or 不 keeps this tone
    bool begins_word = true;    ///< the first of its word, for tone changes within and between words
};

using Reading = std::vector<ReadCharacter>;

class MandarinReader {
public:
    struct Files {
        std::string lexicon;          ///< mandarin.lexicon, compiled
        std::string house_words;      ///< polyphones.tsv
        std::string surnames = {};    ///< surnames.tsv and given_names.tsv, empty for none
        std::string given_names = {};
        std::string bank_words = {};  ///< the same form, empty for none; it wins over house_words
    };

    /// The files of a folder such as share/silverlane/voice.
    static Files files_in(const std::string& folder, std::string bank_words = {});

    /// Errors: not_found and io for a file, corrupt for the lexicon, invalid_input with file and line for the words.
    static Result<std::shared_ptr<const MandarinReader>> load(const Files& files);

    MandarinReader(Lexicon lexicon, PolyphoneTable words) : lexicon_(std::move(lexicon)), words_(std::move(words)) {}

    /// One entry for each character of `text`, of any length and content. The time grows with the length.
    [[nodiscard]] Reading read(std::u32string_view text) const;

    /// What the character is read without any context; empty for what is no hanzi and for a hanzi that the lexicon lacks.
    [[nodiscard]] Syllable usual_reading(char32_t c) const;

    [[nodiscard]] const Lexicon& lexicon() const { return lexicon_; }

private:
    Lexicon lexicon_;
    PolyphoneTable words_;
};

}  // namespace silverlane::voice
