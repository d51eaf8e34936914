// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: Silverlane contributors
#include "hub/decision/decide.h"

#include <algorithm>

#include <fmt/format.h>

#include "hub/decision/suitability.h"
#include "hub/protocol/json_writer.h"

namespace silverlane::decision {

namespace {

using protocol::AlertClass;
using protocol::Line;
constexpr std::size_t kMostReasons = 3;

bool contains(const std::vector<std::string>& list, std::string_view value) { return std::find(list.begin(), list.end(), value) != list.end(); }

struct Reason {
    AlertClass alert_class;
    Line line;
};

/// Deposits and bonds only: what comes due is the customer's own money, so telling them is service (and needs no consent to marketing).
std::optional<Line> maturity_reason(const CustomerFacts& customer, const Date& today, const Policy& policy) {
    std::optional<int> nearest;
    for (const auto& holding : customer.holdings) {
        if (!holding.matures || (holding.kind != "time_deposit" && holding.kind != "savings_bond")) continue;
        const int days = days_between(today, *holding.matures);
        if (days > policy.maturity_from_days || days < -policy.maturity_to_days) continue;
        // What is still to come wins over what has come; among equals the nearer one.
        const auto rank = [](int in) { return in >= 0 ? in : 1'000 - in; };
        if (!nearest || rank(days) < rank(*nearest)) nearest = days;
    }
    if (!nearest) return std::nullopt;
    if (*nearest == 0) return Line{"reason.deposit_matures_today", {}};
    if (*nearest < 0) return Line{"reason.deposit_matured", {{"days", std::to_string(-*nearest)}}};
    return Line{"reason.deposit_matures_soon", {{"days", std::to_string(*nearest)}}};
}

void add_service_reasons(const CustomerFacts& customer, const Snapshot& snapshot, const Policy& policy, std::vector<Reason>& reasons) {
    if (auto line = maturity_reason(customer, snapshot.today, policy)) reasons.push_back({AlertClass::service, std::move(*line)});
    const bool holds_risk = std::any_of(customer.holdings.begin(), customer.holdings.end(), [](const Holding& each) { return each.risk >= 2; });
    if (holds_risk && assessment_is_over(customer, snapshot.today, policy)) reasons.push_back({AlertClass::service, {"reason.assessment_over", {}}});
}

void add_care_reasons(const VisitFacts& visit, std::vector<Reason>& reasons) {
    if (contains(visit.needs, "company")) reasons.push_back({AlertClass::care, {"reason.wants_company", {}}});
    for (const auto& need : visit.needs) {
        if (need != "company") reasons.push_back({AlertClass::care, {"reason.declared_need", {{"need", need}}}});
    }
    if (visit.priority) reasons.push_back({AlertClass::care, {"reason.priority_ticket", {}}});
}

/// The first gate that closes, or nothing. The order is the law's: consent, quiet, date and place, audience, suitability, contact policy.
std::optional<Considered> closed_gate(const Campaign& campaign, const CustomerFacts& customer, const Snapshot& snapshot, const Policy& policy) {
    const auto no = [&](std::string verdict, std::string why) { return Considered{campaign.id, std::move(verdict), std::move(why)}; };
    if (!customer.consents_to("marketing")) return no("no_consent", "marketing");
    if (!customer.consents_to("profiling")) return no("no_consent", "profiling");
    if (snapshot.visit.claimed) return no("no_consent", "identity is a claim");
    for (const auto& tag : policy.quiet_tags) {
        if (contains(customer.tags, tag)) return no("quiet", tag);
    }
    if (snapshot.today < campaign.from || campaign.to < snapshot.today) return no("not_now", "dates");
    if (!campaign.branches.empty() && !contains(campaign.branches, snapshot.visit.branch.text)) return no("not_now", "branch");
    if (campaign.most_per_day && *campaign.most_per_day == 0) return no("not_now", "most_per_day 0");
    std::string why;
    if (campaign.audience.evaluate(snapshot, &why) != Truth::yes) return no("not_eligible", why);
    if (auto gate = unsuitable_because(campaign.product, customer, snapshot.today, policy); !gate.empty()) return no("unsuitable", std::move(gate));
    if (contains(customer.suppressed, campaign.id.text)) return no("resting", "declined or not now");
    if (std::find(snapshot.visit.used_up.begin(), snapshot.visit.used_up.end(), campaign.id) != snapshot.visit.used_up.end()) return no("capped", "branch and day");
    if (customer.marketing_in_7_days >= policy.most_marketing_in_7_days) return no("capped", "7 days");
    if (customer.marketing_in_30_days >= policy.most_marketing_in_30_days) return no("capped", "30 days");
    return std::nullopt;
}

enum class Where { staff_card, kiosk };

const Campaign* choose_campaign(const CustomerFacts& customer, const Snapshot& snapshot, const Rules& rules, Where where, std::vector<Considered>& considered) {
    const Campaign* best = nullptr;
    const bool held_out = stable_bucket(customer.id, rules.policy.holdout_salt) < rules.policy.holdout;
    for (const auto& campaign : rules.campaigns) {
        if (where == Where::kiosk && !(campaign.offer && may_be_offered_at_a_kiosk(campaign.product))) continue;
        if (auto gate = closed_gate(campaign, customer, snapshot, rules.policy)) {
            considered.push_back(std::move(*gate));
            continue;
        }
        if (held_out) {
            considered.push_back({campaign.id, "held_out", "all marketing"});
            continue;
        }
        if (stable_bucket(customer.id, campaign.id.text + "/" + rules.policy.holdout_salt) < campaign.holdout) {
            considered.push_back({campaign.id, "held_out", "campaign"});
            continue;
        }
        considered.push_back({campaign.id, "outbid", ""});
        const auto tie = [&](const Campaign& each) { return stable_bucket(customer.id, each.id.text); };
        if (best == nullptr || campaign.priority > best->priority || (campaign.priority == best->priority && tie(campaign) < tie(*best))) best = &campaign;
    }
    for (auto& each : considered) {
        if (best != nullptr && each.campaign == best->id) each.verdict = "chosen";
        if (each.verdict == "outbid") each.why = fmt::format("by {}", best->id.text);
    }
    return best;
}

protocol::Person person_of(const CustomerFacts& customer, const Snapshot& snapshot) {
    protocol::Person person;
    person.name = customer.surname;
    if (!person.name.text.empty() && (customer.gender == "female" || customer.gender == "male")) person.honorific = customer.gender;
    if (customer.birth) person.age_band = age_band(age_on(*customer.birth, snapshot.today));
    if (customer.consents_to("marketing") && !snapshot.visit.claimed) person.tier = customer.tier;
    person.needs = snapshot.visit.needs;
    person.claimed_identity = snapshot.visit.claimed;
    return person;
}

/// Chosen by what the person wants of us, never by what they own: these are said aloud in a hall.
Line first_sentence(const Snapshot& snapshot) {
    if (snapshot.visit.claimed) return {"say.ask_name_first", {}};
    if (contains(snapshot.visit.needs, "company")) return {"say.come_along", {}};
    if (snapshot.visit.priority || !snapshot.visit.needs.empty()) return {"say.take_a_seat", {}};
    return {"say.welcome", {}};
}

void write_reasons(protocol::JsonWriter& json, const std::vector<Line>& reasons) {
    json.key("reasons");
    json.begin_array();
    for (const auto& each : reasons) {
        json.begin_object();
        json.text("key", each.key);
        json.key("arguments");
        json.begin_object();
        for (const auto& [name, value] : each.arguments) json.text(name, value);
        json.end_object();
        json.end_object();
    }
    json.end_array();
}

}  // namespace

int stable_bucket(const CustomerId& customer, std::string_view salt) {
    std::uint64_t value = 14'695'981'039'346'656'037ULL;
    const auto mix = [&value](std::string_view bytes) {
        for (const char each : bytes) value = (value ^ static_cast<unsigned char>(each)) * 1'099'511'628'211ULL;
    };
    mix(customer.text);
    mix("|");
    mix(salt);
    // FNV spreads its last bytes badly; the finisher of splitmix64 makes every bit count.
    value = (value ^ (value >> 30U)) * 0xbf58476d1ce4e5b9ULL;
    value = (value ^ (value >> 27U)) * 0x94d049bb133111ebULL;
    value ^= value >> 31U;
    return static_cast<int>(value % 10'000U);
}

const std::vector<std::string>& outcomes_for(AlertClass alert_class, const Policy& policy) {
    switch (alert_class) {
        case AlertClass::risk: return policy.outcomes_risk;
        case AlertClass::service: return policy.outcomes_service;
        case AlertClass::care: return policy.outcomes_care;
        case AlertClass::marketing: return policy.outcomes_marketing;
    }
    return policy.outcomes_service;
}

Decision decide(const Snapshot& snapshot, const Rules& rules, UtcTime) {
    Decision decision;
    std::vector<Reason> reasons;
    const bool known = snapshot.customer && snapshot.customer->consents_to("service");
    if (known) {
        decision.person = person_of(*snapshot.customer, snapshot);
        // Whose identity is only a claim might be somebody else: nothing of the bank's record is used.
        if (!snapshot.visit.claimed) add_service_reasons(*snapshot.customer, snapshot, rules.policy, reasons);
    }
    add_care_reasons(snapshot.visit, reasons);
    if (known) {
        if (const auto* campaign = choose_campaign(*snapshot.customer, snapshot, rules, Where::staff_card, decision.considered)) {
            if (reasons.size() >= kMostReasons) reasons.resize(kMostReasons - 1);
            reasons.push_back({AlertClass::marketing, {campaign->reason, {}}});
            decision.campaign = campaign->id;
        }
    }
    if (reasons.empty() && known) reasons.push_back({AlertClass::service, {"reason.known_customer", {}}});
    std::stable_sort(reasons.begin(), reasons.end(), [](const Reason& a, const Reason& b) { return a.alert_class < b.alert_class; });
    if (reasons.size() > kMostReasons) reasons.resize(kMostReasons);
    decision.alert_class = reasons.empty() ? AlertClass::service : reasons.front().alert_class;
    for (auto& reason : reasons) decision.reasons.push_back(std::move(reason.line));
    decision.first_sentence = first_sentence(snapshot);
    decision.outcomes = outcomes_for(decision.campaign.empty() ? decision.alert_class : AlertClass::marketing, rules.policy);
    return decision;
}

const Campaign* choose_kiosk_offer(const Snapshot& snapshot, const Rules& rules) {
    if (!snapshot.customer || !snapshot.customer->consents_to("service")) return nullptr;
    std::vector<Considered> considered;
    return choose_campaign(*snapshot.customer, snapshot, rules, Where::kiosk, considered);
}

std::string record_of(const Snapshot& snapshot, const Rules& rules, UtcTime time, const Decision& decision) {
    protocol::JsonWriter json;
    json.begin_object();
    json.text("rules", rules.version);
    json.text("time", to_rfc3339(time));
    json.text("day", to_text(snapshot.today));
    json.text("branch", snapshot.visit.branch.text);
    json.texts("evidence", snapshot.visit.evidence);
    json.boolean("claimed", snapshot.visit.claimed);
    if (snapshot.customer) {
        const auto& customer = *snapshot.customer;
        json.key("customer");
        json.begin_object();
        json.text("id", customer.id.text);
        json.texts("consents", customer.consents);
        json.integer("risk_level", customer.risk_level);
        json.integer("marketing_in_7_days", customer.marketing_in_7_days);
        json.integer("marketing_in_30_days", customer.marketing_in_30_days);
        json.end_object();
    }
    json.key("considered");
    json.begin_array();
    for (const auto& each : decision.considered) {
        json.begin_object();
        json.text("campaign", each.campaign.text);
        json.text("verdict", each.verdict);
        json.text("why", each.why);
        json.end_object();
    }
    json.end_array();
    json.text("class", protocol::name_of(decision.alert_class));
    write_reasons(json, decision.reasons);
    json.text("first_sentence", decision.first_sentence.key);
    json.end_object();
    return json.take();
}

}  // namespace silverlane::decision
