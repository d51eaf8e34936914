// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: Silverlane contributors
//
// Breaks a text into lines of Chinese and English. Pure; any thread. It knows widths through TextMeasurer only, so that tests and the audit
// can lay out without a font. It never hyphenates, shrinks or drops a character: what does not fit is reported by the caller.
#pragma once

#include <cstddef>
#include <string_view>
#include <vector>

#include "kiosk/ui/metrics.h"

namespace silverlane::ui {

/// How wide a character will be drawn.
class TextMeasurer {
public:
    virtual ~TextMeasurer() = default;
    /// Advance of one code point in pixels at this style.
    [[nodiscard]] virtual double advance(char32_t code_point, const TextStyle& style) const = 0;
};

/// One line: code points [begin, end) of the text, white space at its end left out, and their width in pixels.
struct TextLine {
    std::size_t begin = 0;
    std::size_t end = 0;
    double width = 0;
    bool operator==(const TextLine&) const = default;
};

/// Lines no wider than `width_px`, broken where Chinese (no closing mark at a line's start, no opening mark at its end) and English (at
/// spaces and after hyphens) allow; '\n' always breaks. The lines are evened out, so that no single character stands alone on the last.
/// A word wider than the line stays whole in a line of its own: the caller sees its width.
std::vector<TextLine> break_lines(std::u32string_view text, const TextStyle& style, double width_px, const TextMeasurer& measurer);

/// The width of the text on one line.
double text_width(std::u32string_view text, const TextStyle& style, const TextMeasurer& measurer);

}  // namespace silverlane::ui
