// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: Silverlane contributors
//
// Counts in English: one is one. Pure; any thread.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace silverlane::ctl {

/// "1 recording", "0 recordings".
inline std::string counted(std::size_t count, std::string_view one, std::string_view many) { return std::to_string(count).append(" ").append(count == 1 ? one : many); }

}  // namespace silverlane::ctl
