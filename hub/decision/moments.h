// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: Silverlane contributors
//
// Moments of a customer that are alive in this visit, as a campaign's `events` name them, and what staff are told of them as service or
// care. Nothing told here says what somebody looked at or received. Pure; any thread.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "hub/decision/facts.h"
#include "hub/decision/rules.h"
#include "hub/protocol/alert.h"

namespace silverlane::decision {

/// Bits: the four triggers, then the moments. The names are those of `events`.
using EventMask = std::uint32_t;
inline constexpr std::string_view kEventNames[] = {"arrival", "ticket", "long_wait", "kiosk_offer", "maturity", "assessment_over", "inflow", "browse",
                                                   "first_visit", "honeymoon", "experience"};
std::optional<EventMask> event_bit(std::string_view name);
/// The trigger and every moment that is alive. Of the bank's record nothing for a claimed identity.
EventMask live_events(const Snapshot& snapshot, const Policy& policy);

/// One line for staff, with the kind by which VisitFacts::told_in_visit knows it.
struct Reason {
    protocol::AlertClass alert_class = protocol::AlertClass::service;
    std::string kind;                    ///< maturity assessment_over long_wait repeated_problem first_visit honeymoon; of needs: empty
    protocol::Line line;
};
/// The kind of service or care that a line with this key tells, whoever raised the card; empty when it tells none.
std::string_view kind_of_reason(std::string_view key);
/// Service and care, without consent to marketing; in class order, the weightiest first. How somebody rated is not among them: whoever was
/// rated may read these.
std::vector<Reason> service_reasons(const Snapshot& snapshot, const Policy& policy);
/// What the branch head alone is told: a poor rating of before, and with it or without it a problem that came back.
std::vector<protocol::Line> lines_for_the_head(const Snapshot& snapshot, const Policy& policy);

/// Seconds of browsing of a product class that still count: halved every browse_half_life_days, in whole numbers (a day between two
/// halvings counts in proportion). 0 for a day that is to come.
std::int64_t browse_strength(const Snapshot& snapshot, std::string_view product_class, const Policy& policy);
/// The band of the newest large inflow that still counts; 0: none.
int inflow_band(const CustomerFacts& customer, const Date& today, const Policy& policy);
/// Of customer_since: the step of the honeymoon that is due today (0, 7, 30, 90), or nothing.
std::optional<int> honeymoon_step(const CustomerFacts& customer, const Date& today, const Policy& policy);

}  // namespace silverlane::decision
