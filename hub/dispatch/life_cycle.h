// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: Silverlane contributors
//
// The life of an alert as one table: from which state which action leads where, and who may do it. Whatever changes an alert asks here
// first; what the table does not hold is refused with a reason. Pure; any thread.
// Source: docs/alerts.md.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "base/result.h"
#include "hub/protocol/alert.h"

namespace silverlane::dispatch {

enum class Stage {
    decided,      ///< raised, and nobody is interrupted for it
    offered,      ///< somebody is interrupted
    delivered,    ///< that person's tablet had it
    seen,         ///< that person opened it
    claimed,      ///< one person goes
    contacted,    ///< that person has spoken with the customer
    outcome,      ///< it is known what came of it
    expired,      ///< nobody's turn any more, or missed
    suppressed,   ///< decided, and then not to be shown (consent, quiet state)
    holdout,      ///< decided, and held back for the comparison group
    recalled,     ///< whoever raised it took it back
    transferred,  ///< passed on, waits for whom it was passed to
    returned,     ///< passed on and not taken: back
    escalated,    ///< not taken in time: somebody else is interrupted too
};

enum class Action {
    offer, deliver, see, claim, contact, record_outcome, release, wrong_person, not_relevant, transfer, give_back, escalate, expire, miss, recall, suppress, hold_out, displace
};

/// Who acts. `anybody`: any of the staff who may see it; `owner`: who has claimed it.
enum class Actor { hub, anybody, owner };

struct Step {
    Stage from;
    Action action;
    Actor by;
    Stage to;
};

/// Every step there is. An owner may do what anybody may.
std::span<const Step> all_steps();

/// Where `action` leads. Errors: conflict, saying what is the matter in the words of `name_of` ("an alert that is claimed cannot be claimed").
Result<Stage> next_stage(Stage from, Action action, Actor by);

/// What tablets are told: open, claimed, closed, cancelled, expired.
protocol::AlertState state_of(Stage stage);
/// Nothing leads on from here.
bool is_over(Stage stage);

std::string_view name_of(Stage stage);
std::string_view name_of(Action action);
/// The stage that a stored name stands for.
std::optional<Stage> stage_named(std::string_view name);

}  // namespace silverlane::dispatch
