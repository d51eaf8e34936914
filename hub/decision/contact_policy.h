// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: Silverlane contributors
//
// How often somebody is spoken to for marketing, what must rest, and whether there is room left. Service, risk and care never come here.
// Private to hub/decision; of one decision, one thread.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>
#include <utility>
#include <vector>

#include "hub/decision/compiled.h"
#include "hub/decision/facts.h"
#include "hub/decision/rules.h"
#include "hub/decision/verdict.h"

namespace silverlane::decision {

class ContactPolicy {
public:
    /// `snapshot` has a customer; it and `rules` must outlive this.
    ContactPolicy(const Snapshot& snapshot, const Rules& rules);
    /// Verdict::passed, or the first gate that closes. Caps and quotas do not close for what this visit has been shown already; 0 always does.
    [[nodiscard]] Verdict gate(std::size_t campaign) const;
    /// Whether the two must not be named in one visit.
    [[nodiscard]] bool exclude_each_other(std::size_t a, std::size_t b) const;

private:
    void note_names();
    [[nodiscard]] bool is_named(std::size_t number, std::uint32_t group) const;
    [[nodiscard]] Verdict cap(bool shown) const;
    [[nodiscard]] Verdict rest(const Campaign& campaign, std::string_view group) const;
    [[nodiscard]] Verdict rest_by_contacts(const Campaign& campaign, std::string_view group) const;
    [[nodiscard]] bool comes_too_soon_after_another(const Campaign& campaign) const;
    [[nodiscard]] Verdict quota(std::size_t number, bool shown) const;

    const Snapshot& snapshot_;
    const Rules& rules_;
    const Policy& policy_;
    const CustomerFacts& customer_;
    std::vector<std::size_t> shown_;      // positions of what this visit has been shown
    // What contacts and rests name, by number: of every other campaign they say nothing, and most are others.
    std::vector<std::uint32_t> named_campaigns_, named_groups_;
    std::vector<std::pair<std::uint32_t, const CampaignUse*>> use_;   // by campaign's number
    int in_7_days_ = 0;
    int in_30_days_ = 0;
    Verdict cap_of_shown_ = Verdict::passed, cap_of_others_ = Verdict::passed;
};

}  // namespace silverlane::decision
