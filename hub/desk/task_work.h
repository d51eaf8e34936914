// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: Silverlane contributors
//
// Tasks of the relationship manager (kind "follow_up"): what the hall does not name to an elder, and the call while a purchase can still be taken
// back. They outlive the day until somebody has done them, and end with the consent on which they rest. Private to hub/desk; inside a request on
// the writer thread, where nothing else is said.
#pragma once

#include <optional>
#include <string_view>
#include <vector>

#include "hub/desk/change.h"
#include "hub/desk/held_alert.h"

namespace silverlane::desk {

/// The card was closed with this outcome. Where its decision named a follow-up and the customer was there and not unwilling (helped, referred,
/// booked), it becomes a task, and from now on a contact. Nothing happens while an earlier one about the same is open.
void raise_follow_up(Change& change, const Session& session, const HeldAlert& card, std::string_view outcome);

/// Sales whose days of hesitation have lasted two days and are not over: a task each, once. A service, so it is no contact.
void raise_cooling_calls(Change& change);

/// The tasks that came of these opportunities and of the sales matched to them. On any connection: an import has a transaction of its own.
std::vector<AlertId> tasks_of(store::Connection& connection, const std::vector<store::OpportunityRow>& opportunities);
/// The cooling call about a sale, where one was raised.
std::optional<AlertId> cooling_call_of(store::Connection& connection, std::string_view sale);
/// Nobody is to call any more: the tasks end, and nobody's name stays on them. `but` stays as it is.
void end_tasks(Change& change, const std::vector<AlertId>& tasks, const std::optional<AlertId>& but = std::nullopt);

/// The day is over. What was of that day goes from an open task: ticket, needs, visit.
void keep_over_night(Change& change, store::AlertRow& task);

}  // namespace silverlane::desk
