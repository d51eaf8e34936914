// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: Silverlane contributors
//
// The decision: pure, from a snapshot, the rules and a time to what staff see and why. The same input gives the same bytes, on any machine
// and at any later time; nothing is read, nothing kept; whole numbers only. Any thread. What leaves is text keys, never a name or an amount.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/clock.h"
#include "base/result.h"
#include "hub/decision/facts.h"
#include "hub/decision/rules.h"
#include "hub/decision/verdict.h"
#include "hub/protocol/alert.h"

namespace silverlane::decision {

/// How the winner was found. Everybody but a small share is `full`.
enum class Arm : std::uint8_t { full, eligibility_only, no_levers, random_eligible };
std::string_view name_of(Arm arm);

struct Opportunity {
    std::size_t campaign = 0;             ///< position in Rules::campaigns
    std::uint32_t score_ppm = 0;          ///< P x C x V x L x F
    std::uint32_t p_ppm = 0;              ///< P
    std::uint32_t chosen_ppm = 0;         ///< how likely it was chosen, so that what came of it can be weighed later
    Arm arm = Arm::full;
    bool explored = false;                ///< taken by the draw of exploration and not by its score
    bool operator==(const Opportunity&) const = default;
};

struct Decision {
    protocol::AlertClass alert_class = protocol::AlertClass::service;
    bool show_person = false;                         ///< the card may say who it is: hub/desk adds the surname
    bool show_tier = false;                           ///< and the tier letter
    std::vector<protocol::Line> reasons;              ///< at most three, in class order
    protocol::Line first_sentence;                    ///< passes overheard_mistake()
    std::optional<protocol::Line> caution;
    std::vector<std::string> outcomes;                ///< at most five
    std::optional<Opportunity> primary, secondary;
    std::optional<Opportunity> follow_up;             ///< a task of the relationship manager; never on a lobby card
    std::optional<Opportunity> ghost;                 ///< would have been, but is held out
    std::vector<protocol::Line> for_the_head;         ///< what the branch head alone is told of this arrival, on a card of its own; else empty
    std::string needed_qualification;                 ///< of who takes it; empty: none
    std::optional<protocol::Line> guide;              ///< nobody here may sell it: lead to the sales zone
    bool recording_required = false;                  ///< of the primary: "sold" needs the recording's number
    int cooling_days = 0;                             ///< of the primary: a sale counts after these
    std::vector<Considered> considered;               ///< one a campaign, by position
    [[nodiscard]] bool has_marketing() const { return primary.has_value(); }
};

/// Never fails: who has not consented, or is not known, gets service and care without a name.
Decision decide(const Snapshot& snapshot, const Rules& rules, UtcTime time);

/// The line of a campaign on a card: its key, with its own words as the arguments "zh" and "en" where it has them.
protocol::Line reason_line(const Campaign& campaign);

/// The campaign that a kiosk may offer this person after a task: decide() with Trigger::kiosk_offer. Nothing for a visit without a person, or
/// without consent to marketing. Lives as long as the rules.
const Campaign* choose_kiosk_offer(const Snapshot& snapshot, const Rules& rules);

/// The record: rules version, time, snapshot, every campaign's verdict in a compact form (docs/decide.md), scores, competitors. Canonical JSON.
std::string record_of(const Snapshot& snapshot, const Rules& rules, UtcTime time, const Decision& decision);

/// Decides again from the record and writes the record anew: the same bytes, unless program and record disagree. Errors: invalid_input;
/// conflict naming both versions when the rules are not those of the record.
Result<std::string> replay(std::string_view record, const Rules& rules);

/// What a record holds for who decides again or explains.
struct Recorded {
    std::string rules_version;
    UtcTime time{};
    Snapshot snapshot;
};
Result<Recorded> recorded_from_json(std::string_view record);

/// 0..9999, the same for ever for one customer and salt. FNV-1a, 64 bit, over the customer's id, "|" and the salt, finished with splitmix64,
/// modulo 10,000.
int stable_bucket(const CustomerId& customer, std::string_view salt);
/// The salt of the holdouts: the policy's, with its epoch behind a "/" when it has one.
std::string holdout_salt(const Policy& policy);

/// At most five outcomes, by class.
const std::vector<std::string>& outcomes_for(protocol::AlertClass alert_class, const Policy& policy);

}  // namespace silverlane::decision
