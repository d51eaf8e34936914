// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: Silverlane contributors
#include "english_reader.h"

#include <array>
#include <initializer_list>

#include "english_number_reader.h"

namespace silverlane::voice {
namespace {

using Heard = std::optional<std::string>;
using Value = std::optional<std::uint64_t>;

std::string two_figures(std::uint64_t value) { return std::string(value < 10 ? "0" : "") + std::to_string(value); }
Heard text_of(const Value& value) { return value ? Heard(std::to_string(*value)) : std::nullopt; }

class Reader {
public:
    explicit Reader(std::string_view words) : at_(words) {}

    Heard read(SpokenKind kind) {
        Heard heard = value_of(kind);
        return at_.at_end() ? heard : std::nullopt;
    }

private:
    Heard value_of(SpokenKind kind) {
        switch (kind) {
            case SpokenKind::amount_cny: return amount();
            case SpokenKind::ticket: return ticket();
            case SpokenKind::window: return at_.take("window") ? text_of(at_.take_number()) : std::nullopt;
            case SpokenKind::call: return call();
            case SpokenKind::ahead: return ahead();
            case SpokenKind::wait_minutes: return at_.take("about") ? counted("minute", "minutes") : std::nullopt;
            case SpokenKind::wait_range: return wait_range();
            case SpokenKind::card_tail: return at_.take("ending in") ? at_.take_digits() : std::nullopt;
            case SpokenKind::phone_tail: return at_.take("phone ending in") ? at_.take_digits() : std::nullopt;
            case SpokenKind::phone: return grouped({3, 4, 4});
            case SpokenKind::landline: return landline();
            case SpokenKind::hotline: return at_.take_digits();
            case SpokenKind::verify_code: return grouped({3, 3});
            case SpokenKind::date: return date();
            case SpokenKind::month_day: return month_day();
            case SpokenKind::time: return time();
            case SpokenKind::rate: return rate();
            case SpokenKind::term_months: return counted("month", "months");
            case SpokenKind::term_years: return counted("year", "years");
            case SpokenKind::days_left: return days_left();
            case SpokenKind::count_times: return counted("time", "times");
            case SpokenKind::count_sheets: return counted("sheet", "sheets");
            case SpokenKind::count_items: return counted("item", "items");
            case SpokenKind::count_lines: return counted("line", "lines");
            case SpokenKind::place: return at_.take("number") ? text_of(at_.take_number()) : std::nullopt;
            case SpokenKind::step: return at_.take("step") ? of("of") : std::nullopt;
            case SpokenKind::floor: return ranked("floor");
            case SpokenKind::age: return counted("year old", "years old");
            case SpokenKind::seconds: return counted("second", "seconds");
            case SpokenKind::score: return of("right out of");
        }
        return std::nullopt;
    }

    Heard counted(std::string_view one, std::string_view others) { return text_of(at_.take_counted(one, others)); }

    Heard ranked(std::string_view after) {
        const Value rank = at_.take_rank();
        return rank && at_.take(after) ? text_of(rank) : std::nullopt;
    }

    Heard of(std::string_view between) {
        const Value first = at_.take_number();
        if (!first || !at_.take(between)) return std::nullopt;
        const Value second = at_.take_number();
        if (!second) return std::nullopt;
        return std::to_string(*first) + "/" + std::to_string(*second);
    }

    Heard amount() {
        if (const Value fen = at_.take_counted("fen", "fen")) {
            if (*fen == 0 || *fen > 99) return std::nullopt;
            return "0." + two_figures(*fen);
        }
        const Value yuan = at_.take_counted("yuan", "yuan");
        if (!yuan) return std::nullopt;
        if (at_.at_end()) return std::to_string(*yuan) + ".00";
        if (*yuan == 0 || !at_.take("and")) return std::nullopt;
        const Value fen = at_.take_counted("fen", "fen");
        if (!fen || *fen == 0 || *fen > 99) return std::nullopt;
        return std::to_string(*yuan) + "." + two_figures(*fen);
    }

    Heard ticket() {
        if (!at_.take("number")) return std::nullopt;
        const std::string series(at_.word());
        if (series.size() != 1 || series[0] < 'A' || series[0] > 'Z' || !at_.take(series)) return std::nullopt;
        const Heard digits = at_.take_digits();
        if (!digits) return std::nullopt;
        return series + *digits;
    }

    Heard call() {
        const Heard number = ticket();
        if (!number || !at_.take(", please go to window")) return std::nullopt;
        const Value window = at_.take_number();
        if (!window) return std::nullopt;
        return *number + "|" + std::to_string(*window);
    }

    Heard ahead() {
        if (at_.take("nobody is ahead of you")) return "0";
        const Value people = at_.take_counted("person is", "people are");
        if (!people || *people == 0 || !at_.take("ahead of you")) return std::nullopt;
        return std::to_string(*people);
    }

    Heard wait_range() {
        if (!at_.take("about")) return std::nullopt;
        const Value from = at_.take_number();
        if (!from) return std::nullopt;
        Value to = from;
        const bool range = at_.take("to");
        if (range) to = at_.take_number();
        if (!to || (range && *from >= *to) || !at_.take(*to == 1 && !range ? "minute" : "minutes")) return std::nullopt;
        return std::to_string(*from) + "-" + std::to_string(*to);
    }

    Heard grouped(std::initializer_list<std::size_t> lengths) {
        std::string all;
        for (const std::size_t length : lengths) {
            if (!all.empty() && !at_.take(",")) return std::nullopt;
            const Heard digits = at_.take_digits();
            if (!digits || digits->size() != length) return std::nullopt;
            all += *digits;
        }
        return all;
    }

    Heard landline() {
        const Heard first = at_.take_digits();
        if (!first || at_.at_end()) return first;
        if (!at_.take(",") || first->size() > 4) return std::nullopt;
        const Heard number = at_.take_digits();
        if (!number) return std::nullopt;
        return *first + "-" + *number;
    }

    Heard month_day() {
        constexpr std::array<std::string_view, 12> kMonths{"January", "February", "March", "April", "May", "June", "July", "August",
                                                           "September", "October", "November", "December"};
        if (!at_.take("the")) return std::nullopt;
        const Value day = at_.take_rank();
        if (!day || !at_.take("of")) return std::nullopt;
        for (std::size_t month = 0; month < kMonths.size(); ++month) {
            if (at_.take(kMonths[month])) return two_figures(month + 1) + "-" + two_figures(*day);
        }
        return std::nullopt;
    }

    /// Whole thousands and 2000 to 2009 in full, all others in pairs.
    Value year() {
        if (at_.word(1) == "thousand") {
            const Value full = at_.take_number();
            const bool fits = full && (*full % 1000 == 0 || (*full >= 2000 && *full <= 2009));
            return fits ? full : std::nullopt;
        }
        const Value century = at_.take_below_hundred();
        if (!century || *century < 10) return std::nullopt;
        if (at_.take("hundred")) return *century % 10 == 0 ? std::nullopt : Value(*century * 100);
        const bool oh = at_.take("oh");
        const Value last = at_.take_below_hundred();
        if (!last || oh != (*last < 10) || (*century == 20 && *last < 10)) return std::nullopt;
        return *century * 100 + *last;
    }

    Heard date() {
        const Heard day = month_day();
        if (!day || !at_.take(",")) return std::nullopt;
        const Value said = year();
        if (!said) return std::nullopt;
        return std::to_string(*said) + "-" + *day;
    }

    Heard time() {
        const Value twelve_hour = at_.take_below_hundred();
        if (!twelve_hour || *twelve_hour > 12) return std::nullopt;
        if (at_.take("noon")) return *twelve_hour == 12 ? Heard("12:00") : std::nullopt;
        Value minute = 0;
        if (!at_.take("o'clock")) {
            const bool oh = at_.take("oh");
            minute = at_.take_below_hundred();
            if (!minute || *minute > 59 || oh != (*minute < 10)) return std::nullopt;
        }
        const bool morning = at_.take("in the morning");
        const bool afternoon = !morning && at_.take("in the afternoon");
        const bool evening = !morning && !afternoon && at_.take("in the evening");
        const std::uint64_t hour = *twelve_hour % 12 + (morning ? 0 : 12);
        const bool fits = (morning && hour < 12) || (afternoon && hour >= 12 && hour < 18) || (evening && hour >= 18);
        if (!fits || (hour == 12 && *minute == 0)) return std::nullopt;
        return two_figures(hour) + ":" + two_figures(*minute);
    }

    Heard rate() {
        const Value whole = at_.take_number();
        if (!whole) return std::nullopt;
        std::string decimals;
        if (at_.take("point")) {
            const Heard heard = at_.take_digits();
            if (!heard || heard->ends_with('0')) return std::nullopt;
            decimals = "." + *heard;
        }
        if (!at_.take("percent")) return std::nullopt;
        return std::to_string(*whole) + decimals + "%";
    }

    Heard days_left() {
        if (!at_.take("matures")) return std::nullopt;
        if (at_.take("today")) return "0";
        const Value days = at_.take("in") ? at_.take_counted("day", "days") : std::nullopt;
        return days && *days > 0 ? text_of(days) : std::nullopt;
    }

    EnglishCursor at_;
};

}  // namespace

std::optional<std::string> read_english(SpokenKind kind, std::string_view words) { return Reader(words).read(kind); }

}  // namespace silverlane::voice
