// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: Silverlane contributors
#include "voice/speaker/varieties.h"

#include <algorithm>

#include "base/utf8.h"
#include "voice/mandarin/characters.h"

namespace silverlane::voice {

std::optional<SpokenLanguage> synthesised_variety(std::string_view variety) {
    if (variety == "yue") return SpokenLanguage::cantonese;
    return std::nullopt;
}

SpokenLanguage language_to_speak(SpokenLanguage of_text, std::string_view variety, std::string_view text, Synthesiser* cantonese) {
    const auto wanted = synthesised_variety(variety);
    if (of_text != SpokenLanguage::mandarin || !wanted || cantonese == nullptr) return of_text;
    const std::u32string characters = decode_utf8(text);
    const bool readable = std::all_of(characters.begin(), characters.end(), [&](char32_t c) { return !is_hanzi(c) || cantonese->reads_in_cantonese(c); });
    return readable ? *wanted : of_text;
}

}  // namespace silverlane::voice
