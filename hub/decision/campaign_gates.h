// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: Silverlane contributors
//
// Every campaign through every gate, in the law's order: law and respect, the campaign here and now, eligibility, suitability, contact policy,
// holdout. Private to hub/decision; of one decision, one thread.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "hub/decision/arbitration.h"
#include "hub/decision/compiled.h"
#include "hub/decision/contact_policy.h"

namespace silverlane::decision {

/// Of the visit, what opens and closes campaigns.
struct Moment {
    std::int32_t today = 0;
    EventMask events = 0;
    std::uint8_t channel = 0;
    bool profiling = false;
};

class CampaignGates {
public:
    /// Both must outlive this; `rules` is compiled.
    CampaignGates(const Snapshot& snapshot, const Rules& rules);
    /// Fills one verdict a campaign; those who came through (held out or not) come back unranked, with Verdict::passed.
    std::vector<Candidate> pass(std::vector<Considered>& considered);
    /// Truth of every condition of Compiled::weights; empty when nobody came through.
    [[nodiscard]] const std::vector<rules::Outcome>& weights() const { return weights_; }

private:
    /// What closes for every campaign alike.
    [[nodiscard]] Verdict for_everything() const;
    void judge_traits();
    [[nodiscard]] Verdict after_eligibility(std::size_t number, const ContactPolicy& contacts, bool& follow_up) const;
    [[nodiscard]] Verdict holdout(std::size_t number, bool of_all) const;

    const Snapshot& snapshot_;
    const Rules& rules_;
    const Compiled& compiled_;
    const Moment moment_;
    const std::string salt_;              // of the holdouts, as it stands behind a campaign's id
    bool has_capacity_ = false;
    std::vector<Verdict> suitable_;       // by Plan::traits
    std::vector<rules::Outcome> weights_;
};

}  // namespace silverlane::decision
