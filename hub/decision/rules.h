// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: Silverlane contributors
//
// The bank's rules as read from config/policies/*.toml, config/campaigns/*.toml and the product list: a frozen set with a version, handed to
// decide(). Read once at start; a mistake names file, line and what to write instead. Immutable after that; any thread.
#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "hub/decision/condition.h"
#include "hub/protocol/service_messages.h"

namespace silverlane::decision {

struct Product {
    std::string id;
    std::string kind;                     ///< deposit | treasury | wealth | fund | insurance
    int risk = 1;                         ///< R1..R5
    bool private_offering = false;        ///< never promoted in a lobby
    bool determinate_benefits = false;    ///< insurance only
};

/// How a kiosk words a campaign after a task. Only a deposit may be offered there (suitability.h).
struct KioskOffer {
    protocol::LocalText title;
    protocol::LocalText line;
};

struct Campaign {
    CampaignId id;
    int version = 1;
    Product product;
    std::string reason;                   ///< text key of the line on the card: "reason.campaign.savings_bond"
    Date from{}, to{};
    int priority = 50;                    ///< 1..100 among campaigns; ties by a stable hash
    int holdout = 0;                      ///< of 10,000
    std::optional<int> most_per_day;      ///< a branch and day; absent = no cap, 0 = never
    std::vector<std::string> branches;    ///< empty = all
    Condition audience;
    std::optional<KioskOffer> offer;      ///< absent: for staff only
};

/// What holds for every campaign and alert.
struct Policy {
    int maturity_from_days = 7;           ///< before
    int maturity_to_days = 3;             ///< after
    int elder_age = 65;
    int advanced_age = 70;
    int elder_lobby_least_risk = 3;       ///< from this R on, an elder's lobby card names nothing
    int youngest_for_marketing = 18;
    int assessment_valid_months = 12;
    int most_marketing_in_7_days = 2;
    int most_marketing_in_30_days = 4;
    int declined_rests_days = 30;
    int not_now_rests_days = 7;
    int holdout = 500;                    ///< of 10,000, of all marketing
    std::string holdout_salt = "1";
    bool insurance_for_advanced_age = false;
    std::vector<std::string> quiet_tags;  ///< complaint, bereavement, fraud_case, arrears: marketing off
    std::vector<std::string> outcomes_service, outcomes_care, outcomes_marketing, outcomes_risk;   ///< at most five each
    int help_second_person_seconds = 30;
    int help_branch_head_seconds = 60;
    int stuck_seconds = 60;
    int minutes_per_ticket = 5;
};

struct Rules {
    Policy policy;
    std::vector<Campaign> campaigns;
    std::string version = "0";            ///< changes when any file changes
};

struct RuleFiles {
    std::filesystem::path policies;       ///< folder; contact.toml and whatever else stands there
    std::filesystem::path campaigns;      ///< folder, one file a campaign
    std::filesystem::path products;       ///< one file
};

/// Errors: invalid_input listing every mistake; not_found.
Result<Rules> load_rules(const RuleFiles& files);
/// A rule set without campaigns: service and care only.
Rules service_only_rules();

}  // namespace silverlane::decision
