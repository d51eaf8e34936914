// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: Silverlane contributors
#include "hub/feeds/sale_matching.h"

#include <algorithm>
#include <tuple>

namespace silverlane::feeds {

namespace {
constexpr std::uint32_t kWhole = 1'000'000;
}

std::vector<Credit> credits_of(const Told& told, const MatchingPolicy& policy) {
    if (told.contacted_by.empty()) return {};
    const auto kept = std::min(policy.passer_keeps_ppm, kWhole);
    if (told.passed_by.empty() || told.passed_by == told.contacted_by || kept == 0) return {{told.contacted_by, kWhole}};
    return {{told.contacted_by, kWhole - kept}, {told.passed_by, kept}};
}

std::optional<Match> match_sale(const Sold& sale, std::span<const Told> told, const MatchingPolicy& policy) {
    std::optional<std::size_t> best;
    const auto rank = [&](const Told& each) {
        const bool same_product = !sale.product.empty() && each.product == sale.product;
        return std::tuple{same_product, !each.contacted_by.empty(), each.day};
    };
    for (std::size_t i = 0; i < told.size(); ++i) {
        const auto& each = told[i];
        if (each.sold || each.product_class != sale.product_class) continue;
        const auto after = (sale.day - each.day).count();
        if (after < 0 || after > policy.window_days) continue;
        if (!best || rank(each) > rank(told[*best])) best = i;
    }
    if (!best) return std::nullopt;
    const auto& chosen = told[*best];
    Match match;
    match.told = *best;
    match.counts_from = sale.day + std::chrono::days{chosen.cooling_days};
    match.recording_missing = chosen.recording_required && sale.recording.empty();
    if (!chosen.held_out) match.credits = credits_of(chosen, policy);
    return match;
}

}  // namespace silverlane::feeds
