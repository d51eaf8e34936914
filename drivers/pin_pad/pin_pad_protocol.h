// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: Silverlane contributors
//
// The keys of a pin pad as words: "0" to "9", "erase", "cancel", "enter"; several with blanks between, digits also without ("135790
// enter"). Pure, any thread; keeps nothing. How the digits are sealed is drivers/pin_block.
#pragma once

#include <optional>
#include <string_view>

namespace silverlane::drivers::pin_pad {

/// A digit is its character; the others as on the pad.
enum class PadKey : char { erase = 'e', cancel = 'c', enter = '\n' };

constexpr bool is_digit(PadKey key) { return static_cast<char>(key) >= '0' && static_cast<char>(key) <= '9'; }

/// Takes the first key off the front of `words`; nothing at the end, or when the next word is none (which then still stands in front).
std::optional<PadKey> take_key(std::string_view& words);

}  // namespace silverlane::drivers::pin_pad
