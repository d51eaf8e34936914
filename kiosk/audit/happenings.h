// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: Silverlane contributors
//
// The closed list of what can happen to a kiosk: presses, the hub's answers, devices, time. The one place to extend when kiosk/flow learns
// a new event or remembers something new: what happens stands in happenings(), what tells two states apart in key_of(), how a state is
// named in a finding in describe(). Pure; any thread. It names no flow and no step.
#pragma once

#include <map>
#include <set>
#include <string>
#include <vector>

#include "kiosk/audit/sample_world.h"
#include "kiosk/flow/engine.h"
#include "kiosk/scene/scene.h"

namespace silverlane::audit {

struct Happening {
    std::string name;        ///< "press answer.cash", "ticket issued, long queue"
    flow::Event event;
    bool press = false;      ///< a node of the screen was pressed
    bool until_full = false;    ///< the key is one of a keypad: all planted digits are typed, one after the other
    bool until_change = false;  ///< `event` is a Tick that is repeated until the screen or the phase changes
};

/// Where a kiosk can begin: each role of a terminal, and the days on which pensions arrive; with these spoken varieties.
std::vector<flow::State> first_states(const flow::Flows& flows, const std::vector<flow::Variety>& varieties = {});

/// Every node that can be pressed in this scene, every event, and the passing of time.
std::vector<Happening> happenings(const flow::State& state, const scene::Scene& scene);

/// Carries one out; time runs from due moment to due moment until the place, the phase or the turn changes.
flow::Outcome carry_out(const flow::Flows& flows, const flow::State& state, const Happening& happening);

/// What the conditions of each flow read; made once from the flows.
struct Conditions {
    std::map<FlowId, std::vector<flow::Guard>> guards;
    std::map<FlowId, std::set<std::string>> devices;
};
Conditions conditions_of(const flow::Flows& flows);

/// What takes a state away from the plain course of its flow: a warning or pause, the cover, more keys, a call, a known person, a private
/// ear, practice, the world away. The walk follows states that have one of these, not all mixtures of them.
std::vector<std::string> deviations(const flow::Flows& flows, const Conditions& conditions, const flow::State& state);

/// Two states of one key show and do the same, as far as the flow files can tell.
std::string key_of(const flow::Flows& flows, const Conditions& conditions, const flow::State& state);

/// "page 2, more keys open, help sent, hub away"; "entered" for the plain one.
std::string describe(const flow::Flows& flows, const flow::State& state);

}  // namespace silverlane::audit
