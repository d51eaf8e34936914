// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: Silverlane contributors
#include "hub/queue/queue_rules.h"

#include <algorithm>
#include <array>
#include <utility>

#include <fmt/format.h>

namespace silverlane::queue {

namespace {
constexpr std::array<std::pair<std::string_view, std::string_view>, 4> kSeries{{{"cash", "A"}, {"transfer", "B"}, {"passbook", "C"}, {"other", "D"}}};
constexpr int kRounding = 5;
}  // namespace

bool is_service(std::string_view service) {
    return std::any_of(kSeries.begin(), kSeries.end(), [&](const auto& each) { return each.first == service; });
}

std::string series_for(std::string_view service, bool priority) {
    if (priority) return "T";
    for (const auto& [name, series] : kSeries) {
        if (name == service) return std::string{series};
    }
    return "D";
}

std::string label_for(std::string_view series, int number) { return fmt::format("{}{:03}", series, number); }

std::optional<LabelParts> parse_label(std::string_view label) {
    std::size_t letters = 0;
    while (letters < label.size() && label[letters] >= 'A' && label[letters] <= 'Z') ++letters;
    const auto digits = label.substr(letters);
    if (letters == 0 || letters > 2 || digits.size() < 3 || digits.size() > 6) return std::nullopt;
    int number = 0;
    for (const char each : digits) {
        if (each < '0' || each > '9') return std::nullopt;
        number = number * 10 + (each - '0');
    }
    return LabelParts{std::string{label.substr(0, letters)}, number};
}

namespace {
/// The place in `waiting` of who is called next.
std::optional<std::size_t> next_place(const std::vector<Waiting>& waiting, int priority_calls_in_a_row, const CallRules& rules, UtcTime now) {
    std::optional<std::size_t> most_over, first_priority, first_ordinary;
    const auto deadline = [&](const Waiting& each) { return each.since + (each.priority ? rules.longest_priority_wait : rules.longest_wait); };
    for (std::size_t place = 0; place < waiting.size(); ++place) {
        const auto& each = waiting[place];
        auto& first = each.priority ? first_priority : first_ordinary;
        // Of one kind the one who came first is over its limit first.
        if (first) continue;
        first = place;
        if (deadline(each) > now) continue;
        const bool sooner = !most_over || deadline(each) < deadline(waiting[*most_over]);
        // At the same moment the T number goes first, wherever it stands in the list.
        if (sooner || (deadline(each) == deadline(waiting[*most_over]) && each.priority)) most_over = place;
    }
    if (most_over) return most_over;
    if (!first_priority || !first_ordinary) return first_priority ? first_priority : first_ordinary;
    return priority_calls_in_a_row < rules.priority_per_ordinary ? first_priority : first_ordinary;
}
}  // namespace

std::optional<TicketId> next_call(const std::vector<Waiting>& waiting, int priority_calls_in_a_row, const CallRules& rules, UtcTime now) {
    const auto place = next_place(waiting, priority_calls_in_a_row, rules, now);
    if (!place) return std::nullopt;
    return waiting[*place].ticket;
}

std::vector<TicketId> calling_order(std::vector<Waiting> waiting, int priority_calls_in_a_row, const CallRules& rules, UtcTime now) {
    // Apart and from the end, so that taking the first of a kind moves nobody else.
    std::vector<Waiting> priority, ordinary;
    for (auto each = waiting.rbegin(); each != waiting.rend(); ++each) (each->priority ? priority : ordinary).push_back(std::move(*each));
    std::vector<TicketId> order;
    order.reserve(waiting.size());
    while (!priority.empty() || !ordinary.empty()) {
        std::vector<Waiting> firsts;
        if (!priority.empty()) firsts.push_back(priority.back());
        if (!ordinary.empty()) firsts.push_back(ordinary.back());
        const bool takes_priority = firsts[*next_place(firsts, priority_calls_in_a_row, rules, now)].priority;
        auto& from = takes_priority ? priority : ordinary;
        order.push_back(std::move(from.back().ticket));
        from.pop_back();
        priority_calls_in_a_row = calls_in_a_row_after(priority_calls_in_a_row, takes_priority);
    }
    return order;
}

int calls_in_a_row_after(int priority_calls_in_a_row, bool called_priority) { return called_priority ? priority_calls_in_a_row + 1 : 0; }

bool serves(const std::vector<std::string>& services, std::string_view service) {
    return services.empty() || std::find(services.begin(), services.end(), service) != services.end();
}

int ahead_of_new(bool priority, int waiting_priority, int waiting_ordinary, int priority_per_ordinary) {
    const int ratio = std::max(1, priority_per_ordinary);
    // Among those who wait already, the new one stands behind all of its own kind; of the other kind only as many are called meanwhile as
    // the ratio lets through.
    if (priority) return waiting_priority + std::min(waiting_ordinary, waiting_priority / ratio);
    return waiting_ordinary + std::min(waiting_priority, (waiting_ordinary + 1) * ratio);
}

MinuteRange wait_range(int ahead, int minutes_per_ticket) {
    if (ahead <= 0) return {1, kRounding};  // nobody ahead is still a walk to the window
    const int expected = ahead * minutes_per_ticket;
    const int from = expected / kRounding * kRounding;
    // Half as long again, because one long task holds up everybody behind it.
    const int to = (expected + expected / 2 + kRounding - 1) / kRounding * kRounding;
    return {std::min(from, 24 * 60 - kRounding), std::min(std::max(to, from + kRounding), 24 * 60)};
}

std::vector<std::string> all_services() {
    std::vector<std::string> services;
    for (const auto& [name, series] : kSeries) services.emplace_back(name);
    return services;
}

}  // namespace silverlane::queue
