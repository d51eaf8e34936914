// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: Silverlane contributors
//
// Reads Mandarin numbers as a strict listener would: whatever a teller would not say is not understood. Written apart from the code it
// holds to account; shares nothing with voice/spoken but the style. Test code, one thread.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "voice/spoken/spoken_forms.h"

namespace silverlane::voice {

/// What follows a number: a measure word, nothing that counts (a percentage), or it is the name or the rank of a thing.
enum class Use { counts, bare, names };

/// A text that is read from the front; every take_...() leaves it as it was when it does not find what it looks for.
class MandarinCursor {
public:
    explicit MandarinCursor(std::string_view text) : rest_(text) {}

    bool take(std::string_view words);
    [[nodiscard]] bool at_end() const { return rest_.empty(); }
    [[nodiscard]] std::string_view rest() const { return rest_; }

    /// A number in the only form that is right for its value, use and style.
    std::optional<std::uint64_t> take_number(Use use, const SpokenStyle& style);
    /// Digits one by one, at least one, as many as there are; `yao`: 1 must be 幺, else it must be 一.
    std::optional<std::string> take_digits(bool yao);
    /// One digit from 1 to 9; `liang`: 2 must be 两, else it must be 二.
    std::optional<int> take_figure(bool liang);

private:
    std::string_view rest_;
};

}  // namespace silverlane::voice
