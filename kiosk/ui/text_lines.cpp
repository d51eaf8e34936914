// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: Silverlane contributors
#include "kiosk/ui/text_lines.h"

#include <algorithm>

namespace silverlane::ui {
namespace {

constexpr std::u32string_view kNeverFirst = U",.;:!?)]}%,。、;:?!)》〉」』】〕…—·”’%℃";
constexpr std::u32string_view kNeverLast = U"([{(《〈「『【〔“‘¥¥$€";

bool is_space(char32_t c) { return c == U' ' || c == U'\u3000'; }

bool is_wide(char32_t c) { return c >= 0x2E80; }

bool one_of(std::u32string_view set, char32_t c) { return set.find(c) != std::u32string_view::npos; }

/// Where lines may end: everywhere that the writing allows, or at spaces only, which in Chinese stand between a name and its number.
enum class Breaks { anywhere, at_spaces };

/// Whether a line may end between `before` and `after`.
bool may_break(char32_t before, char32_t after, Breaks breaks) {
    if (is_space(after)) return false;  // the space stays with the line that ends
    if (is_space(before)) return true;
    if (breaks == Breaks::at_spaces) return false;
    if (one_of(kNeverFirst, after) || one_of(kNeverLast, before)) return false;
    if (before >= U'0' && before <= U'9' && is_wide(after)) return false;  // a number stays with what it counts
    if (before == U'-' || before == U'/') return !(after >= U'0' && after <= U'9');
    return is_wide(before) || is_wide(after);
}

/// Lines of one paragraph [begin, end) without '\n'.
void break_paragraph(std::u32string_view text, std::size_t begin, std::size_t end, double limit, const std::vector<double>& advances, Breaks breaks,
                     std::vector<TextLine>& lines) {
    const auto finish = [&](std::size_t from, std::size_t to) {
        while (to > from && is_space(text[to - 1])) --to;
        double width = 0;
        for (std::size_t i = from; i < to; ++i) width += advances[i];
        lines.push_back({from, to, width});
    };
    std::size_t start = begin;
    std::size_t last_break = begin;  // the latest place where this line may end
    double width = 0;
    for (std::size_t i = begin; i < end; ++i) {
        if (i > start && may_break(text[i - 1], text[i], breaks)) last_break = i;
        width += advances[i];
        if (width > limit + 1e-6 && !is_space(text[i]) && last_break > start) {
            finish(start, last_break);
            start = last_break;
            width = 0;
            for (std::size_t j = start; j <= i; ++j) width += advances[j];
        }
    }
    finish(start, end);
}

std::vector<TextLine> break_at(std::u32string_view text, double limit, const std::vector<double>& advances, Breaks breaks) {
    std::vector<TextLine> lines;
    std::size_t begin = 0;
    while (true) {
        const std::size_t newline = text.find(U'\n', begin);
        const std::size_t end = newline == std::u32string_view::npos ? text.size() : newline;
        break_paragraph(text, begin, end, limit, advances, breaks, lines);
        if (newline == std::u32string_view::npos) return lines;
        begin = newline + 1;
    }
}

double widest(const std::vector<TextLine>& lines) {
    double width = 0;
    for (const TextLine& line : lines) width = std::max(width, line.width);
    return width;
}

}  // namespace

std::vector<TextLine> break_lines(std::u32string_view text, const TextStyle& style, double width_px, const TextMeasurer& measurer) {
    std::vector<double> advances;
    advances.reserve(text.size());
    for (const char32_t c : text) advances.push_back(c == U'\n' ? 0 : measurer.advance(c, style));
    std::vector<TextLine> lines = break_at(text, width_px, advances, Breaks::anywhere);
    if (lines.size() < 2 || lines.size() > 4 || widest(lines) > width_px) return lines;
    Breaks breaks = Breaks::at_spaces;
    std::vector<TextLine> at_spaces = break_at(text, width_px, advances, breaks);
    if (at_spaces.size() == lines.size() && widest(at_spaces) <= width_px) lines = std::move(at_spaces);
    else breaks = Breaks::anywhere;
    // The narrowest width that needs no further line makes them even.
    double low = width_px / 2;
    double high = width_px;
    for (int round = 0; round < 12; ++round) {
        const double middle = (low + high) / 2;
        std::vector<TextLine> tried = break_at(text, middle, advances, breaks);
        if (tried.size() == lines.size() && widest(tried) <= middle + 1e-6) {
            lines = std::move(tried);
            high = middle;
        } else {
            low = middle;
        }
    }
    return lines;
}

double text_width(std::u32string_view text, const TextStyle& style, const TextMeasurer& measurer) {
    double width = 0;
    for (const char32_t c : text) width += c == U'\n' ? 0 : measurer.advance(c, style);
    return width;
}

}  // namespace silverlane::ui
