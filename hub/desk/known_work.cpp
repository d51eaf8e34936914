// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: Silverlane contributors
#include "hub/desk/known_work.h"

#include "hub/desk/alert_work.h"
#include "hub/desk/consent_work.h"
#include "hub/desk/customer_facts.h"
#include "hub/desk/opportunity_work.h"
#include "hub/desk/dispatch_work.h"
#include "hub/desk/head_card.h"
#include "hub/desk/ticket_work.h"
#include "hub/desk/visit_consent.h"
#include "hub/desk/visit_work.h"

namespace silverlane::desk {

namespace {

using protocol::AlertState;
using protocol::KnownItem;

constexpr std::chrono::hours kOneDayVisitorRecord{kConsentRecordDays * 24};

std::vector<PrivateText> private_texts(std::vector<std::string> texts) {
    std::vector<PrivateText> made;
    for (auto& each : texts) made.emplace_back(std::move(each));
    return made;
}

std::vector<std::string> settings_as_texts(const protocol::KeptPreferences& kept) {
    std::vector<std::string> texts{"language=" + kept.language, "text_size=" + kept.text_size, "theme=" + kept.theme,
                                   "rate_step=" + std::to_string(kept.rate_step), "volume_step=" + std::to_string(kept.volume_step)};
    if (!kept.variety.empty()) texts.push_back("variety=" + kept.variety);
    return texts;
}

void add_visit(Change& change, const store::VisitRow& visit, protocol::KnownList& list) {
    if (visit.ticket) {
        if (const auto ticket = change.tickets.find(*visit.ticket)) list.items.push_back({"ticket", private_texts({ticket->label}), "closing"});
    }
    list.items.push_back({"arrival_time", private_texts({to_rfc3339(visit.opened_at)}), "closing"});
    if (!visit.evidence.empty()) list.items.push_back({"how_known", private_texts(split_list(visit.evidence)), "closing"});
    if (!visit.needs.empty()) list.items.push_back({"needs", private_texts(split_list(visit.needs)), "closing"});
    std::vector<std::string> kinds;
    for (const auto& alert : change.alerts.of_visit(visit.id)) {
        if (!has(kinds, alert.kind)) kinds.push_back(alert.kind);
    }
    if (!kinds.empty()) list.items.push_back({"alerts", private_texts(std::move(kinds)), "closing"});
}

void add_item(std::string_view key, std::vector<std::string> values, std::string_view until, protocol::KnownList& list) {
    if (!values.empty()) list.items.push_back({std::string{key}, private_texts(std::move(values)), std::string{until}});
}

/// What was concluded about the person, and what protects them. Days and keys only.
void add_history(Change& change, const CustomerId& customer, protocol::KnownList& list) {
    const auto card = change.card(customer);
    std::vector<std::string> told, contacts, rests, signals, days;
    for (const auto& each : change.opportunities.of_customer(customer)) {
        if (each.kind != "ghost") told.push_back(each.day + " " + each.product_class + (each.outcome.empty() ? "" : " " + each.outcome));
    }
    for (const auto& each : card->contacts) contacts.push_back(decision::to_text(each.contact.day) + " " + each.contact.channel);
    for (const auto& each : card->rests) rests.push_back((each.campaign.text.empty() ? each.group : each.campaign.text) + " " + decision::to_text(each.until));
    for (const auto& each : card->signals) signals.push_back(decision::to_text(each.signal.day) + " " + each.signal.kind);
    for (const auto& each : card->days_present) days.push_back(decision::to_text(each));
    add_item("opportunities", std::move(told), "days", list);
    add_item("contacts", std::move(contacts), "days", list);
    add_item("rests", std::move(rests), "days", list);
    add_item("signals", std::move(signals), "days", list);
    add_item("visit_days", std::move(days), "days", list);
    if (change.decisions.has_of_customer(customer)) list.items.push_back({"decisions", {}, "days"});
}

void add_customer(Change& change, const CustomerId& customer, protocol::KnownList& list) {
    if (auto purposes = lasting_consents(change, customer); !purposes.empty()) {
        list.items.push_back({"consents", private_texts(std::move(purposes)), "withdrawn"});
    }
    if (const auto kept = change.customers.preferences_of(customer)) {
        if (const auto settings = preferences_from_json(*kept)) list.items.push_back({"settings", private_texts(settings_as_texts(*settings)), "withdrawn"});
    }
    if (change.customers.find(customer)) list.items.push_back({"bank_record", {}, "bank"});
    add_history(change, customer, list);
}

/// Staff keep what still has to be done, and nobody's name with it.
void make_alerts_anonymous(Change& change, const store::VisitRow& visit) {
    for (auto& row : change.alerts.of_visit(visit.id)) {
        if (is_head_card(row)) {
            take_back_head_card(change, row, "forgotten");
            continue;
        }
        // What was told about it so far holds the name too.
        change.event_log.forget_alert(visit.branch, row.id);
        auto alert = alert_of(row);
        if (!alert) continue;
        alert->person.reset();
        const bool about_arrival = visit.alert == row.id;
        if (about_arrival) {
            alert->reasons.clear();
            alert->first_sentence.reset();
            drop_opportunity(change, row, *alert);
        }
        if (row.state > static_cast<int>(AlertState::claimed)) {
            row.body = protocol::to_json(*alert);
            change.alerts.put(row);
            continue;
        }
        if (about_arrival && alert->state == AlertState::open && !is_call(row.kind)) advance_by_hub(row, *alert, dispatch::Action::recall);
        put_alert(change, row, *alert, "forgotten");
    }
}

void withdraw_everything(Change& change, const CustomerId& customer) {
    for (const auto& purpose : lasting_consents(change, customer)) {
        const store::ConsentRow row{purpose, false, change.now, "", "kiosk", change.now};
        change.customers.record_consent(customer, std::nullopt, row, std::nullopt);
        change.put_consent(customer, row);
    }
    change.customers.drop_preferences(customer);
    change.forget_conclusions(customer);
    change.visits.forget_sessions_of(customer);
}

void forget_evidence(Change& change, store::VisitRow& visit) {
    make_alerts_anonymous(change, visit);
    change.services.drop_offers(visit.id);
    visit.customer.reset();
    visit.claimed = false;
    visit.needs.clear();
    visit.place.clear();
    visit.evidence = visit.ticket ? "ticket" : "";
    change.visits.put(visit);
}

}  // namespace

Holder holder_of(Change& change, const Terminal& terminal, const protocol::VisitProof& proof) {
    Holder holder;
    std::optional<store::TicketRow> ticket;
    if (proof.ticket) ticket = change.tickets.find(*proof.ticket);
    if (!ticket && proof.visit_code) ticket = ticket_of_code(change, terminal.branch, *proof.visit_code);
    if (ticket && ticket->branch == terminal.branch && ticket->visit) holder.visit = change.visits.find(*ticket->visit);
    if (!holder.visit && proof.card) {
        const auto found = recognise(change, terminal.branch, {*proof.card});
        if (found.customer && !found.by_claim) {
            holder.customer = found.customer;
            holder.visit = change.visits.newest_of(terminal.branch, *found.customer);
        }
    }
    if (holder.visit && holder.visit->left_at) holder.visit.reset();
    return holder;
}

protocol::KnownList known_about(Change& change, const Terminal& terminal, const protocol::KnownRequest& request) {
    protocol::KnownList list;
    const auto holder = holder_of(change, terminal, request.visit);
    if (holder.visit) add_visit(change, *holder.visit, list);
    if (holder.customer) add_customer(change, *holder.customer, list);
    return list;
}

void forget_holder(Change& change, Holder holder) {
    if (holder.customer) {
        withdraw_everything(change, *holder.customer);
        if (holder.visit) take_back_visit(change, *holder.visit);
    } else if (holder.visit) {
        const store::ConsentRow row{"service", false, change.now, "", "kiosk", change.now};
        change.customers.record_consent(std::nullopt, holder.visit->ticket, row, change.now + kOneDayVisitorRecord);
        forget_in_visit(change, *holder.visit);
    }
    if (holder.visit) forget_evidence(change, *holder.visit);
    change.count("visits_forgotten");
}

void forget_visit(Change& change, const Terminal& terminal, const protocol::ForgetRequest& request) {
    if (!change.answers.first_time(kind_of(terminal, "forget"), request.key, change.answers_expire())) return;
    forget_holder(change, holder_of(change, terminal, request.visit));
}

std::optional<protocol::KeptPreferences> kept_settings(Change& change, const CustomerId& customer) {
    if (!has(standing_consents(change, customer), "settings")) return std::nullopt;
    const auto kept = change.customers.preferences_of(customer);
    return kept ? preferences_from_json(*kept) : std::nullopt;
}

Result<protocol::VisitGreeting> greet_holder(Change& change, const Terminal& terminal, const protocol::CardGreeting& greeting) {
    const auto holder = holder_of(change, terminal, {std::nullopt, std::nullopt, greeting.card});
    protocol::VisitGreeting answer;
    if (!holder.customer) return answer;
    answer.preferences = kept_settings(change, *holder.customer);
    if (holder.visit && holder.visit->ticket) {
        if (const auto ticket = change.tickets.find(*holder.visit->ticket)) add_place_in_queue(change, *ticket, answer);
    }
    return answer;
}

}  // namespace silverlane::desk
