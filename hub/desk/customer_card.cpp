// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: Silverlane contributors
#include "hub/desk/customer_card.h"

#include <algorithm>

#include "hub/desk/amount_band.h"
#include "hub/desk/customer_facts.h"

namespace silverlane::desk {

namespace {

constexpr std::string_view kGroupPrefix = "group:";

std::optional<decision::Date> date_or_nothing(std::string_view text) {
    auto date = decision::parse_date(text);
    return date ? std::optional{*date} : std::nullopt;
}

decision::Rest rest_of(const store::RestRow& row, const decision::Date& until) {
    decision::Rest rest;
    const std::string_view about = row.about;
    if (about.starts_with(kGroupPrefix)) rest.group = about.substr(kGroupPrefix.size());
    else rest.campaign = CampaignId{row.about};
    rest.until = until;
    rest.why = row.why;
    return rest;
}

void read_history(store::Contacts& contacts, const CustomerId& id, std::string_view since, CustomerCard& card) {
    card.has_history = true;
    for (auto& row : contacts.contacts(id, since)) {
        if (const auto day = date_or_nothing(row.day)) {
            card.contacts.push_back({std::move(row.id), {*day, std::move(row.channel), std::move(row.outcome), CampaignId{std::move(row.campaign)}, std::move(row.group)}});
        }
    }
    for (const auto& row : contacts.rests(id)) {
        if (const auto until = date_or_nothing(row.until)) card.rests.push_back(rest_of(row, *until));
    }
    for (auto& row : contacts.signals(id)) {
        if (const auto day = date_or_nothing(row.day)) card.signals.push_back({{std::move(row.kind), std::move(row.product_class), *day, row.strength}, row.expires});
    }
    for (const auto& text : contacts.days_present(id)) {
        if (const auto day = date_or_nothing(text)) card.days_present.push_back(*day);
    }
    if (const auto first = contacts.first_visit(id)) card.first_visit = date_or_nothing(*first);
}

}  // namespace

bool lasts(const store::ConsentRow& consent, UtcTime now) {
    return consent.granted && now - std::max(consent.last_used, consent.time) <= kUnusedConsentLasts;
}

bool stands(const store::ConsentRow& consent, UtcTime now) { return !consent.paused && lasts(consent, now); }

CustomerCard read_card(store::Customers& customers, store::Contacts& contacts, const CustomerId& id, std::string_view contacts_since) {
    CustomerCard card;
    card.consents = customers.consents_of(id);
    const auto granted = [&](std::string_view purpose) {
        return std::any_of(card.consents.begin(), card.consents.end(), [&](const auto& each) { return each.granted && each.purpose == purpose; });
    };
    // Of somebody who never agreed to service nothing more is read.
    if (!granted("service")) return card;
    auto row = customers.find(id);
    if (!row) return card;
    card.known = true;
    card.surname = std::move(row->surname);
    auto& facts = card.facts;
    facts.id = std::move(row->id);
    facts.gender = std::move(row->gender);
    facts.birth = date_or_nothing(row->birth);
    facts.tier = std::move(row->tier);
    facts.risk_level = row->risk_level;
    facts.risk_assessed = date_or_nothing(row->risk_assessed);
    facts.own_staff = row->own_staff;
    facts.customer_since = date_or_nothing(row->since);
    facts.relationship_manager = StaffId{std::move(row->relationship_manager)};
    std::int64_t all_fen = 0;
    for (auto& holding : holdings_from_json(row->products)) {
        all_fen += std::max<std::int64_t>(0, holding.amount_fen);
        facts.holdings.push_back({std::move(holding.kind), holding.matures, holding.risk, amount_band(holding.amount_fen)});
    }
    facts.asset_band = amount_band(all_fen);
    facts.tags = texts_from_json(row->tags);
    if (granted("profiling") || granted("marketing")) read_history(contacts, id, contacts_since, card);
    return card;
}

std::shared_ptr<const CustomerCard> CardCache::find(const CustomerId& id) {
    const auto found = places_.find(id.text);
    if (found == places_.end()) {
        ++counts_.misses;
        return nullptr;
    }
    ++counts_.hits;
    entries_.splice(entries_.begin(), entries_, found->second);
    return found->second->card;
}

void CardCache::put(const CustomerId& id, std::shared_ptr<const CustomerCard> card) {
    if (most_ == 0) return;
    changed(id);
    if (entries_.size() >= most_) {
        places_.erase(entries_.back().id.text);
        entries_.pop_back();
    }
    entries_.push_front({id, std::move(card)});
    places_.emplace(id.text, entries_.begin());
    since_begin_.push_back(id);
}

void CardCache::changed(const CustomerId& customer) {
    const auto found = places_.find(customer.text);
    if (found == places_.end()) return;
    entries_.erase(found->second);
    places_.erase(found);
    ++counts_.dropped;
}

void CardCache::all_changed() {
    counts_.dropped += entries_.size();
    entries_.clear();
    places_.clear();
    since_begin_.clear();
}

void CardCache::undo() {
    for (const auto& each : since_begin_) changed(each);
    since_begin_.clear();
}

}  // namespace silverlane::desk
