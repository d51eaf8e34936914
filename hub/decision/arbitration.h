// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: Silverlane contributors
//
// Among campaigns that came through every gate: score = P x C x V x L x F in whole numbers, order, arms of the experiment, exploration. All
// draws are hashes, so that a replay draws the same. Private to hub/decision; pure.
#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

#include "hub/decision/decide.h"
#include "hub/decision/compiled.h"

namespace silverlane::decision {

struct Candidate {
    std::size_t campaign = 0;
    Verdict held_out = Verdict::passed;   ///< passed, held_out_of_all or held_out_of_campaign
    bool follow_up = false;
    std::uint64_t score = 0;              ///< parts per 10^12
    std::uint32_t p_ppm = 0;
    std::uint64_t order = 0;              ///< among equal scores the smaller goes first
    std::uint32_t chosen_ppm = 0;
    bool explored = false;
    [[nodiscard]] std::uint32_t score_ppm() const { return static_cast<std::uint32_t>(score / 1'000'000); }
};

/// F: how likely somebody of the staff still reaches the person before the call, times the share of staff that is free. Parts per million; a
/// floor of 1 %. Nobody signed in: nothing is known of the staff, and only the call counts.
std::uint32_t feasibility_ppm(const Snapshot& snapshot);
/// 1 in 2^64 parts, the same for ever: FNV-1a over the customer's id, "|" and the text (with what stands behind it), finished as
/// stable_bucket() is.
std::uint64_t stable_hash(std::string_view customer, std::string_view text, std::string_view more = {});
/// 0..9999.
inline int bucket_of(std::uint64_t hash) { return static_cast<int>(hash % 10'000U); }
/// In which arm this customer is, by hash; people of the elder age are always in `full` as far as investments go (see rank()).
Arm arm_of(const CustomerId& customer, const Policy& policy);

/// Gives every candidate its score and order and sorts them, the winner first. `truths` of Compiled::weights. For somebody of the elder age
/// no investment ever wins by a draw. `personal`: false for the branch's themes, which are ordered alike for everybody.
void rank(std::vector<Candidate>& candidates, const Snapshot& snapshot, const Rules& rules, const std::vector<rules::Outcome>& truths, Arm arm, bool personal);

}  // namespace silverlane::decision
