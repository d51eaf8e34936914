// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: Silverlane contributors
//
// What the writer and the reader of the text form agree on. Inside hub/rules only. Pure; any thread.
#pragma once

#include <string_view>

namespace silverlane::rules {

/// A word of the grammar; as a name or a value it stands in quotes.
bool is_reserved(std::string_view word);
/// Letters, digits, "_", ".", "/", "-" and every byte of a longer UTF-8 sequence: what a word or a number is made of.
bool is_word_byte(char byte);
/// "12" or "-12".
bool looks_like_number(std::string_view word);

}  // namespace silverlane::rules
