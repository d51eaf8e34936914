// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: Silverlane contributors
//
// On which steps staff who were called may see the buttons and, after 指给我看, point at one. Decided from what a step is and does, so that a
// new flow needs no mark that somebody could forget. Pure; any thread.
#pragma once

#include "kiosk/flow/flow_file.h"

namespace silverlane::flow {

/// False on every step that is the person's alone: a PIN, a consent or what withdraws one, a read-back that is confirmed, an offer, a rating,
/// what is held about the person, and what the bank's answer alone decides (a mark). The list for the shipped flows: tests/unit/kiosk_flow/pointing_steps.txt.
bool may_be_pointed_at(const Flows& flows, const Place& place);

}  // namespace silverlane::flow
