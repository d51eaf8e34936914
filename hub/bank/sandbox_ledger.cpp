// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: Silverlane contributors
#include "hub/bank/sandbox_ledger.h"

#include <algorithm>

#include <fmt/format.h>

namespace silverlane::bank {

namespace {

using std::chrono::months;
using std::chrono::year_month;
using std::chrono::year_month_day;

year_month month_of(Day day) {
    const year_month_day date{day};
    return date.year() / date.month();
}

std::string name_of(year_month month) { return fmt::format("{:04}-{:02}", static_cast<int>(month.year()), static_cast<unsigned>(month.month())); }

/// The 31st of a shorter month is its last day.
Day day_in(year_month month, int day) {
    const year_month_day wanted = month / std::chrono::day{static_cast<unsigned>(day)};
    return wanted.ok() ? Day{wanted} : Day{month / std::chrono::last};
}

bool happens_in(const MonthlyEntry& entry, year_month month) {
    return std::find(entry.missed.begin(), entry.missed.end(), name_of(month)) == entry.missed.end();
}

}  // namespace

std::vector<LedgerLine> ledger_of(const SandboxAccount& account, Day today) {
    std::vector<LedgerLine> lines;
    if (today < account.opened) return lines;
    lines.push_back({0, account.opened, "opening", account.opening_fen, 0});
    for (auto month = month_of(account.opened) + months{1}; month <= month_of(today); month += months{1}) {
        for (const auto& entry : account.monthly) {
            const auto day = day_in(month, entry.day);
            if (day <= today && happens_in(entry, month)) lines.push_back({0, day, entry.summary, entry.amount_fen, 0});
        }
    }
    std::stable_sort(lines.begin(), lines.end(), [](const LedgerLine& a, const LedgerLine& b) { return a.day < b.day; });
    std::int64_t id = 0;
    std::int64_t balance = 0;
    for (auto& line : lines) {
        line.id = ++id;
        line.balance_fen = balance += line.amount_fen;
    }
    return lines;
}

std::int64_t balance_of(const SandboxAccount& account, Day today) {
    const auto lines = ledger_of(account, today);
    return lines.empty() ? 0 : lines.back().balance_fen;
}

PensionOfMonth pension_of(const SandboxCustomer& customer, Day today) {
    const auto month = month_of(today);
    for (const auto& account : customer.accounts) {
        for (const auto& entry : account.monthly) {
            if (entry.summary != "pension" || month <= month_of(account.opened)) continue;
            const auto day = day_in(month, entry.day);
            const bool arrived = day <= today && happens_in(entry, month) && entry.amount_fen > 0;
            return {true, arrived, name_of(month), static_cast<int>(static_cast<unsigned>(year_month_day{day}.day())), arrived ? entry.amount_fen : 0};
        }
    }
    return {};
}

}  // namespace silverlane::bank
