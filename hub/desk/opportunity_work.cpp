// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: Silverlane contributors
#include "hub/desk/opportunity_work.h"

#include <algorithm>
#include <array>

#include "hub/desk/task_work.h"

namespace silverlane::desk {

namespace {

using decision::Campaign;
constexpr std::string_view kNotNow = "not_now";

struct Named {
    std::string_view kind;
    std::string_view channel;       ///< of the contact; empty: none of its own
    const decision::Opportunity* opportunity;
};

store::OpportunityRow row_of(Change& change, const store::VisitRow& visit, const Named& named) {
    const Campaign& campaign = change.rules.campaigns.at(named.opportunity->campaign);
    store::OpportunityRow row;
    row.id = make_time_ordered_text(change.now, change.office.random);
    row.branch = visit.branch;
    row.visit = visit.id;
    row.customer = *visit.customer;
    row.campaign = campaign.id.text;
    row.campaign_version = campaign.version;
    row.product = campaign.product.id;
    row.product_class = campaign.product.product_class;
    row.kind = named.kind;
    row.arm = decision::name_of(named.opportunity->arm);
    row.score_ppm = named.opportunity->score_ppm;
    row.p_ppm = named.opportunity->p_ppm;
    row.chosen_ppm = named.opportunity->chosen_ppm;
    row.day = change.day(visit.branch);
    row.decided_at = change.now;
    row.cooling_days = campaign.product.cooling_days;
    row.recording_required = campaign.product.recording_required;
    return row;
}

/// Stores what was named, and the contact that it is. A campaign that the visit has named before keeps the day on which it was counted.
store::OpportunityRow put_named(Change& change, const store::VisitRow& visit, const Named& named, const std::optional<AlertId>& alert, const CountedInVisit& counted) {
    auto row = row_of(change, visit, named);
    row.alert = alert;
    const auto today = row.day;
    const bool is_contact = is_a_contact(row.kind);
    if (const auto before = counted.find({is_contact, is_contact ? row.campaign : std::string{}}); before != counted.end()) row.day = before->second;
    change.opportunities.put(row);
    if (!named.channel.empty()) {
        const Campaign& campaign = change.rules.campaigns[named.opportunity->campaign];
        change.contacts.put_contact(row.customer, {row.id, today, std::string{named.channel}, row.campaign, campaign.group, ""});
    }
    return row;
}

std::string last_day(Change& change, const BranchId& branch, int days) {
    return change.calendar(branch).day(change.now + std::chrono::hours{24 * std::max(0, days - 1)});
}

int rest_days(const decision::Policy& policy, std::string_view outcome) {
    if (outcome == "declined" || outcome == "not_relevant") return policy.declined_rests_days;
    if (outcome == kNotNow) return policy.not_now_rests_days;
    return 0;
}

void rest_campaign(Change& change, const store::OpportunityRow& row, std::string_view outcome) {
    const int days = rest_days(change.rules.policy, outcome);
    if (days > 0) change.contacts.put_rest(row.customer, {row.campaign, last_day(change, row.branch, days), std::string{outcome}});
}

/// What a kiosk showed may be the contact of the visit's card, when that named the same; else a refusal is one of its own, or two of them in a group
/// would not be seen.
void note_in_contacts(Change& change, const store::OpportunityRow& row, std::string_view outcome) {
    change.contacts.set_outcome(row.customer, row.id, outcome);
    if (row.kind != "kiosk" || !row.visit) return;
    const auto rows = change.opportunities.of_visit(row.branch, *row.visit);
    const auto noted = [&](const auto& each) { return each.campaign == row.campaign && change.contacts.outcome_of(each.customer, each.id) == outcome; };
    for (const auto& each : rows) {
        if (each.kind == "primary" && each.campaign == row.campaign) change.contacts.set_outcome(each.customer, each.id, outcome);
    }
    if (rest_days(change.rules.policy, outcome) == 0 || std::any_of(rows.begin(), rows.end(), noted)) return;
    const auto* campaign = campaign_of(change, row.campaign);
    change.contacts.put_contact(row.customer, {row.id, change.day(row.branch), "kiosk", row.campaign, campaign == nullptr ? "" : campaign->group, std::string{outcome}});
}

void end_one(Change& change, store::OpportunityRow& row, std::string_view outcome, std::string_view staff) {
    // A sale that the bank reported stands above what is tapped. What was tapped stays with the contact: staff have spoken, and it is what remains
    // when the sale is taken back.
    const bool is_sold = row.outcome == "sold";
    if (!is_sold) row.outcome = outcome;
    if (!is_sold || row.contacted_by.empty()) row.contacted_by = staff;
    change.opportunities.put(row);
    note_in_contacts(change, row, outcome);
    if (!is_sold) rest_campaign(change, row, outcome);
}

}  // namespace

void put_opportunities(Change& change, const store::VisitRow& visit, const decision::Decision& decision, const AlertId& alert) {
    if (!visit.customer) return;
    std::vector<Named> wanted;
    if (decision.primary) wanted.push_back({"primary", "tablet", &*decision.primary});
    // One card is one contact, though it names a second thing.
    if (decision.secondary) wanted.push_back({"secondary", "", &*decision.secondary});
    // A contact when somebody is asked to call, and not before (task_work.h).
    if (decision.follow_up) wanted.push_back({"follow_up", "", &*decision.follow_up});
    if (decision.ghost) wanted.push_back({"ghost", "", &*decision.ghost});
    const auto known = visit.alert ? change.opportunities.of_visit(visit.branch, visit.id) : std::vector<store::OpportunityRow>{};
    if (wanted.empty() && known.empty()) return;
    const auto same = [&](const store::OpportunityRow& row, const Named& named) {
        return row.kind == named.kind && row.campaign == change.rules.campaigns[named.opportunity->campaign].id.text;
    };
    const auto counted = counted_for(known);
    std::vector<store::OpportunityRow> standing;
    for (const auto& row : known) {
        const bool stays = was_spoken_of(row) || std::any_of(wanted.begin(), wanted.end(), [&](const auto& each) { return same(row, each); });
        if (stays) {
            standing.push_back(row);
            continue;
        }
        change.opportunities.drop(row.id);
        change.contacts.drop_contact(row.customer, row.id);
    }
    for (const auto& each : wanted) {
        const bool is_known = std::any_of(known.begin(), known.end(), [&](const auto& row) { return same(row, each); });
        // A follow-up is not of this card: what staff say of the card says nothing of it.
        const auto carrier = each.kind == "follow_up" ? std::nullopt : std::optional{alert};
        if (!is_known) standing.push_back(put_named(change, visit, each, carrier, counted));
    }
    count_difference(change, visit.branch, counted, counted_for(standing));
}

void put_kiosk_opportunity(Change& change, const store::VisitRow& visit, const decision::Opportunity& chosen) {
    auto known = change.opportunities.of_visit(visit.branch, visit.id);
    const auto counted = counted_for(known);
    const bool is_contact_already = std::any_of(known.begin(), known.end(), [](const auto& row) { return is_a_contact(row.kind); });
    known.push_back(put_named(change, visit, {"kiosk", is_contact_already ? "" : "kiosk", &chosen}, std::nullopt, counted));
    count_difference(change, visit.branch, counted, counted_for(known));
}

void put_kiosk_ghost(Change& change, const store::VisitRow& visit, const decision::Opportunity& held_out) {
    auto known = change.opportunities.of_visit(visit.branch, visit.id);
    const auto& campaign = change.rules.campaigns[held_out.campaign].id.text;
    const bool is_known = std::any_of(known.begin(), known.end(), [&](const auto& row) { return row.kind == "ghost" && !row.alert && row.campaign == campaign; });
    if (is_known) return;
    const auto counted = counted_for(known);
    known.push_back(put_named(change, visit, {"ghost", "", &held_out}, std::nullopt, counted));
    count_difference(change, visit.branch, counted, counted_for(known));
}

void kiosk_opportunity_ended(Change& change, const store::VisitRow& visit, std::string_view campaign, std::string_view outcome) {
    for (auto& row : change.opportunities.of_visit(visit.branch, visit.id)) {
        if (row.kind == "kiosk" && row.campaign == campaign) end_one(change, row, outcome, {});
    }
}

void pass_to_referral(Change& change, const store::VisitRow& visit, std::string_view campaign, const AlertId& referral) {
    for (auto& row : change.opportunities.of_visit(visit.branch, visit.id)) {
        if (row.kind != "kiosk" || row.campaign != campaign) continue;
        row.alert = referral;
        change.opportunities.put(row);
    }
}

void opportunity_ended(Change& change, const store::AlertRow& alert, std::string_view outcome, std::string_view staff) {
    for (auto& row : change.opportunities.of_alert(alert.id)) {
        // What was held out was never spoken about; what was put off the card has not named since.
        if (row.kind != "ghost" && row.outcome != kNotNow) end_one(change, row, outcome, staff);
    }
}

void opportunity_passed(Change& change, const store::AlertRow& alert, std::string_view from_staff) {
    for (auto& row : change.opportunities.of_alert(alert.id)) {
        // Whoever was first to pass the customer on keeps the share.
        if (row.kind == "ghost" || !row.passed_by.empty()) continue;
        row.passed_by = from_staff;
        change.opportunities.put(row);
    }
}

void take_back_visit(Change& change, const store::VisitRow& visit, const std::optional<AlertId>& task) {
    const auto rows = change.opportunities.of_visit(visit.branch, visit.id);
    end_tasks(change, tasks_of(change.connection, rows), task);
    give_back(change, rows);
    for (const auto& row : rows) {
        change.opportunities.drop(row.id);
        change.contacts.drop_contact(row.customer, row.id);
    }
    change.decisions.drop_of_visit(visit.id);
}

}  // namespace silverlane::desk
