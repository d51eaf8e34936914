// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: Silverlane contributors
//
// From rows to what a decision may know, and from a decision to its record. Names and amounts stay behind: what goes on has bands, days and
// counts. Private to hub/desk; on the writer thread, inside a request.
#pragma once

#include <optional>

#include "hub/decision/decide.h"
#include "hub/desk/change.h"

namespace silverlane::desk {

/// The facts of a customer who consented to service: nothing when the customer is unknown or has not consented. What looks back (contacts,
/// what somebody looked at online, days of presence) is there only with the consent that it needs. `own`: contacts of this visit, which are
/// not counted against it.
std::optional<decision::CustomerFacts> facts_of(Change& change, const CustomerId& customer, const BranchId& branch,
                                                const std::vector<store::OpportunityRow>& own = {});

/// All that decide() may know of a visit now.
decision::Snapshot snapshot_of(Change& change, const store::VisitRow& visit, const std::optional<store::TicketRow>& ticket, decision::Trigger trigger);

/// Who stands there, as far as the decision lets a card say it: the one place where a name joins what was decided.
std::optional<protocol::Person> person_of(Change& change, const decision::Snapshot& snapshot, const decision::Decision& decision);

/// Keeps the decision for replay: until closing; where profiling and marketing are agreed to, 90 days.
void record_decision(Change& change, const store::VisitRow& visit, const decision::Snapshot& snapshot, const decision::Decision& decision);

/// Help, a hold, something that got stuck: whoever is in trouble is told nothing but what helps.
bool is_in_trouble(Change& change, const VisitId& visit);

/// Somebody with consent to profiling is here: for the days of presence, and where the honeymoon of a new customer begins.
void note_presence(Change& change, const CustomerId& customer, const BranchId& branch);

/// Days that a contact, a decision or an opportunity is kept of somebody who agreed to it.
constexpr int kKeptDays = 90;

}  // namespace silverlane::desk
