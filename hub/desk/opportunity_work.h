// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: Silverlane contributors
//
// What a decision named to somebody (or held back for comparison), counted as a contact in the same transaction, so that two kiosks cannot
// both pass a cap; and what staff say came of it. Private to hub/desk; on the writer thread, inside a request.
#pragma once

#include <string_view>

#include "hub/decision/decide.h"
#include "hub/desk/campaign_count.h"
#include "hub/desk/change.h"

namespace silverlane::desk {

/// Brings the opportunities of the visit to what its card names now. What no longer stands there and nobody spoke about is taken back with
/// its contact and its count. `alert` carries it.
void put_opportunities(Change& change, const store::VisitRow& visit, const decision::Decision& decision, const AlertId& alert);
/// One that a kiosk shows after a task. Within a visit whose card names something it is the same contact.
void put_kiosk_opportunity(Change& change, const store::VisitRow& visit, const decision::Opportunity& chosen);
/// One that a kiosk would have shown and that is held out: once a visit, so that what it would have made can be measured.
void put_kiosk_ghost(Change& change, const store::VisitRow& visit, const decision::Opportunity& held_out);
/// What the customer said at the kiosk to what it showed: as if staff had said that it came to this.
void kiosk_opportunity_ended(Change& change, const store::VisitRow& visit, std::string_view campaign, std::string_view outcome);
/// The customer wants to hear about it: whoever takes this alert speaks about what the kiosk showed.
void pass_to_referral(Change& change, const store::VisitRow& visit, std::string_view campaign, const AlertId& referral);

/// What staff say came of an alert: kept with the opportunities that it carries, and what the customer does not want to hear rests. `staff` is
/// empty where nobody has spoken with the customer. What was put off before is not said again.
void opportunity_ended(Change& change, const store::AlertRow& alert, std::string_view outcome, std::string_view staff);
/// The customer was passed on; whoever did so keeps a share of what comes of it.
void opportunity_passed(Change& change, const store::AlertRow& alert, std::string_view from_staff);

/// It was somebody else: nothing of this visit is held against, or known of, this customer. Tasks end, but for `task`, which the caller has in hand.
void take_back_visit(Change& change, const store::VisitRow& visit, const std::optional<AlertId>& task = std::nullopt);

}  // namespace silverlane::desk
