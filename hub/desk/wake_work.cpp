// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: Silverlane contributors
#include "hub/desk/wake_work.h"

#include "hub/desk/alert_work.h"
#include "hub/desk/dispatch_work.h"
#include "hub/desk/interrupt_work.h"
#include "hub/desk/kiosk_call.h"
#include "hub/dispatch/ladder.h"

namespace silverlane::desk {

namespace {

using dispatch::Action;
using dispatch::Remedy;
using dispatch::Stage;
using protocol::Alert;
using protocol::AlertState;

constexpr int kMostAtOnce = 500;

/// The tablets that have had it, and those that have not: another person's then.
void look_at_delivery(Change& change, store::AlertRow& row, Alert& alert, bool& changed) {
    row.offer_due.reset();
    auto offers = change.duties.offers_of(row.id);
    bool delivered = false;
    for (auto& each : offers) {
        if (!each.ended.empty()) continue;
        if (each.delivered_at || change.office.publisher.is_listening(row.branch, each.staff)) {
            change.duties.mark_delivered(row.id, each.staff, change.now);
            delivered = true;
            continue;
        }
        change.duties.end_offer(row.id, each.staff, change.now, "undelivered");
        each.ended = "undelivered";
        each.ended_at = change.now;
        changed = true;
        change.count("alerts_undelivered");
    }
    if (delivered) tell_kiosk_nobody_comes_yet(change, row, true);
    if (delivered && advance_by_hub(row, alert, Action::deliver)) change.alerts.record_change(row.id, row.version, change.now, "delivered", {});
    if (!changed) return;
    list_offered(alert, offers);
    if (alert.offered_to.empty()) advance_by_hub(row, alert, Action::displace);
}

const char* caution_of(Remedy remedy) {
    switch (remedy) {
        case Remedy::second_person: return "caution.second_person";
        case Remedy::branch_head: return "caution.branch_head";
        case Remedy::again:
        case Remedy::anybody: return "caution.overdue";
    }
    return "caution.overdue";
}

std::string_view name_of(Remedy remedy) {
    switch (remedy) {
        case Remedy::second_person: return "second_person";
        case Remedy::branch_head: return "branch_head";
        case Remedy::again: return "again";
        case Remedy::anybody: return "anybody";
    }
    return "again";
}

void give_missed(Change& change, store::AlertRow& row, Alert& alert, const dispatch::Plan& plan) {
    row.escalation_due.reset();
    change.count("alerts_missed");
    change.count_of_day(row.branch, "alerts_missed");
    if (!plan.closes_when_missed) {
        put_alert(change, row, alert, "missed");
        return;
    }
    advance_by_hub(row, alert, Action::miss);
    alert.outcome = "missed";
    alert.person.reset();
    alert.reasons.clear();
    alert.first_sentence.reset();
    put_alert(change, row, alert, "missed");
}

void climb(Change& change, store::AlertRow& row, Alert& alert) {
    const auto& policy = dispatch_policy(change);
    const auto& plan = dispatch::plan_of(policy, alert);
    const auto rung = dispatch::next_rung(plan, policy.caps, {row.escalated});
    if (!rung) {
        // Told once more when it is due (a home visit), then left to whoever has it in the list.
        ++row.escalated;
        row.escalation_due.reset();
        alert.caution = protocol::Line{"caution.overdue", {}};
        put_alert(change, row, alert, "overdue");
        change.count("alerts_escalated");
        return;
    }
    ++row.escalated;
    if (!rung->remedy) {
        give_missed(change, row, alert, plan);
        return;
    }
    const auto next = dispatch::next_rung(plan, policy.caps, {row.escalated});
    row.escalation_due = next ? std::optional{change.now + next->wait} : std::nullopt;
    alert.caution = protocol::Line{caution_of(*rung->remedy), {}};
    advance_by_hub(row, alert, Action::escalate);
    // Somebody stands there and nobody came: who had no time a minute ago is asked again.
    if (is_call(row.kind) && *rung->remedy == Remedy::branch_head) change.duties.forget_declines(row.id);
    auto wish = wish_of(change, row, alert, change.duties.offers_of(row.id));
    if (*rung->remedy == Remedy::branch_head) wish.role = "branch_head";
    if (*rung->remedy == Remedy::anybody) wish.any_role = true;
    if (alert.interrupts && !find_somebody(change, row, alert, wish, plan.to_everybody)) row.waiting = alert.offered_to.empty();
    put_alert(change, row, alert, name_of(*rung->remedy));
    change.count("alerts_escalated");
}

/// Passed on and not taken: it is the sender's again, and anybody's.
void give_back(Change& change, store::AlertRow& row, Alert& alert) {
    change.duties.end_offers(row.id, change.now, "over");
    alert.offered_to.clear();
    advance_by_hub(row, alert, Action::give_back);
    row.escalation_due.reset();
    row.wanted_staff.clear();
    alert.wanted_role.clear();
    row.wanted_role.clear();
    add_news(alert, "news.returned", {}, change.now);
    auto wish = wish_of(change, row, alert, change.duties.offers_of(row.id));
    wish.staff = alert.referred_by;
    alert.interrupts = true;
    find_somebody(change, row, alert, wish, false);
    put_alert(change, row, alert, "returned");
    change.count("alerts_returned");
}

}  // namespace

void wake(Change& change, store::AlertRow& row, bool clock_is_believed) {
    auto alert = alert_of(row);
    if (!alert || alert->state != AlertState::open) {
        row.escalation_due.reset();
        row.offer_due.reset();
        row.expires.reset();
        change.alerts.put(row);
        return;
    }
    const auto is_due = [&](const std::optional<UtcTime>& time) { return time && *time <= change.now; };
    if (clock_is_believed && is_due(row.expires)) {
        expire_alert(change, row);
        return;
    }
    bool changed = false;
    const bool looked = is_due(row.offer_due);
    if (looked) look_at_delivery(change, row, *alert, changed);
    if (is_due(row.escalation_due)) {
        if (stage_of(row) == Stage::transferred) give_back(change, row, *alert);
        else climb(change, row, *alert);
        return;
    }
    if (changed) put_alert(change, row, *alert, "undelivered");
    else if (looked) change.alerts.put(row);
}

void follow_clock_back(Change& change) {
    for (auto& row : change.alerts.from_the_future(change.now, kMostAtOnce)) {
        const auto ahead = row.changed_at - change.now;
        for (auto* time : {&row.escalation_due, &row.offer_due}) {
            // A home visit is due at an hour of the calendar, whatever the clock did.
            if (*time && **time - row.changed_at <= std::chrono::hours{1}) *time = dispatch::brought_back(*time, ahead);
        }
        if (row.expires && *row.expires - row.changed_at <= std::chrono::hours{1}) row.expires = dispatch::brought_back(row.expires, ahead);
        row.changed_at = change.now;
        change.alerts.put(row);
        change.count("alerts_brought_back");
    }
}

}  // namespace silverlane::desk
