// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: Silverlane contributors
#include "hub/desk/dispatch_work.h"

#include <algorithm>

#include "hub/desk/alert_work.h"
#include "hub/desk/customer_facts.h"
#include "hub/dispatch/audience.h"
#include "hub/dispatch/ladder.h"

namespace silverlane::desk {

namespace {

using dispatch::Action;
using dispatch::Actor;
using dispatch::Remedy;
using dispatch::Stage;
using protocol::Alert;
using protocol::AlertState;
using protocol::Urgency;

/// How many waiting alerts are looked at for one that finds somebody.
constexpr int kMostWaiting = 64;
constexpr int kMostAtOnce = 500;
/// Whose tablet did not have it is not tried again at once.
constexpr std::chrono::seconds kTryAgainAfter{30};
constexpr std::chrono::hours kInterruptsKept{2};

Stage stage_of(const store::AlertRow& row) { return dispatch::stage_named(row.stage).value_or(Stage::decided); }

/// Everybody of the branch as the assignment sees them; only who is signed in can be interrupted.
std::vector<dispatch::Person> people_of(Change& change, const BranchId& branch) {
    const auto rows = change.duties.of_branch(branch, change.now);
    std::vector<dispatch::Person> people;
    for (const auto& row : rows) {
        if (!row.signed_in || !change.office.publisher.is_listening(branch, row.staff)) continue;
        dispatch::Person person;
        person.number = row.staff.text;
        person.role = row.role;
        person.qualifications = texts_from_json(row.qualifications);
        person.on_duty = row.state == "on_duty";
        person.zone = row.zone;
        person.idle_since = row.idle_since;
        if (person.on_duty) person.interrupts = change.duties.interrupts_of(row.staff, change.now - kInterruptsKept);
        people.push_back(std::move(person));
    }
    if (people.empty()) return people;
    const auto person_of = [&](const std::string& number) {
        return std::find_if(people.begin(), people.end(), [&](const auto& each) { return each.number == number; });
    };
    for (const auto& each : change.alerts.burdens(branch)) {
        const auto found = person_of(each.staff);
        if (found == people.end()) continue;
        found->open_claims += each.count;
        found->open_weight += each.count * dispatch_policy(change).weight_of(class_named(each.alert_class));
    }
    for (auto& person : people) {
        for (const auto& each : change.duties.standing(StaffId{person.number})) {
            person.held = dispatch::Held{each.alert.text, static_cast<Urgency>(each.urgency), each.kind == "unwell"};
        }
    }
    return people;
}

dispatch::Wish wish_of(Change& change, const store::AlertRow& row, const Alert& alert, const std::vector<store::InterruptRow>& offers) {
    dispatch::Wish wish;
    wish.alert = alert.id.text;
    wish.alert_class = alert.alert_class;
    wish.urgency = alert.urgency;
    wish.unwell = alert.kind == "unwell";
    wish.role = row.audience.empty() ? row.wanted_role : row.audience;
    wish.staff = row.wanted_staff;
    wish.qualification = alert.qualification;
    wish.place = alert.place;
    wish.own_manager = row.own_manager;
    for (const auto& each : offers) {
        const bool stands = each.ended.empty();
        const bool lately = each.ended == "undelivered" && each.ended_at && change.now - *each.ended_at < kTryAgainAfter;
        if (stands || lately || each.ended == "declined") wish.not_to.push_back(each.staff.text);
    }
    return wish;
}

void list_offered(Alert& alert, const std::vector<store::InterruptRow>& offers) {
    alert.offered_to.clear();
    for (const auto& each : offers) {
        if (each.ended.empty()) alert.offered_to.push_back(each.staff.text);
    }
}

/// A less urgent card makes room: it waits in the silent list again.
void displace(Change& change, const std::string& id, const StaffId& from) {
    auto row = change.alerts.find(AlertId{id});
    if (!row) return;
    auto alert = alert_of(*row);
    if (!alert) return;
    change.duties.end_offer(row->id, from, change.now, "displaced");
    if (std::erase(alert->offered_to, from.text) == 0) return;
    if (alert->offered_to.empty()) {
        advance_by_hub(*row, *alert, Action::displace);
        row->waiting = true;
        row->offer_due.reset();
    }
    store_alert(change, *row, *alert, "displaced");
    change.count("alerts_displaced");
}

void interrupt(Change& change, store::AlertRow& row, Alert& alert, const dispatch::Choice& choice) {
    const StaffId staff{choice.staff};
    if (!choice.displaced.empty()) displace(change, choice.displaced, staff);
    store::InterruptRow offer;
    offer.alert = row.id;
    offer.staff = staff;
    offer.offered_at = change.now;
    change.duties.put_offer(offer);
    alert.offered_to.push_back(choice.staff);
    advance_by_hub(row, alert, Action::offer);
    row.waiting = false;
    row.offer_due = change.now + dispatch_policy(change).caps.delivery;
    change.count("interrupts");
}

/// Interrupts one more person, or everybody who may be. False when nobody may be.
bool find_somebody(Change& change, store::AlertRow& row, Alert& alert, const dispatch::Wish& wish, bool everybody) {
    const auto people = people_of(change, row.branch);
    if (people.empty()) return false;
    const auto& policy = dispatch_policy(change);
    if (everybody) {
        const auto all = dispatch::choose_all(wish, people, policy, change.now);
        for (const auto& each : all) interrupt(change, row, alert, each);
        return !all.empty();
    }
    const auto choice = dispatch::choose(wish, people, policy, change.now);
    if (choice) interrupt(change, row, alert, *choice);
    return choice.has_value();
}

/// Times from the plan of what the alert is now. What was set by whoever raised it stays where the plan says nothing of it.
void set_times(Change& change, store::AlertRow& row, Alert& alert) {
    const auto& policy = dispatch_policy(change);
    const auto& plan = dispatch::plan_of(policy, alert);
    if (plan.expires) {
        if (!row.expires) row.expires = change.now + *plan.expires;
    } else {
        row.expires = alert.expires == row.expires && row.kind.starts_with("arrival") ? std::nullopt : alert.expires;
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
        alert.expires.reset();
        return held || dispatch::is_over(stage_of(row));
    }
    set_times(change, row, alert);
    if (!alert.interrupts) return false;
    const auto& plan = dispatch::plan_of(dispatch_policy(change), alert);
    if (!alert.offered_to.empty() && !plan.to_everybody) return false;
    const auto offers = row.version == 0 ? std::vector<store::InterruptRow>{} : change.duties.offers_of(row.id);
    const auto wish = wish_of(change, row, alert, offers);
    if (!find_somebody(change, row, alert, wish, plan.to_everybody)) row.waiting = alert.offered_to.empty();
    return false;
}

void offer_rooms(Change& change) {
    const auto branches = std::move(change.rooms);
    change.rooms.clear();
    for (const auto& branch : branches) offer_waiting(change, branch);
}

void offer_waiting(Change& change, const BranchId& branch) {
    if (people_of(change, branch).empty()) return;
    for (auto& row : change.alerts.waiting(branch, kMostWaiting)) {
        auto alert = alert_of(row);
        if (!alert || alert->state != AlertState::open) continue;
        const auto wish = wish_of(change, row, *alert, change.duties.offers_of(row.id));
        const bool everybody = dispatch::plan_of(dispatch_policy(change), *alert).to_everybody;
        if (find_somebody(change, row, *alert, wish, everybody)) store_alert(change, row, *alert, "offered");
    }
}

void withdraw_offers_of(Change& change, const BranchId& branch, const StaffId& staff, std::string_view why) {
    for (const auto& each : change.duties.standing(staff)) {
        auto row = change.alerts.find(each.alert);
        if (!row || row->branch != branch) continue;
        auto alert = alert_of(*row);
        if (!alert) continue;
        change.duties.end_offer(row->id, staff, change.now, why);
        std::erase(alert->offered_to, staff.text);
        if (alert->offered_to.empty()) {
            advance_by_hub(*row, *alert, Action::displace);
            row->offer_due.reset();
        }
        put_alert(change, *row, *alert, "withdrawn_offer");
    }
}

void tell(Change& change, const store::AlertRow& row, const Alert& alert) {
    const auto reach = dispatch::reach_of(alert, row.audience);
    change.publish(row.branch, "alert", std::string{reach.hall ? dispatch::kHall : dispatch::kHead}, row.body);
    if (reach.tellers) change.publish(row.branch, "alert", std::string{dispatch::kTellers}, protocol::to_json(dispatch::without_person(alert)));
}

namespace {

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

void wake(Change& change, store::AlertRow& row) {
    auto alert = alert_of(row);
    if (!alert || alert->state != AlertState::open) {
        row.escalation_due.reset();
        row.offer_due.reset();
        row.expires.reset();
        change.alerts.put(row);
        return;
    }
    const auto is_due = [&](const std::optional<UtcTime>& time) { return time && *time <= change.now; };
    if (is_due(row.expires)) {
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
