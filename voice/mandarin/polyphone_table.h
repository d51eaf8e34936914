// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: Silverlane contributors
//
// The project's word list of Mandarin readings that the synthesiser would get wrong (voice/mandarin/data/polyphones.tsv; a bank may add its own
// file of product names later). Read once at start; afterwards a value that any thread may read. It chooses readings by word only and
// knows nothing of tone sandhi.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "base/result.h"

namespace silverlane::voice {

class PolyphoneTable {
public:
    /// One entry a character of the word: the syllable that replaces it ("hang2"), or empty where the hanzi stays.
    using Respelling = std::vector<std::string>;

    /// Error: not_found or io for the file, invalid_input with file and line for a row that does not fit its word.
    static Result<PolyphoneTable> load(const std::string& path);

    /// The same from text; `name` stands in errors.
    static Result<PolyphoneTable> parse(std::string_view tsv, const std::string& name);

    struct Match {
        std::size_t length = 0;                 ///< characters; 0 when no word starts here
        const Respelling* respelling = nullptr;
    };

    /// The longest word of the table that starts at `position`.
    [[nodiscard]] Match longest_at(std::u32string_view text, std::size_t position) const;

    [[nodiscard]] std::size_t size() const { return words_.size(); }

private:
    std::unordered_map<std::u32string, Respelling> words_;
    std::size_t longest_ = 0;
};

}  // namespace silverlane::voice
