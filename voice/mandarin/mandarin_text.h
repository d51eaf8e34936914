// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: Silverlane contributors
//
// What the synthesiser is given for a Chinese text that has been read: pinyin for every hanzi, a blank between syllables so that each is a word
// of its own in the captions, and a map that leads each fed character back to the text. Pinyin everywhere, because the synthesiser then
// needs no dictionary of its own: rare hanzi sound, and what is heard is what the reader decided (measured: the
// same phonemes and word events as from hanzi). Pure; any thread.
#pragma once

#include <cstddef>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "voice/mandarin/reader.h"
#include "voice/mandarin/tone_sandhi.h"

namespace silverlane::voice {

struct FedText {
    std::u32string text;              ///< pinyin, marks and capital letters
    std::vector<std::size_t> source;  ///< for each character of `text`, the index of the said character that it stands for
};

/// A hanzi without a reading is left out; the rest of the text stays as it is.
FedText feed_mandarin(std::span<const ReadCharacter> reading, Sandhi sandhi);

/// English goes to the synthesiser unchanged.
FedText feed_english(std::u32string_view text);

}  // namespace silverlane::voice
