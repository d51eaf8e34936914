// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: Silverlane contributors
//
// Words whose reading people have settled: the project's house words (voice/mandarin/data/polyphones.tsv) and those of a bank (the same
// form; product and place names). They win over everything that was learned. Read once at start; afterwards a value that any thread may
// read. It chooses readings by word only and knows nothing of tone sandhi.
#pragma once

#include <cstddef>
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "base/result.h"
#include "voice/mandarin/syllable.h"

namespace silverlane::voice {

class PolyphoneTable {
public:
    /// What a word says of one character.
    struct Cell {
        Syllable syllable;        ///< empty for what is no hanzi, and for a title without a reading of its own
        bool tone_is_fixed = false;  ///< fed as pinyin: said in this very tone, no tone change of 一 or 不
    };

    /// Error: not_found or io for the file, invalid_input with file and line for a row that does not fit its word.
    static Result<PolyphoneTable> load(const std::string& path);

    /// The same from text; `name` stands in errors.
    static Result<PolyphoneTable> parse(std::string_view tsv, const std::string& name);

    /// Surnames and titles (data/surnames.tsv): the fourth column is a note. Errors as load.
    static Result<PolyphoneTable> load_surnames(const std::string& path);

    /// Characters of given names (data/given_names.tsv): character, reading, note. Errors as load.
    static Result<PolyphoneTable> load_given_names(const std::string& path);

    /// Takes the words of `other` too; where both know a word, `other` is right.
    void add(const PolyphoneTable& other);

    struct Match {
        std::span<const Cell> cells;  ///< one a character from the position on; empty when no word starts there
        bool is_surname = false;      ///< a title follows it
    };

    /// The longest word that starts at `position`; a row of kind alone only where no hanzi stands beside it. A surname counts with the title that must follow it, and matches without it.
    [[nodiscard]] Match longest_at(std::u32string_view text, std::size_t position) const;

    /// The reading of a surname that starts at `position`, whatever follows; empty when none does.
    [[nodiscard]] std::span<const Cell> surname_at(std::u32string_view text, std::size_t position) const;

    /// Characters of the title that starts at `position`; 0 when none does.
    [[nodiscard]] std::size_t title_at(std::u32string_view text, std::size_t position) const;

    /// How a character reads in a given name; empty where it reads as usual.
    [[nodiscard]] Syllable in_given_name(char32_t c) const;

    /// The reading of a character that stands in no lexicon (rows of kind character); empty when there is none.
    [[nodiscard]] Syllable character(char32_t c) const;

    [[nodiscard]] std::size_t size() const { return size_; }

private:
    struct Entry {
        std::u32string word;
        std::vector<Cell> cells;
    };
    /// By the first character; the longer before the shorter.
    using Entries = std::unordered_map<char32_t, std::vector<Entry>>;

    static const Entry* longest(const Entries& entries, std::u32string_view text, std::size_t position);
    void put(Entries& entries, Entry entry);
    Entries& rows_of(std::string_view kind);
    static Syllable lone(const Entries& entries, char32_t c);
    template <class Arrange>
    static Result<PolyphoneTable> parse_rows(std::string_view tsv, const std::string& name, const Arrange& arrange);

    Entries words_;
    Entries alone_;
    Entries characters_;
    Entries surnames_;
    Entries titles_;
    Entries given_names_;
    std::size_t size_ = 0;
};

}  // namespace silverlane::voice
