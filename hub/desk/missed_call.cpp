// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: Silverlane contributors
#include <algorithm>

#include "hub/desk/alert_work.h"
#include "hub/desk/call_work.h"

namespace silverlane::desk {

namespace {

using protocol::AlertState;

constexpr std::string_view kMissedCall = "missed_call";

/// Cards that bring somebody to the customer now. A home visit, a sign-up or a task for later is not where one looks for who was called.
bool is_about_who_is_here(std::string_view kind) {
    return is_about_waiting(kind) || is_call(kind) || kind == kMissedCall || kind == "stuck" || kind == "left_unfinished";
}

std::optional<store::AlertRow> open_card_of(Change& change, const VisitId& visit) {
    auto cards = change.alerts.of_visit(visit);
    const auto found = std::find_if(cards.begin(), cards.end(), [](const auto& each) {
        return each.state <= static_cast<int>(AlertState::claimed) && is_about_who_is_here(each.kind);
    });
    return found == cards.end() ? std::nullopt : std::optional{std::move(*found)};
}

/// One card a visit: whoever has it is told, and one that nobody has is as urgent as a missed call is.
bool join_card(Change& change, const store::TicketRow& ticket) {
    if (!ticket.visit) return false;
    auto row = open_card_of(change, *ticket.visit);
    if (!row) return false;
    auto alert = alert_of(*row);
    if (!alert) return false;
    add_news(*alert, "news.missed_call", {{"ticket", ticket.label}, {"window", std::to_string(ticket.window)}}, change.now);
    if (row->state == static_cast<int>(AlertState::open)) {
        alert->interrupts = true;
        if (alert->urgency == protocol::Urgency::c) alert->urgency = protocol::Urgency::b;
    }
    put_alert(change, *row, *alert, "news");
    return true;
}

}  // namespace

void raise_missed_call(Change& change, const store::TicketRow& ticket) {
    if (join_card(change, ticket)) return;
    protocol::Alert alert;
    alert.id = make_id<AlertId>(change.now, change.office.random);
    alert.branch = ticket.branch;
    alert.kind = kMissedCall;
    alert.urgency = protocol::Urgency::b;
    alert.interrupts = true;
    alert.ticket_label = ticket.label;
    alert.evidence = {"ticket"};
    alert.reasons = {{"reason.missed_call", {{"window", std::to_string(ticket.window)}}}};
    alert.outcomes = {"helped", "not_now"};
    alert.raised_at = change.now;
    auto row = new_row(change, alert);
    row.visit = ticket.visit;
    row.escalation_due = change.now + std::chrono::seconds{60};
    put_alert(change, row, alert, "raised");
    change.count("alerts_raised");
}

}  // namespace silverlane::desk
