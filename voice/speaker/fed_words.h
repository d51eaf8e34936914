// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: Silverlane contributors
//
// Which words a fed text has, and when each is heard. Pure; any thread.
//
// Mandarin: espeak-ng announces the beginning of every syllable, in order. Where it says that the syllable stands is not used, nor how long
// it is: before a quotation mark or a bracket the length is 0, as if there were no word, and after runs of marks the place is off.
// Announcements are counted instead: the first is the first syllable. A hyphen makes one announcement of what it joins.
// English: some pairs are one entry of its dictionary and announced once (in the, out of, did not), so counting fails; there the
// place is used, and trusted only when every one of them is the beginning of a word and none goes back.
// Cantonese: some words are one entry of its dictionary too (银行), so the place is used there as in English.
// What is measured of both: tests/unit/voice/caption_timing_test.cpp, docs/voice-sound.md.
#pragma once

#include <cstddef>
#include <string_view>
#include <vector>

#include "voice/speaker/synthesiser.h"

namespace silverlane::voice {

struct FedWord {
    std::size_t begin = 0;   ///< characters [begin, end) of the fed text
    std::size_t end = 0;
    bool operator==(const FedWord&) const = default;
};

/// In Mandarin and Cantonese a word is a syllable: a hanzi, a pinyin or Jyutping with its tone, or a single letter. In English it is a run of letters, apostrophes and
/// hyphens.
std::vector<FedWord> words_of(SpokenLanguage language, std::u32string_view fed);

/// The synthesiser says that a word begins.
struct Announced {
    std::size_t first_sample = 0;
    std::size_t place = 0;   ///< the character of the fed text where it says that the word begins
};

/// Gives speech.words one time for each word of the fed text; times never go back. Where announcements and words do not fit together
/// nobody can say which word was passed over: then the words are spread evenly over what sounds, never far off within one sentence, and the
/// answer is false.
bool time_words(SpokenLanguage language, std::u32string_view fed, const std::vector<Announced>& announced, Speech& speech);

}  // namespace silverlane::voice
