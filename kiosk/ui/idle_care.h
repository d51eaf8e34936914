// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: Silverlane contributors
//
// What spares a panel while nobody stands at it: a darker picture at night and a picture that moves by a pixel now and then. Values, any
// thread. It knows no clock; who calls says when.
#pragma once

#include <cstdint>

#include "kiosk/ui/software_canvas.h"
#include "kiosk/ui/theme.h"

namespace silverlane::ui {

/// As far as the idle picture moves, in pixels, in each direction.
inline constexpr int kFurthestShift = 6;

struct PixelOffset {
    int x = 0;
    int y = 0;
    bool operator==(const PixelOffset&) const = default;
};

struct IdleCare {
    int brightness_percent = 100;
    PixelOffset shift;
    bool operator==(const IdleCare&) const = default;
    /// Nothing to do.
    [[nodiscard]] bool plain() const { return *this == IdleCare{}; }
};

/// The darkest picture on which everything of this theme keeps a contrast of 7:1 (accessibility rule 4), in per cent.
int least_brightness(const Theme& theme);

/// Where the picture stands at step n: every place within the furthest shift once in 169 steps, never more than a pixel from one step to the
/// next, so that nobody sees it move.
PixelOffset burn_in_offset(std::int64_t step);

/// The colour as it is shown at this brightness.
Colour dimmed(Colour colour, int percent);

/// Paints into `to` what of `from` belongs in `part`, moved and dimmed. Where the picture has moved away its edge is continued.
void paint_cared(const SoftwareCanvas& from, const IdleCare& care, const PixelRect& part, SoftwareCanvas& to);

}  // namespace silverlane::ui
