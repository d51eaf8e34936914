// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: Silverlane contributors
#include "hub/decision/facts.h"

#include <algorithm>
#include <charconv>

#include <fmt/format.h>

namespace silverlane::decision {

Result<Date> parse_date(std::string_view text) {
    const Error wrong(ErrorCode::invalid_input, fmt::format("'{}' is no day as 2026-11-27", text.substr(0, 32)));
    if (text.size() != 10 || text[4] != '-' || text[7] != '-') return wrong;
    int parts[3] = {};
    const std::string_view fields[3] = {text.substr(0, 4), text.substr(5, 2), text.substr(8, 2)};
    for (int i = 0; i < 3; ++i) {
        const auto* end = fields[i].data() + fields[i].size();
        if (const auto [at, code] = std::from_chars(fields[i].data(), end, parts[i]); code != std::errc{} || at != end || parts[i] < 0) return wrong;
    }
    const Date date{std::chrono::year{parts[0]}, std::chrono::month{static_cast<unsigned>(parts[1])}, std::chrono::day{static_cast<unsigned>(parts[2])}};
    if (!date.ok()) return wrong;
    return date;
}

std::string to_text(const Date& date) {
    return fmt::format("{:04}-{:02}-{:02}", static_cast<int>(date.year()), static_cast<unsigned>(date.month()), static_cast<unsigned>(date.day()));
}

int days_between(const Date& from, const Date& to) {
    return static_cast<int>((std::chrono::sys_days{to} - std::chrono::sys_days{from}).count());
}

int age_on(const Date& birth, const Date& today) {
    const int years = static_cast<int>(today.year()) - static_cast<int>(birth.year());
    const bool before_birthday = today.month() < birth.month() || (today.month() == birth.month() && today.day() < birth.day());
    return years - (before_birthday ? 1 : 0);
}

std::int32_t day_number(const Date& date) { return static_cast<std::int32_t>(std::chrono::sys_days{date}.time_since_epoch().count()); }

std::string age_band(int age) {
    if (age < 18) return {};
    if (age < 20) return "18-19";
    if (age >= 90) return "90+";
    const int from = age / 5 * 5;
    return fmt::format("{}-{}", from, from + 4);
}

std::string_view name_of(Trigger trigger) {
    switch (trigger) {
        case Trigger::arrival: return "arrival";
        case Trigger::ticket: return "ticket";
        case Trigger::long_wait: return "long_wait";
        case Trigger::kiosk_offer: return "kiosk_offer";
    }
    return "arrival";
}

bool CustomerFacts::consents_to(std::string_view purpose) const { return std::find(consents.begin(), consents.end(), purpose) != consents.end(); }

}  // namespace silverlane::decision
