// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: Silverlane contributors
//
// The decision: pure, from a snapshot, the rules and a time to what staff see and why. The same input gives the same bytes, on any machine
// and at any later time; nothing is read, nothing kept. Any thread. What leaves is text keys and the surname, never an amount or a balance.
#pragma once

#include <string>
#include <vector>

#include "base/clock.h"
#include "hub/decision/facts.h"
#include "hub/decision/rules.h"
#include "hub/protocol/alert.h"

namespace silverlane::decision {

/// What became of one campaign for this person, for the record.
struct Considered {
    CampaignId campaign;
    std::string verdict;      ///< chosen | held_out | outbid | no_consent | quiet | not_now | not_eligible | unsuitable | capped | resting
    std::string why;          ///< the predicate or gate; empty when chosen
    bool operator==(const Considered&) const = default;
};

struct Decision {
    protocol::AlertClass alert_class = protocol::AlertClass::service;
    std::optional<protocol::Person> person;           ///< absent for an anonymous visit
    std::vector<protocol::Line> reasons;              ///< at most three, in class order
    protocol::Line first_sentence;                    ///< passes overheard_mistake()
    std::optional<protocol::Line> caution;
    std::vector<std::string> outcomes;
    CampaignId campaign;                              ///< of the opportunity among the reasons; empty = none
    std::vector<Considered> considered;
};

/// Never fails: who has not consented, or is not known, gets service and care without a name.
Decision decide(const Snapshot& snapshot, const Rules& rules, UtcTime time);

/// The campaign that a kiosk may offer this person after a task: through every gate of decide(), with words for a kiosk, and a deposit.
/// Nothing for a visit without a person, or without consent to marketing. Lives as long as the rules.
const Campaign* choose_kiosk_offer(const Snapshot& snapshot, const Rules& rules);

/// The decision's record: rules version, facts that were used (no name, no amount), every campaign with its verdict. Canonical JSON.
std::string record_of(const Snapshot& snapshot, const Rules& rules, UtcTime time, const Decision& decision);

/// 0..9999, the same for ever for one customer and salt.
int stable_bucket(const CustomerId& customer, std::string_view salt);

/// At most five outcomes, by class.
const std::vector<std::string>& outcomes_for(protocol::AlertClass alert_class, const Policy& policy);

}  // namespace silverlane::decision
