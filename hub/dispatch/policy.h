// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: Silverlane contributors
//
// What a bank may set about who is interrupted, how often, and what happens when nobody comes. Defaults: flows.md 3 for what a kiosk raises,
// hub.md C8 for what the hub decides (their sources are named in docs/alerts.md). Values, any thread.
#pragma once

#include <chrono>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "hub/protocol/alert.h"

namespace silverlane::dispatch {

/// What is done when nobody has taken an alert in time.
enum class Remedy {
    second_person,   ///< one more person is interrupted
    branch_head,     ///< the branch head too
    again,           ///< somebody is interrupted again, as at first
    anybody,         ///< whoever is qualified, whatever their role
};

struct Rung {
    std::chrono::seconds after{0};    ///< since the alert was raised, or since the loop began
    Remedy remedy = Remedy::again;
    bool operator==(const Rung&) const = default;
};

/// What time brings to alerts of one kind.
struct Plan {
    std::vector<Rung> ladder;                        ///< upwards in time; empty: never escalates
    std::optional<std::chrono::minutes> expires;     ///< after it was raised
    bool to_everybody = false;                       ///< everybody who may be interrupted is, at once
    bool closes_when_missed = true;                  ///< after the last loop; else it stays in the list, counted as missed
    bool operator==(const Plan&) const = default;
};

struct Caps {
    int open_claims = 3;
    int interrupts_an_hour = 12;                     ///< a rolling hour; urgency A is not silenced by it
    int capacity = 6;                                ///< sum of the weights of open claims
    int weight_marketing = 2, weight_service = 1, weight_care = 1, weight_risk = 3;
    int loops = 2;
    std::chrono::seconds delivery{5};                ///< no tablet has had it: another person
    std::chrono::seconds transfer{120};              ///< passed on and not taken: back
    std::chrono::seconds look_again{5};              ///< how often room is looked for that time alone brings
    std::chrono::minutes wait_over{15};              ///< waiting longer than promised
};

struct Policy {
    Caps caps;
    /// By kind, or by one of "urgency_a", "urgency_b", "urgency_c", "p1", "p2", "p3", "plain" where a kind has none of its own.
    std::map<std::string, Plan, std::less<>> plans;
    /// A card whose first reason is one of these is P2: the moment passes.
    std::vector<std::string> p2_reasons;

    [[nodiscard]] int weight_of(protocol::AlertClass alert_class) const;
};

/// The defaults, with the times that a bank has set for help and for a stuck customer.
Policy default_policy(std::chrono::seconds help_second_person, std::chrono::seconds help_branch_head, std::chrono::seconds stuck);
Policy default_policy();

/// What a bank has set over the defaults: its caps, and plans of some kinds.
struct Overrides {
    Caps caps;
    std::map<std::string, Plan, std::less<>> plans;
};
Policy with(Policy policy, const Overrides& overrides);

/// The name under which this alert's plan stands: its kind where that has one, else what the hub decided (p2, p3, plain) or its urgency.
std::string_view plan_name(const Policy& policy, const protocol::Alert& alert);
const Plan& plan_of(const Policy& policy, const protocol::Alert& alert);

/// Mistakes of a policy that somebody wrote, in words; empty when there are none: a ladder that does not go up, a cap below one.
std::vector<std::string> mistakes_of(const Policy& policy);

}  // namespace silverlane::dispatch
