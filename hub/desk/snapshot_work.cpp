// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: Silverlane contributors
#include "hub/desk/snapshot_work.h"

#include <algorithm>

#include "hub/desk/alert_work.h"
#include "hub/desk/branch_team.h"
#include "hub/desk/customer_facts.h"
#include "hub/decision/moments.h"
#include "hub/desk/opportunity_work.h"
#include "hub/queue/queue_rules.h"

namespace silverlane::desk {

namespace {

constexpr int kPresenceDays = 30;
/// Longer after the relation began nobody is new any more.
constexpr int kNewCustomerDays = 90;

/// Problems are service; what somebody received or looked at is a profile.
bool needs_profiling(std::string_view signal_kind) { return signal_kind == "inflow" || signal_kind == "browse"; }

void add_marketing_history(const CustomerCard& card, const decision::Date& today, const std::vector<store::OpportunityRow>& own, decision::CustomerFacts& facts) {
    for (const auto& each : card.contacts) {
        if (decision::days_between(each.contact.day, today) > kKeptDays) continue;
        const bool of_this_visit = std::any_of(own.begin(), own.end(), [&](const auto& opportunity) { return opportunity.id == each.id; });
        if (!of_this_visit) facts.contacts.push_back(each.contact);
    }
    for (const auto& rest : card.rests) {
        if (rest.until >= today) facts.rests.push_back(rest);
    }
}

void add_presence(const CustomerCard& card, const decision::Date& today, decision::CustomerFacts& facts) {
    facts.visits_in_30_days = static_cast<int>(std::count_if(card.days_present.begin(), card.days_present.end(), [&](const auto& day) {
        const int ago = decision::days_between(day, today);
        return ago >= 0 && ago < kPresenceDays;
    }));
    if (card.first_visit && decision::days_between(*card.first_visit, today) <= kKeptDays) facts.first_visit = card.first_visit;
}

void add_queue(Change& change, const store::TicketRow& ticket, decision::VisitFacts& visit) {
    visit.service = ticket.service;
    visit.priority = ticket.priority;
    if (ticket.state != store::TicketState::waiting) return;
    visit.waited_minutes = static_cast<int>(std::max<std::int64_t>(0, (change.now - ticket.created_at).count() / 60'000));
    const auto before = change.tickets.waiting_before(ticket);
    visit.ahead = queue::ahead_of_new(ticket.priority, before.priority, before.ordinary, change.office.settings.priority_calls_per_ordinary);
    // Whoever is next waits for somebody who is being served.
    visit.minutes_to_call = (visit.ahead + 1) * change.rules.policy.minutes_per_ticket;
}

bool agrees_to(const decision::Snapshot& snapshot, std::string_view purpose) { return snapshot.customer && snapshot.customer->consents_to(purpose); }

bool may_be_marketed_to(const decision::Snapshot& snapshot) { return agrees_to(snapshot, "marketing") && agrees_to(snapshot, "profiling"); }

/// What is used up of campaigns with a quota. Asked only for people whom any campaign can reach at all; who refused profiling is reached by themes
/// alone.
void add_campaign_use(Change& change, const store::VisitRow& visit, decision::Snapshot& snapshot) {
    const bool themes_alone = !agrees_to(snapshot, "profiling");
    const auto& limited = change.group.campaigns_with_quota();
    if (limited.empty()) return;
    const auto& everywhere = change.group.campaign_counts(kEveryBranch, "");
    const auto& here = change.group.campaign_counts(visit.branch, change.day(visit.branch));
    for (std::size_t i = 0; i < limited.size(); ++i) {
        const auto& campaign = change.rules.campaigns[limited[i]];
        if (themes_alone && !campaign.theme) continue;
        const int in_all = campaign.quota.in_all || campaign.quota.stock ? static_cast<int>(everywhere[i]) : 0;
        const int today_here = campaign.quota.per_branch_day ? static_cast<int>(here[i]) : 0;
        const int today_by_staff_least = campaign.quota.per_staff_day ? cards_of_least(change, visit.branch, campaign) : 0;
        if (in_all == 0 && today_here == 0 && today_by_staff_least == 0) continue;
        decision::CampaignUse use;
        use.campaign = campaign.id;
        use.in_all = in_all;
        use.today_here = today_here;
        use.today_by_staff_least = today_by_staff_least;
        snapshot.branch.use.push_back(std::move(use));
    }
}

/// Who could take a card now, and what they may sell.
void add_team(Change& change, const BranchId& branch, decision::BranchFacts& facts) {
    const auto& team = team_of(change, branch);
    facts.staff_on_duty = static_cast<int>(team.members.size());
    facts.staff_free = team.free;
    facts.qualifications_present = team.qualifications;
}

bool is_trouble(const store::AlertRow& alert) {
    return alert.kind == "unwell" || alert.kind == "fraud_hold" || (alert.state <= 1 && (alert.kind == "help" || alert.kind == "stuck"));
}

/// Whether the customer has been told what this card says, or is going to be told by whoever has it. The visit's own card counts when it is
/// over and somebody spoke: for whoever meets the customer next.
bool tells(const store::AlertRow& card, const store::VisitRow& visit) {
    const bool is_closed = card.state == static_cast<int>(protocol::AlertState::closed);
    const bool nobody_spoke = card.outcome == "not_now" || card.outcome == "missed" || card.outcome == "wrong_person";
    if (card.body.empty() || (is_closed && nobody_spoke)) return false;
    return visit.alert == card.id ? is_closed : true;
}

/// From the cards of this visit: whether the customer is in trouble, and of which kinds there is nothing new to say.
void add_cards(Change& change, const store::VisitRow& visit, decision::VisitFacts& facts) {
    for (const auto& row : change.alerts.of_visit(visit.id)) {
        facts.in_trouble = facts.in_trouble || is_trouble(row);
        if (!tells(row, visit)) continue;
        const auto card = alert_of(row);
        if (!card) continue;
        for (const auto& reason : card->reasons) {
            std::string kind{decision::kind_of_reason(reason.key)};
            if (!kind.empty() && !has(facts.told_in_visit, kind)) facts.told_in_visit.push_back(std::move(kind));
        }
    }
}

}  // namespace

std::optional<decision::CustomerFacts> facts_of(Change& change, const CustomerId& customer, const BranchId& branch,
                                                const std::vector<store::OpportunityRow>& own) {
    const auto card = change.card(customer);
    auto consents = standing_consents(change, customer);
    if (!card->known || !has(consents, "service")) return std::nullopt;
    const auto today = change.calendar(branch).date(change.now);
    decision::CustomerFacts facts = card->facts;
    facts.consents = std::move(consents);
    const bool profiling = facts.consents_to("profiling");
    if (facts.consents_to("marketing")) add_marketing_history(*card, today, own, facts);
    if (profiling) add_presence(*card, today, facts);
    for (const auto& each : card->signals) {
        if (each.expires > change.now && (profiling || !needs_profiling(each.signal.kind))) facts.signals.push_back(each.signal);
    }
    return facts;
}

decision::Snapshot snapshot_of(Change& change, const store::VisitRow& visit, const std::optional<store::TicketRow>& ticket, decision::Trigger trigger) {
    decision::Snapshot snapshot;
    const auto calendar = change.calendar(visit.branch);
    snapshot.trigger = trigger;
    snapshot.today = calendar.date(change.now);
    snapshot.minute_of_day = calendar.minute_of_day(change.now);
    std::vector<store::OpportunityRow> own;
    // Of a visit that opens now there is nothing yet.
    if (visit.alert) own = change.opportunities.of_visit(visit.branch, visit.id);
    if (visit.customer) snapshot.customer = facts_of(change, *visit.customer, visit.branch, own);
    auto& facts = snapshot.visit;
    facts.visit = visit.id;
    facts.branch = visit.branch;
    if (const auto* branch = change.branch(visit.branch)) facts.branch_path = branch->path;
    facts.evidence = split_list(visit.evidence);
    facts.needs = split_list(visit.needs);
    facts.claimed = visit.claimed;
    if (ticket) add_queue(change, *ticket, facts);
    // Of a visit that opens now there is no card yet.
    if (visit.alert || visit.opened_at < change.now) add_cards(change, visit, facts);
    for (const auto& each : own) {
        if (is_a_contact(each.kind)) facts.shown_in_visit.emplace_back(each.campaign);
    }
    // Of the branch, not of the person: a theme has its quota and needs somebody with room too.
    const bool reached = agrees_to(snapshot, "marketing") && (agrees_to(snapshot, "profiling") ? !change.rules.campaigns.empty() : change.group.has_themes());
    if (reached) {
        add_team(change, visit.branch, snapshot.branch);
        add_campaign_use(change, visit, snapshot);
    }
    return snapshot;
}

std::optional<protocol::Person> person_of(Change& change, const decision::Snapshot& snapshot, const decision::Decision& decision) {
    if (!decision.show_person || !snapshot.customer) return std::nullopt;
    const auto card = change.card(snapshot.customer->id);
    if (!card->known) return std::nullopt;
    protocol::Person person;
    person.name = card->surname;
    const auto& gender = snapshot.customer->gender;
    if (!person.name.text.empty() && (gender == "female" || gender == "male")) person.honorific = gender;
    if (snapshot.customer->birth) person.age_band = decision::age_band(decision::age_on(*snapshot.customer->birth, snapshot.today));
    if (decision.show_tier) person.tier = snapshot.customer->tier;
    person.needs = snapshot.visit.needs;
    person.claimed_identity = snapshot.visit.claimed;
    return person;
}

void record_decision(Change& change, const store::VisitRow& visit, const decision::Snapshot& snapshot, const decision::Decision& decision) {
    store::DecisionRow row;
    row.branch = visit.branch;
    row.visit = visit.id;
    row.customer = visit.customer;
    row.at = change.now;
    row.trigger = decision::name_of(snapshot.trigger);
    row.rules = change.rules.version;
    if (may_be_marketed_to(snapshot)) row.expires = change.now + std::chrono::hours{24 * kKeptDays};
    row.record = decision::record_of(snapshot, change.rules, change.now, decision);
    change.decisions.put(row);
}

bool is_in_trouble(Change& change, const VisitId& visit) {
    const auto alerts = change.alerts.of_visit(visit);
    return std::any_of(alerts.begin(), alerts.end(), is_trouble);
}

void note_presence(Change& change, const CustomerId& customer, const BranchId& branch) {
    if (!has(standing_consents(change, customer), "profiling")) return;
    const auto calendar = change.calendar(branch);
    const auto today = calendar.date(change.now);
    const auto card = change.card(customer);
    const auto day = calendar.day(change.now);
    const auto since = card->facts.customer_since;
    const bool is_new = since && decision::days_between(*since, today) <= kNewCustomerDays;
    const bool is_first = is_new && !card->first_visit;
    const bool is_first_today = card->days_present.empty() || card->days_present.front() != today;
    if (!is_first && !is_first_today) return;
    CustomerCard present = *card;
    if (is_first) {
        change.contacts.note_first_visit(customer, day);
        present.first_visit = today;
    }
    if (is_first_today) {
        change.contacts.note_presence(customer, day, branch);
        present.days_present.insert(present.days_present.begin(), today);
    }
    change.keep_card(customer, std::move(present));
}

}  // namespace silverlane::desk
