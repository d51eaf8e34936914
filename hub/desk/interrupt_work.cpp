// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: Silverlane contributors
#include "hub/desk/interrupt_work.h"

#include <algorithm>

#include "hub/desk/alert_work.h"
#include "hub/desk/customer_facts.h"
#include "hub/desk/dispatch_work.h"
#include "hub/dispatch/ladder.h"

namespace silverlane::desk {

namespace {

using dispatch::Action;
using protocol::Alert;
using protocol::AlertState;
using protocol::Urgency;

/// How many waiting alerts are looked at for one that finds somebody.
constexpr int kMostWaiting = 64;
/// Whose tablet did not have it is not tried again at once.
constexpr std::chrono::seconds kTryAgainAfter{30};
constexpr std::chrono::hours kInterruptsKept{2};

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
    // What has waited over night begins its plan with the first person asked.
    const auto first = dispatch::next_rung(dispatch::plan_of(dispatch_policy(change), alert), dispatch_policy(change).caps, {0});
    if (first && row.escalated == 0 && !row.escalation_due && stage_of(row) != dispatch::Stage::transferred) row.escalation_due = change.now + first->wait;
    change.count("interrupts");
}

}  // namespace

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

}  // namespace silverlane::desk
