// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: Silverlane contributors
//
// The life of one number between waiting and ended, pure: what staff may do with it when, and what it is then. A number leaves the queue only
// when somebody says that its holder was served; one that nobody answered is `missed`, stays visible and can be called again. Values, any
// thread.
#pragma once

#include <optional>

#include "base/clock.h"

namespace silverlane::queue {

enum class Stage { waiting, called, missed, ended };

struct Place {
    Stage stage = Stage::waiting;
    int window = 0;                            ///< called: where to; missed: where it was called to last
    int calls = 0;                             ///< since it last left the waiting
    std::optional<UtcTime> first_called;       ///< the first of these calls
    std::optional<UtcTime> last_called;        ///< the latest of them
    bool operator==(const Place&) const = default;
};

/// The hall's script: called, called again after `again_after`, and after a further `passes_after` told that it has passed.
struct HallScript {
    Milliseconds again_after{60'000};
    Milliseconds passes_after{120'000};
};

enum class Refusal {
    none,
    called_already,     ///< it is called at this moment
    not_called,         ///< neither called nor missed
    too_soon,           ///< its holder may still be walking
    over,               ///< ended
};

struct Step {
    Place place;                 ///< as before when refused
    Refusal refusal = Refusal::none;
    bool passed = false;         ///< the hall says now that it has passed, and staff look for its holder
};

/// From the queue, or of a number that was missed.
Step call(const Place& place, int window, UtcTime now);
/// Once more, at whatever window. Where the script is over, this call is the last: the number passes.
Step call_again(const Place& place, int window, const HallScript& script, UtcTime now);
/// Nobody came. Refused before the script is over.
Step pass(const Place& place, const HallScript& script, UtcTime now);
/// Served; of a missed number: its holder was found, or has left.
Step end(const Place& place);
/// Into the queue again. Its waiting time is not here and so stays what it was.
Step put_back(const Place& place);

/// From when pass() is not refused, were it called again as the script says; nothing unless it is called.
std::optional<UtcTime> passes_from(const Place& place, const HallScript& script);

}  // namespace silverlane::queue
