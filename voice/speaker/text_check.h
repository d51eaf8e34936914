// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: Silverlane contributors
//
// Decides whether a text may be given to the synthesiser at all. The voice calls it before anything is spoken; a string catalogue's
// test may call it too. Pure; any thread. It repairs nothing: what is refused stays on the screen as a caption.
#pragma once

#include <cstddef>
#include <string_view>

#include "base/result.h"

namespace silverlane::voice {

/// Longest text of one utterance in code points. The longest prompt has 20 hanzi or about 90 Latin letters.
inline constexpr std::size_t kLongestText = 400;

enum class SpokenLanguage { mandarin, english, cantonese };

/// "zh", "zh-CN", "zh-Hans-CN" -> Mandarin; "en", "en-GB" -> English. Error unsupported for anything else. Cantonese is never the language of
/// a text, but how a Chinese text is said (varieties.h).
Result<SpokenLanguage> spoken_language(std::string_view tag);

/// Refuses (invalid_input, too_large): malformed UTF-8, control characters, digits, braces (a placeholder left over), in Chinese a Latin
/// run longer than one capital letter, in English any hanzi, symbols and emoji, nothing to say, more than kLongestText. The error names
/// the fault and where it is, and never quotes the text.
Result<void> check_text(SpokenLanguage language, std::string_view text);

}  // namespace silverlane::voice
