// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: Silverlane contributors
#include "base/utf8.h"

#include <cstdint>

namespace silverlane {

namespace {

constexpr char32_t kReplacement = 0xFFFD;

struct Decoded {
    char32_t code_point;
    std::size_t length;
    bool valid;
};

/// Bounds of the second byte depend on the first (RFC 3629, section 4): this is what refuses overlong forms and surrogates.
Decoded decode_one(std::string_view text) {
    const auto byte = [&](std::size_t i) { return i < text.size() ? static_cast<std::uint8_t>(text[i]) : std::uint8_t{0}; };
    const std::uint8_t lead = byte(0);
    if (lead < 0x80) return {lead, 1, true};
    std::size_t count = 0;
    std::uint8_t low = 0x80;
    std::uint8_t high = 0xBF;
    char32_t value = 0;
    if (lead >= 0xC2 && lead <= 0xDF) { count = 1; value = lead & 0x1FU; }
    else if (lead >= 0xE0 && lead <= 0xEF) { count = 2; value = lead & 0x0FU; if (lead == 0xE0) low = 0xA0; if (lead == 0xED) high = 0x9F; }
    else if (lead >= 0xF0 && lead <= 0xF4) { count = 3; value = lead & 0x07U; if (lead == 0xF0) low = 0x90; if (lead == 0xF4) high = 0x8F; }
    else return {kReplacement, 1, false};
    for (std::size_t i = 1; i <= count; ++i) {
        const std::uint8_t next = byte(i);
        if (i >= text.size() || next < low || next > high) return {kReplacement, i, false};
        value = value << 6U | (next & 0x3FU);
        low = 0x80;
        high = 0xBF;
    }
    return {value, count + 1, true};
}

}  // namespace

std::u32string decode_utf8(std::string_view text) {
    std::u32string out;
    out.reserve(text.size());
    while (!text.empty()) {
        const Decoded decoded = decode_one(text);
        out += decoded.code_point;
        text.remove_prefix(decoded.length);
    }
    return out;
}

void append_utf8(std::string& text, char32_t c) {
    if (c > 0x10FFFF || (c >= 0xD800 && c <= 0xDFFF)) c = kReplacement;
    if (c < 0x80) {
        text += static_cast<char>(c);
    } else if (c < 0x800) {
        text += static_cast<char>(0xC0U | c >> 6U);
        text += static_cast<char>(0x80U | (c & 0x3FU));
    } else if (c < 0x10000) {
        text += static_cast<char>(0xE0U | c >> 12U);
        text += static_cast<char>(0x80U | (c >> 6U & 0x3FU));
        text += static_cast<char>(0x80U | (c & 0x3FU));
    } else {
        text += static_cast<char>(0xF0U | c >> 18U);
        text += static_cast<char>(0x80U | (c >> 12U & 0x3FU));
        text += static_cast<char>(0x80U | (c >> 6U & 0x3FU));
        text += static_cast<char>(0x80U | (c & 0x3FU));
    }
}

std::string encode_utf8(std::u32string_view code_points) {
    std::string text;
    for (const char32_t c : code_points) append_utf8(text, c);
    return text;
}

bool is_valid_utf8(std::string_view text) {
    while (!text.empty()) {
        const Decoded decoded = decode_one(text);
        if (!decoded.valid) return false;
        text.remove_prefix(decoded.length);
    }
    return true;
}

std::string_view beginning_of_utf8(std::string_view text, std::size_t most) {
    if (text.size() <= most) return text;
    const auto continues = [&](std::size_t at) { return (static_cast<std::uint8_t>(text[at]) & 0xC0U) == 0x80U; };
    while (most > 0 && continues(most)) --most;
    return text.substr(0, most);
}

}  // namespace silverlane
