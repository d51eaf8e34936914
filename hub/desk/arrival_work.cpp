// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: Silverlane contributors
#include "hub/desk/arrival_work.h"

#include <algorithm>

#include "hub/desk/customer_facts.h"
#include "hub/desk/phone_work.h"
#include "hub/desk/ticket_work.h"
#include "hub/desk/visit_work.h"

namespace silverlane::desk {

namespace {

using protocol::Arrival;
using protocol::EvidenceKind;

bool is_late(const Change& change, const Arrival& arrival) { return change.now - arrival.event_time > change.office.settings.arrival_window; }

/// Wi-Fi evidence may say who somebody is only with both consents.
void recognise_on_wifi(Change& change, const Arrival& arrival, store::WifiSessionRow& session) {
    const auto found = recognise(change, arrival.branch, arrival.identifiers);
    if (!found.customer || found.by_claim) return;
    take_choices_of_session(change, arrival.branch, arrival.session, *found.customer);
    if (!consents_to(change, *found.customer, "wifi") || !consents_to(change, *found.customer, "service")) {
        change.count("arrivals_without_consent");
        return;
    }
    session.customer = found.customer;
    for (const auto& each : arrival.identifiers) {
        if (each.kind == protocol::IdentifierKind::phone_tail) session.tail = each.hash;
    }
}

void wifi_seen(Change& change, const Arrival& arrival) {
    auto session = change.visits.find_session(arrival.branch, arrival.session);
    if (session && session->stopped_at && arrival.event_time <= *session->stopped_at) return;
    if (!session) {
        if (is_late(change, arrival)) {
            change.count("arrivals_late");
            return;
        }
        session.emplace();
        session->branch = arrival.branch;
        session->session = arrival.session;
        session->source = arrival.source;
        session->started_at = arrival.event_time;
        session->place = arrival.place;
        change.count_of_day(arrival.branch, "wifi_sessions");
    }
    session->last_seen = std::max(session->last_seen, std::min(arrival.event_time, change.now));
    session->stopped_at.reset();
    if (!session->customer && !arrival.identifiers.empty()) recognise_on_wifi(change, arrival, *session);
    if (session->customer) {
        const auto due = session->started_at + change.office.settings.wifi_dwell;
        session->dwell_due = arrival.inside || due <= change.now ? change.now : due;
        if (session->visit || *session->dwell_due <= change.now) {
            dwell_is_over(change, *session);
            return;
        }
    }
    change.visits.put_session(*session);
}

void wifi_stopped(Change& change, const Arrival& arrival) {
    auto session = change.visits.find_session(arrival.branch, arrival.session);
    if (!session) {
        // A Stop that overtook its Start: remembered, so that the Start that comes late does not open a visit.
        session.emplace();
        session->branch = arrival.branch;
        session->session = arrival.session;
        session->source = arrival.source;
        session->started_at = session->last_seen = arrival.event_time;
    } else if (arrival.event_time < session->started_at) {
        return;
    }
    end_session(change, *session, arrival.event_time);
}

/// A card tapped or a phone tail typed at a kiosk.
void identified_at_kiosk(Change& change, const Arrival& arrival, std::string_view evidence) {
    if (is_late(change, arrival)) {
        change.count("arrivals_late");
        return;
    }
    const auto found = recognise(change, arrival.branch, arrival.identifiers);
    if (!found.customer || !consents_to(change, *found.customer, "service")) {
        change.count("arrivals_without_consent");
        change.count_of_day(arrival.branch, "counted_only");
        return;
    }
    Sighting sighting{arrival.branch, *found.customer, evidence, arrival.place, found.by_claim, std::nullopt, {}};
    join_visit(change, sighting);
}

}  // namespace

void end_session(Change& change, store::WifiSessionRow& session, UtcTime at) {
    session.stopped_at = at;
    session.last_seen = std::max(session.last_seen, at);
    session.dwell_due.reset();
    change.visits.put_session(session);
    if (session.visit) consider_leaving(change, *session.visit, at);
}

void dwell_is_over(Change& change, store::WifiSessionRow& session) {
    session.dwell_due.reset();
    // What the bank has brought since: a refusal holds from then on, also for who has just come in.
    if (session.customer && !session.visit && !(consents_to(change, *session.customer, "wifi") && consents_to(change, *session.customer, "service"))) {
        session.customer.reset();
        session.tail.reset();
    }
    if (session.customer) {
        Sighting sighting{session.branch, *session.customer, "wifi", session.place, false, std::nullopt, {}};
        session.visit = join_visit(change, sighting).id;
    }
    change.visits.put_session(session);
}

void take_arrival(Change& change, const Arrival& arrival) {
    if (change.branch(arrival.branch) == nullptr) {
        change.count("arrivals_of_unknown_branch");
        change.note(LogEvent(LogLevel::warning, "arrival_of_unknown_branch").with("branch", arrival.branch));
        return;
    }
    if (!change.answers.first_time("arrival", arrival.key, change.answers_expire())) {
        change.count("arrivals_repeated");
        return;
    }
    change.count("arrivals");
    switch (arrival.kind) {
        case EvidenceKind::wifi_start:
        case EvidenceKind::wifi_update: wifi_seen(change, arrival); return;
        case EvidenceKind::wifi_stop: wifi_stopped(change, arrival); return;
        case EvidenceKind::wifi_all_stopped:
            for (auto& session : change.visits.live_sessions_of_source(arrival.branch, arrival.source)) {
                if (session.started_at <= arrival.event_time) end_session(change, session, arrival.event_time);
            }
            return;
        case EvidenceKind::ticket_created: outside_ticket_created(change, arrival, is_late(change, arrival)); return;
        case EvidenceKind::ticket_called: outside_ticket_called(change, arrival); return;
        case EvidenceKind::ticket_ended: outside_ticket_ended(change, arrival); return;
        case EvidenceKind::card_tapped: identified_at_kiosk(change, arrival, "card"); return;
        case EvidenceKind::phone_tail_typed: identified_at_kiosk(change, arrival, "phone_tail"); return;
        case EvidenceKind::visit_code_scanned: return;  // counted; the kiosk's own scan (greet) joins it, because it brings the code itself
    }
}

}  // namespace silverlane::desk
