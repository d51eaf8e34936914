// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: Silverlane contributors
#include "base/clock.h"

#include <charconv>
#include <optional>

namespace silverlane {

using std::chrono::floor;

UtcTime SystemClock::now() const { return floor<Milliseconds>(std::chrono::system_clock::now()); }

MonotonicTime SystemClock::monotonic() const {
    return {std::chrono::duration_cast<Milliseconds>(std::chrono::steady_clock::now().time_since_epoch())};
}

namespace {

/// Writes at least `width` digits of a number, with noughts before it, and what follows it. Every record of the hub holds several times and
/// days; snprintf took a fiftieth of the writer's time.
void append_field(std::string& text, int number, std::size_t width, char then) {
    char digits[12];
    const auto length = static_cast<std::size_t>(std::to_chars(digits, digits + sizeof digits, number).ptr - digits);
    if (length < width) text.append(width - length, '0');
    text.append(digits, length);
    if (then != '\0') text += then;
}

void append_date(std::string& text, const std::chrono::year_month_day& date, char then) {
    append_field(text, static_cast<int>(date.year()), 4, '-');
    append_field(text, static_cast<int>(static_cast<unsigned>(date.month())), 2, '-');
    append_field(text, static_cast<int>(static_cast<unsigned>(date.day())), 2, then);
}

}  // namespace

std::string to_rfc3339(UtcTime time) {
    const auto day = floor<std::chrono::days>(time);
    const std::chrono::hh_mm_ss<Milliseconds> clock{time - day};
    std::string text;
    text.reserve(32);
    append_date(text, std::chrono::year_month_day{day}, 'T');
    append_field(text, static_cast<int>(clock.hours().count()), 2, ':');
    append_field(text, static_cast<int>(clock.minutes().count()), 2, ':');
    append_field(text, static_cast<int>(clock.seconds().count()), 2, '.');
    append_field(text, static_cast<int>(clock.subseconds().count()), 3, 'Z');
    return text;
}

namespace {

/// Reads fixed-width decimal fields from the front of a text.
class FieldReader {
public:
    explicit FieldReader(std::string_view text) : rest_(text) {}

    std::optional<int> digits(std::size_t width) {
        if (rest_.size() < width) return std::nullopt;
        int value = 0;
        const auto [end, error] = std::from_chars(rest_.data(), rest_.data() + width, value);
        if (error != std::errc{} || end != rest_.data() + width || rest_.front() == '-') return std::nullopt;
        rest_.remove_prefix(width);
        return value;
    }

    bool accept(char wanted) {
        if (rest_.empty() || rest_.front() != wanted) return false;
        rest_.remove_prefix(1);
        return true;
    }

    Milliseconds fraction() {
        if (!accept('.')) return Milliseconds{0};
        int value = 0;
        int scale = 100;
        while (!rest_.empty() && rest_.front() >= '0' && rest_.front() <= '9') {
            value += (rest_.front() - '0') * scale;
            scale /= 10;
            rest_.remove_prefix(1);
        }
        return Milliseconds{value};
    }

    [[nodiscard]] bool at_end() const { return rest_.empty(); }

private:
    std::string_view rest_;
};

std::optional<std::chrono::minutes> read_zone(FieldReader& fields) {
    if (fields.accept('Z')) return std::chrono::minutes{0};
    const bool ahead = fields.accept('+');
    if (!ahead && !fields.accept('-')) return std::nullopt;
    const auto hours = fields.digits(2);
    fields.accept(':');
    const auto minutes = fields.digits(2);
    if (!hours || !minutes || *hours > 23 || *minutes > 59) return std::nullopt;
    const auto offset = std::chrono::minutes{*hours * 60 + *minutes};
    return ahead ? offset : -offset;
}

}  // namespace

Result<UtcTime> parse_rfc3339(std::string_view text) {
    const Error refused{ErrorCode::invalid_input, "not a time like 2026-11-21T22:00:00Z"};
    FieldReader fields{text};
    const auto year = fields.digits(4);
    if (!year || !fields.accept('-')) return refused;
    const auto month = fields.digits(2);
    if (!month || !fields.accept('-')) return refused;
    const auto day = fields.digits(2);
    if (!day || !(fields.accept('T') || fields.accept(' '))) return refused;
    const auto hour = fields.digits(2);
    if (!hour || !fields.accept(':')) return refused;
    const auto minute = fields.digits(2);
    if (!minute || !fields.accept(':')) return refused;
    const auto second = fields.digits(2);
    if (!second || *hour > 23 || *minute > 59 || *second > 60) return refused;
    const Milliseconds fraction = fields.fraction();
    const auto zone = read_zone(fields);
    const std::chrono::year_month_day date{std::chrono::year{*year}, std::chrono::month(static_cast<unsigned>(*month)),
                                           std::chrono::day(static_cast<unsigned>(*day))};
    if (!zone || !fields.at_end() || !date.ok()) return refused;
    return UtcTime{std::chrono::sys_days{date}} + std::chrono::hours{*hour} + std::chrono::minutes{*minute} - *zone +
           std::chrono::seconds{*second} + fraction;
}

std::chrono::year_month_day BranchCalendar::date(UtcTime time) const {
    return std::chrono::year_month_day{floor<std::chrono::days>(time + offset_)};
}

std::string BranchCalendar::day(UtcTime time) const {
    std::string text;
    append_date(text, date(time), '\0');
    return text;
}

int BranchCalendar::minute_of_day(UtcTime time) const {
    const auto local = time + offset_;
    return static_cast<int>(floor<std::chrono::minutes>(local - floor<std::chrono::days>(local)).count());
}

}  // namespace silverlane
