// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: Silverlane contributors
//
// Rule 19: so many random turns of use, and after each the kiosk remembers nothing of who was there. Pure; any thread.
#pragma once

#include "kiosk/audit/rules.h"

namespace silverlane::audit {

struct RandomUse {
    std::uint64_t seed = 1;
    int turns = 1000;
    int acts_a_turn = 30;
};

/// What is left of a person after a reset, as lines of the state's dump that differ from the factory's; empty when nothing is.
std::string left_behind(const flow::Flows& flows, const flow::State& after);

/// Returns how many turns ended.
int check_rule_19(const RandomUse& use, Context& context, Findings& findings);

}  // namespace silverlane::audit
