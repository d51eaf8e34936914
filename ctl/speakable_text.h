// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: Silverlane contributors
//
// Makes of whatever somebody typed what the voice may be given: figures become words, what has no sound is left out with a note, long text
// is cut into utterances. For the command line only: the kiosk's texts pass voice/speaker/text_check as they stand, or are refused. Pure;
// any thread.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "voice/speaker/text_check.h"

namespace silverlane::ctl {

struct SpeakableText {
    std::vector<std::string> utterances;   ///< each passes check_text, in the order of the text; empty where nothing can be said
    std::vector<std::string> notes;        ///< what was left out or read otherwise, for the person at the terminal
};

/// Dates (2026-02-02), times (14:05), percentages, amounts (¥ before or 元 behind), tickets (A107) and numbers are said as such, other
/// strings of digits one by one. Never fails, whatever the bytes are.
SpeakableText speakable(voice::SpokenLanguage language, std::string_view text);

}  // namespace silverlane::ctl
