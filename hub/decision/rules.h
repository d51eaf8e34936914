// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: Silverlane contributors
//
// The bank's rules as values, and compiled for decide(): policy, campaigns, scores, with one version. Who reads the files is hub/campaigns.
// Immutable once handed out; any thread; cheap to copy.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "hub/decision/catalogue.h"
#include "hub/decision/facts.h"
#include "hub/protocol/service_messages.h"
#include "hub/rules/check.h"
#include "hub/rules/expression.h"

namespace silverlane::decision {

struct Product {
    std::string id;
    std::string kind;                     ///< deposit | treasury | wealth | fund | insurance | loan | other
    int risk = 1;                         ///< R1..R5
    bool private_offering = false;        ///< never promoted in a lobby
    bool determinate_benefits = false;    ///< insurance only
    bool regular_premium = false;         ///< insurance only: paid year after year
    bool recording_required = false;      ///< the key steps of a sale are recorded (双录): "sold" needs the recording's number
    int cooling_days = 0;                 ///< a sale counts only after these
    std::string product_class{};          ///< one of protocol::kProductClasses; empty: none
    std::optional<std::string> qualification{}; ///< that who sells it must have
    std::int64_t value_fen = 0;           ///< what a sale is worth to the bank; 0 = not said
};

/// How a kiosk words a campaign after a task. Only a deposit may be offered there (suitability.h).
struct KioskOffer {
    protocol::LocalText title;
    protocol::LocalText line;
};

/// Absent is no cap, 0 is never; the two are never the same.
struct Quota {
    std::optional<int> in_all, per_branch_day, per_staff_day;
    std::optional<int> stock;             ///< how many there were in the beginning
    [[nodiscard]] bool any() const { return in_all || per_branch_day || per_staff_day || stock; }
};

struct TalkTrack {
    std::string key;
    int version = 1;
    protocol::LocalText first_sentence, explanation;
    protocol::LocalText elder_first_sentence, elder_explanation;
};

/// C of the score: so many per cent more (or fewer) when it holds; several add up.
struct ContextWeight {
    rules::Expression when;
    int percent = 0;                      ///< -100..400
};

struct Campaign {
    CampaignId id;
    int version = 1;
    std::string status = "approved";      ///< draft | approved | paused | ended; only an approved one is ever shown
    std::string owner;                    ///< unit of the bank
    std::string approved_by;              ///< staff number
    // The seven measures: goal, tier, scene, product, channels, talk track, place in the strategy map.
    std::string goal;
    std::string tier;                     ///< whom it is meant for, in the bank's words; the audience decides
    std::string scene;
    Product product;
    std::vector<std::string> channels;    ///< tablet | kiosk | teller; empty: tablet and teller, and the kiosk when it has an offer
    TalkTrack talk_track;
    std::string strategy;                 ///< "segment/moment"
    std::string group;                    ///< for rests by group; empty: its own
    std::vector<std::string> not_after;   ///< campaigns or groups after which it waits
    int not_after_days = 0;
    std::vector<std::string> never_with;  ///< campaigns or groups that are not named in the same visit
    std::vector<std::string> events;      ///< names of triggers and moments (moments.h), any of them; empty: always
    std::vector<std::string> places;      ///< paths, each with all under it; empty: everywhere
    Date from{}, to{};                    ///< both included
    Quota quota;
    int priority = 0;                     ///< L: per cent, -50..50
    int holdout = 0;                      ///< of 10,000
    rules::Expression audience;
    std::optional<KioskOffer> offer;      ///< absent: for staff only
    std::vector<ContextWeight> weights;
    std::optional<std::string> score;     ///< name of a ScoreTable: P
    std::string reason;                   ///< text key of the line on the card: "reason.campaign.savings_bond"
    protocol::LocalText cue;              ///< its words, for a page that has none for the key; may be empty
    bool theme = false;                   ///< a theme of the branch, the same for everybody: no audience, no weights, no score, R1
    std::string advanced_age_approved_by; ///< manager who allows R3 to people of the advanced age, as a follow-up; empty: nobody
};

/// What holds for every campaign and alert. Counts that are absent are no cap, 0 is never.
struct Policy {
    // Moments.
    int maturity_from_days = 7;           ///< before
    int maturity_to_days = 3;             ///< after
    int long_wait_minutes = 20;
    int inflow_least_band = 3;            ///< from this band on an inflow is large
    int inflow_lasts_days = 14;
    int browse_half_life_days = 14;
    int browse_least_seconds = 30;        ///< what is left after decay must be as much
    int experience_lasts_days = 30;       ///< a low rating or a repeated problem is spoken of so long
    int repeated_problem_least = 2;
    std::vector<int> honeymoon_days = {0, 7, 30, 90};
    int honeymoon_step_lasts_days = 7;
    // Suitability. A policy can only be stricter than the program's bounds.
    int elder_age = 65;
    int advanced_age = 70;
    int elder_lobby_least_risk = 3;       ///< from this R on, an elder's lobby card names nothing
    int youngest_for_marketing = 18;
    int assessment_valid_months = 12;
    bool insurance_for_advanced_age = false;
    // Contact policy: marketing only, across all channels.
    std::optional<int> most_marketing_a_visit = 1;       ///< cards or offers that name something
    std::optional<int> most_marketing_in_7_days = 2;     ///< today and the six days before
    std::optional<int> most_marketing_in_30_days = 4;    ///< today and the 29 days before
    bool secondary_opportunity = true;
    int declined_rests_days = 30;         ///< the same campaign
    int two_declines_in_group_rest_days = 90;
    int not_now_rests_days = 7;
    std::optional<int> shown_without_contact = 3;        ///< so often shown and nobody spoke: the campaign rests
    int ignored_rests_days = 14;
    std::vector<std::string> quiet_tags;  ///< complaint, bereavement, fraud_case, arrears: marketing off
    int least_feasibility_ppm = 50'000;   ///< below, nobody would be there in time: no marketing
    // Who is not told, so that the difference can be seen. Of 10,000.
    int holdout = 500;                    ///< of all marketing
    std::string holdout_salt = "1";
    std::string epoch;                    ///< changes who is held out without a new salt; empty: none
    int exploration = 0;                  ///< of decisions; at most 500
    int ablation_arm = 100;               ///< of customers, each of the three arms
    std::vector<std::string> outcomes_service, outcomes_care, outcomes_marketing, outcomes_risk;   ///< at most five each
    int help_second_person_seconds = 30;
    int help_branch_head_seconds = 60;
    int stuck_seconds = 60;
    int minutes_per_ticket = 5;
};

/// Successes and trials of one action in one segment.
struct BetaCount {
    int successes = 0;
    int trials = 0;
};

/// A pluggable P. By customer, in parts per million; or counts by "campaign|segment" (segment_of()), read with the prior Beta(1, 30).
struct ScoreTable {
    std::string name;                     ///< Campaign::score names it; kHistory is asked when that table does not know the customer
    int version = 1;
    std::unordered_map<std::string, std::uint32_t> by_customer_ppm;
    std::unordered_map<std::string, BetaCount> counts;
};
inline constexpr std::string_view kHistory = "history";

struct Compiled;                          ///< private to hub/decision

struct Rules {
    Policy policy;                        ///< may be changed after compiling
    std::vector<Campaign> campaigns;      ///< as compiled: a change of this list needs compile_rules()
    std::vector<ScoreTable> scores;
    FactNames names;
    std::string version = "0";            ///< whoever reads the files sets it: it changes when any of them changes
    std::shared_ptr<const Compiled> compiled;   ///< absent when there are no campaigns
};

/// Compiles audiences, weights and places. Errors: invalid_input with every mistake of every campaign, one a line: conditions, two campaigns
/// of one id, a theme that is not the same for everybody, a kiosk offer of something else than a deposit, an unknown event.
Result<Rules> compile_rules(Policy policy, std::vector<Campaign> campaigns, const rules::Segments& segments = {}, FactNames names = {},
                            std::vector<ScoreTable> scores = {});
/// A rule set without campaigns: service and care only.
Rules service_only_rules();
/// The policy of service_only_rules(): the defaults with the outcomes and quiet tags that ship.
Policy default_policy();

/// The segment by which history is counted: "70-74/B", "?/" of somebody of whom nothing is known.
std::string segment_of(const CustomerFacts& customer, const Date& today);

}  // namespace silverlane::decision
