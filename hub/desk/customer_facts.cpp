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

namespace {
std::vector<std::string> purposes_of(Change& change, const CustomerId& customer, bool (*counts)(const store::ConsentRow&, UtcTime)) {
    std::vector<std::string> purposes;
    const auto card = change.card(customer);
    for (const auto& consent : card->consents) {
        if (counts(consent, change.now)) purposes.push_back(consent.purpose);
    }
    return purposes;
}
}  // namespace

std::vector<std::string> standing_consents(Change& change, const CustomerId& customer) { return purposes_of(change, customer, &stands); }
std::vector<std::string> lasting_consents(Change& change, const CustomerId& customer) { return purposes_of(change, customer, &lasts); }

bool consents_to(Change& change, const CustomerId& customer, std::string_view purpose) {
    const auto card = change.card(customer);
    return std::any_of(card->consents.begin(), card->consents.end(), [&](const auto& each) { return each.purpose == purpose && stands(each, change.now); });
}

std::vector<std::string> texts_from_json(std::string_view text) {
    std::vector<std::string> texts;
    if (text == "[]") return texts;
    const auto json = Json::parse(text, nullptr, false);
    if (!json.is_array()) return texts;
    for (const auto& each : json) {
        if (each.is_string()) texts.push_back(each.get<std::string>());
    }
    return texts;
}

std::vector<HeldProduct> holdings_from_json(std::string_view text) {
    std::vector<HeldProduct> holdings;
    if (text == "[]") return holdings;
    const auto json = Json::parse(text, nullptr, false);
    if (!json.is_array()) return holdings;
    for (const auto& each : json) {
        if (!each.is_object()) continue;
        holdings.push_back({text_in(each, "kind"), number_in(each, "amount_fen", 0), date_or_nothing(text_in(each, "matures")),
                            static_cast<int>(number_in(each, "risk", 1))});
    }
    return holdings;
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
