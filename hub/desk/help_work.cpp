// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: Silverlane contributors
#include "hub/desk/help_work.h"

#include <algorithm>

#include <fmt/format.h>

#include "hub/decision/decide.h"
#include "hub/desk/alert_work.h"
#include "hub/desk/beside_call.h"
#include "hub/desk/customer_facts.h"
#include "hub/desk/dispatch_work.h"
#include "hub/desk/kiosk_call.h"
#include "hub/desk/opportunity_work.h"
#include "hub/desk/visit_work.h"

namespace silverlane::desk {

namespace {

/// Raise nothing: the one ends what media_left raised, the other that somebody stood still or had gone.
constexpr std::string_view kTakenAgain = "media_taken";
constexpr std::string_view kGoesOn = "goes_on";

using protocol::Alert;
using protocol::AlertClass;
using protocol::AlertState;
using protocol::Urgency;

struct NoticeKind {
    std::string_view name;
    AlertClass alert_class;
    Urgency urgency;
    bool about_person;   ///< else about the machine
};
constexpr NoticeKind kNotices[] = {{"stuck", AlertClass::care, Urgency::b, true},
                                   {"left_unfinished", AlertClass::care, Urgency::b, true},
                                   {"media_left", AlertClass::service, Urgency::a, true},
                                   {"device_fault", AlertClass::service, Urgency::b, false},
                                   {"paper_low", AlertClass::service, Urgency::c, false}};
constexpr std::string_view kParts[] = {"card", "passbook", "printer", "card_reader", "passbook_printer", "pin_pad", "scanner", "screen", "sound"};

/// Open or taken alerts of this terminal that pass the test.
template <class Test>
std::vector<store::AlertRow> alerts_at(Change& change, const Terminal& terminal, Test test) {
    auto found = change.alerts.open_alerts(terminal.branch);
    std::erase_if(found, [&](const store::AlertRow& row) { return row.terminal != terminal.kiosk.text || !test(row); });
    return found;
}

/// Whoever has taken an alert was sent to somebody who may be gone: a new person does not wait behind it.
bool is_taken(const store::AlertRow& row) { return row.state == static_cast<int>(AlertState::claimed); }

bool names(const store::AlertRow& row, const protocol::Line& reason) {
    const auto alert = alert_of(row);
    return alert && std::find(alert->reasons.begin(), alert->reasons.end(), reason) != alert->reasons.end();
}

/// Whose turn this is, as far as a ticket or a card of the turn says it.
struct TurnOwner {
    std::optional<store::TicketRow> ticket;
    std::optional<store::VisitRow> visit;
};

/// The ticket that this turn works with, by id, or by the label that the slip's code gave the kiosk.
std::optional<store::TicketRow> ticket_of_turn(Change& change, const Terminal& terminal, const std::optional<TicketId>& id, const std::string& label) {
    if (id) {
        auto ticket = change.tickets.find(*id);
        if (ticket && ticket->branch == terminal.branch) return ticket;
    }
    if (label.empty()) return std::nullopt;
    return change.tickets.find_labelled(terminal.branch, change.day(terminal.branch), "kiosk", label);
}

/// A ticket first; else the visit that stands open for the holder of the card. A card opens none by this.
template <class Message>
TurnOwner owner_of_turn(Change& change, const Terminal& terminal, const Message& message) {
    TurnOwner owner;
    owner.ticket = ticket_of_turn(change, terminal, message.ticket, message.ticket_label);
    if (owner.ticket && owner.ticket->visit) owner.visit = change.visits.find(*owner.ticket->visit);
    if (owner.visit || !message.card) return owner;
    const auto holder = recognise(change, terminal.branch, {*message.card});
    if (!holder.customer || holder.by_claim) return owner;
    auto visit = change.visits.newest_of(terminal.branch, *holder.customer);
    if (!visit || visit->left_at) return owner;
    if (!owner.ticket && visit->ticket) owner.ticket = change.tickets.find(*visit->ticket);
    owner.visit = std::move(visit);
    return owner;
}

void add_owner(Change& change, Alert& alert, store::AlertRow& row, const TurnOwner& owner) {
    if (owner.ticket) alert.ticket_label = owner.ticket->label;
    if (owner.visit) add_person(change, alert, row, *owner.visit);
}

/// The call of this terminal that nobody has taken, unless it is another person's.
std::optional<store::AlertRow> waiting_call(Change& change, const Terminal& terminal, const TurnOwner& owner) {
    auto calls = alerts_at(change, terminal, [&](const store::AlertRow& row) {
        return is_call(row.kind) && !is_taken(row) && !is_beside_another(row) && (!row.visit || (owner.visit && owner.visit->id == *row.visit));
    });
    if (calls.empty()) return std::nullopt;
    return std::move(calls.front());
}

Alert alert_in_turn(Change& change, const Terminal& terminal, std::string_view kind, std::string_view flow, std::string_view step) {
    auto alert = alert_at(change, terminal, kind);
    alert.step = step.empty() ? std::string{flow} : fmt::format("{}.{}", flow, step);
    return alert;
}

/// The open card of the visit that calls becomes the call: one card a visit, and whoever has it is told what has changed.
std::optional<AlertId> join_card(Change& change, const Terminal& terminal, const Alert& call, const std::optional<store::VisitRow>& visit) {
    if (!visit || !visit->alert) return std::nullopt;
    auto row = change.alerts.find(*visit->alert);
    // Somebody who goes already has the card in hand; the call must reach others.
    if (!row || !is_about_waiting(row->kind) || row->state != static_cast<int>(AlertState::open)) return std::nullopt;
    auto alert = alert_of(*row);
    if (!alert) return std::nullopt;
    alert->kind = call.kind;
    alert->alert_class = call.alert_class;
    alert->urgency = call.urgency;
    alert->passes_lock = call.passes_lock;
    alert->interrupts = true;
    alert->place = call.place;
    alert->step = call.step;
    alert->reasons = call.reasons;
    alert->first_sentence = call.first_sentence;
    alert->caution.reset();
    alert->outcomes = call.outcomes;
    if (alert->person) alert->person->tier.clear();
    // Whoever is near comes: what the card wanted of its reader, and the one whom it was passed to, were for another conversation.
    alert->qualification.clear();
    alert->wanted_role.clear();
    alert->group.clear();
    alert->product_risk = 0;
    row->wanted_staff.clear();
    row->campaign.clear();
    row->follow_up.clear();
    advance_by_hub(*row, *alert, dispatch::Action::give_back);   // of one that was passed on; else nothing
    put_opportunities(change, *visit, {}, row->id);
    add_news(*alert, "news.help", {}, change.now);
    row->terminal = terminal.kiosk.text;
    row->escalated = 0;
    row->escalation_due.reset();
    alert->expires.reset();
    row->expires.reset();
    change.duties.forget_declines(row->id);   // who had no time for the card was not asked about the call
    put_alert(change, *row, *alert, "called_for_help");
    return row->id;
}

/// Nobody is called any more; the visit still has its card.
void part_from_card(Change& change, store::AlertRow& row, Alert& alert, store::VisitRow& visit) {
    alert.kind = visit.needs.empty() ? "arrival" : "arrival_priority";
    alert.passes_lock = false;
    alert.help_reason.clear();
    alert.step.clear();
    add_news(alert, "news.help_cancelled", {}, change.now);
    row.terminal.clear();
    row.escalated = 0;
    row.escalation_due.reset();
    alert.caution.reset();
    alert.urgency = visit.needs.empty() ? Urgency::c : Urgency::b;
    put_alert(change, row, alert, "help_cancelled");
    refresh_arrival_alert(change, visit);
}

/// The call was anonymous until a card or ticket said whose it is.
void tell_whose(Change& change, store::AlertRow row, const TurnOwner& owner) {
    auto alert = alert_of(row);
    if (!alert) return;
    add_owner(change, *alert, row, owner);
    put_alert(change, row, *alert, "owner");
}

/// A call for a person: at once, above what is silent, through a locked screen.
AlertId raise_help(Change& change, const Terminal& terminal, Alert alert, const TurnOwner& owner) {
    alert.alert_class = AlertClass::service;
    alert.urgency = Urgency::a;
    alert.passes_lock = true;
    alert.first_sentence = protocol::Line{"say.i_am_here", {}};
    alert.outcomes = decision::outcomes_for(alert.alert_class, change.rules.policy);
    if (const auto joined = join_card(change, terminal, alert, owner.visit)) {
        change.count("help_calls");
        change.count_of_day(terminal.branch, "help_calls");
        return *joined;
    }
    auto row = new_row(change, alert);
    row.terminal = terminal.kiosk.text;
    add_owner(change, alert, row, owner);
    put_alert(change, row, alert, "raised");
    change.count("help_calls");
    change.count_of_day(terminal.branch, "help_calls");
    return alert.id;
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
    const auto owner = owner_of_turn(change, terminal, call);
    if (const auto waiting = waiting_call(change, terminal, owner)) {
        out.alert = waiting->id;
        if (!waiting->visit && owner.visit) tell_whose(change, *waiting, owner);
    } else {
        auto alert = alert_in_turn(change, terminal, "help", call.flow, call.step);
        alert.reasons = {{"reason.help", {}}};
        out.alert = raise_help(change, terminal, std::move(alert), owner);
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
    const bool unwell = reason.reason == "unwell";
    if (unwell && is_taken(**row)) {
        raise_unwell_beside(change, **row, *alert);
    } else if (unwell) {
        // Above everything else, to everybody at once.
        alert->kind = "unwell";
        change.duties.forget_declines((*row)->id);
        (*row)->escalated = 0;
        (*row)->escalation_due.reset();
        alert->alert_class = AlertClass::risk;
        alert->outcomes = decision::outcomes_for(AlertClass::risk, change.rules.policy);
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
    std::optional<store::VisitRow> visit;
    if ((*row)->visit) visit = change.visits.find(*(*row)->visit);
    const auto call = **row;
    const bool is_the_visits_own = visit && visit->alert == (*row)->id && alert->state == AlertState::open;
    if (is_the_visits_own) part_from_card(change, **row, *alert, *visit);
    else recall_alert(change, **row, *alert, "cancelled");
    recall_unwell_beside(change, call);
    tell_kiosk_it_is_over(change, call);
    return {};
}

namespace {

/// Brings a person as a press of the call key would, and is the same call when one is open.
void call_for(Change& change, const Terminal& terminal, const protocol::TurnNotice& notice) {
    if (!notice.call.empty()) {
        const auto out = change.alerts.find(notice.call);
        if (out && out->terminal == terminal.kiosk.text && out->state <= static_cast<int>(AlertState::claimed)) return;
    }
    const auto owner = owner_of_turn(change, terminal, notice);
    if (waiting_call(change, terminal, owner)) return;
    auto alert = alert_in_turn(change, terminal, "help", notice.flow, notice.step);
    alert.reasons = {{"reason." + notice.kind, {}}};
    raise_help(change, terminal, std::move(alert), owner);
}

/// A hand has taken what was left: nobody need come any more.
void end_media_left(Change& change, const Terminal& terminal) {
    for (auto& row : alerts_at(change, terminal, [](const store::AlertRow& row) { return row.kind == "media_left"; })) {
        if (auto alert = alert_of(row)) recall_alert(change, row, *alert, "cancelled");
    }
}

/// Whoever is on their way goes all the same.
void end_standing_still(Change& change, const Terminal& terminal) {
    const auto is_over = [](const store::AlertRow& row) { return (row.kind == "stuck" || row.kind == "left_unfinished") && !is_taken(row); };
    for (auto& row : alerts_at(change, terminal, is_over)) {
        if (auto alert = alert_of(row)) recall_alert(change, row, *alert, "goes_on");
    }
}

/// Which part of the machine, in the words that the page has.
std::optional<protocol::Line> part_of(const protocol::TurnNotice& notice) {
    // A kiosk names the device by what goes into it. A book does not break: with the machine's trouble it is its printer.
    if (notice.what == "passbook" && notice.kind != "media_left") return protocol::Line{"reason.part_passbook_printer", {}};
    for (const auto part : kParts) {
        if (notice.what == part) return protocol::Line{fmt::format("reason.part_{}", part), {}};
    }
    return std::nullopt;
}

}  // namespace

Result<void> take_notice(Change& change, const Terminal& terminal, const protocol::TurnNotice& notice) {
    const NoticeKind* kind = nullptr;
    for (const auto& each : kNotices) {
        if (each.name == notice.kind) kind = &each;
    }
    const bool calls = notice.kind == "passbook_full" || notice.kind == "wrong_pin";
    const bool ends = notice.kind == kTakenAgain;
    const bool goes_on = notice.kind == kGoesOn;
    if (kind == nullptr && !calls && !ends && !goes_on) {
        return Error(ErrorCode::invalid_input,
                     "field 'kind': expected one of stuck, left_unfinished, goes_on, media_left, media_taken, device_fault, paper_low, passbook_full, wrong_pin");
    }
    if (!change.answers.first_time(kind_of(terminal, "notice"), notice.key, change.answers_expire())) return {};
    change.count("notices");
    if (calls) {
        call_for(change, terminal, notice);
        return {};
    }
    if (ends) end_media_left(change, terminal);
    if (goes_on) end_standing_still(change, terminal);
    if (ends || goes_on) return {};
    const auto part = part_of(notice);
    // The same again: of a person while nobody has taken it, of a part of the machine until it is done.
    const auto same = alerts_at(change, terminal, [&](const store::AlertRow& row) {
        return row.kind == notice.kind && (!part || names(row, *part)) && !(kind->about_person && is_taken(row));
    });
    if (!same.empty()) return {};
    auto alert = alert_in_turn(change, terminal, notice.kind, notice.flow, notice.step);
    alert.alert_class = kind->alert_class;
    alert.urgency = kind->urgency;
    alert.interrupts = kind->urgency != Urgency::c;
    alert.reasons = {{"reason." + notice.kind, {}}};
    if (part) alert.reasons.push_back(*part);
    // A machine needs a hand, not a greeting.
    if (kind->about_person) alert.first_sentence = protocol::Line{"say.may_i_help", {}};
    alert.outcomes = decision::outcomes_for(alert.alert_class, change.rules.policy);
    auto row = new_row(change, alert);
    row.terminal = terminal.kiosk.text;
    if (kind->about_person) add_owner(change, alert, row, owner_of_turn(change, terminal, notice));
    put_alert(change, row, alert, "raised");
    return {};
}

}  // namespace silverlane::desk
