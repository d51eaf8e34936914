// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: Silverlane contributors
//
// Turns a checked Chinese text into what the synthesiser is given: misread words respelt as pinyin, the tones of 一 and 不 set, and a
// map that leads each fed character back to the text. Pure; any thread. It does not check the text (voice/speaker/text_check) nor fill values.
#pragma once

#include <cstddef>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "voice/mandarin/polyphone_table.h"

namespace silverlane::voice {

struct FedText {
    std::u32string text;              ///< hanzi and pinyin, pinyin with a blank on both sides
    std::vector<std::size_t> source;  ///< for each character of `text`, the index of the said character that it stands for
};

/// 一 and 不 change their tone with the syllable that follows; off leaves them as the synthesiser reads them (yi1, bu4).
enum class Sandhi { on, off };

/// The tone (1 to 5) in which the synthesiser reads a lone hanzi, 0 when it cannot tell.
using ToneOf = std::function<int(char32_t)>;

FedText feed_mandarin(std::u32string_view text, const PolyphoneTable& readings, Sandhi sandhi, const ToneOf& tone_of);

/// English goes to the synthesiser unchanged.
FedText feed_english(std::u32string_view text);

}  // namespace silverlane::voice
