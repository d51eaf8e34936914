// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: Silverlane contributors
//
// What a text sounds like, as samples at once instead of in time: the same phrases, synthesiser and mixer as the voice thread's, without a
// device and without a clock. For the command line and for tests that measure. Used by the thread that owns the synthesiser.
#pragma once

#include <string_view>
#include <vector>

#include "base/result.h"
#include "voice/cantonese/cantonese_text.h"
#include "voice/mandarin/reader.h"
#include "voice/speaker/synthesiser.h"

namespace silverlane::voice {

struct Rendering {
    SpokenLanguage language = SpokenLanguage::mandarin;
    int rate_step = kDefaultStep;
    int volume_step = kDefaultStep;
    const CantoneseReadings* cantonese = nullptr;  ///< Chinese is said in Cantonese, where all of it can be; must outlive the call
};

/// One utterance as a listener hears it. Errors: as check_text (nothing is repaired), and the synthesiser's.
Result<std::vector<std::int16_t>> render_speech(Synthesiser& synthesiser, const MandarinReader& reader, std::string_view text,
                                                const Rendering& how);

/// A chime at that volume. Error: not_found.
Result<std::vector<std::int16_t>> render_chime(std::string_view name, int volume_step);

}  // namespace silverlane::voice
