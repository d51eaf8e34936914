// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: Silverlane contributors
#include "hub/desk/dispatch_work.h"

#include <algorithm>

#include "hub/desk/alert_work.h"
#include "hub/desk/interrupt_work.h"
#include "hub/dispatch/audience.h"
#include "hub/dispatch/ladder.h"

namespace silverlane::desk {

namespace {

using dispatch::Action;
using dispatch::Actor;
using dispatch::Stage;
using protocol::Alert;
using protocol::AlertState;

/// Times from the plan of what the alert is now. What was set by whoever raised it stays where the plan says nothing of it.
void set_times(Change& change, store::AlertRow& row, Alert& alert) {
    const auto& policy = dispatch_policy(change);
    const auto& plan = dispatch::plan_of(policy, alert);
    if (plan.expires) {
        // Once for its whole life: whoever took it and gave it back has not made its moment longer.
        const auto whole = change.now + *plan.expires;
        if (!row.expires) row.expires = alert.expires ? std::min(*alert.expires, whole) : whole;
    } else {
        row.expires = row.kind.starts_with("arrival") ? std::nullopt : alert.expires;
    }
    alert.expires = row.expires;
    const auto stage = stage_of(row);
    if (stage != Stage::transferred && !plan.ladder.empty()) {
        const auto next = dispatch::next_rung(plan, policy.caps, {row.escalated});
        // A silent row has no place to go to, so nobody is late.
        if (!alert.interrupts || !next) row.escalation_due.reset();
        else if (!row.escalation_due) row.escalation_due = change.now + next->wait;
    }
    // An arrival whose moment has gone is a plain one; what was raised with a time of its own (a home visit) keeps it.
    if (stage != Stage::transferred && plan.ladder.empty() && row.kind.starts_with("arrival")) row.escalation_due.reset();
    alert.due = row.escalation_due;
}

}  // namespace

dispatch::Stage stage_of(const store::AlertRow& row) { return dispatch::stage_named(row.stage).value_or(Stage::decided); }

protocol::AlertClass class_named(std::string_view name) {
    using protocol::AlertClass;
    for (const auto each : {AlertClass::risk, AlertClass::service, AlertClass::care, AlertClass::marketing}) {
        if (protocol::name_of(each) == name) return each;
    }
    return AlertClass::service;
}

const dispatch::Policy& dispatch_policy(const Change& change) {
    static const dispatch::Policy kDefault = dispatch::default_policy();
    const auto& policy = change.office.settings.dispatch;
    return policy ? *policy : kDefault;
}

Result<void> advance(store::AlertRow& row, Alert& alert, Action action, Actor by) {
    const auto next = dispatch::next_stage(stage_of(row), action, by);
    if (!next) return next.error();
    row.stage = dispatch::name_of(*next);
    alert.state = dispatch::state_of(*next);
    return {};
}

bool advance_by_hub(store::AlertRow& row, Alert& alert, Action action) { return advance(row, alert, action, Actor::hub).ok(); }

bool keep_going(Change& change, store::AlertRow& row, Alert& alert) {
    row.urgency = static_cast<int>(alert.urgency);
    row.wanted_role = alert.wanted_role;
    row.referred_by = alert.referred_by;
    if (alert.state != AlertState::open) {
        const bool held = !alert.offered_to.empty();
        if (held) change.duties.end_offers(row.id, change.now, alert.state == AlertState::claimed ? "claimed" : "over");
        alert.offered_to.clear();
        row.waiting = false;
        row.offer_due.reset();
        row.escalation_due.reset();
        row.expires.reset();
        alert.due.reset();
        // Nothing comes of it while somebody has the alert; given back, it goes on.
        if (alert.state != AlertState::claimed) alert.expires.reset();
        return held || dispatch::is_over(stage_of(row));
    }
    set_times(change, row, alert);
    if (!alert.interrupts) return false;
    const auto& plan = dispatch::plan_of(dispatch_policy(change), alert);
    if (!alert.offered_to.empty() && !plan.to_everybody) return false;
    // A new alert was offered to nobody; one that is raised beside another says who need not be asked.
    const auto offers = row.version == 0 && alert.news.empty() ? std::vector<store::InterruptRow>{} : change.duties.offers_of(row.id);
    const auto wish = wish_of(change, row, alert, offers);
    if (!find_somebody(change, row, alert, wish, plan.to_everybody)) row.waiting = alert.offered_to.empty();
    return false;
}

void tell(Change& change, const store::AlertRow& row, const Alert& alert) {
    const auto reach = dispatch::reach_of(alert, row.audience);
    change.publish(row.branch, "alert", std::string{reach.hall ? dispatch::kHall : dispatch::kHead}, row.body);
    if (reach.tellers) change.publish(row.branch, "alert", std::string{dispatch::kTellers}, protocol::to_json(dispatch::without_person(alert)));
}

}  // namespace silverlane::desk
