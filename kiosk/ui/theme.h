// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: Silverlane contributors
//
// The colours of the screen: three palettes, one struct. Reasons for each colour stand in docs/design.md. Values, any thread. A theme knows
// no size and no node.
#pragma once

#include <cstdint>

#include "kiosk/flow/preferences.h"

namespace silverlane::ui {

/// sRGB without transparency: everything drawn is opaque, so that contrast is what the two values say.
struct Colour {
    std::uint8_t red = 0;
    std::uint8_t green = 0;
    std::uint8_t blue = 0;
    bool operator==(const Colour&) const = default;
};

/// How one kind of thing is painted.
struct Paint {
    Colour ground;
    Colour ink;
    Colour border;
    Colour mark;  ///< icons, and the ground of an answer's number
    bool operator==(const Paint&) const = default;
};

struct Theme {
    Paint paper;        ///< the screen itself: titles, instructions, values
    Paint answer;       ///< an answer
    Paint emphasised;   ///< the answer that most people want
    Paint key;          ///< keypad, page keys
    Paint fixed;        ///< 返回 再听一遍 退出
    Paint call_staff;   ///< 叫人
    Paint service;      ///< the service keys
    Paint switched_on;  ///< a key that is on
    Paint disabled;
    Paint entry;        ///< what has been typed
    Paint standing;     ///< the top line
    Paint practice;     ///< the ribbon of a turn in which nothing is real; the field of the number that is being called
    Paint call_out;     ///< the ribbon that says what became of a call
    Paint caption;      ///< the subtitle strip
    Paint spoken;       ///< the words of the caption that are being spoken
    Colour header;      ///< ground of the top line
    Colour focus;       ///< ring around the focused node, on paper
    Colour attention;   ///< frame while a call for staff is out
    double border_mm = 0.6;
    double lip_mm = 0;  ///< darker lower edge that makes a button look like something to press
};

/// Warm paper, white ground or black ground (accessibility rule 4).
const Theme& theme_for(flow::Theme theme);

/// Contrast ratio of two colours, 1 to 21 (WCAG 2.2, "contrast ratio").
double contrast_ratio(Colour one, Colour other);

}  // namespace silverlane::ui
