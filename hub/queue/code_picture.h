// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: Silverlane contributors
//
// A visit code as a QR symbol that a browser draws. Pure; any thread.
#pragma once

#include <string>
#include <string_view>

#include "base/result.h"

namespace silverlane::queue {

/// An SVG picture without size, script or style: dark modules on white, the quiet zone of ISO/IEC 18004 included. Level M, as on the slip.
/// Errors: invalid_input for a text that fits no symbol.
Result<std::string> code_picture(std::string_view code);

}  // namespace silverlane::queue
