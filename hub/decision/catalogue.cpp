// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: Silverlane contributors
#include "hub/decision/catalogue.h"

#include <algorithm>
#include <iterator>

#include "hub/decision/moments.h"
#include "hub/decision/rules.h"
#include "hub/decision/suitability.h"
#include "hub/protocol/product_classes.h"

namespace silverlane::decision {

namespace {

using rules::FactName;
using rules::Origin;
using rules::Type;

/// In the order of the catalogue. The portrait's names follow.
enum Slot : std::size_t {
    age, age_band_slot, gender, tier, asset_band, risk_level, risk_assessed, assessment_is_over_slot, holdings, holding_classes, days_to_maturity, maturities,
    tags, consents, customer_since, days_as_customer, visits_in_30_days, first_visit, marketing_contacts, declined, inflow_band_slot, inflows, browse_classes,
    browse_seconds, low_ratings, relationship_manager,
    trigger, evidence, needs, service, priority, waited_minutes, ahead, minutes_to_call, hour, weekday, branch, staff_on_duty, staff_free,
    program_facts,
};

std::vector<std::string> product_classes() { return {protocol::kProductClasses.begin(), protocol::kProductClasses.end()}; }

std::vector<std::string> age_bands() {
    std::vector<std::string> bands;
    for (int age_of_band = 18; age_of_band <= 90; ++age_of_band) {
        auto band = age_band(age_of_band);
        if (bands.empty() || bands.back() != band) bands.push_back(std::move(band));
    }
    return bands;
}

std::vector<FactName> profile_facts(const FactNames& names) {
    const auto profile = Origin::profile;
    return {
        {"age", Type::number, profile, {}, 0, 130},
        {"age_band", Type::text, profile, age_bands()},
        {"gender", Type::text, profile, {"female", "male"}},
        {"tier", Type::text, profile, names.tiers},
        {"asset_band", Type::number, profile, {}, 1, 6},
        {"risk_level", Type::number, profile, {}, 1, 5},
        {"risk_assessed", Type::day, profile, {}},
        {"assessment_is_over", Type::number, profile, {}, 0, 1},
        {"holdings", Type::number, profile, {}, 0, INT64_MAX},
        {"holding_classes", Type::texts, profile, product_classes()},
        {"days_to_maturity", Type::number, profile, {}, 0, INT64_MAX},
        {"maturities", Type::days, profile, {}},
        {"tags", Type::texts, profile, names.tags},
        {"consents", Type::texts, profile, {"service", "wifi", "settings", "profiling", "marketing", "survey"}},
        {"customer_since", Type::day, profile, {}},
        {"days_as_customer", Type::number, profile, {}, INT64_MIN, INT64_MAX},
        {"visits_in_30_days", Type::number, profile, {}, 0, INT64_MAX},
        {"first_visit", Type::day, profile, {}},
        {"marketing_contacts", Type::days, profile, {}},
        {"declined", Type::days, profile, {}},
        {"inflow_band", Type::number, profile, {}, 0, 6},
        {"inflows", Type::days, profile, {}},
        {"browse_classes", Type::texts, profile, product_classes()},
        {"browse_seconds", Type::number, profile, {}, 0, INT64_MAX},
        {"low_ratings", Type::days, profile, {}},
        {"relationship_manager", Type::number, profile, {}, 0, 1},
    };
}

std::vector<FactName> context_facts(const FactNames& names) {
    const auto context = Origin::context;
    return {
        {"trigger", Type::text, context, {"arrival", "ticket", "long_wait", "kiosk_offer"}},
        {"evidence", Type::texts, context, {"wifi", "ticket", "card", "visit_code", "queue", "phone_tail", "kiosk"}},
        {"needs", Type::texts, context, names.needs},
        {"service", Type::text, context, names.services},
        {"priority", Type::number, context, {}, 0, 1},
        {"waited_minutes", Type::number, context, {}, 0, INT64_MAX},
        {"ahead", Type::number, context, {}, 0, INT64_MAX},
        {"minutes_to_call", Type::number, context, {}, 0, INT64_MAX},
        {"hour", Type::number, context, {}, 0, 23},
        {"weekday", Type::number, context, {}, 1, 7},
        {"branch", Type::path, context, {}},
        {"staff_on_duty", Type::number, context, {}, 0, INT64_MAX},
        {"staff_free", Type::number, context, {}, 0, INT64_MAX},
    };
}

void fill_person(rules::Facts& facts, const CustomerFacts& customer, const Date& today, const Policy& policy) {
    if (customer.birth) {
        const int years = age_on(*customer.birth, today);
        facts.put_number(age, years);
        if (const auto band = age_band(years); !band.empty()) facts.put_text(age_band_slot, band);
    }
    if (!customer.gender.empty()) facts.put_text(gender, customer.gender);
    if (!customer.tier.empty()) facts.put_text(tier, customer.tier);
    if (customer.asset_band > 0) facts.put_number(asset_band, customer.asset_band);
    if (customer.risk_level > 0) facts.put_number(risk_level, customer.risk_level);
    if (customer.risk_assessed) facts.put_day(risk_assessed, day_number(*customer.risk_assessed));
    facts.put_number(assessment_is_over_slot, assessment_is_over(customer, today, policy) ? 1 : 0);
    facts.put_texts(tags, customer.tags);
    facts.put_texts(consents, customer.consents);
    if (customer.customer_since) {
        facts.put_day(customer_since, day_number(*customer.customer_since));
        facts.put_number(days_as_customer, days_between(*customer.customer_since, today));
    }
    if (customer.first_visit) facts.put_day(first_visit, day_number(*customer.first_visit));
    facts.put_number(visits_in_30_days, customer.visits_in_30_days);
    facts.put_number(relationship_manager, customer.relationship_manager.empty() ? 0 : 1);
}

void fill_holdings(rules::Facts& facts, const CustomerFacts& customer, const Date& today) {
    facts.put_number(holdings, static_cast<std::int64_t>(customer.holdings.size()));
    std::vector<std::string> classes;
    std::vector<std::int32_t> due;
    std::optional<int> nearest;
    for (const auto& holding : customer.holdings) {
        classes.push_back(holding.kind);
        if (!holding.matures) continue;
        due.push_back(day_number(*holding.matures));
        const int days = days_between(today, *holding.matures);
        if (days >= 0 && (!nearest || days < *nearest)) nearest = days;
    }
    facts.put_texts(holding_classes, classes);
    facts.put_days(maturities, due);
    if (nearest) facts.put_number(days_to_maturity, *nearest);
}

void fill_history(rules::Facts& facts, const Snapshot& snapshot, const Policy& policy) {
    const auto& customer = *snapshot.customer;
    std::vector<std::int32_t> contacts, refused, inflow_days, rated_low;
    for (const auto& contact : customer.contacts) {
        contacts.push_back(day_number(contact.day));
        if (contact.outcome == "declined") refused.push_back(day_number(contact.day));
    }
    std::vector<std::string> browsed;
    std::int64_t most = 0;
    for (const auto& signal : customer.signals) {
        if (signal.kind == "inflow") inflow_days.push_back(day_number(signal.day));
        if (signal.kind == "low_rating") rated_low.push_back(day_number(signal.day));
        if (signal.kind != "browse" || std::find(browsed.begin(), browsed.end(), signal.product_class) != browsed.end()) continue;
        const auto strength = browse_strength(snapshot, signal.product_class, policy);
        if (strength < policy.browse_least_seconds) continue;
        browsed.push_back(signal.product_class);
        most = std::max(most, strength);
    }
    facts.put_days(marketing_contacts, contacts);
    facts.put_days(declined, refused);
    facts.put_days(inflows, inflow_days);
    facts.put_days(low_ratings, rated_low);
    facts.put_texts(browse_classes, browsed);
    facts.put_number(browse_seconds, most);
    facts.put_number(inflow_band_slot, inflow_band(customer, snapshot.today, policy));
}

void fill_context(rules::Facts& facts, const Snapshot& snapshot) {
    const auto& visit = snapshot.visit;
    facts.put_text(trigger, name_of(snapshot.trigger));
    facts.put_texts(evidence, visit.evidence);
    facts.put_texts(needs, visit.needs);
    if (!visit.service.empty()) facts.put_text(service, visit.service);
    facts.put_number(priority, visit.priority ? 1 : 0);
    facts.put_number(waited_minutes, visit.waited_minutes);
    facts.put_number(ahead, visit.ahead);
    if (visit.minutes_to_call) facts.put_number(minutes_to_call, *visit.minutes_to_call);
    facts.put_number(hour, snapshot.minute_of_day / 60);
    facts.put_number(weekday, std::chrono::weekday{std::chrono::sys_days{snapshot.today}}.iso_encoding());
    if (const auto path = place_of(visit); !path.empty()) facts.put_path(branch, path);
    if (snapshot.branch.staff_on_duty > 0) {
        facts.put_number(staff_on_duty, snapshot.branch.staff_on_duty);
        facts.put_number(staff_free, snapshot.branch.staff_free);
    }
}

}  // namespace

std::string_view place_of(const VisitFacts& visit) { return visit.branch_path.empty() ? visit.branch.text : visit.branch_path; }

FactNames without_taken_names(FactNames names) {
    std::vector<std::string> taken;
    for (auto& each : profile_facts({})) taken.push_back(std::move(each.name));
    for (auto& each : context_facts({})) taken.push_back(std::move(each.name));
    for (auto* list : {&names.portrait_numbers, &names.portrait_texts}) {
        std::vector<std::string> kept;
        for (auto& name : *list) {
            if (std::find(taken.begin(), taken.end(), name) != taken.end()) continue;
            taken.push_back(name);
            kept.push_back(std::move(name));
        }
        *list = std::move(kept);
    }
    return names;
}

rules::Catalogue catalogue_of(const FactNames& raw) {
    const auto names = without_taken_names(raw);
    auto all = profile_facts(names);
    auto context = context_facts(names);
    all.insert(all.end(), std::make_move_iterator(context.begin()), std::make_move_iterator(context.end()));
    for (const auto& name : names.portrait_numbers) all.push_back({name, Type::number, Origin::profile, {}});
    for (const auto& name : names.portrait_texts) all.push_back({name, Type::text, Origin::profile, {}});
    return rules::Catalogue{std::move(all)};
}

void fill(rules::Facts& facts, const Snapshot& snapshot, const Policy& policy, const FactNames& names) {
    facts.clear();
    facts.set_today(day_number(snapshot.today));
    fill_context(facts, snapshot);
    if (!snapshot.customer || snapshot.visit.claimed) return;
    const auto& customer = *snapshot.customer;
    fill_person(facts, customer, snapshot.today, policy);
    fill_holdings(facts, customer, snapshot.today);
    fill_history(facts, snapshot, policy);
    std::size_t slot = program_facts;
    for (const auto& name : names.portrait_numbers) {
        if (const auto found = customer.portrait_numbers.find(name); found != customer.portrait_numbers.end()) facts.put_number(slot, found->second);
        ++slot;
    }
    for (const auto& name : names.portrait_texts) {
        if (const auto found = customer.portrait_texts.find(name); found != customer.portrait_texts.end()) facts.put_text(slot, found->second);
        ++slot;
    }
}

}  // namespace silverlane::decision
