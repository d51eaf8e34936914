// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: Silverlane contributors
//
// The text of a value, checked and taken apart once for both languages: amounts, counts, digit strings, dates, times, rates. Used by
// voice/spoken/mandarin_forms and voice/spoken/english_forms only. Pure; any thread. It refuses instead of guessing and knows no words.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/result.h"

namespace silverlane::voice {

/// Numbers from here on are refused: no prompt says them, and neither language's forms are defined for them.
inline constexpr std::uint64_t kFirstTooLarge = 1'000'000'000'000;

struct Amount {
    std::uint64_t yuan = 0;
    int fen = 0;  ///< 0..99
};

/// "3,258.60", "¥88.00", "0.5": optional sign ¥ or ￥, optional well-placed thousands commas, at most two decimals, no zeros in front.
Result<Amount> parse_amount(std::string_view text);

/// A whole number in plain digits, at least `smallest`. Leading zeros are fine: windows are numbered 01, 02.
Result<std::uint64_t> parse_count(std::string_view text, std::uint64_t smallest = 0);

/// Digits only, at least one, at most 32 (longer ones are a mistake of the caller).
Result<std::string> parse_digits(std::string_view text);

struct TicketNumber {
    char series = 'A';
    std::string digits;
};

/// One capital letter and digits, "A107".
Result<TicketNumber> parse_ticket(std::string_view text);

/// "a<separator>b", both whole numbers of at least `smallest`, a not above b.
Result<std::pair<std::uint64_t, std::uint64_t>> parse_pair(std::string_view text, char separator, std::uint64_t smallest);

/// "ticket|window" taken apart, neither side judged.
Result<std::pair<std::string_view, std::string_view>> split_call(std::string_view text);

/// The groups between which a pause is made. mobile: eleven digits 3-4-4; landline: area code and number; code: six digits 3-3.
Result<std::vector<std::string>> parse_mobile(std::string_view text);
Result<std::vector<std::string>> parse_landline(std::string_view text);
Result<std::vector<std::string>> parse_code(std::string_view text);

struct Day {
    int year = 0;
    int month = 0;
    int day = 0;
};

/// "2026-02-02"; years 1000 to 9999; the day must exist.
Result<Day> parse_date(std::string_view text);

/// "02-29"; the year stays 0, 29 February exists.
Result<Day> parse_month_day(std::string_view text);

struct TimeOfDay {
    int hour = 0;
    int minute = 0;
};

/// "00:00" to "23:59".
Result<TimeOfDay> parse_time(std::string_view text);

struct Rate {
    std::uint64_t whole = 0;
    std::string decimals;  ///< at most two, trailing zeros already dropped
};

/// "1.95%"; the sign is required, a rate without it may be a share of one.
Result<Rate> parse_rate(std::string_view text);

}  // namespace silverlane::voice
