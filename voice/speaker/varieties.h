// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: Silverlane contributors
//
// How a Chinese text is said: in Mandarin, or in the spoken variety that a customer has chosen apart from the language of the text. Whole
// utterances only: what a variety cannot say in full is said in full in Mandarin, never half in each. Called by the voice thread. It knows
// nothing of recordings: a variety without synthesis ("zh-x-wu") is said by them, or in Mandarin (docs/voice-varieties.md).
#pragma once

#include <optional>
#include <string_view>

#include "voice/speaker/synthesiser.h"
#include "voice/speaker/text_check.h"

namespace silverlane::voice {

/// In what this variety is synthesised: "yue" is Cantonese. Nothing for a variety that there are only recordings of.
std::optional<SpokenLanguage> synthesised_variety(std::string_view variety);

/// In what this text is said. Another language than Chinese has no varieties. `cantonese`: the voice that has passed test_cantonese, or
/// nullptr. The text must have passed check_text.
SpokenLanguage language_to_speak(SpokenLanguage of_text, std::string_view variety, std::string_view text, Synthesiser* cantonese);

}  // namespace silverlane::voice
