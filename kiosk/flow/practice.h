// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: Silverlane contributors
//
// 练一练: the world of a practice turn. An effect that would reach a device, the hub or the bank never leaves the engine: it is answered from
// here, with play money and made-up numbers, so that each flow can be walked to its end and nothing happens. What stays real: speech,
// settings, 叫人, because a person must always be within reach, and a real card that somebody put in all the same. Pure; used by the engine
// and by nobody else.
#pragma once

#include <vector>

#include "kiosk/flow/effect.h"
#include "kiosk/flow/event.h"

namespace silverlane::flow {

/// Whether practice keeps it back.
bool touches_world(const Effect& effect);

/// What the world would have answered to the effects that were kept back.
std::vector<Event> practise(const std::vector<Effect>& played, const State& state);

}  // namespace silverlane::flow
