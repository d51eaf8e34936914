// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: Silverlane contributors
//
// Whom an alert interrupts. A person has one interrupting card at a time and so many an hour; who serves or has a break has none, whatever
// it is. What finds nobody waits as a silent row. The same people and the same wish give the same person, on any machine. Pure; any thread.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/clock.h"
#include "hub/dispatch/policy.h"

namespace silverlane::dispatch {

/// A card that interrupts somebody now.
struct Held {
    std::string alert;
    protocol::Urgency urgency = protocol::Urgency::c;
    bool unwell = false;                     ///< above everything
};

struct Person {
    std::string number;                      ///< staff number
    std::string role;
    std::vector<std::string> qualifications;
    bool on_duty = false;                    ///< signed in, and neither serving nor on a break nor off
    std::string zone;
    int open_claims = 0;
    int open_weight = 0;
    std::vector<UtcTime> interrupts;         ///< of the last hour or longer, in any order
    std::optional<Held> held;
    UtcTime idle_since{};
};

struct Wish {
    std::string alert;
    protocol::AlertClass alert_class = protocol::AlertClass::service;
    protocol::Urgency urgency = protocol::Urgency::c;
    bool unwell = false;
    std::string role;                        ///< empty: anybody of the lobby, the branch head last
    std::string staff;                       ///< passed to this person; empty: to nobody in particular
    std::string qualification;
    std::string place;                       ///< where the customer is
    std::string own_manager;                 ///< the customer's relationship manager; empty: none
    std::vector<std::string> not_to;         ///< has it already, or has said no
    bool any_role = false;                   ///< P2's last step: any qualified
};

enum class Refusal { none, not_on_duty, role, qualification, not_to, claims, weight, holds_a_card, hour };
std::string_view name_of(Refusal refusal);

/// The hall's own; a teller is asked only by name, by role, or when somebody is unwell.
bool is_of_lobby(std::string_view role);

/// Why this person is not interrupted; `none` when they may be. `displaces` is set when a less urgent card has to make room.
Refusal refusal_for(const Person& person, const Wish& wish, const Policy& policy, UtcTime now, bool& displaces);

struct Choice {
    std::string staff;
    std::string displaced;                   ///< the alert that waits in the silent list again; empty: none
};

/// The best person, or nobody. Order: free before whose card has to make room; own relationship manager; not the branch head; least open
/// weight; same zone; longest idle; staff number.
std::optional<Choice> choose(const Wish& wish, const std::vector<Person>& people, const Policy& policy, UtcTime now);

/// For what goes to everybody at once.
std::vector<Choice> choose_all(const Wish& wish, const std::vector<Person>& people, const Policy& policy, UtcTime now);

/// Interrupts that count now: younger than an hour. Exactly an hour old counts no more. One from a future that a clock has taken back counts
/// for as long as it is less than an hour ahead.
int interrupts_in_hour(const std::vector<UtcTime>& interrupts, UtcTime now);

/// Whether a person of this role, with these qualifications, may take an alert at all. `why` says what to do instead.
Result<void> may_take(std::string_view role, const std::vector<std::string>& qualifications, std::string_view wanted_role, std::string_view qualification);

/// Whose alerts are more urgent comes first: unwell, urgency, class, age.
bool before(const Wish& a, UtcTime raised_a, const Wish& b, UtcTime raised_b);

}  // namespace silverlane::dispatch
