// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: Silverlane contributors
//
// Every size of a screen, in millimetres of the configured panel, and their one conversion to pixels. A customer's eye and finger are
// measured in millimetres, so no pixel figure stands anywhere else in kiosk/ui. Values, any thread. It does not know a theme or a scene.
#pragma once

#include "base/result.h"
#include "kiosk/flow/preferences.h"

namespace silverlane::ui {

struct Millimetres {
    double value = 0;
    constexpr explicit Millimetres(double millimetres) : value(millimetres) {}
    constexpr auto operator<=>(const Millimetres&) const = default;
};

/// A rectangle in whole pixels of the panel, origin top left. `right` and `bottom` are the first pixels outside.
struct PixelRect {
    int left = 0;
    int top = 0;
    int right = 0;
    int bottom = 0;

    [[nodiscard]] int width() const { return right - left; }
    [[nodiscard]] int height() const { return bottom - top; }
    [[nodiscard]] bool empty() const { return right <= left || bottom <= top; }
    [[nodiscard]] bool contains(int x, int y) const { return x >= left && x < right && y >= top && y < bottom; }
    [[nodiscard]] bool encloses(const PixelRect& other) const {
        return other.left >= left && other.right <= right && other.top >= top && other.bottom <= bottom;
    }
    [[nodiscard]] PixelRect inset(int by) const { return {left + by, top + by, right - by, bottom - by}; }
    [[nodiscard]] PixelRect intersection(const PixelRect& other) const;
    [[nodiscard]] PixelRect united(const PixelRect& other) const;
    [[nodiscard]] bool overlaps(const PixelRect& other) const { return !intersection(other).empty(); }
    bool operator==(const PixelRect&) const = default;
};

enum class Orientation { landscape, portrait };

/// The screen as it is installed. Read from configuration and never guessed: a driver's idea of a panel's size is often wrong, and then
/// "7.33 mm" is not.
struct Panel {
    int width_px = 0;
    int height_px = 0;
    double px_per_mm = 0;
    Millimetres lower_edge_above_floor{800};

    [[nodiscard]] Orientation orientation() const { return width_px >= height_px ? Orientation::landscape : Orientation::portrait; }
    /// The nearest whole pixel.
    [[nodiscard]] int px(Millimetres length) const;
    /// The smallest whole pixel count that is not below `length`; for every "at least" of the accessibility rules.
    [[nodiscard]] int px_at_least(Millimetres length) const;
    /// Where a hand can reach: 800 to 1100 mm above the floor (accessibility rule 13), as rows of the panel.
    [[nodiscard]] PixelRect touch_band() const;
    [[nodiscard]] PixelRect whole() const { return {0, 0, width_px, height_px}; }
};

/// Makes a Panel of a resolution and a diagonal in inches. Refuses a missing or senseless diagonal (outside 10 to 65 inches), fewer than
/// 1080 pixels on either side, and a lower edge outside 380 to 1220 mm (EN 301 549 8.3).
Result<Panel> make_panel(int width_px, int height_px, double diagonal_inches, Millimetres lower_edge_above_floor = Millimetres{800});

/// What a text is for; its size follows from that and from the customer's text size.
enum class TextUse {
    body,      ///< instructions, details, captions: 7.33, 8.55, 11 mm (rules 2 and 3)
    heading,   ///< the question of the step: 11 mm and up
    label,     ///< on buttons: hanzi of 12 mm and up
    amount,    ///< amounts and typed numbers: hanzi of 16 mm and up
    hero,      ///< a ticket number: read from a step away
    key,       ///< digits of the keypad
    status,    ///< position in the top line, and the ribbon under it; never over the second size, because they stand on every screen
    standing,  ///< time and branch in the top line; above the floor of rule 1
};

/// A size and weight of text. Two styles are the same glyphs when they are equal.
struct TextStyle {
    int cap_px = 0;      ///< height of the rendered 'H' in whole pixels
    bool bold = false;
    bool operator==(const TextStyle&) const = default;
    auto operator<=>(const TextStyle&) const = default;
};

/// Proportions of Noto Sans CJK, per em (accessibility, section 2).
inline constexpr double kCapPerEm = 0.733;
inline constexpr double kAscentPerEm = 1.160 - 0.280;  ///< of the ideographic box: top of 国 above the baseline
inline constexpr double kDescentPerEm = 0.120;         ///< of the ideographic box below the baseline
inline constexpr double kLinePitchPerEm = 1.5;         ///< rule 5

/// Sizes and gaps of one panel at one text size.
class Metrics {
public:
    Metrics(const Panel& panel, flow::TextSize text_size) : panel_(panel), text_size_(text_size) {}

    [[nodiscard]] const Panel& panel() const { return panel_; }
    [[nodiscard]] flow::TextSize text_size() const { return text_size_; }
    /// Height of a capital H for this use.
    [[nodiscard]] Millimetres cap_height(TextUse use) const;
    /// Rounded up to whole pixels, so that a rule's minimum is kept by what is drawn.
    [[nodiscard]] TextStyle style(TextUse use) const;
    [[nodiscard]] int px(Millimetres length) const { return panel_.px(length); }
    [[nodiscard]] int px_at_least(Millimetres length) const { return panel_.px_at_least(length); }

private:
    Panel panel_;
    flow::TextSize text_size_;
};

/// Em size in pixels of a style.
[[nodiscard]] double em_px(const TextStyle& style);
/// From one baseline to the next, 1.5 em.
[[nodiscard]] int line_pitch_px(const TextStyle& style);

// Accessibility rules, in millimetres. (P) marks the project's own figure there.
inline constexpr Millimetres kSmallestCapHeight{4.8};      ///< rule 1
inline constexpr Millimetres kBodyCapHeight{7.33};         ///< rule 2: 0.7 degree at 600 mm
inline constexpr Millimetres kHeadingCapHeight{11};        ///< rule 3
inline constexpr Millimetres kSmallestTarget{20};          ///< rule 7
inline constexpr Millimetres kAnswerHeight{25};            ///< rule 7
inline constexpr Millimetres kAnswerWidth{60};             ///< rule 7
inline constexpr Millimetres kTargetGap{5};                ///< rule 8
inline constexpr Millimetres kOppositeGap{10};             ///< rule 8
inline constexpr Millimetres kCallStaffHeight{25};         ///< rule 33
inline constexpr Millimetres kSmallestIcon{12};            ///< rule 31
inline constexpr Millimetres kFocusRing{1.5};              ///< section 5
inline constexpr Millimetres kBandLowest{800};             ///< rule 13
inline constexpr Millimetres kBandHighest{1100};           ///< rule 13

}  // namespace silverlane::ui
