// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: Silverlane contributors
//
// Finds every screen that a person can really get to: breadth first through flow::step from the first states, with everything that can
// happen (happenings.h). What the walk does not reach no customer reaches, whatever a file says. Pure; any thread. It judges nothing but
// steps without a way to them.
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "kiosk/audit/happenings.h"
#include "kiosk/scene/builder.h"
#include "kiosk/scene/text_catalogue.h"

namespace silverlane::audit {

/// One screen at one moment: what the flow remembers, what is true around the person, and how it came about.
struct Moment {
    flow::State state;
    scene::Facts facts;
    std::string variant;   ///< describe(state)
    int presses = 0;       ///< on the way that was found
    int from = -1;         ///< index of the moment before, -1 at the start
    std::string by;        ///< the happening that led here
};

struct Walk {
    std::vector<Moment> moments;
    std::vector<flow::Place> unreached;
    long steps_taken = 0;       ///< calls of flow::step
    long left_out = 0;          ///< moments beyond the limits: other mixtures of what was seen
    /// Presses from the first state to a consent given, and to one taken back; nothing when there is none.
    std::optional<int> presses_to_consent;
    std::optional<int> presses_to_withdrawal;
};

struct WalkLimits {
    int plain = 48;       ///< moments of one page of one step in the plain course of its flow
    int deviating = 6;    ///< and of each deviation from it (happenings.h)
};

/// What the walk saw happen: where, what, and what came of it.
using Observer = std::function<void(const Moment&, const scene::Scene&, const Happening&, const flow::Outcome&)>;

/// `starts`: first_state() of the kiosk, more than one where a terminal's role changes where it begins.
Walk explore(const flow::Flows& flows, const scene::TextCatalogue& texts, const std::vector<flow::State>& starts, const WalkLimits& limits,
             const Observer& observer);

/// The facts that go with a state: the hub's figures are there while the hub is. The longest that occur.
scene::Facts facts_of(const flow::State& state, const std::string& branch_name);

/// "wake, answer.take_ticket, answer.cash": how a person gets there.
std::string way_to(const Walk& walk, const Moment& moment);

}  // namespace silverlane::audit
