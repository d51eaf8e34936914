// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: Silverlane contributors
#include <algorithm>

#include <fmt/format.h>

#include "hub/desk/alert_work.h"
#include "hub/desk/customer_facts.h"
#include "hub/desk/opportunity_work.h"

namespace silverlane::desk {

namespace {

using protocol::Alert;
using protocol::AlertState;
using protocol::KioskEvent;

struct Held {
    store::AlertRow row;
    Alert alert;
};

/// The alert, if it is the session's branch's and still has its words.
Result<Held> hold(Change& change, const Session& session, const AlertId& id) {
    auto row = change.alerts.find(id);
    if (!row || row->branch != session.branch || !may_see(session, *row)) return Error(ErrorCode::not_found, "no such alert in this branch");
    auto alert = alert_of(*row);
    if (!alert) return alert.error();
    return Held{std::move(*row), std::move(*alert)};
}

Result<Alert> answered_before(Change& change, const std::string& kind, const IdempotencyKey& key, bool& found) {
    const auto answer = change.answers.find(kind, key);
    found = answer.has_value();
    if (!answer) return Error(ErrorCode::not_found, "");
    return protocol::alert_from_json(*answer);
}

void tell_kiosk(Change& change, const Held& held, KioskEvent::Kind kind) {
    if (held.row.terminal.empty()) return;
    KioskEvent event;
    event.kind = kind;
    event.alert = held.row.id;
    event.staff_number = held.alert.claimed_by;
    change.publish_to_kiosk(held.row.branch, held.row.terminal, event);
}

const Error& somebody_was_first() {
    static const Error error(ErrorCode::conflict, "somebody was first, or the alert has changed");
    return error;
}

/// The staff say that this is somebody else: the visit knows nobody from now on.
void forget_who(Change& change, const Held& held) {
    if (!held.row.visit) return;
    auto visit = change.visits.find(*held.row.visit);
    if (!visit || !visit->customer) return;
    take_back_visit(change, *visit);
    visit->customer.reset();
    change.visits.put(*visit);
    change.note(LogEvent(LogLevel::notice, "identity_was_wrong").with("branch", held.row.branch).with("alert", held.row.id));
}

}  // namespace

Result<Alert> claim_alert(Change& change, const Session& session, const AlertId& id, const protocol::Claim& claim) {
    const auto kind = kind_of_day(session.branch, "claim", session.staff.text, id.text);
    bool found = false;
    if (auto before = answered_before(change, kind, claim.key, found); found) return before;
    auto held = hold(change, session, id);
    if (!held) return held.error();
    auto& alert = held->alert;
    const bool mine = alert.state == AlertState::claimed && alert.claimed_by == session.staff.text;
    if (!mine) {
        if (alert.state != AlertState::open || alert.version != claim.version) return somebody_was_first();
        alert.state = AlertState::claimed;
        alert.claimed_by = session.staff.text;
        put_alert(change, held->row, alert, "claimed", session.staff.text);
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
    const bool mine = alert.state == AlertState::claimed && alert.claimed_by == session.staff.text;
    if (alert.version != release.version || !(mine || alert.state == AlertState::open)) return somebody_was_first();
    if (release.why == "wrong_person") {
        alert.state = AlertState::closed;
        alert.outcome = "wrong_person";
        alert.person.reset();
        alert.reasons.clear();
        forget_who(change, *held);
    } else {
        alert.state = AlertState::open;
        alert.claimed_by.clear();
        // Asking for somebody else brings the second person at once instead of after the usual time.
        if (alert.urgency != protocol::Urgency::c) held->row.escalation_due = change.now;
        if (const auto visit = change.services.find_home_visit(id)) held->row.escalation_due = visit->due;
    }
    put_alert(change, held->row, alert, release.why, session.staff.text);
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
    if (alert.state != AlertState::claimed || alert.claimed_by != session.staff.text || alert.version != outcome.version) return somebody_was_first();
    if (!has(alert.outcomes, outcome.outcome)) {
        return Error(ErrorCode::invalid_input, fmt::format("field 'outcome': expected one of {}", fmt::join(alert.outcomes, ", ")));
    }
    alert.state = AlertState::closed;
    alert.outcome = outcome.outcome;
    put_alert(change, held->row, alert, "outcome", session.staff.text);
    // Booked, the phone is needed until the day; done or not wanted, it is needed no more.
    if (held->row.kind == "visit_request" && outcome.outcome != "booked") change.services.drop_home_visit(id);
    opportunity_ended(change, held->row, outcome.outcome, session.staff.text);
    tell_kiosk(change, *held, KioskEvent::Kind::help_closed);
    change.answers.put(kind, outcome.key, held->row.body, change.answers_expire());
    change.count("alerts_closed");
    return alert;
}

void expire_alert(Change& change, store::AlertRow& row) {
    auto alert = alert_of(row);
    if (!alert) return;
    alert->state = AlertState::expired;
    alert->person.reset();
    alert->reasons.clear();
    alert->first_sentence.reset();
    put_alert(change, row, *alert, "expired");
    change.count("alerts_expired");
}

void ticket_was_called(Change& change, const store::TicketRow& ticket) {
    if (!ticket.visit) return;
    for (auto& row : change.alerts.of_visit(*ticket.visit)) {
        const bool about_arriving = row.kind == "arrival" || row.kind == "arrival_priority";
        if (about_arriving && row.state == static_cast<int>(AlertState::open)) expire_alert(change, row);
    }
}

}  // namespace silverlane::desk
