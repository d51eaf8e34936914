// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: Silverlane contributors
#include "hub/desk/help_work.h"

#include <fmt/format.h>

#include "hub/decision/decide.h"
#include "hub/desk/alert_work.h"
#include "hub/desk/customer_facts.h"

namespace silverlane::desk {

namespace {

using protocol::Alert;
using protocol::AlertClass;
using protocol::AlertState;
using protocol::Urgency;

struct NoticeKind {
    std::string_view name;
    AlertClass alert_class;
    Urgency urgency;
    bool escalates;
};
constexpr NoticeKind kNotices[] = {{"stuck", AlertClass::care, Urgency::b, true},
                                   {"left_unfinished", AlertClass::care, Urgency::b, false},
                                   {"media_left", AlertClass::service, Urgency::a, true},
                                   {"device_fault", AlertClass::service, Urgency::b, false}};

std::optional<store::AlertRow> open_alert_of(Change& change, const Terminal& terminal, std::string_view kind, std::string_view other_kind = {}) {
    for (auto& row : change.alerts.open_alerts(terminal.branch)) {
        if (row.terminal == terminal.kiosk.text && (row.kind == kind || row.kind == other_kind)) return std::move(row);
    }
    return std::nullopt;
}

/// The ticket that this turn works with, by id, or by the label that the slip's code gave the kiosk.
std::optional<store::TicketRow> ticket_of_turn(Change& change, const Terminal& terminal, const std::optional<TicketId>& id, const std::string& label) {
    if (id) {
        auto ticket = change.tickets.find(*id);
        if (ticket && ticket->branch == terminal.branch) return ticket;
    }
    if (label.empty()) return std::nullopt;
    return change.tickets.find_labelled(terminal.branch, change.day(terminal.branch), "kiosk", label);
}

/// Who stands there, as far as they allowed us to know.
void add_person(Change& change, Alert& alert, store::AlertRow& row, const std::optional<store::TicketRow>& ticket) {
    if (!ticket) return;
    alert.ticket_label = ticket->label;
    if (!ticket->visit) return;
    const auto visit = change.visits.find(*ticket->visit);
    if (!visit) return;
    row.visit = visit->id;
    if (!visit->customer) return;
    decision::Snapshot snapshot;
    snapshot.customer = facts_of(change, *visit->customer, visit->branch);
    if (!snapshot.customer) return;
    snapshot.today = change.calendar(visit->branch).date(change.now);
    snapshot.visit.branch = visit->branch;
    snapshot.visit.needs = split_list(visit->needs);
    snapshot.visit.claimed = visit->claimed;
    // Only who it is; somebody who asks for help is offered nothing.
    alert.person = decision::decide(snapshot, decision::service_only_rules(), change.now).person;
    if (alert.person) alert.person->tier.clear();
}

Alert alert_at(Change& change, const Terminal& terminal, std::string_view kind, std::string_view flow, std::string_view step) {
    Alert alert;
    alert.id = make_id<AlertId>(change.now, change.office.random);
    alert.branch = terminal.branch;
    alert.kind = std::string{kind};
    alert.place = terminal.place;
    alert.evidence = {"kiosk"};
    alert.step = step.empty() ? std::string{flow} : fmt::format("{}.{}", flow, step);
    alert.interrupts = true;
    alert.raised_at = change.now;
    return alert;
}

Result<std::optional<store::AlertRow>> own_alert(Change& change, const Terminal& terminal, const AlertId& id) {
    auto row = change.alerts.find(id);
    if (!row || row->branch != terminal.branch || row->terminal != terminal.kiosk.text) return Error(ErrorCode::not_found, "no such call from this terminal");
    if (row->state > static_cast<int>(AlertState::claimed)) return std::optional<store::AlertRow>{};
    return std::optional<store::AlertRow>{std::move(*row)};
}

}  // namespace

Result<protocol::HelpCallOut> call_for_help(Change& change, const Terminal& terminal, const protocol::HelpCall& call) {
    if (const auto before = change.answers.find(kind_of(terminal, "help"), call.key)) return protocol::help_call_out_from_json(*before);
    protocol::HelpCallOut out;
    out.someone_reachable = change.office.publisher.staff_listening(terminal.branch) > 0;
    if (const auto open = open_alert_of(change, terminal, "help", "unwell")) {
        out.alert = open->id;
    } else {
        auto alert = alert_at(change, terminal, "help", call.flow, call.step);
        alert.alert_class = AlertClass::service;
        alert.urgency = Urgency::a;
        alert.passes_lock = true;
        alert.reasons = {{"reason.help", {}}};
        alert.first_sentence = protocol::Line{"say.i_am_here", {}};
        alert.outcomes = decision::outcomes_for(alert.alert_class, change.office.rules.policy);
        auto row = new_row(change, alert);
        row.terminal = terminal.kiosk.text;
        row.escalation_due = change.now + std::chrono::seconds{change.office.rules.policy.help_second_person_seconds};
        add_person(change, alert, row, ticket_of_turn(change, terminal, call.ticket, call.ticket_label));
        out.alert = alert.id;
        put_alert(change, row, alert, "raised");
        change.count("help_calls");
        change.count_of_day(terminal.branch, "help_calls");
    }
    change.answers.put(kind_of(terminal, "help"), call.key, protocol::to_json(out), change.answers_expire());
    return out;
}

Result<void> give_help_reason(Change& change, const Terminal& terminal, const protocol::HelpReason& reason) {
    if (!change.answers.first_time(kind_of(terminal, "help_reason"), reason.key, change.answers_expire())) return {};
    auto row = own_alert(change, terminal, reason.alert);
    if (!row) return row.error();
    if (!*row) return {};
    auto alert = alert_of(**row);
    if (!alert) return alert.error();
    alert->help_reason = reason.reason;
    if (reason.reason == "unwell") {
        // Above everything else, to everybody at once.
        alert->kind = "unwell";
        alert->alert_class = AlertClass::risk;
        alert->outcomes = decision::outcomes_for(AlertClass::risk, change.office.rules.policy);
    }
    alert->reasons = {{"reason." + reason.reason, {}}};
    put_alert(change, **row, *alert, "reason");
    return {};
}

Result<void> cancel_call(Change& change, const Terminal& terminal, const protocol::HelpCancelled& cancelled) {
    if (!change.answers.first_time(kind_of(terminal, "help_cancelled"), cancelled.key, change.answers_expire())) return {};
    auto row = own_alert(change, terminal, cancelled.alert);
    if (!row) return row.error();
    if (!*row) return {};
    auto alert = alert_of(**row);
    if (!alert) return alert.error();
    alert->state = AlertState::cancelled;
    put_alert(change, **row, *alert, "cancelled");
    protocol::KioskEvent event;
    event.kind = protocol::KioskEvent::Kind::help_closed;
    event.alert = alert->id;
    change.publish_to_kiosk(terminal.branch, terminal.kiosk.text, event);
    return {};
}

Result<void> take_notice(Change& change, const Terminal& terminal, const protocol::TurnNotice& notice) {
    const NoticeKind* kind = nullptr;
    for (const auto& each : kNotices) {
        if (each.name == notice.kind) kind = &each;
    }
    if (kind == nullptr) return Error(ErrorCode::invalid_input, "field 'kind': expected one of stuck, left_unfinished, media_left, device_fault");
    if (!change.answers.first_time(kind_of(terminal, "notice"), notice.key, change.answers_expire())) return {};
    if (open_alert_of(change, terminal, notice.kind)) return {};
    auto alert = alert_at(change, terminal, notice.kind, notice.flow, notice.step);
    alert.alert_class = kind->alert_class;
    alert.urgency = kind->urgency;
    alert.reasons = {{"reason." + notice.kind, {}}};
    alert.first_sentence = protocol::Line{"say.may_i_help", {}};
    alert.outcomes = decision::outcomes_for(alert.alert_class, change.office.rules.policy);
    auto row = new_row(change, alert);
    row.terminal = terminal.kiosk.text;
    if (kind->escalates) row.escalation_due = change.now + std::chrono::seconds{change.office.rules.policy.stuck_seconds};
    add_person(change, alert, row, ticket_of_turn(change, terminal, notice.ticket, notice.ticket_label));
    put_alert(change, row, alert, "raised");
    change.count("notices");
    return {};
}

void escalate(Change& change, store::AlertRow& row) {
    auto alert = alert_of(row);
    if (!alert || alert->state != AlertState::open) {
        row.escalation_due.reset();
        change.alerts.put(row);
        return;
    }
    ++row.escalated;
    alert->caution = protocol::Line{row.escalated == 1 ? "caution.second_person" : "caution.branch_head", {}};
    const auto& policy = change.office.rules.policy;
    row.escalation_due.reset();
    if (row.escalated == 1 && alert->urgency == Urgency::a) {
        row.escalation_due = change.now + std::chrono::seconds{policy.help_branch_head_seconds - policy.help_second_person_seconds};
    }
    put_alert(change, row, *alert, row.escalated == 1 ? "second_person" : "branch_head");
    change.count("alerts_escalated");
}

}  // namespace silverlane::desk
