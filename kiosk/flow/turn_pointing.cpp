// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: Silverlane contributors
//
// 指给我看: what staff may show of this screen, and how long. Part of Turn (turn.h).
#include "kiosk/flow/pointing.h"
#include "kiosk/flow/turn.h"

namespace silverlane::flow {

void Turn::allow_pointing(bool allowed) {
    // In practice nothing reaches the staff's tablet, so that nothing is promised.
    state_.help.pointing = allowed && state_.help.out() && !state_.practice;
    state_.help.rung = {};
}

void Turn::turn_pointing() {
    if (!state_.help.out() || state_.practice) return;
    allow_pointing(!state_.help.pointing);
    say({state_.help.pointing ? "pointing_on" : "pointing_off"}, Occasion::status);
}

void Turn::pointed_at(const PointedAt& pointed) {
    // Meant for another person, another screen, or for one that nobody points at.
    if (pointed.turn != state_.turn || pointed.at != state_.place || !state_.help.pointing || !state_.help.out()) return;
    if (state_.phase != Phase::open || state_.practice || !may_be_pointed_at(flows_, state_.place)) return;
    state_.help.rung = pointed.node;
    say({"pointed_at"}, Occasion::status);
}

}  // namespace silverlane::flow
