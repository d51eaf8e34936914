// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: Silverlane contributors
//
// The strategy map: for each planned place (segment x moment), what is done, through which channels, who answers for it, and whether a
// campaign runs there today. Pure; any thread.
#pragma once

#include <string>
#include <vector>

#include "hub/campaigns/rule_book.h"

namespace silverlane::campaigns {

struct MapCell {
    std::string strategy, segment, scene, owner;
    LocalText action;
    std::vector<std::string> channels;      ///< of the campaigns that run
    std::vector<std::string> running;       ///< approved and within their days
    std::vector<std::string> not_running;   ///< drafts, pauses, not yet or no longer
    [[nodiscard]] bool is_gap() const { return running.empty(); }
};

/// By segment, then moment, in the order of their files.
std::vector<MapCell> strategy_map(const RuleBook& book, const decision::Date& today);

}  // namespace silverlane::campaigns
