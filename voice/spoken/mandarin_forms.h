// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: Silverlane contributors
//
// The Mandarin side of voice/spoken/spoken_forms: cardinals with 两 and 零 as a bank teller says them, digit strings with 幺, and the phrases
// around them. Pure; any thread. Tones are no concern here (voice/mandarin/mandarin_text).
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "base/result.h"
#include "voice/spoken/spoken_forms.h"

namespace silverlane::voice {

/// How a leading 2 is said. `quantity`: before a measure word, 两 for exactly 2 and before 百 千 万 亿. `plain`: no measure word
/// follows (percentages), 两 only before 百 千 万 亿. `label`: windows, floors, dates, ordinals: always 二.
enum class LeadingTwo { quantity, plain, label };

/// 10050 -> 一万零五十. Below a million million (three groups of four digits).
std::string mandarin_cardinal(std::uint64_t value, LeadingTwo two, const SpokenStyle& style);

/// The words of `value`; see voice::spoken.
Result<std::string> mandarin_form(SpokenKind kind, std::string_view value, const SpokenStyle& style);

}  // namespace silverlane::voice
