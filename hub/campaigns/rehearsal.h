// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: Silverlane contributors
//
// What rules would have done with arrivals that were recorded: who would have been meant, why the others not, which elders would have been
// touched, how many cards a staff-hour, how much of the quotas. Pure and deterministic; nothing leaves but counts, age bands and masked ids.
// Contacts and quotas are counted anew along the way, as if every card had been spoken of. It changes nothing and shows nothing to anybody.
#pragma once

#include <cstdint>
#include <map>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "base/clock.h"
#include "base/result.h"
#include "hub/campaigns/rule_book.h"
#include "hub/decision/decide.h"
#include "hub/decision/facts.h"
#include "hub/decision/rules.h"

namespace silverlane::campaigns {

struct RecordedArrival {
    decision::Snapshot snapshot;
    UtcTime time{};
};

/// JSON lines, each a decision record or a bare snapshot. Bad lines are counted and told, the rest is taken.
struct Arrivals {
    std::vector<RecordedArrival> arrivals;      ///< in the order of the file
    std::vector<std::string> problems;          ///< "arrivals.jsonl:17: ..."
};
Arrivals read_arrivals(std::string_view lines, std::string_view file_name);

/// "C***45": enough to see that two lines mean one person, not who it is.
std::string masked(const CustomerId& id);

/// One person whom a campaign meant.
struct Touched {
    std::string who;                            ///< masked
    std::string age_band;
    std::string day;
    std::string branch;
    bool follow_up = false;                     ///< a task of the relationship manager, no card in the lobby
    auto operator<=>(const Touched&) const = default;
};

struct QuotaUse {
    int in_all = 0;
    int most_branch_day = 0;                    ///< of any branch and day
    int most_staff_day = 0;                     ///< rounded up, shared evenly among those on duty
};

struct CampaignRehearsal {
    std::string campaign;
    int shown = 0;                              ///< first place on a card or at a kiosk, once a visit
    int second = 0;
    int follow_ups = 0;
    int held_out = 0;
    std::set<std::string> people;               ///< ids, not to be shown
    std::set<std::string> elders;               ///< of them, of the policy's elder age and over
    std::set<std::string> elders_at_risk;       ///< of them, with a product of R3 and above
    int elder_risk_cards = 0;                   ///< how often such a thing stood on a lobby card: never, while the gates hold
    std::map<std::string, int> verdicts;        ///< by name of the gate that closed, or of what became of it; once a visit, the last one
    std::map<std::string, int> predicates;      ///< of not_eligible and fact_missing: the deciding ones
    std::map<std::string, int> also_fit;        ///< other campaigns that came through in the same decision
    QuotaUse use;
    std::vector<Touched> touched;               ///< sorted
};

struct Rehearsal {
    std::string rules_version;
    int arrivals = 0, visits = 0, customers = 0, days = 0, branches = 0;
    int cards = 0;                              ///< with something for marketing, once a visit
    std::int64_t staff_minutes = 0;             ///< of people on duty, in hours in which somebody came; 0: the recording does not say
    std::vector<CampaignRehearsal> campaigns;   ///< in the order of the rules
};

Rehearsal rehearse(const decision::Rules& rules, const std::vector<RecordedArrival>& arrivals);

/// The book's rules with one campaign as if it were approved and ran in the recorded days: to rehearse a draft. Errors: not_found; the
/// book must have rules.
Result<decision::Rules> as_approved(const RuleBook& book, std::string_view campaign, const std::vector<RecordedArrival>& arrivals);

}  // namespace silverlane::campaigns
