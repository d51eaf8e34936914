// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: Silverlane contributors
#include "hub/campaigns/fields.h"

#include <algorithm>
#include <iterator>

#include <fmt/format.h>

#include "config/suggestion.h"

namespace silverlane::campaigns {

protocol::LocalText required_local(config::TableReader& table, const std::string& name) {
    return {table.required_text(name + "_zh"), table.required_text(name + "_en"), table.text(name + "_zh_spoken", ""), table.text(name + "_en_spoken", "")};
}

std::optional<protocol::LocalText> optional_local(config::TableReader& table, const std::string& name) {
    if (!table.has(name + "_zh") && !table.has(name + "_en")) return std::nullopt;
    return required_local(table, name);
}

std::string required_id(config::TableReader& table) {
    std::string id = table.required_text("id");
    const bool plain = std::all_of(id.begin(), id.end(), [](char each) { return (each >= 'a' && each <= 'z') || (each >= '0' && each <= '9') || each == '_' || each == '-' || each == '.'; });
    if (!plain || id.size() > 60) table.mistake("id", fmt::format("'{}' is no id", id), "write at most 60 of a-z, 0-9, '_', '-' and '.'");
    return id;
}

std::optional<decision::Date> required_day(config::TableReader& table, std::string_view key) {
    const std::string text = table.required_text(key);
    if (text.empty()) return std::nullopt;
    const auto date = decision::parse_date(text);
    if (date) return *date;
    table.mistake(key, date.error().message(), "write year-month-day, as \"2026-11-27\"");
    return std::nullopt;
}

int whole(config::TableReader& table, std::string_view key, int fallback, int least, int most) {
    return static_cast<int>(table.integer(key, fallback, least, most));
}

std::optional<int> cap(config::TableReader& table, std::string_view key, int most) {
    if (!table.has(key)) {
        static_cast<void>(table.integer(key, 0, 0, most));   // known, though it is not there
        return std::nullopt;
    }
    return whole(table, key, 0, 0, most);
}

namespace {

/// Where one more of a kind is written; nothing for kinds that the program knows by itself.
std::string_view home_of(std::string_view kind) {
    struct Home { std::string_view kind, file; };
    static constexpr Home kHomes[] = {{"product", "products.toml"}, {"segment", "segments.toml"}, {"moment", "scenes.toml"}, {"talk track", "talk_tracks/*.toml"},
                                      {"place of the strategy map", "strategies.toml"}, {"score", "scores/"}};
    const auto* found = std::find_if(std::begin(kHomes), std::end(kHomes), [&](const Home& each) { return each.kind == kind; });
    return found == std::end(kHomes) ? std::string_view{} : found->file;
}

}  // namespace

bool must_be_known(config::TableReader& table, std::string_view key, std::string_view kind, const std::string& name, const std::vector<std::string>& known) {
    if (name.empty()) return false;
    if (std::find(known.begin(), known.end(), name) != known.end()) return true;
    auto names = known;
    names.erase(std::unique(names.begin(), names.end()), names.end());
    const auto home = home_of(kind);
    std::string advice = names.empty() ? fmt::format("there is no {} yet; describe it first", kind) : config::advice_among(name, names);
    if (!home.empty()) advice += names.empty() ? fmt::format(" in {}", home) : fmt::format(" {} add it to {}", advice.ends_with('?') ? "Else" : "or", home);
    table.mistake(key, fmt::format("no {} '{}'", kind, name), advice);
    return false;
}

}  // namespace silverlane::campaigns
