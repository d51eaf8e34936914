// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: Silverlane contributors
//
// What compile_rules() makes of the campaigns so that a decision asks little of each: private to hub/decision. Immutable; any thread.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "hub/decision/moments.h"
#include "hub/rules/rule_set.h"

namespace silverlane::decision {

/// Where a campaign may be said; a bit each.
enum Channel : std::uint8_t { on_tablet = 1, at_kiosk = 2, at_teller = 4 };

struct Plan {
    std::int32_t from_day = 0, to_day = 0;
    EventMask events = 0;                 ///< 0: always
    std::uint8_t channels = 0;
    bool approved = false;
    bool theme = false;
    bool everywhere = false;
    bool speaks = false, speaks_to_elders = false;   ///< the talk track's first sentence is there in both languages, and fit to be overheard
    std::uint32_t value_ppm = 0;          ///< V, capped at the catalogue's 95th percentile
    std::string group;                    ///< never empty
    std::vector<std::pair<std::uint32_t, int>> weights;   ///< rule of Compiled::weights, per cent
    const ScoreTable* score = nullptr;    ///< of Rules::scores' storage below
};

struct Compiled {
    rules::RuleSet audiences;
    std::optional<rules::RuleSet> weights;   ///< every different condition of a ContextWeight once
    std::vector<Plan> plans;
    /// The record's letters: predicates of every audience in the order of its text, by number of `audiences`; campaign i has those from
    /// letter_begin[i] to letter_begin[i + 1]. One array, because a record asks it for every campaign.
    std::vector<std::uint32_t> letters, letter_begin;
    std::vector<ScoreTable> scores;       ///< own copy, so that plans may point into it
    const ScoreTable* history = nullptr;
};

}  // namespace silverlane::decision
