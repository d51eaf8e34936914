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

/// Year and decimals: 一, whatever the style.
std::string figures_one_by_one(std::string_view digits) {
    std::string words;
    for (const char c : digits) words += digit(c - '0');
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

/// Months, days, minutes.
std::string label(int value) { return mandarin_cardinal(static_cast<std::uint64_t>(value), LeadingTwo::label, {}); }

std::string day_words(const Day& day) { return label(day.month) + "月" + label(day.day) + "日"; }

std::string full_date_words(const Day& day) { return figures_one_by_one(std::to_string(day.year)) + "年" + day_words(day); }

/// `before` the number, `after` it, for the names of things and for ordinals: never 两, never nought.
Result<std::string> labelled(std::string_view value, std::string_view before, std::string_view after) {
    const auto number = parse_count(value, 1);
    if (!number) return number.error();
    return std::string(before) + mandarin_cardinal(*number, LeadingTwo::label, {}) + std::string(after);
}

Result<std::string> window_form(std::string_view value) { return labelled(value, "", "号窗口"); }

/// Puts a parsed value into words, or passes its error on.
template <class Parsed, class Words>
Result<std::string> put(const Result<Parsed>& parsed, Words words) {
    if (!parsed) return parsed.error();
    return words(*parsed);
}

/// The kinds whose words depend on the bank's style.
class Styled {
public:
    explicit Styled(const SpokenStyle& style) : style_(style) {}

    [[nodiscard]] std::string amount_words(const Amount& amount) const {
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

    [[nodiscard]] std::string time_words(const TimeOfDay& time) const {
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

    [[nodiscard]] std::string rate_words(const Rate& rate) const {
        std::string words = "百分之" + mandarin_cardinal(rate.whole, LeadingTwo::plain, style_);
        if (!rate.decimals.empty()) words += "点" + figures_one_by_one(rate.decimals);
        return words;
    }

    [[nodiscard]] std::string with_pauses(const std::vector<std::string>& groups) const {
        std::string words;
        for (const std::string& group : groups) {
            if (!words.empty()) words += kPause;
            words += digit_string(group);
        }
        return words;
    }

    /// `before` the number, `after` it; the number is a quantity.
    [[nodiscard]] Result<std::string> counted(std::string_view value, std::string_view before, std::string_view after) const {
        const auto count = parse_count(value);
        if (!count) return count.error();
        return std::string(before) + quantity(*count) + std::string(after);
    }

    [[nodiscard]] Result<std::string> ticket_form(std::string_view value) const {
        const auto ticket = parse_ticket(value);
        if (!ticket) return ticket.error();
        return std::string(1, ticket->series) + digit_string(ticket->digits) + "号";
    }

    [[nodiscard]] Result<std::string> call_form(std::string_view value) const {
        const auto parts = split_call(value);
        if (!parts) return parts.error();
        const auto ticket = ticket_form(parts->first);
        if (!ticket) return ticket;
        const auto window = window_form(parts->second);
        if (!window) return window;
        return "请" + *ticket + std::string(kPause) + "到" + *window + "办理业务";
    }

    [[nodiscard]] Result<std::string> ahead_form(std::string_view value) const {
        const auto people = parse_count(value);
        if (people && *people == 0) return std::string("前面没有人等候");
        return counted(value, "前面还有", "位");
    }

    [[nodiscard]] Result<std::string> wait_range_form(std::string_view value) const {
        const auto range = parse_pair(value, '-', 0);
        if (!range) return range.error();
        const auto& [shortest, longest] = *range;
        if (shortest == longest) return "大约等" + quantity(shortest) + "分钟";
        return "大约等" + quantity(shortest) + "到" + quantity(longest) + "分钟";
    }

    [[nodiscard]] Result<std::string> tail_form(std::string_view value, std::string_view before) const {
        const auto digits = parse_digits(value);
        if (!digits) return digits.error();
        return std::string(before) + digit_string(*digits);
    }

    [[nodiscard]] Result<std::string> days_left_form(std::string_view value) const {
        const auto days = parse_count(value);
        if (days && *days == 0) return std::string("今天到期");
        return counted(value, "还有", "天到期");
    }

    [[nodiscard]] Result<std::string> step_form(std::string_view value) const {
        const auto step = parse_pair(value, '/', 1);
        if (!step) return step.error();
        return "第" + mandarin_cardinal(step->first, LeadingTwo::label, style_) + "步" + std::string(kPause) + "共" + quantity(step->second) + "步";
    }

    [[nodiscard]] Result<std::string> score_form(std::string_view value) const {
        const auto score = parse_pair(value, '/', 0);
        if (!score) return score.error();
        if (score->second == 0) return Error(ErrorCode::invalid_input, "a score of no questions");
        return "答对" + quantity(score->first) + "题" + std::string(kPause) + "共" + quantity(score->second) + "题";
    }

private:
    [[nodiscard]] std::string quantity(std::uint64_t value) const { return mandarin_cardinal(value, LeadingTwo::quantity, style_); }

    [[nodiscard]] std::string digit_string(std::string_view digits) const {
        if (!style_.yao) return figures_one_by_one(digits);
        std::string words;
        for (const char c : digits) words += c == '1' ? kYao : digit(c - '0');
        return words;
    }

    SpokenStyle style_;
};

}  // namespace

std::string mandarin_cardinal(std::uint64_t value, LeadingTwo two, const SpokenStyle& style) {
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
    if (style.liang && two != LeadingTwo::label && words.starts_with(digit(2))) {
        const std::string_view rest = std::string_view(words).substr(digit(2).size());
        const bool before_place = rest.starts_with("百") || rest.starts_with("千") || rest.starts_with("万") || rest.starts_with("亿");
        if (before_place) words.replace(0, digit(2).size(), kLiang);
    }
    return words;
}

Result<std::string> mandarin_form(SpokenKind kind, std::string_view value, const SpokenStyle& style) {
    const Styled say(style);
    const auto grouped = [&say](const std::vector<std::string>& groups) { return say.with_pauses(groups); };
    switch (kind) {
        case SpokenKind::amount_cny: return put(parse_amount(value), [&say](const Amount& amount) { return say.amount_words(amount); });
        case SpokenKind::ticket: return say.ticket_form(value);
        case SpokenKind::window: return window_form(value);
        case SpokenKind::call: return say.call_form(value);
        case SpokenKind::ahead: return say.ahead_form(value);
        case SpokenKind::wait_minutes: return say.counted(value, "大约等", "分钟");
        case SpokenKind::wait_range: return say.wait_range_form(value);
        case SpokenKind::card_tail: return say.tail_form(value, "尾号");
        case SpokenKind::phone_tail: return say.tail_form(value, "手机尾号");
        case SpokenKind::phone: return put(parse_mobile(value), grouped);
        case SpokenKind::landline: return put(parse_landline(value), grouped);
        case SpokenKind::hotline: return say.tail_form(value, "");
        case SpokenKind::verify_code: return put(parse_code(value), grouped);
        case SpokenKind::date: return put(parse_date(value), full_date_words);
        case SpokenKind::month_day: return put(parse_month_day(value), day_words);
        case SpokenKind::time: return put(parse_time(value), [&say](const TimeOfDay& time) { return say.time_words(time); });
        case SpokenKind::rate: return put(parse_rate(value), [&say](const Rate& rate) { return say.rate_words(rate); });
        case SpokenKind::term_months: return say.counted(value, "", "个月");
        case SpokenKind::term_years: return say.counted(value, "", "年");
        case SpokenKind::days_left: return say.days_left_form(value);
        case SpokenKind::count_times: return say.counted(value, "", "次");
        case SpokenKind::count_sheets: return say.counted(value, "", "张");
        case SpokenKind::count_items: return say.counted(value, "", "笔");
        case SpokenKind::count_lines: return say.counted(value, "", "行");
        case SpokenKind::place: return labelled(value, "第", "位");
        case SpokenKind::step: return say.step_form(value);
        case SpokenKind::floor: return labelled(value, "", "楼");
        case SpokenKind::age: return say.counted(value, "", "岁");
        case SpokenKind::seconds: return say.counted(value, "", "秒");
        case SpokenKind::score: return say.score_form(value);
    }
    return Error(ErrorCode::invalid_input, "no such kind");
}

}  // namespace silverlane::voice
