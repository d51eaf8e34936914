// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: Silverlane contributors
//
// What the voice is saying, for the subtitle strip. A value; made in kiosk/app from what kiosk/speech reports, drawn by kiosk/ui. Private words
// are drawn, covered by 遮住, and go nowhere else.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>

#include "base/private_text.h"

namespace silverlane::ui {

struct Caption {
    std::string text;                   ///< screen form, UTF-8; empty where `secret` holds the words, or nothing is being said
    std::size_t begin = 0;              ///< code points [begin, end) are being spoken now; equal: nothing highlighted
    std::size_t end = 0;
    std::optional<PrivateText> secret{};
    std::uint64_t utterance = 0;        ///< tells one secret from the next, which cannot be compared
    [[nodiscard]] bool empty() const { return text.empty() && !secret; }
    bool operator==(const Caption& other) const {
        return text == other.text && begin == other.begin && end == other.end && utterance == other.utterance &&
               secret.has_value() == other.secret.has_value();
    }
};

}  // namespace silverlane::ui
