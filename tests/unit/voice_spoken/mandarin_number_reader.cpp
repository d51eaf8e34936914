// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: Silverlane contributors
#include "mandarin_number_reader.h"

#include <array>

namespace silverlane::voice {
namespace {

constexpr std::size_t kHanziBytes = 3;

/// A figure that was said, the power of ten it stands at, and how it was said.
struct Said {
    int figure = 0;
    int power = 0;
    bool zero_before = false;
    bool as_liang = false;
    bool left_out = false;  // 十 without 一
};

/// 1 to 9, 两 is 2; -1 for any other word.
int figure_of(std::string_view word) {
    constexpr std::array<std::string_view, 9> kFigures{"一", "二", "三", "四", "五", "六", "七", "八", "九"};
    for (std::size_t i = 0; i < kFigures.size(); ++i) {
        if (kFigures[i] == word) return static_cast<int>(i) + 1;
    }
    return word == "两" ? 2 : -1;
}

int power_of(std::string_view word) { return word == "十" ? 1 : word == "百" ? 2 : word == "千" ? 3 : -1; }
int group_power_of(std::string_view word) { return word == "万" ? 4 : word == "亿" ? 8 : -1; }

/// Takes the words of one number apart; false when they are none.
class Listener {
public:
    bool hear(std::string_view word) {
        if (word == "零") {
            if (zero_ || figure_ > 0) return false;
            zero_ = true;
            return true;
        }
        if (const int figure = figure_of(word); figure > 0) {
            if (figure_ > 0) return false;
            figure_ = figure;
            as_liang_ = word == "两";
            return true;
        }
        if (const int power = power_of(word); power > 0) {
            const bool left_out = figure_ == 0;
            if (left_out && (power != 1 || !said_.empty() || zero_)) return false;
            if (left_out) figure_ = 1;
            place(power, left_out);
            return true;
        }
        const int power = group_power_of(word);
        if (power < 0) return false;
        if (figure_ > 0) place(0, false);
        if (zero_ || said_.size() == group_begin_) return false;
        for (std::size_t i = group_begin_; i < said_.size(); ++i) said_[i].power += power;
        group_begin_ = said_.size();
        return true;
    }

    bool end() {
        if (figure_ > 0) place(0, false);
        return !zero_ || said_.empty();
    }

    [[nodiscard]] const auto& said() const { return said_; }

private:
    void place(int power, bool left_out) {
        said_.push_back({figure_, power, zero_, as_liang_, left_out});
        figure_ = 0;
        zero_ = as_liang_ = false;
    }

    struct Row {
        void push_back(const Said& one) { if (count < 16) items[count++] = one; }
        [[nodiscard]] bool empty() const { return count == 0; }
        [[nodiscard]] std::size_t size() const { return count; }
        Said& operator[](std::size_t at) { return items[at]; }
        const Said& operator[](std::size_t at) const { return items[at]; }
        std::array<Said, 16> items;
        std::size_t count = 0;
    } said_;
    std::size_t group_begin_ = 0;
    int figure_ = 0;
    bool zero_ = false;
    bool as_liang_ = false;
};

/// 零 stands between two figures when a place of their group is jumped; between groups, when the later does not fill its thousands or a
/// whole group is missing.
bool zero_belongs(const Said& before, const Said& after) {
    if (before.power / 4 == after.power / 4) return before.power - after.power > 1;
    return after.power % 4 != 3 || before.power / 4 - after.power / 4 > 1;
}

/// From the decimal digits: a lone 2 that counts; a longer number that begins with 2, unless the 2 stands before 十.
bool liang_belongs(std::uint64_t value, Use use, const SpokenStyle& style) {
    const std::string decimal = std::to_string(value);
    if (decimal[0] != '2' || use == Use::names) return false;
    if (decimal.size() == 1) return use == Use::counts;
    return style.liang && decimal.size() % 4 != 2;
}

}  // namespace

bool MandarinCursor::take(std::string_view words) {
    if (!rest_.starts_with(words)) return false;
    rest_.remove_prefix(words.size());
    return true;
}

std::optional<std::uint64_t> MandarinCursor::take_number(Use use, const SpokenStyle& style) {
    Listener listener;
    std::string_view after = rest_;
    while (after.size() >= kHanziBytes) {
        const std::string_view word = after.substr(0, kHanziBytes);
        if (word != "零" && figure_of(word) < 0 && power_of(word) < 0 && group_power_of(word) < 0) break;
        if (!listener.hear(word)) return std::nullopt;
        after.remove_prefix(kHanziBytes);
    }
    if (after.size() == rest_.size() || !listener.end()) return std::nullopt;
    std::uint64_t value = 0;
    const auto& said = listener.said();
    for (std::size_t i = 0; i < said.size(); ++i) {
        const Said& one = said[i];
        if (i > 0 && one.power >= said[i - 1].power) return std::nullopt;
        if (one.zero_before != (i > 0 && zero_belongs(said[i - 1], one))) return std::nullopt;
        if (one.left_out != (i == 0 && one.figure == 1 && one.power % 4 == 1)) return std::nullopt;
        if (i > 0 && one.as_liang) return std::nullopt;
        std::uint64_t part = static_cast<std::uint64_t>(one.figure);
        for (int power = 0; power < one.power; ++power) part *= 10;
        value += part;
    }
    const bool liang = !said.empty() && said[0].as_liang;
    if (liang != liang_belongs(value, use, style)) return std::nullopt;
    rest_ = after;
    return value;
}

std::optional<std::string> MandarinCursor::take_digits(bool yao) {
    std::string digits;
    while (rest_.size() >= kHanziBytes) {
        const std::string_view word = rest_.substr(0, kHanziBytes);
        const int figure = word == "零" ? 0 : word == "幺" ? 1 : word == "两" ? -1 : figure_of(word);
        if (figure < 0) break;
        if (figure == 1 && (word == "幺") != yao) return std::nullopt;
        digits += static_cast<char>('0' + figure);
        rest_.remove_prefix(kHanziBytes);
    }
    if (digits.empty()) return std::nullopt;
    return digits;
}

std::optional<int> MandarinCursor::take_figure(bool liang) {
    const std::string_view word = rest_.substr(0, kHanziBytes);
    const int figure = figure_of(word);
    if (figure < 0 || (figure == 2 && (word == "两") != liang)) return std::nullopt;
    rest_.remove_prefix(kHanziBytes);
    return figure;
}

}  // namespace silverlane::voice
