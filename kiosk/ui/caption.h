// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: Silverlane contributors
//
// What the voice is saying, for the subtitle strip. A value; made by kiosk/speech's listener in kiosk/app, drawn by kiosk/ui.
#pragma once

#include <cstddef>
#include <string>

namespace silverlane::ui {

struct Caption {
    std::string text;       ///< screen form, UTF-8; empty: nothing is being said
    std::size_t begin = 0;  ///< bytes [begin, end) are being spoken now; equal: nothing highlighted
    std::size_t end = 0;
    bool operator==(const Caption&) const = default;
};

}  // namespace silverlane::ui
