// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: Silverlane contributors
#include "hub/desk/beside_call.h"

#include <string>

#include "hub/decision/decide.h"
#include "hub/desk/alert_work.h"

namespace silverlane::desk {

namespace {

using protocol::AlertState;

constexpr std::string_view kOnTheWay = "news.on_the_way";
constexpr std::string_view kStaff = "staff";

/// Who was on the way to the call when this was raised beside it; nothing: it stands by itself.
std::optional<std::string> on_the_way(const store::AlertRow& row) {
    const auto alert = alert_of(row);
    if (!alert) return std::nullopt;
    for (const auto& news : alert->news) {
        if (news.line.key != kOnTheWay) continue;
        for (const auto& [name, value] : news.line.arguments) {
            if (name == kStaff) return value;
        }
    }
    return std::nullopt;
}

}  // namespace

void raise_unwell_beside(Change& change, const store::AlertRow& taken, const protocol::Alert& call) {
    if (!unwell_beside(change, taken).empty()) return;   // pressed again
    protocol::Alert alert;
    alert.id = make_id<AlertId>(change.now, change.office.random);
    alert.branch = taken.branch;
    alert.kind = "unwell";
    alert.alert_class = protocol::AlertClass::risk;
    alert.urgency = protocol::Urgency::a;
    alert.interrupts = true;
    alert.passes_lock = true;
    alert.place = call.place;
    alert.step = call.step;
    alert.ticket_label = call.ticket_label;
    alert.person = call.person;
    alert.evidence = call.evidence;
    alert.reasons = {{"reason.unwell", {}}};
    alert.help_reason = "unwell";
    alert.first_sentence = protocol::Line{"say.i_am_here", {}};
    alert.outcomes = decision::outcomes_for(protocol::AlertClass::risk, change.rules.policy);
    alert.raised_at = change.now;
    add_news(alert, kOnTheWay, {{std::string{kStaff}, taken.claimed_by}}, change.now);
    auto row = new_row(change, alert);
    row.terminal = taken.terminal;
    row.visit = taken.visit;
    change.duties.decline(alert.id, StaffId{taken.claimed_by}, change.now);   // who goes there already is not asked to
    put_alert(change, row, alert, "raised");
}

bool is_beside_another(const store::AlertRow& row) { return on_the_way(row).has_value(); }

std::vector<store::AlertRow> unwell_beside(Change& change, const store::AlertRow& call) {
    std::vector<store::AlertRow> found;
    if (!is_call(call.kind) || call.terminal.empty()) return found;
    for (auto& row : change.alerts.open_alerts(call.branch)) {
        if (row.id == call.id || row.terminal != call.terminal || row.kind != "unwell") continue;
        const auto staff = on_the_way(row);
        if (staff && (call.claimed_by.empty() || *staff == call.claimed_by)) found.push_back(std::move(row));
    }
    return found;
}

std::optional<AlertId> call_of_beside(Change& change, const store::AlertRow& beside) {
    if (beside.kind != "unwell" || beside.terminal.empty()) return std::nullopt;
    for (const auto& row : change.alerts.open_alerts(beside.branch)) {
        if (row.terminal != beside.terminal) continue;
        for (const auto& each : unwell_beside(change, row)) {
            if (each.id == beside.id) return row.id;
        }
    }
    return std::nullopt;
}

void recall_unwell_beside(Change& change, const store::AlertRow& call) {
    for (auto& row : unwell_beside(change, call)) {
        if (row.state != static_cast<int>(AlertState::open)) continue;
        if (auto alert = alert_of(row)) recall_alert(change, row, *alert, "answered");
    }
}

}  // namespace silverlane::desk
