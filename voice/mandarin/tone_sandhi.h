// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: Silverlane contributors
//
// The tones in which syllables are said, from the tones in which the dictionary writes them: 一, 不, and third tones that meet. Rules, in
// a pass of its own that can be left out. Pure; any thread.
#pragma once

#include <span>
#include <vector>

#include "voice/mandarin/reader.h"
#include "voice/mandarin/syllable.h"

namespace silverlane::voice {

/// Off says every syllable in its dictionary tone.
enum class Sandhi { on, off };

/// One syllable a character of the reading, empty where the reading is.
/// 一 is yi2 before a fourth tone and before 个, yi4 before the other tones, and yi1 in ordinals, labels, dates, digit strings, decimals
/// and at the end; 不 is bu2 before a fourth tone; 个 that counts is neutral. A third tone before a third tone is a second one: all but the last within a word (展览馆), and
/// from the right between words (买雨伞 keeps its first).
std::vector<Syllable> spoken_syllables(std::span<const ReadCharacter> reading, Sandhi sandhi);

}  // namespace silverlane::voice
