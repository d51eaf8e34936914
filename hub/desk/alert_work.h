// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: Silverlane contributors
//
// Alerts: raising, upgrading, claiming, releasing, closing, expiring. Every change raises the version by one and is published. Private to
// hub/desk; on the writer thread, inside a request.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "hub/decision/facts.h"
#include "hub/desk/change.h"

namespace silverlane::desk {

/// Raises the one arrival alert of a visit, or brings it up to what is known now. A closed one stays closed. Sets visit.alert; the caller
/// stores the visit.
void refresh_arrival_alert(Change& change, store::VisitRow& visit, decision::Trigger trigger = decision::Trigger::arrival);
/// What a card of the arrival says now, decided anew; the caller stores it.
void decide_anew(Change& change, const store::VisitRow& visit, store::AlertRow& row, protocol::Alert& alert, decision::Trigger trigger);
/// The alert of somebody who withdrew: no name, no reason from the bank's record; gone when nothing else is left of it.
void make_arrival_alert_anonymous(Change& change, store::VisitRow& visit);
/// Of all that was raised in the visit, but for one: what has to be done stays, and nobody's name with it; closed ones too. The arrival's own
/// card loses what the bank's record said.
void take_names_off(Change& change, const store::VisitRow& visit, const AlertId& but, std::string_view what);
/// Takes from a card of the arrival what the bank's record was thought to be good for: a card of service is left. Of a call nothing is taken.
void drop_opportunity(const Change& change, store::AlertRow& row, protocol::Alert& alert);

/// The beginning of an alert that a terminal raises.
protocol::Alert alert_at(Change& change, const Terminal& terminal, std::string_view kind);
/// Who stands there, as far as they allowed us to know; joins the alert to the visit.
void add_person(Change& change, protocol::Alert& alert, store::AlertRow& row, const store::VisitRow& visit);

/// Who did something with an alert, for the record. Empty: the hub.
struct Doer {
    std::string_view staff = {};
    std::string_view device = {};
};
/// Plans what time brings and finds somebody to interrupt (dispatch_work.h), stores row and body, records who did what, tells those who may
/// know. Every new or changed alert goes through here; its stage was brought forward before (advance).
void put_alert(Change& change, store::AlertRow& row, protocol::Alert& alert, std::string_view what, Doer doer = {});
/// The second half alone: for what has been planned already.
void store_alert(Change& change, store::AlertRow& row, protocol::Alert& alert, std::string_view what, Doer doer = {});
/// Taken back by whoever raised it.
void recall_alert(Change& change, store::AlertRow& row, protocol::Alert& alert, std::string_view what);
/// Something more has happened in the visit that this card is of; the oldest news goes when there are too many.
void add_news(protocol::Alert& alert, std::string_view key, std::vector<std::pair<std::string, std::string>> arguments, UtcTime now);
/// Staff made sure who it is: the card says the name without asking first.
void keep_confirmation(protocol::Alert& alert);
/// A call for a person is not turned back into an arrival by what becomes known meanwhile.
bool is_call(std::string_view kind);
/// The card of somebody who arrived or waits: what is over once their number is called.
bool is_about_waiting(std::string_view kind);
/// The row of a new alert.
store::AlertRow new_row(Change& change, const protocol::Alert& alert);
Result<protocol::Alert> alert_of(const store::AlertRow& row);
/// Raised where somebody stands or something lies: whoever it is about, somebody must go there.
bool stands_without_person(const store::AlertRow& row);
/// By role (hub/dispatch/audience.h): a rating is not read by whom it is about, a teller hears of danger only.
bool may_see(const Session& session, const store::AlertRow& row);

/// Errors: forbidden where role or qualification do not fit or three claims are open; the message says what to do.
Result<protocol::Alert> claim_alert(Change& change, const Session& session, const AlertId& id, const protocol::Claim& claim);
Result<protocol::Alert> release_alert(Change& change, const Session& session, const AlertId& id, const protocol::Release& release);
Result<protocol::Alert> close_alert(Change& change, const Session& session, const AlertId& id, const protocol::Outcome& outcome);
/// At closing or when a visit is over: nobody's turn any more.
void expire_alert(Change& change, store::AlertRow& row);
/// The ticket was called: whoever was to meet its holder in the hall comes too late, so the visit's open arrival card expires. Called by
/// everything that calls a ticket, in the same request.
void ticket_was_called(Change& change, const store::TicketRow& ticket);

}  // namespace silverlane::desk
