// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: Silverlane contributors
#include "hub/desk/task_work.h"

#include <algorithm>

#include "hub/desk/alert_work.h"
#include "hub/desk/campaign_count.h"
#include "hub/desk/customer_facts.h"
#include "hub/desk/dispatch_work.h"

namespace silverlane::desk {

namespace {

using protocol::Alert;
using protocol::AlertState;

constexpr std::string_view kTask = "follow_up";
constexpr std::string_view kManager = "relationship_manager";
/// Of answers: a sale's id, and the alert that asks to call about it.
constexpr std::string_view kCoolingCall = "cooling_call";
constexpr std::chrono::hours kCallAfter{2 * 24};
/// As long as a sale is kept, and a day more.
constexpr std::chrono::hours kCallRemembered{91 * 24};
constexpr int kMostAtOnce = 500;

Alert new_task(Change& change, const BranchId& branch) {
    Alert task;
    task.id = make_id<AlertId>(change.now, change.office.random);
    task.branch = branch;
    task.kind = "follow_up";
    task.alert_class = protocol::AlertClass::service;
    task.wanted_role = std::string{kManager};
    task.raised_at = change.now;
    return task;
}

bool is_open(const store::AlertRow& alert) { return alert.state <= static_cast<int>(AlertState::claimed); }

/// Somebody is to call about this already.
bool is_asked_for(Change& change, const CustomerId& customer, std::string_view campaign) {
    const auto rows = change.opportunities.of_customer(customer);
    return std::any_of(rows.begin(), rows.end(), [&](const auto& each) {
        if (each.kind != kTask || each.campaign != campaign || !each.alert) return false;
        const auto task = change.alerts.find(*each.alert);
        return task && is_open(*task);
    });
}

/// What the decision named for the manager, unless it was taken back or raised meanwhile.
std::optional<store::OpportunityRow> named_on(Change& change, const HeldAlert& card) {
    if (card.row.follow_up.empty() || !card.row.visit) return std::nullopt;
    for (auto& each : change.opportunities.of_visit(card.row.branch, *card.row.visit)) {
        if (each.kind == kTask && each.campaign == card.row.follow_up && !each.alert) return std::move(each);
    }
    return std::nullopt;
}

/// It is a contact from now on: somebody is going to call.
void note_raised(Change& change, store::OpportunityRow& named, const AlertId& task, const decision::Campaign* campaign) {
    named.alert = task;
    change.opportunities.put(named);
    change.contacts.put_contact(named.customer, {named.id, change.day(named.branch), std::string{kManager}, named.campaign, campaign == nullptr ? "" : campaign->group, ""});
}

void raise_cooling_call(Change& change, const store::SaleRow& sale) {
    const auto opportunity = sale.opportunity ? change.opportunities.find(*sale.opportunity) : std::nullopt;
    const BranchId branch = change.branch(sale.branch) != nullptr ? sale.branch : opportunity ? opportunity->branch : BranchId{};
    const bool may = opportunity && change.branch(branch) != nullptr && consents_to(change, opportunity->customer, "service");
    auto task = new_task(change, branch);
    // Asked once, also where nobody is to be called.
    change.answers.put(kCoolingCall, IdempotencyKey{sale.id}, may ? task.id.text : std::string{}, change.now + kCallRemembered);
    if (!may) return;
    // No product and no word of a purchase: the hall's list shows it.
    task.reasons = {{"reason.cooling_off", {{"day", *sale.counts_from}}}};
    task.outcomes = {"helped", "booked"};
    auto row = new_row(change, task);
    store::VisitRow nobodys_visit;
    nobodys_visit.branch = branch;
    nobodys_visit.customer = opportunity->customer;
    add_person(change, task, row, nobodys_visit);
    row.visit.reset();
    row.own_manager = change.card(opportunity->customer)->facts.relationship_manager.text;
    put_alert(change, row, task, "raised");
    change.count("alerts_raised");
}

void end_task(Change& change, store::AlertRow& row) {
    auto alert = alert_of(row);
    if (row.kind != kTask || !alert) return;
    // What was told about it so far holds the name too.
    change.event_log.forget_alert(row.branch, row.id);
    alert->person.reset();
    alert->reasons.clear();
    alert->ticket_label.clear();
    alert->qualification.clear();
    row.campaign.clear();
    if (is_open(row) && advance_by_hub(row, *alert, dispatch::Action::recall)) {
        put_alert(change, row, *alert, "withdrawn");
        return;
    }
    row.body = protocol::to_json(*alert);
    change.alerts.put(row);
}

}  // namespace

void raise_follow_up(Change& change, const Session& session, const HeldAlert& card, std::string_view outcome) {
    const bool referred = outcome == "referred";
    if (!referred && outcome != "helped" && outcome != "booked") return;
    auto named = named_on(change, card);
    if (!named || is_asked_for(change, named->customer, named->campaign)) return;
    const auto* campaign = campaign_of(change, named->campaign);
    auto task = new_task(change, card.row.branch);
    task.person = card.alert.person;
    task.ticket_label = card.alert.ticket_label;
    task.evidence = card.alert.evidence;
    task.reasons = {{"reason.follow_up", {{"day", named->day}}}};
    task.outcomes = {"helped", "booked", "declined"};
    // Which product it is stands behind a tap, for who may sell it (talk_work.h).
    if (campaign != nullptr) task.qualification = campaign->product.qualification.value_or("");
    // Whoever passed the customer on hears what became of it and has a share; where the hub asks by itself nobody has one.
    if (referred) task.referred_by = named->passed_by = session.staff.text;
    auto row = new_row(change, task);
    row.visit = card.row.visit;
    row.campaign = named->campaign;
    row.own_manager = card.row.own_manager;
    note_raised(change, *named, task.id, campaign);
    put_alert(change, row, task, "raised", doer(session));
    if (referred) change.duties.add_referral(row.id, row.branch, session.staff, {}, task.wanted_role, change.now);
}

void raise_cooling_calls(Change& change) {
    const BranchCalendar calendar{change.office.settings.utc_offset};
    for (const auto& sale : change.opportunities.sales_cooling_without(kCoolingCall, calendar.day(change.now - kCallAfter), kMostAtOnce)) {
        raise_cooling_call(change, sale);
    }
}

std::optional<AlertId> cooling_call_of(store::Connection& connection, std::string_view sale) {
    const auto call = store::Answers(connection).find(kCoolingCall, IdempotencyKey{std::string{sale}});
    return call && !call->empty() ? std::optional{AlertId{*call}} : std::nullopt;
}

std::vector<AlertId> tasks_of(store::Connection& connection, const std::vector<store::OpportunityRow>& opportunities) {
    std::vector<AlertId> tasks;
    store::Opportunities table(connection);
    for (const auto& each : opportunities) {
        if (each.kind == kTask && each.alert) tasks.push_back(*each.alert);
        const auto sale = table.sale_of(each.id);
        if (!sale) continue;
        if (auto call = cooling_call_of(connection, sale->id)) tasks.push_back(std::move(*call));
    }
    return tasks;
}

void end_tasks(Change& change, const std::vector<AlertId>& tasks, const std::optional<AlertId>& but) {
    for (const auto& each : tasks) {
        if (but == each) continue;
        if (auto row = change.alerts.find(each)) end_task(change, *row);
    }
}

void keep_over_night(Change& change, store::AlertRow& task) {
    auto alert = alert_of(task);
    if (!alert) return;
    alert->ticket_label.clear();
    alert->evidence.clear();
    alert->news.clear();
    if (alert->person) {
        alert->person->needs.clear();
        alert->person->tier.clear();
    }
    task.visit.reset();
    // Not told: the stream of the day is gone, and a tablet reads the list anew.
    task.body = protocol::to_json(*alert);
    change.alerts.put(task);
}

}  // namespace silverlane::desk
