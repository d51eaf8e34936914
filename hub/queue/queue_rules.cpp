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

std::optional<TicketId> next_call(const std::vector<Waiting>& waiting, int priority_calls_in_a_row, const CallRules& rules, UtcTime now) {
    if (waiting.empty()) return std::nullopt;
    if (now - waiting.front().since >= rules.longest_wait) return waiting.front().ticket;
    const auto first_of = [&](bool priority) {
        return std::find_if(waiting.begin(), waiting.end(), [priority](const Waiting& each) { return each.priority == priority; });
    };
    const auto first_priority = first_of(true);
    const auto first_ordinary = first_of(false);
    if (first_priority == waiting.end()) return first_ordinary->ticket;
    if (first_ordinary == waiting.end()) return first_priority->ticket;
    return priority_calls_in_a_row < rules.priority_per_ordinary ? first_priority->ticket : first_ordinary->ticket;
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

}  // namespace silverlane::queue
