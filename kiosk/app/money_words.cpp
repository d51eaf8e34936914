// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: Silverlane contributors
#include "kiosk/app/money_words.h"

#include <algorithm>
#include <string>
#include <string_view>

namespace silverlane::kiosk {
namespace {

constexpr std::size_t kGroup = 3;
constexpr std::size_t kLongest = 15;

bool is_digits(std::string_view text) {
    return !text.empty() && text.size() <= kLongest && std::all_of(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; });
}

}  // namespace

std::optional<PrivateText> yuan_from_fen(const PrivateText& fen) {
    std::string_view digits = fen.open(PrivateDoor::wording);
    const bool negative = digits.starts_with('-');
    if (negative) digits.remove_prefix(1);
    if (!is_digits(digits)) return std::nullopt;
    std::string padded(digits.size() < kGroup ? kGroup - digits.size() : 0, '0');
    padded += digits;
    const std::size_t whole = padded.size() - 2;
    std::string text = negative ? "-" : "";
    for (std::size_t index = 0; index < whole; ++index) {
        if (index > 0 && (whole - index) % kGroup == 0) text += ',';
        text += padded[index];
    }
    text += '.';
    text.append(padded, whole, 2);
    zero(padded);
    return PrivateText{std::move(text)};
}

}  // namespace silverlane::kiosk
