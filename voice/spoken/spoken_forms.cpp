// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: Silverlane contributors
#include "voice/spoken/spoken_forms.h"

#include <array>
#include <utility>

#include "voice/spoken/english_forms.h"
#include "voice/spoken/mandarin_forms.h"

namespace silverlane::voice {

namespace {

using Named = std::pair<std::string_view, SpokenKind>;
constexpr std::array<Named, 30> kKinds{{
    {"amount_cny", SpokenKind::amount_cny}, {"ticket", SpokenKind::ticket}, {"window", SpokenKind::window},
    {"call", SpokenKind::call}, {"ahead", SpokenKind::ahead}, {"wait_minutes", SpokenKind::wait_minutes},
    {"wait_range", SpokenKind::wait_range}, {"card_tail", SpokenKind::card_tail}, {"phone_tail", SpokenKind::phone_tail},
    {"phone", SpokenKind::phone}, {"landline", SpokenKind::landline}, {"hotline", SpokenKind::hotline},
    {"verify_code", SpokenKind::verify_code}, {"date", SpokenKind::date}, {"month_day", SpokenKind::month_day},
    {"time", SpokenKind::time}, {"rate", SpokenKind::rate}, {"term_months", SpokenKind::term_months},
    {"term_years", SpokenKind::term_years}, {"days_left", SpokenKind::days_left}, {"count_times", SpokenKind::count_times},
    {"count_sheets", SpokenKind::count_sheets}, {"count_items", SpokenKind::count_items},
    {"count_lines", SpokenKind::count_lines}, {"place", SpokenKind::place}, {"step", SpokenKind::step},
    {"floor", SpokenKind::floor}, {"age", SpokenKind::age}, {"seconds", SpokenKind::seconds}, {"score", SpokenKind::score},
}};

bool is_language(std::string_view tag, std::string_view primary) {
    return tag == primary || (tag.size() > primary.size() && tag.starts_with(primary) && tag[primary.size()] == '-');
}

}  // namespace

std::optional<SpokenKind> spoken_kind(std::string_view name) {
    for (const auto& [known, kind] : kKinds) {
        if (known == name) return kind;
    }
    return std::nullopt;
}

std::string_view name_of(SpokenKind kind) {
    for (const auto& [name, known] : kKinds) {
        if (known == kind) return name;
    }
    return "unnamed";
}

std::vector<std::string> spoken_kind_names() {
    std::vector<std::string> names;
    for (const auto& [name, kind] : kKinds) names.emplace_back(name);
    return names;
}

Result<std::string> spoken(SpokenKind kind, std::string_view value, std::string_view language, const SpokenStyle& style) {
    const std::string attempt = "saying a value of kind " + std::string(name_of(kind));
    if (is_language(language, "zh")) return mandarin_form(kind, value, style).within(attempt);
    if (is_language(language, "en")) return english_form(kind, value).within(attempt);
    return Error(ErrorCode::unsupported, "no spoken forms for language " + std::string(language)).within(attempt);
}

}  // namespace silverlane::voice
