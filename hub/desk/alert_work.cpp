// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: Silverlane contributors
#include "hub/desk/alert_work.h"

#include <algorithm>

#include <fmt/format.h>

#include "hub/decision/decide.h"
#include "hub/desk/customer_facts.h"
#include "hub/desk/head_card.h"
#include "hub/desk/opportunity_work.h"
#include "hub/desk/snapshot_work.h"
#include "hub/desk/dispatch_work.h"
#include "hub/desk/visit_work.h"
#include "hub/dispatch/audience.h"

namespace silverlane::desk {

namespace {

using protocol::Alert;
using protocol::AlertState;
using protocol::Urgency;

constexpr std::size_t kMostNews = 8;

std::string campaign_in(const Change& change, const decision::Decision& decision) {
    return decision.primary ? change.rules.campaigns[decision.primary->campaign].id.text : std::string{};
}

/// What the decision says, and where the visit is now; who it is joins it after this (person_of).
void fill_from(Alert& alert, const decision::Decision& decision, const store::VisitRow& visit, const std::optional<store::TicketRow>& ticket, UtcTime now) {
    const auto evidence = split_list(visit.evidence);
    alert.evidence = evidence;
    if (ticket && alert.ticket_label.empty() && alert.version > 0) add_news(alert, "news.ticket_taken", {{"ticket", ticket->label}}, now);
    alert.ticket_label = ticket ? ticket->label : std::string{};
    if (is_call(alert.kind)) return;
    alert.alert_class = decision.alert_class;
    // Whoever passed it on has said for whom it is.
    if (alert.referred_by.empty()) alert.wanted_role.clear();
    // Whoever may not sell it leads to somebody who may: that anybody of the hall can do.
    alert.qualification = decision.guide ? std::string{} : decision.needed_qualification;
    alert.reasons = decision.reasons;
    alert.first_sentence = decision.first_sentence;
    alert.caution = decision.caution;
    alert.outcomes = decision.outcomes;
    alert.place = visit.place;
    // Known by Wi-Fi alone the person is a silent row; a ticket or a kiosk gives a place, and then it buzzes.
    alert.interrupts = std::any_of(evidence.begin(), evidence.end(), [](const std::string& each) { return gives_a_place(each); });
    if (is_about_waiting(alert.kind) && alert.kind == "wait_over") return;   // stays as late as it is
    alert.kind = visit.needs.empty() ? "arrival" : "arrival_priority";
    alert.urgency = visit.needs.empty() ? Urgency::c : Urgency::b;
}

/// Whose customer it is, what the card is of, and what is for the relationship manager afterwards.
void fill_row(const Change& change, store::AlertRow& row, Alert& alert, const decision::Snapshot& snapshot, const decision::Decision& decision) {
    const auto& campaigns = change.rules.campaigns;
    row.campaign = campaign_in(change, decision);
    alert.group = decision.primary ? campaigns[decision.primary->campaign].reason : std::string{};
    // Whoever may not sell it leads to somebody who may, and has nothing to explain.
    alert.product_risk = decision.primary && !decision.guide ? campaigns[decision.primary->campaign].product.risk : 0;
    row.follow_up = decision.follow_up ? campaigns[decision.follow_up->campaign].id.text : std::string{};
    row.own_manager = snapshot.customer ? snapshot.customer->relationship_manager.text : std::string{};
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
    fill_from(alert, decision, visit, ticket, change.now);
    alert.person = person_of(change, snapshot, decision);
    auto row = new_row(change, alert);
    row.visit = visit.id;
    fill_row(change, row, alert, snapshot, decision);
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

void put_alert(Change& change, store::AlertRow& row, Alert& alert, std::string_view what, Doer doer) {
    const bool somebody_is_free = keep_going(change, row, alert);
    store_alert(change, row, alert, what, doer);
    if (somebody_is_free) change.room_in(row.branch);
}

void store_alert(Change& change, store::AlertRow& row, Alert& alert, std::string_view what, Doer doer) {
    if (row.claimed_by != alert.claimed_by || row.state != static_cast<int>(alert.state)) change.group.forget_team(row.branch);
    change.group.forget_campaign_cards(row.branch);
    alert.wanted_staff = row.wanted_staff;
    alert.version = ++row.version;
    alert.changed_at = row.changed_at = change.now;
    row.kind = alert.kind;
    row.alert_class = protocol::name_of(alert.alert_class);
    row.state = static_cast<int>(alert.state);
    row.claimed_by = alert.claimed_by;
    row.outcome = alert.outcome;
    row.place = alert.place;
    row.body = protocol::to_json(alert);
    change.alerts.put(row);
    change.alerts.record_change(row.id, row.version, change.now, what, doer.staff, doer.device);
    tell(change, row, alert);
}

void recall_alert(Change& change, store::AlertRow& row, Alert& alert, std::string_view what) {
    if (advance_by_hub(row, alert, dispatch::Action::recall)) put_alert(change, row, alert, what);
}

void add_news(Alert& alert, std::string_view key, std::vector<std::pair<std::string, std::string>> arguments, UtcTime now) {
    if (alert.news.size() >= kMostNews) alert.news.erase(alert.news.begin());
    alert.news.push_back({{std::string{key}, std::move(arguments)}, now});
}

void keep_confirmation(Alert& alert) {
    if (!alert.identity_confirmed || !alert.person) return;
    alert.person->claimed_identity = false;
    if (alert.first_sentence && alert.first_sentence->key == "say.ask_name_first") alert.first_sentence->key = "say.welcome";
}

bool is_call(std::string_view kind) { return kind == "help" || kind == "unwell"; }

bool is_about_waiting(std::string_view kind) { return kind == "arrival" || kind == "arrival_priority" || kind == "wait_over"; }

bool may_see(const Session& session, const store::AlertRow& row) {
    protocol::Alert known;
    known.alert_class = row.alert_class == "risk" ? protocol::AlertClass::risk : protocol::AlertClass::service;
    known.wanted_role = row.wanted_role;
    return dispatch::reaches(dispatch::reach_of(known, row.audience), session.role);
}

Result<Alert> alert_of(const store::AlertRow& row) {
    if (row.body.empty()) return Error(ErrorCode::not_found, "this alert is from a day that is closed");
    return protocol::alert_from_json(row.body);
}

static void fill_decided(Change& change, const store::VisitRow& visit, const decision::Snapshot& snapshot, const decision::Decision& decision,
                         const std::optional<store::TicketRow>& ticket, store::AlertRow& row, Alert& alert) {
    fill_from(alert, decision, visit, ticket, change.now);
    alert.person = person_of(change, snapshot, decision);
    if (is_call(alert.kind) && alert.person) alert.person->tier.clear();
    keep_confirmation(alert);
    put_opportunities(change, visit, decision, row.id);
    fill_row(change, row, alert, snapshot, decision);
}

void decide_anew(Change& change, const store::VisitRow& visit, store::AlertRow& row, Alert& alert, decision::Trigger trigger) {
    std::optional<store::TicketRow> ticket;
    if (visit.ticket) ticket = change.tickets.find(*visit.ticket);
    const auto snapshot = snapshot_of(change, visit, ticket, trigger);
    const auto decision = decision::decide(snapshot, change.rules, change.now);
    record_decision(change, visit, snapshot, decision);
    fill_decided(change, visit, snapshot, decision, ticket, row, alert);
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
    tell_the_head(change, visit, snapshot, decision, ticket);
    if (!row) {
        raise_arrival_alert(change, visit, snapshot, decision, ticket);
        return;
    }
    auto before = alert_of(*row);
    if (!before) return;
    Alert alert = *before;
    const auto campaign_before = row->campaign;
    fill_decided(change, visit, snapshot, decision, ticket, *row, alert);
    if (same_to_see(alert, *before) && row->campaign == campaign_before) return;
    put_alert(change, *row, alert, "upgraded");
    change.count("alerts_upgraded");
}

void drop_opportunity(const Change& change, store::AlertRow& row, Alert& alert) {
    if (is_call(row.kind)) return;
    alert.alert_class = protocol::AlertClass::service;
    alert.outcomes = decision::outcomes_for(alert.alert_class, change.rules.policy);
    alert.qualification.clear();
    alert.caution.reset();
    alert.group.clear();
    alert.product_risk = 0;
    row.campaign.clear();
    row.follow_up.clear();
}

bool stands_without_person(const store::AlertRow& row) { return is_call(row.kind) || row.kind == "fraud_hold" || !row.terminal.empty(); }

void take_names_off(Change& change, const store::VisitRow& visit, const AlertId& but, std::string_view what) {
    for (auto& row : change.alerts.of_visit(visit.id)) {
        if (row.id == but) continue;
        if (is_head_card(row)) {
            take_back_head_card(change, row, what);
            continue;
        }
        // What was told about it so far holds the name too, also where the card itself has lost it since.
        change.event_log.forget_alert(visit.branch, row.id);
        auto alert = alert_of(row);
        if (!alert || !alert->person) continue;
        alert->person.reset();
        if (visit.alert == row.id && !is_call(row.kind)) {
            alert->reasons.clear();
            alert->first_sentence.reset();
            drop_opportunity(change, row, *alert);
        }
        if (row.state <= static_cast<int>(AlertState::claimed)) {
            put_alert(change, row, *alert, what);
            continue;
        }
        row.body = protocol::to_json(*alert);
        change.alerts.put(row);
    }
}

void make_arrival_alert_anonymous(Change& change, store::VisitRow& visit) {
    take_names_off(change, visit, visit.alert.value_or(AlertId{}), "withdrawn");
    if (!visit.alert) return;
    auto row = change.alerts.find(*visit.alert);
    if (!row) return;
    // What was told about it so far holds the name too.
    change.event_log.forget_alert(visit.branch, row->id);
    auto alert = alert_of(*row);
    if (!alert) return;
    alert->person.reset();
    // What somebody asked for in this turn is not from the bank's record.
    if (!visit.needs.empty()) alert->person.emplace().needs = split_list(visit.needs);
    if (!is_call(row->kind)) {
        alert->reasons.clear();
        alert->first_sentence.reset();
    }
    drop_opportunity(change, *row, *alert);
    if (row->state > static_cast<int>(AlertState::claimed)) {
        // Over, and may still be looked at today.
        row->body = protocol::to_json(*alert);
        change.alerts.put(*row);
        return;
    }
    if (!visit.ticket && visit.needs.empty() && !is_call(row->kind)) advance_by_hub(*row, *alert, dispatch::Action::recall);
    put_alert(change, *row, *alert, "withdrawn");
}

}  // namespace silverlane::desk
