// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: Silverlane contributors
//
// Campaigns, people and whole days for tests of the path from an arrival to a decision. A day is the same for the same seed.
#pragma once

#include <string>
#include <vector>

#include "desk_fixture.h"
#include "hub/decision/decide.h"
#include "hub/decision/rules.h"

namespace silverlane::desk {

/// A deposit that a kiosk may offer and staff may speak about; nobody is held out of it.
decision::Campaign sample_campaign(const std::string& id, const std::string& product_class = "time_deposit");
/// Rules of these campaigns without holdouts, arms or exploration.
decision::Rules sample_rules(std::vector<decision::Campaign> campaigns, decision::Policy policy = decision::default_policy());

/// Somebody who agreed to everything.
SamplePerson agreeing_person(int number);

/// The desk starts anew with a fund of R3 alone, and customer 1 is an elder who may have it and has a relationship manager (2001).
void sell_a_fund_to_an_elder(SampleBank& bank);

/// `actions` things that happen in the branch in one day: arrivals, tickets, cards at kiosks, choices, offers, ratings, claims, outcomes, feeds.
/// Ends after closing when `to_closing`.
void live_a_day(SampleBank& bank, std::uint64_t seed, int actions, bool to_closing);

/// Every row of a table in the order of its key, as text.
std::vector<std::string> rows_of(SampleBank& bank, const char* columns, const char* table);
std::int64_t count_rows(SampleBank& bank, const char* table_and_condition);

}  // namespace silverlane::desk
