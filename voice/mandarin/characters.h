// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: Silverlane contributors
//
// What kind of character a code point is, as far as the voice cares. Pure; any thread.
#pragma once

#include <string_view>

namespace silverlane::voice {

/// The ideographs of Unicode 15: the basic block, the extensions A to H, and the round zero. Whether one has a reading is the lexicon's
/// business (voice/mandarin/reader).
constexpr bool is_hanzi(char32_t c) {
    return (c >= 0x4E00 && c <= 0x9FFF) || (c >= 0x3400 && c <= 0x4DBF) || (c >= 0x20000 && c <= 0x323AF) || c == 0x3007;
}

constexpr bool is_latin_letter(char32_t c) { return (c >= U'A' && c <= U'Z') || (c >= U'a' && c <= U'z'); }

constexpr bool ends_sentence(char32_t c) { return std::u32string_view(U"。？！；.?!;").find(c) != std::u32string_view::npos; }

/// Unicode 15 White_Space.
constexpr bool is_blank(char32_t c) {
    return (c >= 0x09 && c <= 0x0D) || c == 0x20 || c == 0x85 || c == 0xA0 || c == 0x1680 || (c >= 0x2000 && c <= 0x200A) || c == 0x2028 ||
           c == 0x2029 || c == 0x202F || c == 0x205F || c == 0x3000;
}

/// C0 and C1 controls, DEL, and the marks without width that a text may hide.
constexpr bool is_control(char32_t c) {
    return c < 0x20 || (c >= 0x7F && c < 0xA0) || (c >= 0x200B && c <= 0x200F) || (c >= 0x202A && c <= 0x202E) || c == 0xFEFF;
}

}  // namespace silverlane::voice
