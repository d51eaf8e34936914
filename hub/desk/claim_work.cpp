// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: Silverlane contributors
#include <algorithm>

#include <fmt/format.h>

#include "hub/desk/alert_work.h"
#include "hub/desk/customer_facts.h"
#include "hub/desk/opportunity_work.h"
#include "hub/desk/dispatch_work.h"
#include "hub/desk/held_alert.h"

namespace silverlane::desk {

namespace {

using dispatch::Action;
using protocol::Alert;
using protocol::AlertState;
using protocol::KioskEvent;

/// Role, qualification and the number of open claims; a call of urgency A may be taken by anybody who may know of it.
Result<void> may_claim(Change& change, const Session& session, const HeldAlert& held) {
    if (held.alert.urgency == protocol::Urgency::a) return {};
    const auto& wanted = held.row.wanted_staff;
    if (!wanted.empty() && wanted != session.staff.text) {
        return Error(ErrorCode::forbidden, fmt::format("this alert was passed to {}; it comes back when they do not take it", wanted));
    }
    const auto me = change.staff.find(session.staff);
    const auto qualifications = me ? texts_from_json(me->qualifications) : std::vector<std::string>{};
    if (auto fits = dispatch::may_take(session.role, qualifications, held.alert.wanted_role, held.alert.qualification); !fits) return fits;
    const int most = dispatch_policy(change).caps.open_claims;
    if (change.alerts.claims_of(session.staff, session.branch) >= most) {
        return Error(ErrorCode::forbidden, fmt::format("you have {} alerts already; close one or hand it over first", most));
    }
    return {};
}

/// Where the decision said so, whoever passes an elder on makes a task of the relationship manager of it; the hall's card named nothing.
void raise_follow_up(Change& change, const Session& session, const HeldAlert& held) {
    if (held.row.follow_up.empty()) return;
    Alert task;
    task.id = make_id<AlertId>(change.now, change.office.random);
    task.branch = held.row.branch;
    task.kind = "follow_up";
    task.alert_class = protocol::AlertClass::service;
    task.person = held.alert.person;
    task.ticket_label = held.alert.ticket_label;
    task.evidence = held.alert.evidence;
    task.reasons = {{"reason.follow_up", {}}};
    task.wanted_role = "relationship_manager";
    task.referred_by = session.staff.text;
    task.outcomes = {"helped", "booked", "declined"};
    task.raised_at = change.now;
    auto row = new_row(change, task);
    row.visit = held.row.visit;
    row.campaign = held.row.follow_up;
    put_alert(change, row, task, "raised", doer(session));
    change.duties.add_referral(row.id, row.branch, session.staff, {}, task.wanted_role, change.now);
}

}  // namespace

Result<Alert> claim_alert(Change& change, const Session& session, const AlertId& id, const protocol::Claim& claim) {
    const auto kind = kind_of_day(session.branch, "claim", session.staff.text, id.text);
    bool found = false;
    if (auto before = answered_before(change, kind, claim.key, found); found) return before;
    auto held = hold(change, session, id);
    if (!held) return held.error();
    auto& alert = held->alert;
    if (!held->is_of(session)) {
        if (alert.state != AlertState::open || alert.version != claim.version) return somebody_was_first();
        if (auto may = may_claim(change, session, *held); !may) return may.error();
        if (auto step = advance(held->row, alert, Action::claim, dispatch::Actor::anybody); !step) return step.error();
        alert.claimed_by = session.staff.text;
        held->row.wanted_staff.clear();
        put_alert(change, held->row, alert, "claimed", doer(session));
        tell_kiosk(change, *held, KioskEvent::Kind::help_claimed);
        change.count("alerts_claimed");
    }
    change.answers.put(kind, claim.key, held->row.body, change.answers_expire());
    return alert;
}

Result<Alert> release_alert(Change& change, const Session& session, const AlertId& id, const protocol::Release& release) {
    const auto kind = kind_of_day(session.branch, "release", session.staff.text, id.text);
    bool found = false;
    if (auto before = answered_before(change, kind, release.key, found); found) return before;
    auto held = hold(change, session, id);
    if (!held) return held.error();
    auto& alert = held->alert;
    if (alert.version != release.version || !(held->is_of(session) || alert.state == AlertState::open)) return somebody_was_first();
    const auto by = held->is_of(session) ? dispatch::Actor::owner : dispatch::Actor::anybody;
    const bool wrong = release.why == "wrong_person";
    const bool ends = wrong || release.why == "not_relevant";
    if (auto step = advance(held->row, alert, wrong ? Action::wrong_person : ends ? Action::not_relevant : Action::release, by); !step) return step.error();
    if (ends) {
        alert.outcome = release.why;
        if (!wrong) opportunity_ended(change, held->row, release.why, session.staff.text);
        if (wrong) forget_who(change, *held);
        tell_kiosk(change, *held, KioskEvent::Kind::help_closed);
    } else {
        const bool had_it = std::erase(alert.offered_to, session.staff.text) > 0 || by == dispatch::Actor::owner;
        change.duties.decline(id, session.staff, change.now);
        alert.claimed_by.clear();
        // Asking for somebody else brings the second person at once instead of after the usual time.
        if (alert.urgency != protocol::Urgency::c && (had_it || alert.offered_to.empty())) held->row.escalation_due = change.now;
        if (const auto visit = change.services.find_home_visit(id)) held->row.escalation_due = visit->due;
    }
    put_alert(change, held->row, alert, release.why, doer(session));
    change.room_in(session.branch);
    change.answers.put(kind, release.key, held->row.body, change.answers_expire());
    change.count("alerts_released");
    return alert;
}

Result<Alert> close_alert(Change& change, const Session& session, const AlertId& id, const protocol::Outcome& outcome) {
    const auto kind = kind_of_day(session.branch, "outcome", session.staff.text, id.text);
    bool found = false;
    if (auto before = answered_before(change, kind, outcome.key, found); found) return before;
    auto held = hold(change, session, id);
    if (!held) return held.error();
    auto& alert = held->alert;
    if (!held->is_of(session) || alert.version != outcome.version) return somebody_was_first();
    if (!has(alert.outcomes, outcome.outcome)) {
        return Error(ErrorCode::invalid_input, fmt::format("field 'outcome': expected one of {}", fmt::join(alert.outcomes, ", ")));
    }
    if (auto step = advance(held->row, alert, Action::record_outcome, dispatch::Actor::owner); !step) return step.error();
    alert.outcome = outcome.outcome;
    change.duties.idle_from(session.staff, session.branch, change.now);
    put_alert(change, held->row, alert, "outcome", doer(session));
    // Booked, the phone is needed until the day; done or not wanted, it is needed no more.
    if (held->row.kind == "visit_request" && outcome.outcome != "booked") change.services.drop_home_visit(id);
    opportunity_ended(change, held->row, outcome.outcome, session.staff.text);
    if (outcome.outcome == "referred") raise_follow_up(change, session, *held);
    tell_kiosk(change, *held, KioskEvent::Kind::help_closed);
    change.answers.put(kind, outcome.key, held->row.body, change.answers_expire());
    change.count("alerts_closed");
    return alert;
}

void expire_alert(Change& change, store::AlertRow& row) {
    auto alert = alert_of(row);
    if (!alert || !advance_by_hub(row, *alert, Action::expire)) return;
    alert->person.reset();
    alert->reasons.clear();
    alert->first_sentence.reset();
    put_alert(change, row, *alert, "expired");
    change.count("alerts_expired");
}

void ticket_was_called(Change& change, const store::TicketRow& ticket) {
    if (!ticket.visit) return;
    for (auto& row : change.alerts.of_visit(*ticket.visit)) {
        if (!is_about_waiting(row.kind)) continue;
        if (row.state == static_cast<int>(AlertState::open)) {
            expire_alert(change, row);
        } else if (row.state == static_cast<int>(AlertState::claimed)) {
            // Whoever is with the customer is told where they are to go.
            auto alert = alert_of(row);
            if (!alert) continue;
            add_news(*alert, "news.called", {{"ticket", ticket.label}, {"window", std::to_string(ticket.window)}}, change.now);
            put_alert(change, row, *alert, "news");
        }
    }
}

}  // namespace silverlane::desk
