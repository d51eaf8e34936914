// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: Silverlane contributors
#include "hub/desk/visit_consent.h"

#include "hub/desk/alert_work.h"
#include "hub/desk/customer_facts.h"
#include "hub/desk/opportunity_work.h"
#include "hub/desk/task_work.h"

namespace silverlane::desk {

namespace {

bool names_presence(const std::vector<std::string>& purposes) { return has(purposes, "service") || has(purposes, "wifi"); }

/// What somebody was asked to call about because of this visit.
void end_tasks_of(Change& change, const store::VisitRow& visit) {
    auto rows = change.opportunities.of_visit(visit.branch, visit.id);
    end_tasks(change, tasks_of(change.connection, rows));
    for (auto& each : rows) {
        // Nobody has called yet, and nobody is going to: no contact.
        if (each.kind != "follow_up" || !each.alert || !each.outcome.empty()) continue;
        each.alert.reset();
        change.opportunities.put(each);
        change.contacts.drop_contact(each.customer, each.id);
    }
}

/// Whose visit it is, or was until it refused.
std::optional<CustomerId> who_is_in(Change& change, const store::VisitRow& visit) {
    return visit.customer ? visit.customer : change.customers.paused_by(visit.branch, visit.id);
}

}  // namespace

void drop_conclusions(Change& change, const store::VisitRow& visit) {
    end_tasks_of(change, visit);
    put_opportunities(change, visit, {}, visit.alert.value_or(AlertId{}));
    change.decisions.drop_of_visit(visit.id);
    change.services.drop_offers(visit.id);
}

void refuse_for_today(Change& change, const BranchId& branch, const CustomerId& customer, const std::vector<std::string>& purposes,
                      const std::optional<VisitId>& visit) {
    for (const auto& purpose : standing_consents(change, customer)) {
        if (has(purposes, purpose)) change.customers.pause_consent(customer, purpose, branch, visit);
    }
    if (names_presence(purposes)) change.visits.forget_sessions_of(customer);
}

void refuse_in_visit(Change& change, store::VisitRow visit, const std::vector<std::string>& purposes) {
    const auto customer = who_is_in(change, visit);
    if (!customer) return;
    refuse_for_today(change, visit.branch, *customer, purposes, visit.id);
    if (!visit.customer) return;
    if (has(purposes, "service") || (has(purposes, "wifi") && visit.evidence == "wifi")) {
        drop_conclusions(change, visit);
        visit.customer.reset();
        make_arrival_alert_anonymous(change, visit);
    } else {
        if (has(purposes, "marketing") || has(purposes, "profiling")) end_tasks_of(change, visit);
        refresh_arrival_alert(change, visit);
    }
    change.visits.put(visit);
}

void agree_in_visit(Change& change, store::VisitRow visit, const std::vector<std::string>& purposes) {
    const auto customer = change.customers.paused_by(visit.branch, visit.id);
    if (!customer) return;
    for (const auto& purpose : purposes) change.customers.resume_consent(*customer, purpose, visit.id);
    if (visit.customer || !consents_to(change, *customer, "service")) return;
    // Seen meanwhile by their own card, the person has a visit of their own.
    const auto other = change.visits.newest_of(visit.branch, *customer);
    if (other && !other->left_at) return;
    visit.customer = customer;
    refresh_arrival_alert(change, visit);
    change.visits.put(visit);
}

void forget_in_visit(Change& change, const store::VisitRow& visit) {
    const auto customer = who_is_in(change, visit);
    if (!customer) return;
    if (visit.customer) drop_conclusions(change, visit);
    // Who typed four digits has shown nobody's slip: the owner of the number stays known elsewhere.
    if (visit.claimed) return;
    for (const auto& purpose : lasting_consents(change, *customer)) {
        // How a kiosk looks follows the slip no more, and tells nobody anything: it stays for the card. All else goes, also what the visit had
        // refused already: it can take nothing back any more.
        if (purpose != "settings") change.customers.pause_consent(*customer, purpose, visit.branch, std::nullopt);
    }
    change.visits.forget_sessions_of(*customer);
}

}  // namespace silverlane::desk
