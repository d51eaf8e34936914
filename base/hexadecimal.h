// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: Silverlane contributors
//
// Bytes as lower-case hexadecimal text and back. Pure; any thread.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"

namespace silverlane {

std::string to_hexadecimal(std::span<const std::uint8_t> bytes);

/// Accepts upper and lower case; odd length or another character is invalid_input.
Result<std::vector<std::uint8_t>> from_hexadecimal(std::string_view text);

}  // namespace silverlane
