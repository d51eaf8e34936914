// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: Silverlane contributors
#include "value_maker.h"

#include <algorithm>
#include <array>

namespace silverlane::voice {
namespace {

bool one_in(std::uint64_t chances, RandomSource& random) { return random.below(chances) == 0; }

char digit(RandomSource& random) {
    constexpr std::string_view kOften = "0000222110123456789";
    return kOften[random.below(kOften.size())];
}

std::string digits(std::size_t count, RandomSource& random) {
    std::string text;
    for (std::size_t i = 0; i < count; ++i) text += digit(random);
    return text;
}

/// A whole number of one to `longest` digits, without leading zeros.
std::string number(std::size_t longest, RandomSource& random) {
    std::string text = digits(1 + random.below(longest), random);
    text.erase(0, std::min(text.find_first_not_of('0'), text.size() - 1));
    return text;
}

std::string number_from_one(std::size_t longest, RandomSource& random) {
    std::string text = number(longest, random);
    return text == "0" ? "1" : text;
}

std::string two_figures(int value) { return std::string(value < 10 ? "0" : "") + std::to_string(value); }

/// A number from `low` to `high`, as two figures.
std::string between(int low, int high, RandomSource& random) {
    return two_figures(low + static_cast<int>(random.below(static_cast<std::uint64_t>(high - low + 1))));
}

std::string with_commas(std::string whole) {
    for (std::size_t at = whole.size(); at > 3;) {
        at -= 3;
        whole.insert(at, 1, ',');
    }
    return whole;
}

MadeValue amount(RandomSource& random) {
    const std::string yuan = one_in(8, random) ? "0" : number(12, random);
    const std::string fen = one_in(3, random) ? "00" : digits(2, random);
    constexpr std::array<std::string_view, 4> kSigns{"", "", "¥", "￥"};
    MadeValue made{std::string(kSigns[random.below(kSigns.size())]) + (one_in(2, random) ? with_commas(yuan) : yuan), yuan + "." + fen};
    if (fen == "00" && one_in(2, random)) return made;
    const bool short_form = fen[1] == '0' && one_in(2, random);
    made.written += "." + (short_form ? fen.substr(0, 1) : fen);
    return made;
}

MadeValue rate(RandomSource& random) {
    const std::string whole = one_in(2, random) ? number(2, random) : number(12, random);
    const std::size_t places = random.below(3);
    if (places == 0) return {whole + "%", whole + "%"};
    const std::string decimals = digits(places, random);
    std::string kept = decimals;
    while (!kept.empty() && kept.back() == '0') kept.pop_back();
    return {whole + "." + decimals + "%", whole + (kept.empty() ? "" : "." + kept) + "%"};
}

std::string ticket(RandomSource& random) {
    return std::string(1, static_cast<char>('A' + random.below(26))) + digits(1 + random.below(5), random);
}

/// "a<separator>b", a not above b.
std::string pair(char separator, bool from_one, bool not_nought_of_nought, RandomSource& random) {
    const std::size_t longest = one_in(2, random) ? 2 : 12;
    std::string a = from_one ? number_from_one(longest, random) : number(longest, random);
    std::string b = from_one ? number_from_one(longest, random) : number(longest, random);
    if (a.size() > b.size() || (a.size() == b.size() && a > b)) std::swap(a, b);
    if (not_nought_of_nought && b == "0") b = "1";
    return a + separator + b;
}

MadeValue landline(RandomSource& random) {
    const std::string number = std::string(1, static_cast<char>('2' + random.below(7))) + digits(6 + random.below(2), random);
    if (one_in(4, random)) return {number, number};
    std::string area = "010";
    if (one_in(2, random)) area = "02" + digits(1, random);
    else if (one_in(2, random)) area = "0" + std::string(1, static_cast<char>('3' + random.below(7))) + digits(2, random);
    const std::string plain = area + "-" + number;
    return {one_in(2, random) ? plain : area + number, plain};
}

int days_of(int month) { return month == 2 ? 28 : (month == 4 || month == 6 || month == 9 || month == 11 ? 30 : 31); }

std::string date(RandomSource& random) {
    const int year = one_in(4, random) ? static_cast<int>(1000 + random.below(9000)) : static_cast<int>(1900 + random.below(1100));
    const bool leap = (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
    if (leap && one_in(50, random)) return std::to_string(year) + "-02-29";
    const int month = 1 + static_cast<int>(random.below(12));
    return std::to_string(year) + "-" + two_figures(month) + "-" + between(1, days_of(month), random);
}

std::string month_day(RandomSource& random) {
    const int month = 1 + static_cast<int>(random.below(12));
    return two_figures(month) + "-" + between(1, days_of(month), random);
}

MadeValue same(std::string text) { return {text, text}; }

/// A count or a label: sometimes a small one, sometimes filled up with zeros.
MadeValue whole(bool from_one, RandomSource& random) {
    const std::size_t longest = one_in(2, random) ? 3 : 12;
    const std::string plain = from_one ? number_from_one(longest, random) : number(longest, random);
    return {(one_in(20, random) ? "0" : "") + plain, plain};
}

}  // namespace

MadeValue make_value(SpokenKind kind, RandomSource& random) {
    switch (kind) {
        case SpokenKind::amount_cny: return amount(random);
        case SpokenKind::ticket: return same(ticket(random));
        case SpokenKind::call: return same(ticket(random) + "|" + number_from_one(one_in(2, random) ? 2 : 12, random));
        case SpokenKind::window:
        case SpokenKind::floor:
        case SpokenKind::place: return whole(true, random);
        case SpokenKind::wait_range: return same(pair('-', false, false, random));
        case SpokenKind::step: return same(pair('/', true, false, random));
        case SpokenKind::score: return same(pair('/', false, true, random));
        case SpokenKind::card_tail:
        case SpokenKind::phone_tail:
        case SpokenKind::hotline: return same(digits(1 + random.below(12), random));
        case SpokenKind::phone: return same("1" + digits(10, random));
        case SpokenKind::landline: return landline(random);
        case SpokenKind::verify_code: return same(digits(6, random));
        case SpokenKind::date: return same(date(random));
        case SpokenKind::month_day: return same(month_day(random));
        case SpokenKind::time: return same(between(0, 23, random) + ":" + between(0, 59, random));
        case SpokenKind::rate: return rate(random);
        case SpokenKind::ahead:
        case SpokenKind::wait_minutes:
        case SpokenKind::term_months:
        case SpokenKind::term_years:
        case SpokenKind::days_left:
        case SpokenKind::count_times:
        case SpokenKind::count_sheets:
        case SpokenKind::count_items:
        case SpokenKind::count_lines:
        case SpokenKind::age:
        case SpokenKind::seconds: return whole(false, random);
    }
    return {};
}

std::vector<MadeValue> all_values(SpokenKind kind) {
    std::vector<MadeValue> all;
    if (kind == SpokenKind::time) {
        for (int minute = 0; minute < 24 * 60; ++minute) all.push_back(same(two_figures(minute / 60) + ":" + two_figures(minute % 60)));
    }
    if (kind == SpokenKind::month_day) {
        for (int month = 1; month <= 12; ++month) {
            for (int day = 1; day <= (month == 2 ? 29 : days_of(month)); ++day) all.push_back(same(two_figures(month) + "-" + two_figures(day)));
        }
    }
    return all;
}

std::string with_another_digit(const std::string& plain, RandomSource& random) {
    std::string other = plain;
    while (other == plain) {
        const std::size_t at = random.below(plain.size());
        if (plain[at] >= '0' && plain[at] <= '9') other[at] = static_cast<char>('0' + random.below(10));
    }
    return other;
}

}  // namespace silverlane::voice
