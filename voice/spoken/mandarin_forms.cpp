// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: Silverlane contributors
//
// The phrases stand here and not in a string catalogue because their grammar (两, 零, singular forms) belongs to the numbers in them.
#include "voice/spoken/mandarin_forms.h"

#include <array>
#include <vector>

#include "voice/spoken/spoken_values.h"

namespace silverlane::voice {

namespace {

constexpr std::array<std::string_view, 10> kDigits{"零", "一", "二", "三", "四", "五", "六", "七", "八", "九"};
constexpr std::array<std::string_view, 4> kPlaces{"", "十", "百", "千"};
constexpr std::array<std::string_view, 3> kGroups{"", "万", "亿"};
constexpr std::string_view kLiang = "两";
constexpr std::string_view kYao = "幺";
constexpr std::string_view kPause = "，";

std::string_view digit(int value) { return kDigits[static_cast<std::size_t>(value)]; }

/// 1 is 幺 in digit strings so that it is not heard as 七; years and decimals keep 一.
enum class One { yao, yi };

std::string digit_string(std::string_view digits, One one) {
    std::string words;
    for (const char c : digits) words += c == '1' && one == One::yao ? kYao : digit(c - '0');
    return words;
}

std::string with_pauses(const std::vector<std::string>& groups) {
    std::string words;
    for (const std::string& group : groups) {
        if (!words.empty()) words += kPause;
        words += digit_string(group, One::yao);
    }
    return words;
}

/// One group of up to four digits, "" for 0. A run of inner zeros is one 零, trailing zeros are silent.
std::string group_words(int value) {
    std::string words;
    bool zero_pending = false;
    int divisor = 1000;
    for (std::size_t place = 4; place-- > 0; divisor /= 10) {
        const int figure = value / divisor % 10;
        if (figure == 0) {
            zero_pending = !words.empty();
            continue;
        }
        if (zero_pending) words += digit(0);
        zero_pending = false;
        words += digit(figure);
        words += kPlaces[place];
    }
    return words;
}

std::string quantity(std::uint64_t value) { return mandarin_cardinal(value, LeadingTwo::quantity); }
std::string label(int value) { return mandarin_cardinal(static_cast<std::uint64_t>(value), LeadingTwo::label); }

std::string amount_words(const Amount& amount) {
    const int jiao = amount.fen / 10;
    const int fen = amount.fen % 10;
    std::string words;
    if (amount.yuan > 0 || amount.fen == 0) words = quantity(amount.yuan) + "元";
    // 两 stands only in the first part that is spoken.
    const auto part = [&words](int figure) { return words.empty() && figure == 2 ? kLiang : digit(figure); };
    if (jiao > 0) words.append(part(jiao)).append("角");
    if (fen > 0) {
        if (jiao == 0 && !words.empty()) words += digit(0);
        words.append(part(fen)).append("分");
    }
    return words;
}

std::string day_words(const Day& day) { return label(day.month) + "月" + label(day.day) + "日"; }

std::string time_words(const TimeOfDay& time) {
    std::string words = "晚上";
    if (time.hour < 6) words = "凌晨";
    else if (time.hour < 12) words = "上午";
    else if (time.hour == 12) words = "中午";
    else if (time.hour < 18) words = "下午";
    const int hour = time.hour > 12 ? time.hour - 12 : time.hour;
    words += quantity(static_cast<std::uint64_t>(hour)) + "点";
    if (time.minute == 0) return words;
    if (time.minute < 10) words += digit(0);
    return words + label(time.minute) + "分";
}

std::string rate_words(const Rate& rate) {
    std::string words = "百分之" + mandarin_cardinal(rate.whole, LeadingTwo::plain);
    if (!rate.decimals.empty()) words += "点" + digit_string(rate.decimals, One::yi);
    return words;
}

/// `before` the number, `after` it; the number is a quantity.
Result<std::string> counted(std::string_view value, std::string_view before, std::string_view after) {
    const auto count = parse_count(value);
    if (!count) return count.error();
    return std::string(before) + quantity(*count) + std::string(after);
}

/// As counted(), for the names of places: never 两, never nought.
Result<std::string> labelled(std::string_view value, std::string_view after) {
    const auto number = parse_count(value, 1);
    if (!number) return number.error();
    return mandarin_cardinal(*number, LeadingTwo::label) + std::string(after);
}

Result<std::string> ticket_form(std::string_view value) {
    const auto ticket = parse_ticket(value);
    if (!ticket) return ticket.error();
    return std::string(1, ticket->series) + digit_string(ticket->digits, One::yao) + "号";
}

Result<std::string> window_form(std::string_view value) { return labelled(value, "号窗口"); }

Result<std::string> call_form(std::string_view value) {
    const auto parts = split_call(value);
    if (!parts) return parts.error();
    const auto ticket = ticket_form(parts->first);
    if (!ticket) return ticket;
    const auto window = window_form(parts->second);
    if (!window) return window;
    return "请" + *ticket + std::string(kPause) + "到" + *window + "办理业务";
}

Result<std::string> ahead_form(std::string_view value) {
    const auto people = parse_count(value);
    if (people && *people == 0) return std::string("前面没有人等候");
    return counted(value, "前面还有", "位");
}

Result<std::string> wait_range_form(std::string_view value) {
    const auto range = parse_pair(value, '-', 0);
    if (!range) return range.error();
    const auto& [shortest, longest] = *range;
    if (shortest == longest) return "大约等" + quantity(shortest) + "分钟";
    return "大约等" + quantity(shortest) + "到" + quantity(longest) + "分钟";
}

Result<std::string> tail_form(std::string_view value, std::string_view before) {
    const auto digits = parse_digits(value);
    if (!digits) return digits.error();
    return std::string(before) + digit_string(*digits, One::yao);
}

Result<std::string> days_left_form(std::string_view value) {
    const auto days = parse_count(value);
    if (days && *days == 0) return std::string("今天到期");
    return counted(value, "还有", "天到期");
}

Result<std::string> step_form(std::string_view value) {
    const auto step = parse_pair(value, '/', 1);
    if (!step) return step.error();
    return "第" + mandarin_cardinal(step->first, LeadingTwo::label) + "步" + std::string(kPause) + "共" + quantity(step->second) + "步";
}

Result<std::string> score_form(std::string_view value) {
    const auto score = parse_pair(value, '/', 0);
    if (!score) return score.error();
    if (score->second == 0) return Error(ErrorCode::invalid_input, "a score of no questions");
    return "答对" + quantity(score->first) + "题" + std::string(kPause) + "共" + quantity(score->second) + "题";
}

/// Puts a parsed value into words, or passes its error on.
template <class Parsed, class Words>
Result<std::string> put(const Result<Parsed>& parsed, Words words) {
    if (!parsed) return parsed.error();
    return words(*parsed);
}

std::string full_date_words(const Day& day) {
    return digit_string(std::to_string(day.year), One::yi) + "年" + day_words(day);
}

}  // namespace

std::string mandarin_cardinal(std::uint64_t value, LeadingTwo two) {
    if (value == 0) return std::string(digit(0));
    if (value == 2 && two == LeadingTwo::quantity) return std::string(kLiang);
    std::string words;
    bool group_missing = false;
    constexpr std::array<std::uint64_t, 3> kDivisors{1, 10'000, 100'000'000};
    for (std::size_t group = kDivisors.size(); group-- > 0;) {
        const int figures = static_cast<int>(value / kDivisors[group] % 10'000);
        if (figures == 0) {
            group_missing = true;
            continue;
        }
        if (!words.empty() && (group_missing || figures < 1000)) words += digit(0);
        group_missing = false;
        words += group_words(figures);
        words += kGroups[group];
    }
    // 一十 at the very front is 十.
    if (words.starts_with("一十")) words.erase(0, std::string_view("一").size());
    if (two != LeadingTwo::label && words.starts_with(digit(2))) {
        const std::string_view rest = std::string_view(words).substr(digit(2).size());
        const bool before_place = rest.starts_with("百") || rest.starts_with("千") || rest.starts_with("万") || rest.starts_with("亿");
        if (before_place) words.replace(0, digit(2).size(), kLiang);
    }
    return words;
}

Result<std::string> mandarin_form(SpokenKind kind, std::string_view value) {
    switch (kind) {
        case SpokenKind::amount_cny: return put(parse_amount(value), amount_words);
        case SpokenKind::ticket: return ticket_form(value);
        case SpokenKind::window: return window_form(value);
        case SpokenKind::call: return call_form(value);
        case SpokenKind::ahead: return ahead_form(value);
        case SpokenKind::wait_minutes: return counted(value, "大约等", "分钟");
        case SpokenKind::wait_range: return wait_range_form(value);
        case SpokenKind::card_tail: return tail_form(value, "尾号");
        case SpokenKind::phone_tail: return tail_form(value, "手机尾号");
        case SpokenKind::phone: return put(parse_mobile(value), with_pauses);
        case SpokenKind::landline: return put(parse_landline(value), with_pauses);
        case SpokenKind::hotline: return tail_form(value, "");
        case SpokenKind::verify_code: return put(parse_code(value), with_pauses);
        case SpokenKind::date: return put(parse_date(value), full_date_words);
        case SpokenKind::month_day: return put(parse_month_day(value), day_words);
        case SpokenKind::time: return put(parse_time(value), time_words);
        case SpokenKind::rate: return put(parse_rate(value), rate_words);
        case SpokenKind::term_months: return counted(value, "", "个月");
        case SpokenKind::term_years: return counted(value, "", "年");
        case SpokenKind::days_left: return days_left_form(value);
        case SpokenKind::count_times: return counted(value, "", "次");
        case SpokenKind::count_sheets: return counted(value, "", "张");
        case SpokenKind::count_items: return counted(value, "", "笔");
        case SpokenKind::count_lines: return counted(value, "", "行");
        case SpokenKind::number: return labelled(value, "号");
        case SpokenKind::step: return step_form(value);
        case SpokenKind::floor: return labelled(value, "楼");
        case SpokenKind::age: return counted(value, "", "岁");
        case SpokenKind::seconds: return counted(value, "", "秒");
        case SpokenKind::score: return score_form(value);
    }
    return Error(ErrorCode::invalid_input, "no such kind");
}

}  // namespace silverlane::voice
