// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: Silverlane contributors
#include "base/suggestion.h"

#include <algorithm>
#include <cctype>
#include <limits>
#include <tuple>

namespace silverlane {
namespace {

constexpr int kSlip = 4;
constexpr int kExchanged = 3;
constexpr int kAlmostSame = 1;

char small(char letter) { return static_cast<char>(std::tolower(static_cast<unsigned char>(letter))); }

bool separates(char letter) { return std::string_view("-_./ ").find(letter) != std::string_view::npos; }

int cost_of(char a, char b) {
    if (a == b) return 0;
    return small(a) == small(b) || (separates(a) && separates(b)) ? kAlmostSame : kSlip;
}

std::size_t common_beginning(std::string_view a, std::string_view b) {
    return static_cast<std::size_t>(std::mismatch(a.begin(), a.end(), b.begin(), b.end()).first - a.begin());
}

}  // namespace

int slips_between(std::string_view a, std::string_view b) {
    // Optimal string alignment: rows for the last two letters of `a`.
    std::vector<int> before(b.size() + 1), last(b.size() + 1), row(b.size() + 1);
    for (std::size_t j = 0; j <= b.size(); ++j) last[j] = kSlip * static_cast<int>(j);
    for (std::size_t i = 1; i <= a.size(); ++i) {
        row[0] = kSlip * static_cast<int>(i);
        for (std::size_t j = 1; j <= b.size(); ++j) {
            row[j] = std::min({last[j] + kSlip, row[j - 1] + kSlip, last[j - 1] + cost_of(a[i - 1], b[j - 1])});
            const bool exchanged = i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1];
            if (exchanged) row[j] = std::min(row[j], before[j - 2] + kExchanged);
        }
        std::swap(before, last);
        std::swap(last, row);
    }
    return last[b.size()];
}

std::optional<std::string> nearest(std::string_view name, const std::vector<std::string>& names) {
    const int limit = kSlip * static_cast<int>((name.size() + 2) / 3);
    const std::string* best = nullptr;
    std::tuple<int, int> best_rank{limit, std::numeric_limits<int>::max()};
    for (const std::string& candidate : names) {
        const std::tuple<int, int> rank{slips_between(name, candidate), -static_cast<int>(common_beginning(name, candidate))};
        // A name of which nothing is left is not a likely meaning of a short one.
        if (std::get<0>(rank) >= kSlip * static_cast<int>(std::max(name.size(), candidate.size()))) continue;
        if (rank < best_rank) {
            best = &candidate;
            best_rank = rank;
        }
    }
    return best == nullptr ? std::nullopt : std::optional(*best);
}

std::string did_you_mean(std::string_view name, const std::vector<std::string>& names) {
    const auto found = nearest(name, names);
    return found ? "did you mean '" + *found + "'?" : std::string{};
}

std::string advice_among(std::string_view name, const std::vector<std::string>& names) {
    if (names.empty()) return "there is none yet";
    std::string meant = did_you_mean(name, names);
    return meant.empty() ? "write one of " + joined(names) : meant;
}

std::string joined(const std::vector<std::string>& names) {
    std::string out;
    for (const std::string& name : names) out += (out.empty() ? "" : ", ") + name;
    return out;
}

}  // namespace silverlane
