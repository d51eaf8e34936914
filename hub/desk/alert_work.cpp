// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: Silverlane contributors
#include "hub/desk/alert_work.h"

#include <algorithm>

#include <fmt/format.h>

#include "hub/decision/decide.h"
#include "hub/desk/customer_facts.h"
#include "hub/desk/opportunity_work.h"
#include "hub/desk/snapshot_work.h"
#include "hub/desk/visit_work.h"

namespace silverlane::desk {

namespace {

using protocol::Alert;
using protocol::AlertState;
using protocol::Urgency;

std::string campaign_in(const Change& change, const decision::Decision& decision) {
    return decision.primary ? change.rules.campaigns[decision.primary->campaign].id.text : std::string{};
}

void fill_from(Alert& alert, const decision::Decision& decision, const store::VisitRow& visit, const std::optional<store::TicketRow>& ticket) {
    const auto evidence = split_list(visit.evidence);
    alert.alert_class = decision.alert_class;
    alert.reasons = decision.reasons;
    alert.first_sentence = decision.first_sentence;
    alert.caution = decision.caution;
    alert.outcomes = decision.outcomes;
    alert.place = visit.place;
    alert.evidence = evidence;
    alert.ticket_label = ticket ? ticket->label : std::string{};
    // Known by Wi-Fi alone the person is a silent row; a ticket or a kiosk gives a place, and then it buzzes.
    alert.interrupts = std::any_of(evidence.begin(), evidence.end(), [](const std::string& each) { return gives_a_place(each); });
    alert.kind = visit.needs.empty() ? "arrival" : "arrival_priority";
    alert.urgency = visit.needs.empty() ? Urgency::c : Urgency::b;
}

/// Whether tablets would see a difference.
bool same_to_see(Alert a, Alert b) {
    a.version = b.version = 0;
    a.changed_at = b.changed_at = {};
    return protocol::to_json(a) == protocol::to_json(b);
}

void raise_arrival_alert(Change& change, store::VisitRow& visit, const decision::Snapshot& snapshot, const decision::Decision& decision,
                         const std::optional<store::TicketRow>& ticket) {
    Alert alert;
    alert.id = make_id<AlertId>(change.now, change.office.random);
    alert.branch = visit.branch;
    alert.raised_at = change.now;
    fill_from(alert, decision, visit, ticket);
    alert.person = person_of(change, snapshot, decision);
    auto row = new_row(change, alert);
    row.visit = visit.id;
    row.campaign = campaign_in(change, decision);
    put_opportunities(change, visit, decision, alert.id);
    visit.alert = alert.id;
    put_alert(change, row, alert, "raised");
    change.count("alerts_raised");
}

}  // namespace

Alert alert_at(Change& change, const Terminal& terminal, std::string_view kind) {
    Alert alert;
    alert.id = make_id<AlertId>(change.now, change.office.random);
    alert.branch = terminal.branch;
    alert.kind = std::string{kind};
    alert.place = terminal.place;
    alert.evidence = {"kiosk"};
    alert.interrupts = true;
    alert.raised_at = change.now;
    return alert;
}

void add_person(Change& change, Alert& alert, store::AlertRow& row, const store::VisitRow& visit) {
    row.visit = visit.id;
    if (!visit.customer) return;
    decision::Snapshot snapshot;
    snapshot.customer = facts_of(change, *visit.customer, visit.branch);
    if (!snapshot.customer) return;
    snapshot.visit.visit = visit.id;
    snapshot.today = change.calendar(visit.branch).date(change.now);
    snapshot.visit.branch = visit.branch;
    snapshot.visit.needs = split_list(visit.needs);
    snapshot.visit.claimed = visit.claimed;
    // Only who it is: what the person asked for stands on the card already.
    alert.person = person_of(change, snapshot, decision::decide(snapshot, decision::service_only_rules(), change.now));
    if (alert.person) alert.person->tier.clear();
}

store::AlertRow new_row(Change& change, const Alert& alert) {
    store::AlertRow row;
    row.id = alert.id;
    row.branch = alert.branch;
    row.kind = alert.kind;
    row.version = 0;
    row.raised_at = change.now;
    return row;
}

void put_alert(Change& change, store::AlertRow& row, Alert& alert, std::string_view what, std::string_view staff) {
    alert.version = ++row.version;
    alert.changed_at = row.changed_at = change.now;
    row.alert_class = protocol::name_of(alert.alert_class);
    row.state = static_cast<int>(alert.state);
    row.claimed_by = alert.claimed_by;
    row.outcome = alert.outcome;
    row.place = alert.place;
    if (alert.state != AlertState::open) row.escalation_due.reset();
    row.body = protocol::to_json(alert);
    change.alerts.put(row);
    change.alerts.record_change(row.id, row.version, change.now, what, staff);
    change.publish(alert.branch, "alert", row.audience.empty() ? "staff" : "staff:" + row.audience, row.body);
}

bool may_see(const Session& session, const store::AlertRow& row) { return row.audience.empty() || row.audience == session.role; }

Result<Alert> alert_of(const store::AlertRow& row) {
    if (row.body.empty()) return Error(ErrorCode::not_found, "this alert is from a day that is closed");
    return protocol::alert_from_json(row.body);
}

void refresh_arrival_alert(Change& change, store::VisitRow& visit, decision::Trigger trigger) {
    std::optional<store::AlertRow> row;
    if (visit.alert) {
        row = change.alerts.find(*visit.alert);
        if (!row || row->body.empty() || row->state > static_cast<int>(AlertState::claimed)) return;
    }
    std::optional<store::TicketRow> ticket;
    if (visit.ticket) ticket = change.tickets.find(*visit.ticket);
    const auto snapshot = snapshot_of(change, visit, ticket, trigger);
    const auto decision = decision::decide(snapshot, change.rules, change.now);
    // Somebody without a name and without a wish is counted, not flagged.
    if (!decision.show_person && visit.needs.empty() && !row) return;
    record_decision(change, visit, snapshot, decision);
    if (!row) {
        raise_arrival_alert(change, visit, snapshot, decision, ticket);
        return;
    }
    auto before = alert_of(*row);
    if (!before) return;
    Alert alert = *before;
    fill_from(alert, decision, visit, ticket);
    alert.person = person_of(change, snapshot, decision);
    put_opportunities(change, visit, decision, row->id);
    const auto campaign = campaign_in(change, decision);
    if (same_to_see(alert, *before) && row->campaign == campaign) return;
    row->campaign = campaign;
    put_alert(change, *row, alert, "upgraded");
    change.count("alerts_upgraded");
}

void make_arrival_alert_anonymous(Change& change, store::VisitRow& visit) {
    if (!visit.alert) return;
    auto row = change.alerts.find(*visit.alert);
    if (!row || row->state > static_cast<int>(AlertState::claimed)) return;
    auto alert = alert_of(*row);
    if (!alert) return;
    alert->person.reset();
    alert->reasons.clear();
    alert->first_sentence.reset();
    if (!visit.ticket && visit.needs.empty()) alert->state = AlertState::cancelled;
    put_alert(change, *row, *alert, "withdrawn");
}

}  // namespace silverlane::desk
