// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: Silverlane contributors
//
// What a decision may know, and nothing else: the snapshot of one person's visit. Built by hub/desk, read by decide(). Values, any thread.
// Holdings are here to be compared with rules; no amount ever leaves a decision.
#pragma once

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/identifier.h"
#include "base/private_text.h"
#include "base/result.h"

namespace silverlane::decision {

using Date = std::chrono::year_month_day;

/// "2026-11-27". Errors: invalid_input.
Result<Date> parse_date(std::string_view text);
std::string to_text(const Date& date);
/// Whole days from `from` to `to`; negative when `to` is earlier.
int days_between(const Date& from, const Date& to);
/// Full years, by birthday: one turns 65 on the 65th birthday, somebody of 29 February on 1 March of a common year.
int age_on(const Date& birth, const Date& today);
/// "70-74", "90+"; empty below 18, so that a card never points at a child.
std::string age_band(int age);

struct Holding {
    std::string kind;               ///< time_deposit | demand_deposit | savings_bond | wealth_product | fund | insurance
    std::int64_t amount_fen = 0;
    std::optional<Date> matures;
    int risk = 1;                   ///< R1..R5
};

struct CustomerFacts {
    CustomerId id;
    CustomerName surname;
    std::string gender;             ///< female | male | empty
    std::optional<Date> birth;
    std::string tier;
    int risk_level = 0;             ///< C1..C5; 0 = never assessed
    std::optional<Date> risk_assessed;
    std::vector<Holding> holdings;
    std::vector<std::string> tags;
    std::vector<std::string> consents;   ///< purposes granted now
    int marketing_in_7_days = 0;
    int marketing_in_30_days = 0;
    std::vector<std::string> suppressed; ///< campaigns that must rest
    [[nodiscard]] bool consents_to(std::string_view purpose) const;
};

struct VisitFacts {
    BranchId branch;
    std::vector<std::string> evidence;   ///< wifi ticket card visit_code queue phone_tail
    std::string service;                 ///< of the ticket
    bool priority = false;
    std::vector<std::string> needs;      ///< declared for this visit
    bool claimed = false;                ///< identity by a typed tail
    std::vector<CampaignId> used_up;     ///< campaigns whose room in this branch is used up today
};

struct Snapshot {
    std::optional<CustomerFacts> customer;   ///< only of somebody who consented to service
    VisitFacts visit;
    Date today{};                            ///< the branch's service day
    int minute_of_day = 0;
};

}  // namespace silverlane::decision
