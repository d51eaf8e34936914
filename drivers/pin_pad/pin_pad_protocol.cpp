// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: Silverlane contributors
#include "drivers/pin_pad/pin_pad_protocol.h"

#include <array>
#include <utility>

namespace silverlane::drivers::pin_pad {

namespace {

constexpr std::array<std::pair<std::string_view, PadKey>, 3> kNamedKeys = {
    {{"erase", PadKey::erase}, {"cancel", PadKey::cancel}, {"enter", PadKey::enter}}};

bool is_blank(char c) { return c == ' ' || c == '\n' || c == '\r'; }

}  // namespace

std::optional<PadKey> take_key(std::string_view& words) {
    while (!words.empty() && is_blank(words.front())) words.remove_prefix(1);
    if (words.empty()) return std::nullopt;
    const auto digit = static_cast<PadKey>(words.front());
    if (is_digit(digit)) {
        words.remove_prefix(1);
        return digit;
    }
    for (const auto& [name, key] : kNamedKeys) {
        if (!words.starts_with(name)) continue;
        if (words.size() > name.size() && !is_blank(words[name.size()])) continue;
        words.remove_prefix(name.size());
        return key;
    }
    return std::nullopt;
}

}  // namespace silverlane::drivers::pin_pad
