// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: Silverlane contributors
#include "mandarin_reader.h"

#include <initializer_list>

#include "mandarin_number_reader.h"

namespace silverlane::voice {
namespace {

using Heard = std::optional<std::string>;

std::string two_figures(std::uint64_t value) { return std::string(value < 10 ? "0" : "") + std::to_string(value); }

class Reader {
public:
    Reader(std::string_view words, const SpokenStyle& style) : at_(words), style_(style) {}

    Heard read(SpokenKind kind) {
        Heard heard = value_of(kind);
        return at_.at_end() ? heard : std::nullopt;
    }

private:
    Heard value_of(SpokenKind kind) {
        switch (kind) {
            case SpokenKind::amount_cny: return amount();
            case SpokenKind::ticket: return ticket();
            case SpokenKind::window: return between("", Use::names, "号窗口");
            case SpokenKind::call: return call();
            case SpokenKind::ahead: return at_.take("前面没有人等候") ? Heard("0") : not_nought(between("前面还有", Use::counts, "位"));
            case SpokenKind::wait_minutes: return between("大约等", Use::counts, "分钟");
            case SpokenKind::wait_range: return wait_range();
            case SpokenKind::card_tail: return at_.take("尾号") ? at_.take_digits(style_.yao) : std::nullopt;
            case SpokenKind::phone_tail: return at_.take("手机尾号") ? at_.take_digits(style_.yao) : std::nullopt;
            case SpokenKind::phone: return grouped({3, 4, 4});
            case SpokenKind::landline: return landline();
            case SpokenKind::hotline: return at_.take_digits(style_.yao);
            case SpokenKind::verify_code: return grouped({3, 3});
            case SpokenKind::date: return date();
            case SpokenKind::month_day: return month_day();
            case SpokenKind::time: return time();
            case SpokenKind::rate: return rate();
            case SpokenKind::term_months: return between("", Use::counts, "个月");
            case SpokenKind::term_years: return between("", Use::counts, "年");
            case SpokenKind::days_left: return at_.take("今天到期") ? Heard("0") : not_nought(between("还有", Use::counts, "天到期"));
            case SpokenKind::count_times: return between("", Use::counts, "次");
            case SpokenKind::count_sheets: return between("", Use::counts, "张");
            case SpokenKind::count_items: return between("", Use::counts, "笔");
            case SpokenKind::count_lines: return between("", Use::counts, "行");
            case SpokenKind::place: return between("第", Use::names, "位");
            case SpokenKind::step: return of("第", Use::names, "步，共", "步");
            case SpokenKind::floor: return between("", Use::names, "楼");
            case SpokenKind::age: return between("", Use::counts, "岁");
            case SpokenKind::seconds: return between("", Use::counts, "秒");
            case SpokenKind::score: return of("答对", Use::counts, "题，共", "题");
        }
        return std::nullopt;
    }

    static Heard not_nought(Heard heard) { return heard == "0" ? std::nullopt : heard; }

    Heard between(std::string_view before, Use use, std::string_view after) {
        if (!at_.take(before)) return std::nullopt;
        const auto number = at_.take_number(use, style_);
        if (!number || !at_.take(after)) return std::nullopt;
        return std::to_string(*number);
    }

    Heard of(std::string_view before, Use use, std::string_view middle, std::string_view after) {
        const Heard first = between(before, use, middle);
        const Heard second = between("", Use::counts, after);
        if (!first || !second) return std::nullopt;
        return *first + "/" + *second;
    }

    Heard amount() {
        std::string yuan = "0";
        const bool has_yuan = at_.rest().find("元") != std::string_view::npos;
        if (has_yuan) {
            const Heard heard = between("", Use::counts, "元");
            if (!heard || (*heard == "0" && !at_.at_end())) return std::nullopt;
            yuan = *heard;
        }
        int jiao = 0;
        if (at_.rest().find("角") != std::string_view::npos) {
            const auto figure = at_.take_figure(!has_yuan);
            if (!figure || !at_.take("角")) return std::nullopt;
            jiao = *figure;
        }
        int fen = 0;
        if (!at_.at_end()) {
            const bool jumped = has_yuan && jiao == 0;
            if (jumped != at_.take("零")) return std::nullopt;
            const auto figure = at_.take_figure(!has_yuan && jiao == 0);
            if (!figure || !at_.take("分")) return std::nullopt;
            fen = *figure;
        }
        if (!has_yuan && jiao == 0 && fen == 0) return std::nullopt;
        return yuan + "." + std::to_string(jiao) + std::to_string(fen);
    }

    Heard ticket() {
        if (at_.at_end()) return std::nullopt;
        const std::string series(at_.rest().substr(0, 1));
        if (series[0] < 'A' || series[0] > 'Z' || !at_.take(series)) return std::nullopt;
        const Heard digits = at_.take_digits(style_.yao);
        if (!digits || !at_.take("号")) return std::nullopt;
        return series + *digits;
    }

    Heard call() {
        if (!at_.take("请")) return std::nullopt;
        const Heard number = ticket();
        const Heard window = number ? between("，到", Use::names, "号窗口办理业务") : std::nullopt;
        if (!window) return std::nullopt;
        return *number + "|" + *window;
    }

    Heard wait_range() {
        if (!at_.take("大约等")) return std::nullopt;
        const auto from = at_.take_number(Use::counts, style_);
        if (!from) return std::nullopt;
        auto to = from;
        if (at_.take("到")) {
            to = at_.take_number(Use::counts, style_);
            if (!to || *from >= *to) return std::nullopt;
        }
        if (!at_.take("分钟")) return std::nullopt;
        return std::to_string(*from) + "-" + std::to_string(*to);
    }

    Heard grouped(std::initializer_list<std::size_t> lengths) {
        std::string all;
        for (const std::size_t length : lengths) {
            if (!all.empty() && !at_.take("，")) return std::nullopt;
            const Heard digits = at_.take_digits(style_.yao);
            if (!digits || digits->size() != length) return std::nullopt;
            all += *digits;
        }
        return all;
    }

    Heard landline() {
        const Heard first = at_.take_digits(style_.yao);
        if (!first) return std::nullopt;
        if (at_.at_end()) return first->size() >= 7 ? first : std::nullopt;
        if (!at_.take("，") || first->size() > 4) return std::nullopt;
        const Heard number = at_.take_digits(style_.yao);
        if (!number) return std::nullopt;
        return *first + "-" + *number;
    }

    Heard month_day() {
        const auto month = at_.take_number(Use::names, style_);
        if (!month || !at_.take("月")) return std::nullopt;
        const auto day = at_.take_number(Use::names, style_);
        if (!day || !at_.take("日")) return std::nullopt;
        return two_figures(*month) + "-" + two_figures(*day);
    }

    Heard date() {
        const Heard year = at_.take_digits(false);
        if (!year || year->size() != 4 || !at_.take("年")) return std::nullopt;
        const Heard day = month_day();
        if (!day) return std::nullopt;
        return *year + "-" + *day;
    }

    Heard time() {
        const bool night = at_.take("凌晨");
        const bool morning = !night && at_.take("上午");
        const bool noon = !night && !morning && at_.take("中午");
        const bool afternoon = !night && !morning && !noon && at_.take("下午");
        const bool evening = !night && !morning && !noon && !afternoon && at_.take("晚上");
        const auto said_hour = at_.take_number(Use::counts, style_);
        if (!said_hour || !at_.take("点")) return std::nullopt;
        const std::uint64_t hour = *said_hour + (afternoon || evening ? 12 : 0);
        const bool fits = (night && hour <= 5) || (morning && hour >= 6 && hour <= 11) || (noon && hour == 12) ||
                          (afternoon && hour >= 13 && hour <= 17) || (evening && hour >= 18 && hour <= 23);
        if (!fits) return std::nullopt;
        if (at_.at_end()) return two_figures(hour) + ":00";
        const bool under_ten = at_.take("零");
        const auto minute = at_.take_number(Use::names, style_);
        if (!minute || *minute == 0 || under_ten != (*minute < 10) || !at_.take("分")) return std::nullopt;
        return two_figures(hour) + ":" + two_figures(*minute);
    }

    Heard rate() {
        if (!at_.take("百分之")) return std::nullopt;
        const auto whole = at_.take_number(Use::bare, style_);
        if (!whole) return std::nullopt;
        if (at_.at_end()) return std::to_string(*whole) + "%";
        if (!at_.take("点")) return std::nullopt;
        const Heard decimals = at_.take_digits(false);
        if (!decimals || decimals->ends_with('0')) return std::nullopt;
        return std::to_string(*whole) + "." + *decimals + "%";
    }

    MandarinCursor at_;
    SpokenStyle style_;
};

}  // namespace

std::optional<std::string> read_mandarin(SpokenKind kind, std::string_view words, const SpokenStyle& style) {
    return Reader(words, style).read(kind);
}

}  // namespace silverlane::voice
