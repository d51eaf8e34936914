// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: Silverlane contributors
#include "hub/desk/consent_work.h"

#include "hub/desk/alert_work.h"
#include "hub/desk/customer_facts.h"
#include "hub/desk/ticket_work.h"
#include "hub/desk/visit_consent.h"
#include "hub/desk/visit_work.h"

namespace silverlane::desk {

namespace {

constexpr std::chrono::hours kOneDayVisitorRecord{kConsentRecordDays * 24};

Chooser who_chose(Change& change, const Terminal& terminal, const protocol::ConsentChoice& choice) {
    Chooser chooser;
    const auto by = [&](const protocol::EvidenceIdentifier& identifier, std::string_view evidence) {
        const auto found = recognise(change, terminal.branch, {identifier});
        chooser.customer = found.customer;
        chooser.bond = found.by_claim || evidence == "phone_tail" ? Bond::claim : Bond::person;
        chooser.evidence = evidence;
    };
    if (choice.card) by(*choice.card, "card");
    if (!chooser.customer && choice.visit_code) {
        if (const auto ticket = ticket_of_code(change, terminal.branch, *choice.visit_code)) {
            chooser.ticket = ticket->id;
            const auto visit = change.visits.find(*ticket->visit);
            if (visit) chooser.customer = visit->customer;
            chooser.bond = visit && visit->claimed ? Bond::claim : Bond::slip;
            chooser.evidence = "visit_code";
        }
    }
    if (!chooser.customer && !chooser.ticket && choice.phone_tail) by(*choice.phone_tail, "phone_tail");
    return chooser;
}

/// Which of these purposes the choice settles for good. How a kiosk looks and sounds follows the slip (decided so), and so does keeping it.
std::vector<std::string> lasting_of(const Chooser& chooser, const std::vector<std::string>& purposes) {
    if (!chooser.customer || chooser.bond == Bond::claim) return {};
    if (chooser.bond == Bond::person) return purposes;
    return has(purposes, "settings") ? std::vector<std::string>{"settings"} : std::vector<std::string>{};
}

/// What the choice settles for the present visit only.
void choose_in_visit(Change& change, const Terminal& terminal, const Chooser& chooser, const std::vector<std::string>& purposes, bool granted) {
    std::optional<store::VisitRow> visit;
    if (chooser.ticket) {
        const auto ticket = change.tickets.find(*chooser.ticket);
        if (ticket && ticket->visit) visit = change.visits.find(*ticket->visit);
    } else if (chooser.customer) {
        visit = change.visits.newest_of(terminal.branch, *chooser.customer);
    }
    if (visit && visit->left_at) visit.reset();
    if (granted) {
        if (visit && chooser.bond == Bond::slip) agree_in_visit(change, *visit, purposes);
    } else if (visit) {
        refuse_in_visit(change, *visit, purposes);
    } else if (chooser.customer) {
        refuse_for_today(change, terminal.branch, *chooser.customer, purposes, std::nullopt);
    }
}

}  // namespace

void take_back_consent(Change& change, const BranchId& branch, const CustomerId& customer, const std::vector<std::string>& purposes) {
    if (has(purposes, "settings")) change.customers.drop_preferences(customer);
    if (has(purposes, "wifi") || has(purposes, "service")) change.visits.forget_sessions_of(customer);
    auto visit = change.visits.newest_of(branch, customer);
    if (!visit) return;
    const bool only_by_wifi = visit->evidence == "wifi";
    if (has(purposes, "service") || (has(purposes, "wifi") && only_by_wifi)) {
        drop_conclusions(change, *visit);
        visit->customer.reset();
        make_arrival_alert_anonymous(change, *visit);
    } else if (!visit->left_at) {
        refresh_arrival_alert(change, *visit);
    }
    change.visits.put(*visit);
}

void take_choice_of(Change& change, const Terminal& terminal, const Chooser& chooser, const protocol::ConsentChoice& choice) {
    const auto lasting = lasting_of(chooser, choice.purposes);
    std::vector<std::string> for_visit;
    for (const auto& purpose : choice.purposes) {
        const store::ConsentRow row{purpose, choice.granted, change.now, choice.text_version, choice.channel, change.now};
        if (has(lasting, purpose)) {
            change.customers.record_consent(chooser.customer, chooser.ticket, row, std::nullopt);
            change.put_consent(*chooser.customer, row);
        } else {
            // A visitor's of today, whoever they are.
            change.customers.record_consent(std::nullopt, chooser.ticket, row, change.now + kOneDayVisitorRecord);
            for_visit.push_back(purpose);
        }
    }
    change.count("consent_choices");
    if (!for_visit.empty()) choose_in_visit(change, terminal, chooser, for_visit, choice.granted);
    if (lasting.empty()) return;
    if (!choice.granted) {
        take_back_consent(change, terminal.branch, *chooser.customer, lasting);
        return;
    }
    if (choice.preferences && has(lasting, "settings")) {
        change.customers.put_preferences(*chooser.customer, preferences_to_json(*choice.preferences), change.now);
    }
    if (has(lasting, "service") && choice.card) {
        join_visit(change, Sighting{terminal.branch, *chooser.customer, chooser.evidence, terminal.place, false, std::nullopt, {}});
    }
}

Result<protocol::Accepted> take_choice(Change& change, const Terminal& terminal, const protocol::ConsentChoice& choice) {
    if (!change.answers.first_time(kind_of(terminal, "consent"), choice.key, change.answers_expire())) return protocol::Accepted{};
    take_choice_of(change, terminal, who_chose(change, terminal, choice), choice);
    return protocol::Accepted{};
}

}  // namespace silverlane::desk
