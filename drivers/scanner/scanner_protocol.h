// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: Silverlane contributors
//
// A code as a reader delivers it: AIM identifier in front (ISO/IEC 15424, "]Q1"), or one of our symbology names and a blank. Pure, any
// thread. Whether the content means anything is for whoever asked for the code.
#pragma once

#include <optional>
#include <string_view>

#include "drivers/api/code_scanner.h"

namespace silverlane::drivers::scanner {

/// "]Q1https://..." or "qr_code https://..." to symbology and data, one trailing line end removed. Nothing without either beginning: data
/// that does not say what it is may be a keyboard or a programming code.
std::optional<CodeReading> read_code(std::string_view bytes);

/// The symbology of an AIM identifier's letter, for example 'Q' -> "qr_code"; empty for a letter that is not known.
std::string_view symbology_of(char aim_letter);

}  // namespace silverlane::drivers::scanner
