// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: Silverlane contributors
//
// The screen frame: where the top line, the texts, the answers, the caption strip, the fixed keys and the service keys stand. The same
// rectangles on every screen of a panel, whatever the scene, the language or the theme. Values, any thread.
#pragma once

#include <array>

#include "kiosk/ui/metrics.h"

namespace silverlane::ui {

struct Frame {
    PixelRect standing;              ///< top line: position, time, branch
    PixelRect ribbon;                ///< what stands above everything else: practice, a call that is out; no height without them
    PixelRect text;                  ///< portrait: above the touch band. Landscape: the whole middle, shared with `action`
    PixelRect action;                ///< within the touch band: all that is pressed
    PixelRect caption;
    std::array<PixelRect, 4> fixed;    ///< 返回 再听一遍 叫人 退出
    std::array<PixelRect, 13> service; ///< 停 大声一点 大字 English 遮住 更多; then what 更多 opens, empty while it is shut: six, or seven keys
};

/// The frame of this panel at this text size. Fixed and service keys depend neither on the text size nor on whether the second row is open:
/// a hand remembers where they were. The open row of `more_keys` (none, up to six, or seven) takes its room from the answers, a ribbon of
/// `ribbon_px` from the texts.
/// The caption strip is at least `caption_px` high: a key stands beside it while a call is out.
Frame make_frame(const Metrics& metrics, int more_keys = 0, int ribbon_px = 0, int caption_px = 0);

/// How many lines of caption the strip holds.
int caption_line_count(const Metrics& metrics);

}  // namespace silverlane::ui
