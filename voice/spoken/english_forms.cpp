// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: Silverlane contributors
//
// The phrases stand here and not in a string catalogue because their grammar (singular, ordinals) belongs to the numbers in them.
#include "voice/spoken/english_forms.h"

#include <array>
#include <utility>
#include <vector>

#include "voice/spoken/spoken_values.h"

namespace silverlane::voice {

namespace {

constexpr std::array<std::string_view, 20> kSmall{"zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine",
                                                  "ten", "eleven", "twelve", "thirteen", "fourteen", "fifteen", "sixteen",
                                                  "seventeen", "eighteen", "nineteen"};
constexpr std::array<std::string_view, 10> kTens{"", "", "twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"};
constexpr std::array<std::string_view, 12> kMonths{"January", "February", "March", "April", "May", "June", "July", "August",
                                                   "September", "October", "November", "December"};

std::string below_hundred(std::uint64_t value) {
    if (value < kSmall.size()) return std::string(kSmall[value]);
    std::string words(kTens[value / 10]);
    if (value % 10 != 0) words.append("-").append(kSmall[value % 10]);
    return words;
}

std::string below_thousand(std::uint64_t value) {
    if (value < 100) return below_hundred(value);
    std::string words = std::string(kSmall[value / 100]) + " hundred";
    if (value % 100 != 0) words += " and " + below_hundred(value % 100);
    return words;
}

std::string digit_string(std::string_view digits) {
    std::string words;
    for (const char c : digits) {
        if (!words.empty()) words += ' ';
        words += kSmall[static_cast<std::size_t>(c - '0')];
    }
    return words;
}

std::string with_pauses(const std::vector<std::string>& groups) {
    std::string words;
    for (const std::string& group : groups) {
        if (!words.empty()) words += ", ";
        words += digit_string(group);
    }
    return words;
}

/// "one minute", "two minutes", "zero minutes".
std::string counted_words(std::uint64_t count, std::string_view thing) {
    return english_cardinal(count) + " " + std::string(thing) + (count == 1 ? "" : "s");
}

std::string amount_words(const Amount& amount) {
    const std::string fen = english_cardinal(static_cast<std::uint64_t>(amount.fen)) + " fen";
    if (amount.yuan == 0 && amount.fen != 0) return fen;
    const std::string yuan = english_cardinal(amount.yuan) + " yuan";
    return amount.fen == 0 ? yuan : yuan + " and " + fen;
}

std::string day_words(const Day& day) {
    return "the " + english_ordinal(static_cast<std::uint64_t>(day.day)) + " of " +
           std::string(kMonths[static_cast<std::size_t>(day.month - 1)]);
}

std::string year_words(int year) {
    const auto value = static_cast<std::uint64_t>(year);
    if (value % 1000 == 0 || (value >= 2000 && value <= 2009)) return english_cardinal(value);
    const std::string century = below_hundred(value / 100);
    const std::uint64_t last = value % 100;
    if (last == 0) return century + " hundred";
    if (last < 10) return century + " oh " + below_hundred(last);
    return century + " " + below_hundred(last);
}

std::string full_date_words(const Day& day) { return day_words(day) + ", " + year_words(day.year); }

std::string time_words(const TimeOfDay& time) {
    const int twelve_hour = time.hour % 12 == 0 ? 12 : time.hour % 12;
    std::string words = below_hundred(static_cast<std::uint64_t>(twelve_hour));
    if (time.hour == 12 && time.minute == 0) return words + " noon";
    if (time.minute == 0) words += " o'clock";
    else if (time.minute < 10) words += " oh " + below_hundred(static_cast<std::uint64_t>(time.minute));
    else words += " " + below_hundred(static_cast<std::uint64_t>(time.minute));
    if (time.hour < 12) return words + " in the morning";
    return words + (time.hour < 18 ? " in the afternoon" : " in the evening");
}

std::string rate_words(const Rate& rate) {
    std::string words = english_cardinal(rate.whole);
    if (!rate.decimals.empty()) words += " point " + digit_string(rate.decimals);
    return words + " percent";
}

Result<std::string> place_form(std::string_view value) {
    const auto number = parse_count(value, 1);
    if (!number) return number.error();
    return "number " + english_cardinal(*number);
}

Result<std::string> counted(std::string_view value, std::string_view before, std::string_view thing) {
    const auto count = parse_count(value);
    if (!count) return count.error();
    return std::string(before) + counted_words(*count, thing);
}

Result<std::string> ticket_form(std::string_view value) {
    const auto ticket = parse_ticket(value);
    if (!ticket) return ticket.error();
    return std::string("number ") + ticket->series + " " + digit_string(ticket->digits);
}

Result<std::string> window_form(std::string_view value) {
    const auto window = parse_count(value, 1);
    if (!window) return window.error();
    return "window " + english_cardinal(*window);
}

Result<std::string> call_form(std::string_view value) {
    const auto parts = split_call(value);
    if (!parts) return parts.error();
    const auto ticket = ticket_form(parts->first);
    if (!ticket) return ticket;
    const auto window = window_form(parts->second);
    if (!window) return window;
    return *ticket + ", please go to " + *window;
}

Result<std::string> ahead_form(std::string_view value) {
    const auto people = parse_count(value);
    if (!people) return people.error();
    std::string who = english_cardinal(*people) + " people are";
    if (*people == 0) who = "nobody is";
    if (*people == 1) who = "one person is";
    return who + " ahead of you";
}

Result<std::string> wait_range_form(std::string_view value) {
    const auto range = parse_pair(value, '-', 0);
    if (!range) return range.error();
    const auto& [shortest, longest] = *range;
    if (shortest == longest) return "about " + counted_words(shortest, "minute");
    return "about " + english_cardinal(shortest) + " to " + english_cardinal(longest) + " minutes";
}

Result<std::string> tail_form(std::string_view value, std::string_view before) {
    const auto digits = parse_digits(value);
    if (!digits) return digits.error();
    return std::string(before) + digit_string(*digits);
}

Result<std::string> days_left_form(std::string_view value) {
    const auto days = parse_count(value);
    if (!days) return days.error();
    return "matures " + (*days == 0 ? std::string("today") : "in " + counted_words(*days, "day"));
}

Result<std::string> floor_form(std::string_view value) {
    const auto floor = parse_count(value, 1);
    if (!floor) return floor.error();
    return english_ordinal(*floor) + " floor";
}

Result<std::string> age_form(std::string_view value) {
    const auto years = counted(value, "", "year");
    if (!years) return years;
    return *years + " old";
}

Result<std::string> step_form(std::string_view value) {
    const auto step = parse_pair(value, '/', 1);
    if (!step) return step.error();
    return "step " + english_cardinal(step->first) + " of " + english_cardinal(step->second);
}

Result<std::string> score_form(std::string_view value) {
    const auto score = parse_pair(value, '/', 0);
    if (!score) return score.error();
    if (score->second == 0) return Error(ErrorCode::invalid_input, "a score of no questions");
    return english_cardinal(score->first) + " right out of " + english_cardinal(score->second);
}

template <class Parsed, class Words>
Result<std::string> put(const Result<Parsed>& parsed, Words words) {
    if (!parsed) return parsed.error();
    return words(*parsed);
}

}  // namespace

std::string english_cardinal(std::uint64_t value) {
    if (value < 1000) return below_thousand(value);
    constexpr std::array<std::pair<std::uint64_t, std::string_view>, 3> kGroups{
        {{1'000'000'000, "billion"}, {1'000'000, "million"}, {1'000, "thousand"}}};
    std::string words;
    for (const auto& [size, name] : kGroups) {
        const std::uint64_t figures = value / size % 1000;
        if (figures == 0) continue;
        if (!words.empty()) words += ' ';
        words.append(below_thousand(figures)).append(" ").append(name);
    }
    const std::uint64_t last = value % 1000;
    if (last == 0) return words;
    return words + (last < 100 ? " and " : " ") + below_thousand(last);
}

std::string english_ordinal(std::uint64_t value) {
    constexpr std::array<std::pair<std::string_view, std::string_view>, 7> kIrregular{
        {{"one", "first"}, {"two", "second"}, {"three", "third"}, {"five", "fifth"}, {"eight", "eighth"}, {"nine", "ninth"},
         {"twelve", "twelfth"}}};
    std::string words = english_cardinal(value);
    const std::size_t last_at = words.find_last_of(" -") == std::string::npos ? 0 : words.find_last_of(" -") + 1;
    const std::string last = words.substr(last_at);
    for (const auto& [cardinal, ordinal] : kIrregular) {
        if (last == cardinal) return words.replace(last_at, std::string::npos, ordinal);
    }
    if (words.ends_with('y')) return words.substr(0, words.size() - 1) + "ieth";
    return words + "th";
}

Result<std::string> english_form(SpokenKind kind, std::string_view value) {
    switch (kind) {
        case SpokenKind::amount_cny: return put(parse_amount(value), amount_words);
        case SpokenKind::ticket: return ticket_form(value);
        case SpokenKind::window: return window_form(value);
        case SpokenKind::call: return call_form(value);
        case SpokenKind::ahead: return ahead_form(value);
        case SpokenKind::wait_minutes: return counted(value, "about ", "minute");
        case SpokenKind::wait_range: return wait_range_form(value);
        case SpokenKind::card_tail: return tail_form(value, "ending in ");
        case SpokenKind::phone_tail: return tail_form(value, "phone ending in ");
        case SpokenKind::phone: return put(parse_mobile(value), with_pauses);
        case SpokenKind::landline: return put(parse_landline(value), with_pauses);
        case SpokenKind::hotline: return tail_form(value, "");
        case SpokenKind::verify_code: return put(parse_code(value), with_pauses);
        case SpokenKind::date: return put(parse_date(value), full_date_words);
        case SpokenKind::month_day: return put(parse_month_day(value), day_words);
        case SpokenKind::time: return put(parse_time(value), time_words);
        case SpokenKind::rate: return put(parse_rate(value), rate_words);
        case SpokenKind::term_months: return counted(value, "", "month");
        case SpokenKind::term_years: return counted(value, "", "year");
        case SpokenKind::days_left: return days_left_form(value);
        case SpokenKind::count_times: return counted(value, "", "time");
        case SpokenKind::count_sheets: return counted(value, "", "sheet");
        case SpokenKind::count_items: return counted(value, "", "item");
        case SpokenKind::count_lines: return counted(value, "", "line");
        case SpokenKind::place: return place_form(value);
        case SpokenKind::step: return step_form(value);
        case SpokenKind::floor: return floor_form(value);
        case SpokenKind::age: return age_form(value);
        case SpokenKind::seconds: return counted(value, "", "second");
        case SpokenKind::score: return score_form(value);
    }
    return Error(ErrorCode::invalid_input, "no such kind");
}

}  // namespace silverlane::voice
