// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: Silverlane contributors
#include "hub/desk/customer_facts.h"

#include <algorithm>

#include <nlohmann/json.hpp>

namespace silverlane::desk {

namespace {
using Json = nlohmann::json;

std::string text_in(const Json& object, const char* name) {
    const auto found = object.find(name);
    return found != object.end() && found->is_string() ? found->get<std::string>() : std::string{};
}
std::int64_t number_in(const Json& object, const char* name, std::int64_t fallback) {
    const auto found = object.find(name);
    return found != object.end() && found->is_number_integer() ? found->get<std::int64_t>() : fallback;
}
std::optional<decision::Date> date_or_nothing(std::string_view text) {
    auto date = decision::parse_date(text);
    return date ? std::optional{*date} : std::nullopt;
}
}  // namespace

bool has(const std::vector<std::string>& list, std::string_view value) { return std::find(list.begin(), list.end(), value) != list.end(); }

std::vector<std::string> standing_consents(Change& change, const CustomerId& customer) {
    std::vector<std::string> purposes;
    for (const auto& consent : change.consents_of(customer)) {
        if (!consent.granted || change.now - std::max(consent.last_used, consent.time) > kUnusedConsentLasts) continue;
        purposes.push_back(consent.purpose);
    }
    return purposes;
}

std::vector<std::string> texts_from_json(std::string_view text) {
    std::vector<std::string> texts;
    const auto json = Json::parse(text, nullptr, false);
    if (!json.is_array()) return texts;
    for (const auto& each : json) {
        if (each.is_string()) texts.push_back(each.get<std::string>());
    }
    return texts;
}

std::vector<decision::Holding> holdings_from_json(std::string_view text) {
    std::vector<decision::Holding> holdings;
    const auto json = Json::parse(text, nullptr, false);
    if (!json.is_array()) return holdings;
    for (const auto& each : json) {
        if (!each.is_object()) continue;
        holdings.push_back({text_in(each, "kind"), date_or_nothing(text_in(each, "matures")), static_cast<int>(number_in(each, "risk", 1)), 0});
    }
    return holdings;
}

namespace {
/// The store counts contacts, the decision asks for their days: any day within the window does.
void add_contacts(decision::CustomerFacts& facts, const store::ContactCounts& counts, const decision::Date& today) {
    const auto on = [&](int days_ago) { return decision::Contact{decision::Date{std::chrono::sys_days{today} - std::chrono::days{days_ago}}, "tablet", "helped", {}, {}}; };
    for (int i = 0; i < counts.in_7_days; ++i) facts.contacts.push_back(on(1));
    for (int i = counts.in_7_days; i < counts.in_30_days; ++i) facts.contacts.push_back(on(8));
}
}  // namespace

std::optional<decision::CustomerFacts> facts_of(Change& change, const CustomerId& customer, const BranchId& branch) {
    auto consents = standing_consents(change, customer);
    if (!has(consents, "service")) return std::nullopt;
    auto row = change.customers.find(customer);
    if (!row) return std::nullopt;
    decision::CustomerFacts facts;
    facts.id = row->id;
    facts.gender = std::move(row->gender);
    facts.birth = date_or_nothing(row->birth);
    facts.tier = std::move(row->tier);
    facts.risk_level = row->risk_level;
    facts.risk_assessed = date_or_nothing(row->risk_assessed);
    facts.holdings = holdings_from_json(row->products);
    facts.tags = texts_from_json(row->tags);
    facts.consents = std::move(consents);
    if (facts.consents_to("marketing")) {
        const auto calendar = change.calendar(branch);
        const auto counts = change.customers.contacts(customer, "marketing", calendar.day(change.now - std::chrono::hours{7 * 24}),
                                                      calendar.day(change.now - std::chrono::hours{30 * 24}));
        add_contacts(facts, counts, calendar.date(change.now));
        for (auto& each : change.customers.suppressed(customer, change.now)) facts.rests.push_back({CampaignId{std::move(each)}, {}, calendar.date(change.now), "declined"});
    }
    return facts;
}

std::string preferences_to_json(const protocol::KeptPreferences& kept) {
    Json json{{"language", kept.language}, {"text_size", kept.text_size}, {"theme", kept.theme}, {"rate_step", kept.rate_step},
              {"volume_step", kept.volume_step}};
    if (!kept.variety.empty()) json["variety"] = kept.variety;
    return json.dump(-1, ' ', false, Json::error_handler_t::replace);
}

std::optional<protocol::KeptPreferences> preferences_from_json(std::string_view text) {
    const auto json = Json::parse(text, nullptr, false);
    if (!json.is_object()) return std::nullopt;
    protocol::KeptPreferences kept;
    const auto text_or = [&](const char* name, std::string fallback) {
        auto found = text_in(json, name);
        return found.empty() ? fallback : found;
    };
    kept.language = text_or("language", kept.language);
    kept.text_size = text_or("text_size", kept.text_size);
    kept.theme = text_or("theme", kept.theme);
    kept.variety = text_or("variety", kept.variety);
    kept.rate_step = static_cast<int>(std::clamp<std::int64_t>(number_in(json, "rate_step", kept.rate_step), 0, 6));
    kept.volume_step = static_cast<int>(std::clamp<std::int64_t>(number_in(json, "volume_step", kept.volume_step), 0, 6));
    return kept;
}

std::vector<std::string> split_list(std::string_view text) {
    std::vector<std::string> parts;
    while (!text.empty()) {
        const auto at = text.find(',');
        parts.emplace_back(text.substr(0, at));
        if (at == std::string_view::npos) break;
        text.remove_prefix(at + 1);
    }
    return parts;
}

std::string add_to_list(std::string_view list, std::string_view value) {
    std::string result{list};
    for (const auto& each : split_list(list)) {
        if (each == value) return result;
    }
    if (!result.empty()) result += ',';
    result += value;
    return result;
}

}  // namespace silverlane::desk
