// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: Silverlane contributors
#include "voice/spoken/spoken_values.h"

#include <algorithm>
#include <chrono>

namespace silverlane::voice {

namespace {

constexpr std::string_view kYuanSign = "¥";
constexpr std::string_view kWideYuanSign = "￥";
constexpr std::size_t kLongestDigits = 32;

bool is_digit(char c) { return c >= '0' && c <= '9'; }
bool all_digits(std::string_view text) { return !text.empty() && std::all_of(text.begin(), text.end(), is_digit); }

/// Values of tickets, cards and phones never stand in an error text: it goes to the log.
Error refused(const char* why) { return Error(ErrorCode::invalid_input, why); }

/// Says what a person can mend; a blank or a full-width figure is hard to see in a list.
Error refused_as_digits(std::string_view text, const char* otherwise) {
    if (text.empty()) return refused("there is no number");
    if (text.find_first_of(" \t\r\n") != std::string_view::npos || text.find("\u3000") != std::string_view::npos) return refused("a blank among the digits");
    if (text.front() == '-' || text.front() == '+') return refused("a number with a sign in front has no spoken form");
    for (std::string_view rest = text; rest.size() >= 3; rest.remove_prefix(1)) {
        const std::string_view wide = rest.substr(0, 3);
        if (wide >= "０" && wide <= "９") return refused("full-width figures; plain ones are needed");
    }
    return refused(otherwise);
}

/// A field filled up with zeros is often one of hundredths: nobody says an amount on a guess.
bool has_leading_zero(std::string_view digits) { return digits.size() > 1 && digits.front() == '0'; }

Result<std::uint64_t> number_from(std::string_view digits) {
    if (!all_digits(digits)) return refused_as_digits(digits, "not a whole number in plain digits");
    std::uint64_t value = 0;
    for (const char c : digits) {
        value = value * 10 + static_cast<std::uint64_t>(c - '0');
        if (value >= kFirstTooLarge) return refused("the number is a million million or more");
    }
    return value;
}

/// "3,258" without its commas; a comma anywhere but before each group of three is refused.
Result<std::string> without_commas(std::string_view text) {
    if (text.find(',') == std::string_view::npos) return std::string(text);
    std::string digits;
    std::size_t group = 0;
    bool first = true;
    for (std::size_t i = 0; i <= text.size(); ++i) {
        if (i < text.size() && text[i] != ',') {
            digits += text[i];
            ++group;
            continue;
        }
        const bool fits = first ? (group >= 1 && group <= 3) : group == 3;
        if (!fits) return refused("a thousands comma in the wrong place");
        first = false;
        group = 0;
    }
    return digits;
}

struct Decimal {
    std::string_view whole;
    std::string_view decimals;
};

Result<Decimal> split_decimal(std::string_view text) {
    const std::size_t point = text.find('.');
    if (point == std::string_view::npos) return Decimal{text, {}};
    const Decimal decimal{text.substr(0, point), text.substr(point + 1)};
    if (!all_digits(decimal.decimals)) return refused("no digits after the point");
    if (decimal.decimals.size() > 2) return refused("more than two decimals");
    return decimal;
}

int two_digits(std::string_view text) { return (text[0] - '0') * 10 + (text[1] - '0'); }

bool is_pair_of_digits(std::string_view text) { return text.size() == 2 && all_digits(text); }

}  // namespace

Result<Amount> parse_amount(std::string_view text) {
    if (text.starts_with(kYuanSign)) text.remove_prefix(kYuanSign.size());
    else if (text.starts_with(kWideYuanSign)) text.remove_prefix(kWideYuanSign.size());
    if (text.empty()) return refused("an empty amount");
    const auto decimal = split_decimal(text);
    if (!decimal) return decimal.error();
    const auto digits = without_commas(decimal->whole);
    if (!digits) return digits.error();
    if (has_leading_zero(*digits)) return refused("an amount with zeros in front");
    const auto yuan = number_from(*digits);
    if (!yuan) return yuan.error();
    int fen = 0;
    if (decimal->decimals.size() == 1) fen = (decimal->decimals[0] - '0') * 10;
    if (decimal->decimals.size() == 2) fen = two_digits(decimal->decimals);
    return Amount{*yuan, fen};
}

Result<std::uint64_t> parse_count(std::string_view text, std::uint64_t smallest) {
    const auto value = number_from(text);
    if (value && *value < smallest) return refused("the number is too small for this kind");
    return value;
}

Result<std::string> parse_digits(std::string_view text) {
    if (!all_digits(text)) return refused_as_digits(text, "not a string of digits");
    if (text.size() > kLongestDigits) return refused("a string of more than 32 digits");
    return std::string(text);
}

Result<TicketNumber> parse_ticket(std::string_view text) {
    if (text.size() < 2 || text[0] < 'A' || text[0] > 'Z') return refused("a ticket is one capital letter and digits");
    auto digits = parse_digits(text.substr(1));
    if (!digits) return digits.error();
    return TicketNumber{text[0], std::move(*digits)};
}

Result<std::pair<std::uint64_t, std::uint64_t>> parse_pair(std::string_view text, char separator, std::uint64_t smallest) {
    const std::size_t at = text.find(separator);
    if (at == std::string_view::npos) return refused("two numbers are needed");
    const auto first = parse_count(text.substr(0, at), smallest);
    if (!first) return first.error();
    const auto second = parse_count(text.substr(at + 1), smallest);
    if (!second) return second.error();
    if (*first > *second) return refused("the first number is above the second");
    return std::pair{*first, *second};
}

Result<std::pair<std::string_view, std::string_view>> split_call(std::string_view text) {
    const std::size_t at = text.find('|');
    if (at == std::string_view::npos) return refused("a call is a ticket, a bar and a window");
    return std::pair{text.substr(0, at), text.substr(at + 1)};
}

Result<std::vector<std::string>> parse_mobile(std::string_view text) {
    const auto digits = parse_digits(text);
    if (!digits) return digits.error();
    if (digits->size() != 11) return refused("a mobile number has eleven digits");
    return std::vector<std::string>{digits->substr(0, 3), digits->substr(3, 4), digits->substr(7)};
}

Result<std::vector<std::string>> parse_landline(std::string_view text) {
    // Chinese area codes: 010 and 02x have three digits, 03xx to 09xx four. 00 leads abroad, 011 to 019 are nobody's. Numbers have
    // seven or eight digits.
    const std::size_t hyphen = text.find('-');
    const bool has_area = hyphen != std::string_view::npos || text.starts_with('0');
    if (!has_area) {
        const auto number = parse_digits(text);
        if (!number) return number.error();
        if (number->size() != 7 && number->size() != 8) return refused("a landline number has seven or eight digits");
        return std::vector<std::string>{*number};
    }
    const std::size_t area_length = text.starts_with("01") || text.starts_with("02") ? 3 : 4;
    if (hyphen != std::string_view::npos && hyphen != area_length) return refused("no such area code");
    const auto area = parse_digits(text.substr(0, area_length));
    if (!area || (*area)[0] != '0' || (*area)[1] == '0') return refused("no such area code");
    if ((*area)[1] == '1' && *area != "010") return refused("no such area code");
    const std::size_t number_at = hyphen == std::string_view::npos ? area_length : area_length + 1;
    if (number_at >= text.size()) return refused("an area code without a number");
    const auto number = parse_digits(text.substr(number_at));
    if (!number) return number.error();
    if (number->size() != 7 && number->size() != 8) return refused("a landline number has seven or eight digits");
    return std::vector<std::string>{*area, *number};
}

Result<std::vector<std::string>> parse_code(std::string_view text) {
    const auto digits = parse_digits(text);
    if (!digits) return digits.error();
    if (digits->size() != 6) return refused("a verification code has six digits");
    return std::vector<std::string>{digits->substr(0, 3), digits->substr(3)};
}

Result<Day> parse_date(std::string_view text) {
    if (text.size() != 10 || text[4] != '-' || !all_digits(text.substr(0, 4))) return refused("a date is yyyy-mm-dd");
    const auto rest = parse_month_day(text.substr(5));
    if (!rest) return rest.error();
    const int year = two_digits(text) * 100 + two_digits(text.substr(2));
    if (year < 1000) return refused("no such year");
    const std::chrono::year_month_day day{std::chrono::year{year}, std::chrono::month{static_cast<unsigned>(rest->month)},
                                          std::chrono::day{static_cast<unsigned>(rest->day)}};
    if (!day.ok()) return refused("no such day");
    return Day{year, rest->month, rest->day};
}

Result<Day> parse_month_day(std::string_view text) {
    if (text.size() != 5 || text[2] != '-' || !is_pair_of_digits(text.substr(0, 2)) || !is_pair_of_digits(text.substr(3))) {
        return refused("a day of the year is mm-dd");
    }
    constexpr int kLeapYear = 2000;
    const int month = two_digits(text);
    const int day = two_digits(text.substr(3));
    const std::chrono::year_month_day date{std::chrono::year{kLeapYear}, std::chrono::month{static_cast<unsigned>(month)},
                                           std::chrono::day{static_cast<unsigned>(day)}};
    if (!date.ok()) return refused("no such day");
    return Day{0, month, day};
}

Result<TimeOfDay> parse_time(std::string_view text) {
    if (text.size() != 5 || text[2] != ':' || !is_pair_of_digits(text.substr(0, 2)) || !is_pair_of_digits(text.substr(3))) {
        return refused("a time is hh:mm");
    }
    const TimeOfDay time{two_digits(text), two_digits(text.substr(3))};
    if (time.hour > 23 || time.minute > 59) return refused("no such time");
    return time;
}

Result<Rate> parse_rate(std::string_view text) {
    if (!text.ends_with('%')) return refused("a rate ends with a percent sign");
    text.remove_suffix(1);
    const auto decimal = split_decimal(text);
    if (!decimal) return decimal.error();
    if (has_leading_zero(decimal->whole)) return refused("a rate with zeros in front");
    const auto whole = number_from(decimal->whole);
    if (!whole) return whole.error();
    std::string decimals(decimal->decimals);
    while (decimals.ends_with('0')) decimals.pop_back();
    return Rate{*whole, std::move(decimals)};
}

}  // namespace silverlane::voice
