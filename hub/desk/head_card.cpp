// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: Silverlane contributors
#include "hub/desk/head_card.h"

#include <algorithm>

#include "hub/desk/alert_work.h"
#include "hub/desk/customer_facts.h"
#include "hub/desk/dispatch_work.h"
#include "hub/desk/snapshot_work.h"
#include "hub/desk/visit_work.h"

namespace silverlane::desk {

namespace {

using protocol::Alert;
using protocol::AlertState;

constexpr std::string_view kHead = "branch_head";

/// What was rated in this visit the head has heard already, from the rating itself and without a name.
std::vector<protocol::Line> lines_of_before(Change& change, const store::VisitRow& visit, std::vector<protocol::Line> lines) {
    const auto signals = change.contacts.signals(*visit.customer);
    const bool rated_before = std::any_of(signals.begin(), signals.end(), [&](const auto& each) {
        return each.kind == "low_rating" && each.id != rating_signal(visit.id);
    });
    if (!rated_before) std::erase_if(lines, [](const protocol::Line& each) { return each.key == "reason.rated_low_before"; });
    return lines;
}

void put_place(const store::VisitRow& visit, const std::optional<store::TicketRow>& ticket, Alert& alert) {
    alert.evidence = split_list(visit.evidence);
    alert.place = visit.place;
    alert.ticket_label = ticket ? ticket->label : std::string{};
    // Known by Wi-Fi alone there is nowhere to go to yet.
    alert.interrupts = std::any_of(alert.evidence.begin(), alert.evidence.end(), [](const std::string& each) { return gives_a_place(each); });
}

void raise(Change& change, const store::VisitRow& visit, const decision::Snapshot& snapshot, const decision::Decision& decision,
           const std::optional<store::TicketRow>& ticket, std::vector<protocol::Line> lines) {
    Alert alert;
    alert.id = make_id<AlertId>(change.now, change.office.random);
    alert.branch = visit.branch;
    alert.kind = "recover";
    alert.alert_class = protocol::AlertClass::service;
    alert.urgency = protocol::Urgency::b;
    alert.raised_at = change.now;
    alert.reasons = std::move(lines);
    alert.first_sentence = protocol::Line{"say.welcome", {}};
    alert.outcomes = decision::outcomes_for(alert.alert_class, change.rules.policy);
    alert.person = person_of(change, snapshot, decision);
    if (alert.person) alert.person->tier.clear();
    put_place(visit, ticket, alert);
    auto row = new_row(change, alert);
    row.audience = kHead;
    row.visit = visit.id;
    put_alert(change, row, alert, "raised");
    change.count("alerts_raised");
}

}  // namespace

bool is_head_card(const store::AlertRow& row) { return row.audience == kHead && row.kind == "recover" && row.visit; }

void tell_the_head(Change& change, const store::VisitRow& visit, const decision::Snapshot& snapshot, const decision::Decision& decision,
                   const std::optional<store::TicketRow>& ticket) {
    if (decision.for_the_head.empty() || !visit.customer) return;
    for (auto& row : change.alerts.of_visit(visit.id)) {
        if (!is_head_card(row)) continue;
        auto alert = row.state == static_cast<int>(AlertState::open) ? alert_of(row) : Result<Alert>(Error(ErrorCode::not_found, "taken or over"));
        if (!alert) return;
        const auto place_before = std::pair{alert->place, alert->ticket_label};
        put_place(visit, ticket, *alert);
        if (place_before != std::pair{alert->place, alert->ticket_label}) put_alert(change, row, *alert, "upgraded");
        return;
    }
    auto lines = lines_of_before(change, visit, decision.for_the_head);
    if (!lines.empty()) raise(change, visit, snapshot, decision, ticket, std::move(lines));
}

void take_back_head_card(Change& change, store::AlertRow& row, std::string_view why) {
    auto alert = alert_of(row);
    if (!alert) return;
    // What was told about it so far holds the name and the reason too.
    change.event_log.forget_alert(row.branch, row.id);
    alert->person.reset();
    alert->reasons.clear();
    alert->first_sentence.reset();
    if (row.state <= static_cast<int>(AlertState::claimed)) {
        recall_alert(change, row, *alert, why);
        return;
    }
    row.body = protocol::to_json(*alert);
    change.alerts.put(row);
}

}  // namespace silverlane::desk
