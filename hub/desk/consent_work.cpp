// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: Silverlane contributors
#include "hub/desk/consent_work.h"

#include "hub/desk/alert_work.h"
#include "hub/desk/customer_facts.h"
#include "hub/desk/ticket_work.h"
#include "hub/desk/visit_work.h"

namespace silverlane::desk {

namespace {

constexpr std::chrono::hours kOneDayVisitorRecord{kConsentRecordDays * 24};

Chooser who_chose(Change& change, const Terminal& terminal, const protocol::ConsentChoice& choice) {
    Chooser chooser;
    if (choice.card) {
        const auto found = recognise(change, terminal.branch, {*choice.card});
        chooser.customer = found.customer;
        chooser.by_claim = found.by_claim;
        chooser.evidence = "card";
    }
    if (!chooser.customer && choice.visit_code) {
        if (const auto ticket = ticket_of_code(change, terminal.branch, *choice.visit_code)) {
            chooser.ticket = ticket->id;
            const auto visit = change.visits.find(*ticket->visit);
            if (visit) {
                chooser.customer = visit->customer;
                chooser.by_claim = visit->claimed;
            }
            chooser.evidence = "visit_code";
        }
    }
    if (!chooser.customer && choice.phone_tail) {
        const auto found = recognise(change, terminal.branch, {*choice.phone_tail});
        chooser.customer = found.customer;
        chooser.by_claim = true;
        chooser.evidence = "phone_tail";
    }
    return chooser;
}

/// What may no longer be known or shown, on this visit and at once.
void take_back(Change& change, const BranchId& branch, const CustomerId& customer, const std::vector<std::string>& purposes) {
    if (has(purposes, "settings")) change.customers.drop_preferences(customer);
    if (has(purposes, "wifi") || has(purposes, "service")) change.visits.forget_sessions_of(customer);
    auto visit = change.visits.newest_of(branch, customer);
    if (!visit || visit->left_at) return;
    const bool only_by_wifi = visit->evidence == "wifi";
    if (has(purposes, "service") || (has(purposes, "wifi") && only_by_wifi)) {
        visit->customer.reset();
        make_arrival_alert_anonymous(change, *visit);
    } else {
        refresh_arrival_alert(change, *visit);
    }
    change.visits.put(*visit);
}

}  // namespace

void take_choice_of(Change& change, const Terminal& terminal, const Chooser& chooser, const protocol::ConsentChoice& choice) {
    for (const auto& purpose : choice.purposes) {
        const store::ConsentRow row{purpose, choice.granted, change.now, choice.text_version, choice.channel, change.now};
        std::optional<UtcTime> expires;
        if (!chooser.customer) expires = change.now + kOneDayVisitorRecord;
        change.customers.record_consent(chooser.customer, chooser.ticket, row, expires);
        // Somebody who only claims to be this customer may refuse in their name, never agree: a refusal takes nothing from anybody.
        if (chooser.customer && (!chooser.by_claim || !choice.granted)) change.put_consent(*chooser.customer, row);
    }
    change.count("consent_choices");
    if (!chooser.customer) return;
    if (!choice.granted) {
        take_back(change, terminal.branch, *chooser.customer, choice.purposes);
        return;
    }
    if (chooser.by_claim) return;
    if (choice.preferences && has(choice.purposes, "settings")) {
        change.customers.put_preferences(*chooser.customer, preferences_to_json(*choice.preferences), change.now);
    }
    if (has(choice.purposes, "service") && choice.card) {
        join_visit(change, Sighting{terminal.branch, *chooser.customer, chooser.evidence, terminal.place, false, std::nullopt, {}});
    }
}

Result<protocol::Accepted> take_choice(Change& change, const Terminal& terminal, const protocol::ConsentChoice& choice) {
    if (!change.answers.first_time(kind_of(terminal, "consent"), choice.key, change.answers_expire())) return protocol::Accepted{};
    take_choice_of(change, terminal, who_chose(change, terminal, choice), choice);
    return protocol::Accepted{};
}

}  // namespace silverlane::desk
