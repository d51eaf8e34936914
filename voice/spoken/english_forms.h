// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: Silverlane contributors
//
// The English side of voice/spoken/spoken_forms: British "and", no commas inside numbers, digits one by one with "zero". Pure; any thread.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "base/result.h"
#include "voice/spoken/spoken_forms.h"

namespace silverlane::voice {

/// 12345 -> "twelve thousand three hundred and forty-five". Below a million million.
std::string english_cardinal(std::uint64_t value);

/// 21 -> "twenty-first".
std::string english_ordinal(std::uint64_t value);

/// The words of `value`; see voice::spoken.
Result<std::string> english_form(SpokenKind kind, std::string_view value);

}  // namespace silverlane::voice
