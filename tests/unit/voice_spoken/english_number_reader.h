// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: Silverlane contributors
//
// Reads English numbers as a strict listener would: "and" where British English wants it and nowhere else. Written apart from the code it
// holds to account; shares nothing with voice/spoken. Test code, one thread.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace silverlane::voice {

/// Words with one blank between them, read from the front; a comma after a word is a word of its own. take_...() leaves the place as it
/// was when it does not find what it looks for.
class EnglishCursor {
public:
    explicit EnglishCursor(std::string_view text);
    EnglishCursor(const EnglishCursor&) = delete;   // words_ point into text_
    EnglishCursor& operator=(const EnglishCursor&) = delete;

    /// One or several words.
    bool take(std::string_view words);
    [[nodiscard]] bool at_end() const { return at_ == words_.size(); }
    [[nodiscard]] std::string_view word(std::size_t ahead = 0) const { return at_ + ahead < words_.size() ? words_[at_ + ahead] : ""; }

    std::optional<std::uint64_t> take_number();
    /// "twenty-first"; the last word carries the rank.
    std::optional<std::uint64_t> take_rank();
    /// A number and the thing, which is singular for one and plural for all others.
    std::optional<std::uint64_t> take_counted(std::string_view one, std::string_view others);
    /// "zero" to "nine" one by one, at least one, as many as there are.
    std::optional<std::string> take_digits();
    /// 1 to 99.
    std::optional<std::uint64_t> take_below_hundred();

private:
    std::optional<std::uint64_t> take_group();

    std::string text_;
    std::vector<std::string_view> words_;
    std::size_t at_ = 0;
};

}  // namespace silverlane::voice
