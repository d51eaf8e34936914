// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: Silverlane contributors
#include "kiosk/ui/metrics.h"

#include <algorithm>
#include <cmath>

#include <fmt/core.h>

namespace silverlane::ui {

PixelRect PixelRect::intersection(const PixelRect& other) const {
    return {std::max(left, other.left), std::max(top, other.top), std::min(right, other.right), std::min(bottom, other.bottom)};
}

PixelRect PixelRect::united(const PixelRect& other) const {
    if (empty()) return other;
    if (other.empty()) return *this;
    return {std::min(left, other.left), std::min(top, other.top), std::max(right, other.right), std::max(bottom, other.bottom)};
}

int Panel::px(Millimetres length) const { return static_cast<int>(std::lround(length.value * px_per_mm)); }

int Panel::px_at_least(Millimetres length) const {
    return static_cast<int>(std::ceil(length.value * px_per_mm - 1e-6));
}

PixelRect Panel::touch_band() const {
    const double height_mm = height_px / px_per_mm;
    const double top_above_floor = lower_edge_above_floor.value + height_mm;
    const int top = static_cast<int>(std::ceil(std::max(0.0, top_above_floor - kBandHighest.value) * px_per_mm));
    const double below = std::max(0.0, kBandLowest.value - lower_edge_above_floor.value);
    return {0, top, width_px, height_px - static_cast<int>(std::ceil(below * px_per_mm))};
}

Result<Panel> make_panel(int width_px, int height_px, double diagonal_inches, Millimetres lower_edge_above_floor) {
    if (!(diagonal_inches >= 10 && diagonal_inches <= 65)) {
        return Error(ErrorCode::invalid_input, fmt::format("the panel's diagonal must be set, in inches, 10 to 65 (it is {}); without it "
                                                           "no size on the screen is known", diagonal_inches));
    }
    if (width_px < 1080 || height_px < 1080) {
        return Error(ErrorCode::invalid_input, fmt::format("the panel has {} x {} pixels; at least 1920 x 1080 or 1080 x 1920 are needed",
                                                           width_px, height_px));
    }
    if (lower_edge_above_floor < Millimetres{380} || lower_edge_above_floor > Millimetres{1220}) {
        return Error(ErrorCode::invalid_input, fmt::format("the panel's lower edge is said to be {} mm above the floor; hands reach 380 to "
                                                           "1220 mm", lower_edge_above_floor.value));
    }
    const double diagonal_px = std::hypot(static_cast<double>(width_px), static_cast<double>(height_px));
    return Panel{width_px, height_px, diagonal_px / (diagonal_inches * 25.4), lower_edge_above_floor};
}

Millimetres Metrics::cap_height(TextUse use) const {
    const auto pick = [this](double standard, double large, double largest) {
        switch (text_size_) {
            case flow::TextSize::large: return Millimetres{large};
            case flow::TextSize::largest: return Millimetres{largest};
            case flow::TextSize::standard: break;
        }
        return Millimetres{standard};
    };
    switch (use) {
        case TextUse::heading: return pick(11, 11.8, 12.8);
        case TextUse::label: return pick(9.6, 10.2, 11);
        case TextUse::amount: return pick(12.8, 13.4, 14.2);
        case TextUse::hero: return pick(24, 26, 28);
        case TextUse::key: return pick(11, 11.8, 12.8);
        case TextUse::status: return pick(kBodyCapHeight.value, 8.55, 8.55);
        case TextUse::standing: return pick(6.11, 6.5, 7.33);
        case TextUse::body: break;
    }
    return pick(kBodyCapHeight.value, 8.55, 11);
}

TextStyle Metrics::style(TextUse use) const {
    const bool bold = use != TextUse::body && use != TextUse::standing;
    return {px_at_least(cap_height(use)), bold};
}

double em_px(const TextStyle& style) { return style.cap_px / kCapPerEm; }

int line_pitch_px(const TextStyle& style) { return static_cast<int>(std::ceil(kLinePitchPerEm * em_px(style) - 1e-6)); }

}  // namespace silverlane::ui
