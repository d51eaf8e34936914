// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: Silverlane contributors
#include "hub/desk/visit_work.h"

#include <algorithm>

#include "hub/desk/alert_work.h"
#include "hub/desk/customer_facts.h"
#include "hub/desk/snapshot_work.h"

namespace silverlane::desk {

namespace {

using protocol::IdentifierKind;
using protocol::Proof;

bool is_strong(const protocol::EvidenceIdentifier& identifier) {
    if (identifier.kind != IdentifierKind::phone && identifier.kind != IdentifierKind::card && identifier.kind != IdentifierKind::customer_reference) return false;
    return identifier.proof == Proof::possession || identifier.proof == Proof::authenticated;
}

/// Writing down every use would cost a write per sighting; once a day is enough for a limit of 24 months.
void note_use_of_consent(Change& change, const CustomerId& customer) {
    const auto yesterday = change.now - std::chrono::hours{24};
    const auto card = change.card(customer);
    const auto& consents = card->consents;
    const bool due = std::any_of(consents.begin(), consents.end(), [&](const auto& each) { return each.granted && each.last_used < yesterday; });
    if (!due) return;
    change.customers.touch_consents(customer, change.now, yesterday, change.now - kUnusedConsentLasts);
    CustomerCard used = *card;
    for (auto& each : used.consents) {
        if (each.last_used < yesterday && stands(each, change.now)) each.last_used = change.now;
    }
    change.keep_card(customer, std::move(used));
}

bool goes_on(const store::VisitRow& visit, const Change& change) {
    return !visit.left_at || change.now - *visit.left_at < change.office.settings.new_visit_after_left;
}

}  // namespace

bool gives_a_place(std::string_view evidence) { return evidence != "wifi"; }

Recognised recognise(Change& change, const BranchId& branch, const std::vector<protocol::EvidenceIdentifier>& identifiers) {
    Recognised found;
    for (const auto& each : identifiers) {
        if (!is_strong(each)) continue;
        auto owner = change.customers.owner_of(static_cast<int>(each.kind), each.hash);
        if (!owner) continue;
        if (found.customer && *found.customer != *owner) found.in_conflict = true;
        if (!found.customer) found.customer = std::move(owner);
    }
    if (found.in_conflict) {
        change.count("identity_conflicts");
        change.note(LogEvent(LogLevel::warning, "identity_conflict").with("branch", branch));
        found.customer.reset();
        return found;
    }
    if (found.customer) return found;
    for (const auto& each : identifiers) {
        if (each.kind != IdentifierKind::phone_tail || each.proof != Proof::claim) continue;
        auto owners = change.visits.customers_with_tail(branch, each.hash);
        if (owners.size() != 1) continue;
        found.customer = std::move(owners.front());
        found.by_claim = true;
    }
    return found;
}

store::VisitRow join_visit(Change& change, const Sighting& sighting) {
    auto known = change.visits.newest_of(sighting.branch, sighting.customer);
    store::VisitRow visit;
    bool changed = false;
    if (known && goes_on(*known, change)) {
        visit = std::move(*known);
        if (visit.left_at) change.count("visits_continued");
    } else {
        visit.id = make_id<VisitId>(change.now, change.office.random);
        visit.branch = sighting.branch;
        visit.customer = sighting.customer;
        visit.opened_at = change.now;
        visit.claimed = sighting.by_claim;
        changed = true;
        change.count("visits_opened");
        change.count_of_day(sighting.branch, "visits");
        note_use_of_consent(change, sighting.customer);
        if (!sighting.by_claim) note_presence(change, sighting.customer, sighting.branch);
    }
    for (const auto& each : split_list(sighting.evidence)) {
        const auto evidence = add_to_list(visit.evidence, each);
        changed = changed || evidence != visit.evidence;
        visit.evidence = evidence;
    }
    // Possession settles what was only claimed.
    if (visit.claimed && !sighting.by_claim) {
        visit.claimed = false;
        changed = true;
    }
    const bool better_place = !sighting.place.empty() && sighting.place != visit.place && (gives_a_place(sighting.evidence) || visit.place.empty());
    if (better_place) {
        visit.place = sighting.place;
        changed = true;
    }
    const bool has_new_ticket = sighting.ticket && visit.ticket != sighting.ticket;
    if (has_new_ticket) {
        visit.ticket = sighting.ticket;
        changed = true;
    }
    for (const auto& need : sighting.needs) {
        const auto needs = add_to_list(visit.needs, need);
        changed = changed || needs != visit.needs;
        visit.needs = needs;
    }
    visit.last_seen = change.now;
    visit.left_due.reset();
    visit.left_at.reset();
    if (changed) refresh_arrival_alert(change, visit, has_new_ticket ? decision::Trigger::ticket : decision::Trigger::arrival);
    change.visits.put(visit);
    return visit;
}

store::VisitRow open_anonymous_visit(Change& change, const BranchId& branch, std::string_view evidence, const std::string& place,
                                     const std::optional<TicketId>& ticket) {
    store::VisitRow visit;
    visit.id = make_id<VisitId>(change.now, change.office.random);
    visit.branch = branch;
    visit.opened_at = visit.last_seen = change.now;
    visit.evidence = std::string{evidence};
    visit.place = place;
    visit.ticket = ticket;
    change.visits.put(visit);
    change.count("visits_anonymous");
    change.count_of_day(branch, "visits_anonymous");
    return visit;
}

void consider_leaving(Change& change, const VisitId& id, UtcTime since) {
    auto visit = change.visits.find(id);
    if (!visit || visit->left_at) return;
    if (change.visits.has_live_session(id) || change.tickets.has_open_ticket(id)) {
        if (!visit->left_due) return;
        visit->left_due.reset();
    } else {
        visit->left_due = std::max(since, visit->opened_at) + change.office.settings.left_after;
    }
    change.visits.put(*visit);
}

}  // namespace silverlane::desk
