// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: Silverlane contributors
//
// 练一练: the world of a practice turn. Every effect that would reach a device, the hub or the bank is taken away and answered from here, with
// play money and made-up numbers, so that each flow can be walked to its end and nothing happens. What stays real: speech, settings and 叫人,
// because a person must always be within reach. Pure; used by the engine and by nobody else.
#pragma once

#include <vector>

#include "kiosk/flow/effect.h"
#include "kiosk/flow/event.h"

namespace silverlane::flow {

/// Takes the effects of a practice turn out of `effects` that touch the world, and returns what the world would have answered.
std::vector<Event> practise(std::vector<Effect>& effects, const State& state);

}  // namespace silverlane::flow
