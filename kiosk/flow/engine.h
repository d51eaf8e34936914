// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: Silverlane contributors
//
// Where a person goes when something happens: a pure function of flows, state and event. It never waits, reads no clock, touches no
// device and says nothing; it answers a new state and what should be done. Any thread; the kiosk calls it from its ui thread.
#pragma once

#include <optional>
#include <vector>

#include "kiosk/flow/effect.h"
#include "kiosk/flow/event.h"
#include "kiosk/flow/flow_file.h"
#include "kiosk/flow/state.h"

namespace silverlane::flow {

struct Outcome {
    State state;
    std::vector<Effect> effects;   ///< to be carried out in order
};

/// The state of a kiosk that has just started: the idle screen, factory preferences.
State first_state(const Flows& flows);

/// The state after a customer: everything as in first_state but the home screen, the next turn, and what is true of the machine rather
/// than of a person (hub, devices, the generation of speech).
State fresh_state(const Flows& flows, const State& before);

/// One event. An action that the present step does not offer changes nothing but the quiet time.
Outcome step(const Flows& flows, State state, const Event& event);

/// How long until a Tick can change anything, if nothing is being said; nothing: no Tick is needed (the idle screen).
std::optional<Milliseconds> due_in(const Flows& flows, const State& state);

/// Whether the guard holds now. The named ones are listed in docs/flow-files.md.
bool holds(const Guard& guard, const State& state);

/// The answers that are shown now, in order, numbered by their place.
std::vector<const Answer*> shown_answers(const Step& step, const State& state);

/// The last page of the step, counted from 0: of a notice in pages (0 is the summary), of a list of three lines a page, or of answers, four a page.
int last_page(const Step& step, const State& state);

/// Whether this answer can be pressed now (its device works, its digits are typed).
bool pressable(const Answer& answer, const Step& step, const State& state);

}  // namespace silverlane::flow
