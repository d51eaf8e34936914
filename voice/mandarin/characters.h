// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: Silverlane contributors
//
// What kind of character a code point is, as far as the voice cares. Pure; any thread.
#pragma once

#include <string_view>

namespace silverlane::voice {

/// The basic block and extension A: what espeak-ng's dictionaries can know. Rarer planes have no reading there.
constexpr bool is_hanzi(char32_t c) { return (c >= 0x4E00 && c <= 0x9FFF) || (c >= 0x3400 && c <= 0x4DBF); }

constexpr bool is_latin_letter(char32_t c) { return (c >= U'A' && c <= U'Z') || (c >= U'a' && c <= U'z'); }

constexpr bool ends_sentence(char32_t c) { return std::u32string_view(U"。？！；.?!;").find(c) != std::u32string_view::npos; }

}  // namespace silverlane::voice
