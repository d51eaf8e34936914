// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: Silverlane contributors
#include "kiosk/app/service_words.h"

#include <fmt/format.h>

#include <array>
#include <charconv>
#include <string_view>

namespace silverlane::kiosk {
namespace {

constexpr std::size_t kDayLength = 10;  // "2026-12-01"
constexpr int kSunday = 7, kSaturday = 6;
constexpr int kDaysOffered = 2;

int number_at(std::string_view text, std::size_t from, std::size_t length) {
    int value = 0;
    const std::string_view part = text.substr(from, length);
    const auto read = std::from_chars(part.data(), part.data() + part.size(), value);
    return read.ec == std::errc{} ? value : 0;
}

std::vector<flow::Slot> day_slots(const std::string& day, const char* name) {
    return {{name, "month_day", month_day_of(day)}, {"weekday", "weekday", std::to_string(weekday_of(day))}};
}

flow::ListItem line(std::string id, std::string text_key) {
    flow::ListItem item;
    item.id = std::move(id);
    item.text_key = std::move(text_key);
    return item;
}

/// The text of a kind of held thing; what is not known here is still named as something that is held.
std::string known_key(const std::string& kind, const std::string& value) {
    constexpr std::array<std::string_view, 12> kPlain{"ticket", "arrival_time", "needs", "settings", "alerts", "visit_days",
                                                     "opportunities", "contacts", "rests", "signals", "decisions", "bank_record"};
    for (const std::string_view plain : kPlain) {
        if (kind == plain) return "known." + kind;
    }
    constexpr std::array<std::string_view, 6> kConsents{"service", "wifi", "settings", "profiling", "marketing", "survey"};
    for (const std::string_view consent : kConsents) {
        if (kind == "consents" && value == consent) return "known.consent_" + value;
    }
    constexpr std::array<std::string_view, 4> kWays{"ticket", "card", "phone", "wifi"};
    for (const std::string_view way : kWays) {
        if (kind == "how_known" && value == way) return "known.how_" + value;
    }
    return "known.other";
}

/// "2026-11-27T06:05:00Z" -> "14:05" of the branch.
PrivateText branch_time(const std::string& rfc3339, const BranchCalendar& calendar) {
    const auto time = parse_rfc3339(rfc3339);
    if (!time) return {};
    const int minute = calendar.minute_of_day(*time);
    return PrivateText{fmt::format("{:02}:{:02}", minute / 60, minute % 60)};
}

/// Values of these kinds stand in the line; of the others the line says all that there is to say.
bool shows_value(const std::string& kind) { return kind == "ticket" || kind == "arrival_time"; }

}  // namespace

std::map<std::string, flow::Words> words_of(const protocol::LocalText& text) {
    return {{"zh-CN", {text.zh, text.zh_spoken.empty() ? text.zh : text.zh_spoken}},
            {"en", {text.en, text.en_spoken.empty() ? text.en : text.en_spoken}}};
}

flow::ListItem activity_item(const protocol::Activity& activity) {
    flow::ListItem item;
    item.id = activity.id;
    item.words = words_of(activity.title);
    return item;
}

std::vector<flow::ListItem> event_lines(const protocol::Activity& activity) {
    flow::ListItem when = line("when", "activities.event.when");
    when.facts = day_slots(activity.day, "event_day");
    when.facts.push_back({"event_time", "time", activity.starts});
    flow::ListItem room;
    room.id = "room";
    room.words = words_of(activity.room);
    return {when, room};
}

std::vector<flow::ListItem> offer_lines(const protocol::Offer& offer) {
    std::vector<flow::ListItem> lines(2);
    lines[0].id = "title";
    lines[0].words = words_of(offer.title);
    lines[1].id = "line";
    lines[1].words = words_of(offer.line);
    for (flow::ListItem& one : lines) one.is_private = true;
    return lines;
}

std::vector<flow::ListItem> known_lines(const protocol::KnownList& known, const BranchCalendar& calendar) {
    std::vector<flow::ListItem> lines;
    for (const protocol::KnownItem& held : known.items) {
        const std::vector<PrivateText> nothing(1);
        const bool each = !held.values.empty() && (held.kind == "consents" || held.kind == "how_known" || shows_value(held.kind));
        for (const PrivateText& value : each ? held.values : nothing) {
            const std::string word(value.open(PrivateDoor::wording));
            flow::ListItem item = line(held.kind + std::to_string(lines.size()), known_key(held.kind, word));
            if (held.kind == "ticket") item.secrets.push_back({"held", "ticket", value});
            if (held.kind == "arrival_time") item.secrets.push_back({"held", "time", branch_time(word, calendar)});
            lines.push_back(std::move(item));
        }
    }
    return lines;
}

int weekday_of(const std::string& day) {
    if (day.size() != kDayLength) return 0;
    const std::chrono::year_month_day date{std::chrono::year{number_at(day, 0, 4)}, std::chrono::month{static_cast<unsigned>(number_at(day, 5, 2))},
                                           std::chrono::day{static_cast<unsigned>(number_at(day, 8, 2))}};
    if (!date.ok()) return 0;
    return static_cast<int>(std::chrono::weekday{std::chrono::sys_days{date}}.iso_encoding());
}

int day_of_month(const std::string& day) { return day.size() == kDayLength ? number_at(day, 8, 2) : 0; }

std::string month_day_of(const std::string& day) { return day.size() == kDayLength ? day.substr(5) : std::string{}; }

std::vector<flow::ListItem> half_day_items(const BranchCalendar& calendar, UtcTime now) {
    std::vector<flow::ListItem> items;
    int days = 0;
    for (int ahead = 1; days < kDaysOffered; ++ahead) {
        const std::string day = calendar.day(now + std::chrono::hours{24 * ahead});
        if (const int weekday = weekday_of(day); weekday == kSaturday || weekday == kSunday) continue;
        ++days;
        for (const char* half : {"morning", "afternoon"}) {
            flow::ListItem item = line(day + ' ' + half, std::string("home_visit.day.") + half);
            item.facts = day_slots(day, "day");
            items.push_back(std::move(item));
        }
    }
    return items;
}

}  // namespace silverlane::kiosk
