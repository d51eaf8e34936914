// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: Silverlane contributors
//
// Small tools for the tab-separated texts of the Mandarin front end. Pure; any thread.
#pragma once

#include <charconv>
#include <optional>
#include <string_view>

namespace silverlane::voice {

/// A whole decimal number within [least, most], or nothing.
inline std::optional<int> whole_number(std::string_view text, int least, int most) {
    int value = 0;
    const auto [end, failed] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (failed != std::errc() || end != text.data() + text.size() || value < least || value > most) return std::nullopt;
    return value;
}

}  // namespace silverlane::voice
