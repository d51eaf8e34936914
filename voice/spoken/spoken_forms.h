// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: Silverlane contributors
//
// Turns a value (an amount, a ticket, a date) into the words that are said for it, in Mandarin or English. Whoever fills the
// placeholders of a prompt calls it before the text goes to the voice, which refuses digits. Pure functions; any thread. It knows the
// phrases of the kinds below and no prompt, and it never decides whether a value may be spoken aloud.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"

namespace silverlane::voice {

/// What a value is. The comment shows the text that is taken: plain digits, no blank, no sign. Counts and labels may have leading
/// zeros ("02" is window two); amounts and rates may not, because a field filled up with zeros often means hundredths.
enum class SpokenKind {
    amount_cny,    ///< "3,258.60", "¥88.00": at most two decimals, below a million million
    ticket,        ///< "A107"
    window,        ///< "2"
    call,          ///< "A107|2": ticket and window
    ahead,         ///< "12": people waiting before this one
    wait_minutes,  ///< "15"
    wait_range,    ///< "5-10"; equal ends are said as one number of minutes
    card_tail,     ///< "7071"
    phone_tail,    ///< "3308"
    phone,         ///< "15021127701"
    landline,      ///< "010-62345678", "01062345678" or a local number of seven or eight digits
    hotline,       ///< "96110"
    verify_code,   ///< "120753"
    date,          ///< "2026-02-02"
    month_day,     ///< "03-05"
    time,          ///< "14:05"
    rate,          ///< "2.05%"
    term_months,   ///< "12"
    term_years,    ///< "3"
    days_left,     ///< "22"; 0 is today
    count_times,   ///< "3"
    count_sheets,  ///< "3"
    count_items,   ///< "3"
    count_lines,   ///< "3": of a passbook
    place,         ///< "8": whose turn it is in a list, the eighth; never a label of a thing
    step,          ///< "1/4"
    floor,         ///< "2"
    age,           ///< "72"
    seconds,       ///< "30"
    score,         ///< "2/3"
};

/// How a bank wants Mandarin said where custom allows two ways. English has no such choice.
struct SpokenStyle {
    bool yao = true;    ///< 1 in digit strings (tickets, cards, telephones, codes) is 幺, not 一, which is easily heard as 七
    bool liang = true;  ///< a leading 2 directly before 百 千 万 亿 is 两, else 二; before a measure word (两位) it is 两 either way
    bool operator==(const SpokenStyle&) const = default;
};

/// The kind of that name ("amount_cny"), as string catalogues write it; nothing when there is no such kind.
std::optional<SpokenKind> spoken_kind(std::string_view name);

std::string_view name_of(SpokenKind kind);

/// The names of all kinds, in the order of SpokenKind.
std::vector<std::string> spoken_kind_names();

/// The words for `value`. `language` is BCP 47: "zh", "zh-CN" and other "zh-" tags give Mandarin, "en" and "en-" tags English.
/// Errors: unsupported (another language); invalid_input for what has no defined form: negative numbers, more than two decimals, a
/// million million and above, empty text, letters among digits, days and times that do not exist. The error never quotes the value.
Result<std::string> spoken(SpokenKind kind, std::string_view value, std::string_view language, const SpokenStyle& style = {});

}  // namespace silverlane::voice
