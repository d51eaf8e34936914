// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: Silverlane contributors
#include "hub/desk/held_alert.h"

#include "hub/desk/opportunity_work.h"
#include "hub/dispatch/audience.h"

namespace silverlane::desk {

Result<HeldAlert> hold(Change& change, const Session& session, const AlertId& id) {
    auto row = change.alerts.find(id);
    if (!row || row->branch != session.branch || !may_see(session, *row)) return Error(ErrorCode::not_found, "no such alert in this branch");
    auto alert = alert_of(*row);
    if (!alert) return alert.error();
    return HeldAlert{std::move(*row), std::move(*alert)};
}

Result<HeldAlert> hold_for(Change& change, const Session& session, const AlertId& id, std::uint64_t version, Finds finds) {
    auto held = hold(change, session, id);
    if (!held || finds == Finds::anything) return held;
    const bool own = held->is_of(session);
    const bool found = own || (finds == Finds::open_or_own && held->alert.state == protocol::AlertState::open);
    if (held->alert.version != version || !found) return somebody_was_first();
    return held;
}

void forget_who(Change& change, HeldAlert& held) {
    held.alert.person.reset();
    if (!stands_without_person(held.row)) {   // what they say is of the place then
        held.alert.reasons.clear();
        held.alert.caution.reset();
        held.alert.first_sentence.reset();
    }
    held.alert.qualification.clear();
    held.alert.group.clear();
    // What was told about it so far holds the other's name too.
    change.event_log.forget_alert(held.row.branch, held.row.id);
    if (!held.row.visit) return;
    auto visit = change.visits.find(*held.row.visit);
    if (!visit || !visit->customer) return;
    take_back_visit(change, *visit, held.row.id);
    visit->customer.reset();
    change.visits.put(*visit);
    take_names_off(change, *visit, held.row.id, "wrong_person");
    change.note(LogEvent(LogLevel::notice, "identity_was_wrong").with("branch", held.row.branch).with("alert", held.row.id));
}

const Error& somebody_was_first() {
    static const Error error(ErrorCode::conflict, "somebody was first, or the alert has changed");
    return error;
}

bool may_answer_for_person(const Session& session) { return dispatch::stream_of_role(session.role) != dispatch::kTellers; }

const Error& nobody_was_named() {
    static const Error error(ErrorCode::forbidden, "who it is was not shown to this role");
    return error;
}

}  // namespace silverlane::desk
