// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: Silverlane contributors
//
// Words to samples. Implementations: voice/speaker/espeak_synthesiser; voice/speaker/recorded_voice plays recordings in its place. Made, used and destroyed by
// the one thread that owns it (the voice thread), because espeak-ng is one global state. It neither plays nor checks what it is given.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include "base/result.h"
#include "voice/cantonese/cantonese_text.h"
#include "voice/sound/sample_format.h"
#include "voice/speaker/text_check.h"

namespace silverlane::voice {

struct TimedWord {
    std::size_t first_sample = 0;
    std::size_t begin = 0;   ///< characters [begin, end) of the fed text
    std::size_t end = 0;
};

struct Speech {
    std::vector<std::int16_t> samples;
    std::vector<TimedWord> words;  ///< in the order of their samples
};

class Synthesiser {
public:
    virtual ~Synthesiser() = default;

    /// One phrase of fed text (hanzi and pinyin, or English) at rate step 0..6. Errors: unavailable when the voice is missing or fails.
    virtual Result<Speech> synthesise(SpokenLanguage language, const std::u32string& fed, int rate_step) = 0;

    /// Proves that it speaks Cantonese and not garbage; it plays nothing. Error unavailable names the first thing that is wrong.
    virtual Result<void> test_cantonese(const CantoneseReadings&) { return Error(ErrorCode::unavailable, "this voice has no Cantonese"); }

    /// Whether it has a reading for a lone hanzi in Cantonese.
    virtual bool reads_in_cantonese(char32_t) { return false; }
};

}  // namespace silverlane::voice
