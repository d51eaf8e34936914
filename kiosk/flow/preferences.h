// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: Silverlane contributors
//
// How this customer wants the kiosk to look and sound. Factory defaults are the member initialisers: between customers the value is
// replaced by Preferences{} and nothing else remembers it. Values, any thread.
#pragma once

#include <string>

namespace silverlane::flow {

/// Capital height of body text at the declared viewing distance: 7.33, 8.55 and 11 mm (accessibility rules 2 and 3).
enum class TextSize { standard, large, largest };

/// Default (warm paper), white ground and black ground at high contrast (rule 4).
enum class Theme { standard, white, black };

struct Preferences {
    std::string language = "zh-CN";  ///< BCP 47 tag of text and voice; they change together (rule 29), but for `variety`
    TextSize text_size = TextSize::standard;
    Theme theme = Theme::standard;
    int rate_step = 3;     ///< 0 slowest .. 6 fastest; 3 = 180 characters or 122 words a minute (speech rates, rule 25)
    int volume_step = 3;   ///< 0 .. 6, 4 dB apart (rule 22)
    bool voice_on = true;
    std::string variety = {};  ///< how Chinese is spoken: "yue", "zh-x-wu"; empty: Mandarin. Chosen apart from the text's language

    bool operator==(const Preferences&) const = default;
};

}  // namespace silverlane::flow
