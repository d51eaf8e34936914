// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: Silverlane contributors
//
// What compile_rules() makes of the campaigns so that a decision asks little of each: private to hub/decision. Immutable; any thread.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <unordered_map>
#include <utility>
#include <vector>

#include "hub/decision/moments.h"
#include "hub/decision/suitability.h"
#include "hub/rules/rule_set.h"

namespace silverlane::decision {

/// Where a campaign may be said; a bit each.
enum Channel : std::uint8_t { on_tablet = 1, at_kiosk = 2, at_teller = 4 };

/// What is asked of every campaign in every decision: kept small, so that a thousand stay near the processor.
struct Plan {
    std::int32_t from_day = 0, to_day = 0;
    EventMask events = 0;                 ///< 0: always
    std::uint8_t channels = 0;
    bool approved = false;
    bool theme = false;
    bool everywhere = false;
    bool has_quota = false, waits_after_others = false;
    std::uint16_t traits = 0;             ///< position in Compiled::traits
    std::uint32_t group = 0;              ///< number in Compiled::groups
};

/// What is asked of those who came through.
struct Worth {
    std::uint32_t value_ppm = 0;          ///< V, capped at the catalogue's 95th percentile
    std::string group;                    ///< never empty
    std::vector<std::pair<std::uint32_t, int>> weights;   ///< rule of Compiled::weights, per cent
    const ScoreTable* score = nullptr;    ///< of Rules::scores' storage below
    bool speaks = false, speaks_to_elders = false;   ///< the talk track's first sentence is there in both languages, and fit to be overheard
};

inline constexpr std::size_t kFirstLetters = 8;
inline constexpr std::uint32_t kNoLetter = rules::kNoPredicate - 1;   ///< of no predicate, and not what stands where none decided

struct Compiled {
    Compiled(rules::RuleSet the_audiences, std::optional<rules::RuleSet> the_weights, std::vector<Plan> the_plans, std::vector<Worth> the_worth, std::vector<ScoreTable> the_scores)
        : audiences(std::move(the_audiences)), weights(std::move(the_weights)), plans(std::move(the_plans)), worth(std::move(the_worth)), scores(std::move(the_scores)) {}

    rules::RuleSet audiences;
    std::optional<rules::RuleSet> weights;   ///< every different condition of a ContextWeight once
    std::vector<Plan> plans;
    std::vector<Worth> worth;
    std::vector<ProductTraits> traits;    ///< each different one once
    std::unordered_map<std::string, std::uint32_t> campaigns, groups;   ///< numbers by id and by name of group
    /// The record's letters: predicates of every audience in the order of its text, by number of `audiences`; campaign i has those from
    /// letter_begin[i] to letter_begin[i + 1]. The first kFirstLetters stand once more, filled up with kNoLetter, in `first_letters`: a
    /// record asks them for every campaign, and a search of one length needs no branch.
    std::vector<std::uint32_t> letters, letter_begin;
    std::vector<std::array<std::uint32_t, kFirstLetters>> first_letters;
    std::vector<ScoreTable> scores;       ///< own copy, so that plans may point into it
    const ScoreTable* history = nullptr;
};

}  // namespace silverlane::decision
