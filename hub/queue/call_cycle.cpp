// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: Silverlane contributors
#include "hub/queue/call_cycle.h"

#include <algorithm>

namespace silverlane::queue {

namespace {
Step refused(const Place& place, Refusal why) { return {place, why, false}; }

Step passed(Place place, UtcTime now) {
    place.stage = Stage::missed;
    place.last_called = now;
    ++place.calls;
    return {place, Refusal::none, true};
}

bool script_is_over(const Place& place, const HallScript& script, UtcTime now) {
    return place.calls >= 2 && now >= *passes_from(place, script);
}
}  // namespace

std::optional<UtcTime> passes_from(const Place& place, const HallScript& script) {
    if (place.stage != Stage::called || !place.first_called || !place.last_called) return std::nullopt;
    const auto by_script = *place.first_called + script.again_after + script.passes_after;
    // Not called again yet: the second call comes first, now or when it is due.
    if (place.calls < 2) return by_script;
    return std::max(by_script, *place.last_called + script.passes_after);
}

Step call(const Place& place, int window, UtcTime now) {
    if (place.stage == Stage::called) return refused(place, Refusal::called_already);
    if (place.stage == Stage::ended) return refused(place, Refusal::over);
    return {Place{Stage::called, window, 1, now, now}, Refusal::none, false};
}

Step call_again(const Place& place, int window, const HallScript& script, UtcTime now) {
    if (place.stage == Stage::ended) return refused(place, Refusal::over);
    if (place.stage != Stage::called) return refused(place, Refusal::not_called);
    if (script_is_over(place, script, now)) return passed(place, now);
    Place next = place;
    next.window = window;
    next.last_called = now;
    ++next.calls;
    return {next, Refusal::none, false};
}

Step pass(const Place& place, const HallScript& script, UtcTime now) {
    if (place.stage == Stage::ended) return refused(place, Refusal::over);
    if (place.stage != Stage::called) return refused(place, Refusal::not_called);
    if (!script_is_over(place, script, now)) return refused(place, Refusal::too_soon);
    return passed(place, now);
}

Step end(const Place& place) {
    if (place.stage == Stage::ended) return refused(place, Refusal::over);
    if (place.stage == Stage::waiting) return refused(place, Refusal::not_called);
    Place next = place;
    next.stage = Stage::ended;
    return {next, Refusal::none, false};
}

Step put_back(const Place& place) {
    if (place.stage == Stage::ended) return refused(place, Refusal::over);
    if (place.stage == Stage::waiting) return refused(place, Refusal::not_called);
    return {Place{}, Refusal::none, false};
}

}  // namespace silverlane::queue
