// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: Silverlane contributors
#include "kiosk/ui/theme.h"

#include <algorithm>
#include <cmath>

namespace silverlane::ui {
namespace {

constexpr Colour rgb(unsigned value) {
    return {static_cast<std::uint8_t>(value >> 16U), static_cast<std::uint8_t>((value >> 8U) & 0xFFU), static_cast<std::uint8_t>(value & 0xFFU)};
}

Paint paint(Colour ground, Colour ink, Colour border) { return {ground, ink, border, ink}; }
Paint paint(Colour ground, Colour ink, Colour border, Colour mark) { return {ground, ink, border, mark}; }

// Rice paper, ink, pine and cinnabar: the colours of a letter, a seal and a tea house rather than of an app.
Theme warm_paper() {
    const Colour paper = rgb(0xFAF4E8);
    const Colour ink = rgb(0x211A14);
    const Colour line = rgb(0x8A7A66);
    const Colour pine = rgb(0x123E38);
    const Colour cinnabar = rgb(0x761A11);
    Theme theme;
    theme.paper = paint(paper, ink, line, pine);
    theme.answer = paint(rgb(0xFFFDF8), ink, rgb(0x7A6A56), pine);
    theme.emphasised = paint(pine, rgb(0xFFFDF8), rgb(0x0A2A26));
    theme.key = paint(rgb(0xFFFDF8), ink, rgb(0x7A6A56));
    theme.fixed = paint(rgb(0xEADFCB), ink, rgb(0x7A6A56));
    theme.call_staff = paint(cinnabar, rgb(0xFFFDF8), rgb(0x4E0F09));
    theme.service = paint(rgb(0xF3EADA), ink, rgb(0x8A7A66));
    theme.switched_on = paint(rgb(0xDCE7DC), rgb(0x0F2E2A), pine);
    theme.disabled = paint(rgb(0xF3EDE0), rgb(0x453B30), rgb(0x8A7A66));
    theme.entry = paint(rgb(0xFFFFFF), ink, pine);
    theme.standing = paint(rgb(0xF1E7D3), rgb(0x211A14), line);
    theme.header = theme.standing.ground;
    theme.practice = paint(rgb(0xFFFDF8), ink, pine, pine);
    theme.call_out = paint(rgb(0xFFFDF8), ink, cinnabar, cinnabar);
    theme.caption = paint(rgb(0xF1E7D3), ink, rgb(0x8A7A66));
    theme.spoken = paint(rgb(0xFBD25E), rgb(0x1A130C), rgb(0xFBD25E));
    theme.focus = rgb(0x0B57A4);
    theme.attention = cinnabar;
    theme.border_mm = 0.6;
    theme.lip_mm = 1.2;
    return theme;
}

// Two colours only, so that every pair has 21:1; difference is told by fill, border width and pattern.
Theme high_contrast(Colour ground, Colour ink) {
    const Paint plain = paint(ground, ink, ink);
    const Paint filled = paint(ink, ground, ink);
    Theme theme;
    theme.paper = plain;
    theme.answer = plain;
    theme.emphasised = filled;
    theme.key = plain;
    theme.fixed = plain;
    theme.call_staff = filled;
    theme.service = plain;
    theme.switched_on = filled;
    theme.disabled = plain;
    theme.entry = plain;
    theme.standing = plain;
    theme.practice = plain;
    theme.call_out = plain;
    theme.caption = plain;
    theme.spoken = filled;
    theme.header = ground;
    theme.focus = ink;
    theme.attention = ink;
    theme.border_mm = 1.0;
    return theme;
}

double linear(std::uint8_t channel) {
    const double value = channel / 255.0;
    return value <= 0.04045 ? value / 12.92 : std::pow((value + 0.055) / 1.055, 2.4);
}

double luminance(Colour colour) { return 0.2126 * linear(colour.red) + 0.7152 * linear(colour.green) + 0.0722 * linear(colour.blue); }

}  // namespace

const Theme& theme_for(flow::Theme theme) {
    static const Theme standard = warm_paper();
    static const Theme white = high_contrast(rgb(0xFFFFFF), rgb(0x000000));
    static const Theme black = high_contrast(rgb(0x000000), rgb(0xFFFFFF));
    switch (theme) {
        case flow::Theme::white: return white;
        case flow::Theme::black: return black;
        case flow::Theme::standard: break;
    }
    return standard;
}

double contrast_ratio(Colour one, Colour other) {
    const double a = luminance(one);
    const double b = luminance(other);
    return (std::max(a, b) + 0.05) / (std::min(a, b) + 0.05);
}

}  // namespace silverlane::ui
