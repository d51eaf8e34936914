// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: Silverlane contributors
//
// Turns as full as they can be: what a step shows when the hub, the bank and the branch have the longest to say. One place for whoever has
// to see every screen before a customer does: the check at start, the gallery, tests. Pure, any thread. Nothing here is ever a real turn.
#pragma once

#include <string>
#include <vector>

#include "kiosk/flow/flow_file.h"
#include "kiosk/flow/state.h"
#include "kiosk/scene/builder.h"

namespace silverlane::kiosk {

/// A hall with numbers called, many waiting and a long wait.
scene::Facts fullest_hall(std::string branch_name);

/// A turn at this step in which everything that can be known is known: a ticket, accounts, activities, a twelve-digit amount, digits typed,
/// a card in the machine. Nobody is called, nothing is practised.
flow::State fullest_turn(const flow::Flows& flows, const flow::Place& place, const std::string& language);

/// The turns in which this step looks different: a slip that did not come out, a number from the reserved block; a call that is out, slow,
/// taken, or reached nobody; a card left behind; devices away; practice; the second row of keys open; each page; each role of the terminal;
/// the pause, and the warning over it.
std::vector<flow::State> fullest_turns(const flow::Flows& flows, const flow::Place& place, const std::string& language);

}  // namespace silverlane::kiosk
