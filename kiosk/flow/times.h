// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: Silverlane contributors
//
// How long a customer may be quiet before the kiosk does what. Read from the [times] table of kiosk.toml; the allowed ranges are those
// of the accessibility rules (15 and 16), so that no configuration can hurry anybody. Values, any thread.
#pragma once

#include "base/clock.h"
#include "config/reader.h"

namespace silverlane::flow {

struct Times {
    Milliseconds repeat{8'000};            ///< repeat_s: the prompt is said once more
    Milliseconds hint{25'000};             ///< hint_s: "no hurry", "press 叫人"
    Milliseconds stuck{60'000};            ///< stuck_s: staff are told; the screen does not change
    Milliseconds idle{120'000};            ///< screen_idle_s: "are you still there?"; 120 to 300 s (rule 15)
    Milliseconds idle_signing{180'000};    ///< sign_s: the same where something is read and agreed to
    Milliseconds warning{45'000};          ///< warn_s: how long the question stands; at least 45 s (rule 16)
    Milliseconds pause{60'000};            ///< hold_s: how long the turn is kept, covered
    Milliseconds wait_limit{15'000};       ///< wait_limit_s: a wait step gives up and says so
    Milliseconds help_slow{60'000};        ///< help_slow_s: unanswered call: a counter ticket is offered (rule 33)
    Milliseconds medium_left{20'000};      ///< media_left_s: a card or passbook that nobody takes: chime and staff
    Milliseconds home_rest{60'000};        ///< home_rest_s: a home screen that nobody touched becomes the idle screen
    Milliseconds speech_limit{60'000};     ///< speech_limit_s: speech holds the clock no longer than this, in case the voice is broken

    bool operator==(const Times&) const = default;
};

/// Fills Times from the table; what is outside its range becomes a mistake of the reader. Does not call finish().
Times read_times(config::TableReader& table);

}  // namespace silverlane::flow
