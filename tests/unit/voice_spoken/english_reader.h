// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: Silverlane contributors
//
// Hears what was said in English and writes the value down again. Test code, one thread.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "voice/spoken/spoken_forms.h"

namespace silverlane::voice {

/// The value in the plain form of value_maker.h; nothing when the words are not exactly those of such a value.
std::optional<std::string> read_english(SpokenKind kind, std::string_view words);

}  // namespace silverlane::voice
