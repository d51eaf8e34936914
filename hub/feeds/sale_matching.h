// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: Silverlane contributors
//
// Which opportunity a sale came of, whom it is credited to, and from when it counts: sales are registered without anybody typing. Pure; any
// thread. It knows neither names nor amounts.
#pragma once

#include <chrono>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <vector>

namespace silverlane::feeds {

using Day = std::chrono::sys_days;

struct MatchingPolicy {
    int window_days = 30;                 ///< from the decision on; the last day counts
    std::uint32_t passer_keeps_ppm = 300'000;   ///< of the credit, for whoever passed the customer on
};

/// Something a customer was told about, or would have been (held out: matched too, or the lift could not be known).
struct Told {
    std::string product_class;
    std::string product;                  ///< may be empty
    Day day{};                            ///< of the decision
    bool held_out = false;
    std::string contacted_by;             ///< staff who spoke with the customer; empty: nobody
    std::string passed_by;                ///< staff who passed the customer on to them; empty: nobody
    bool sold = false;                    ///< a sale was matched to it before
    int cooling_days = 0;
    bool recording_required = false;
};

struct Sold {
    std::string product_class;
    std::string product;                  ///< may be empty
    Day day{};
    std::string recording;                ///< may be empty
};

struct Credit {
    std::string staff;
    std::uint32_t share_ppm = 0;
    bool operator==(const Credit&) const = default;
};

struct Match {
    std::size_t told = 0;                 ///< position among what was handed in
    Day counts_from{};                    ///< when the days of hesitation are over
    bool recording_missing = false;       ///< sold, and what proves the conversation is not there
    std::vector<Credit> credits;          ///< shares add up to a million; empty when nobody spoke with the customer
};

/// Among what this customer was told of the same class within the window and not sold before: the same product first, then what somebody
/// spoke about, then the newest. Nothing when none fits: then the sale came of itself.
std::optional<Match> match_sale(const Sold& sale, std::span<const Told> told, const MatchingPolicy& policy);

/// Who shares in it. Whoever passes to themselves, or passed and then spoke, has it whole.
std::vector<Credit> credits_of(const Told& told, const MatchingPolicy& policy);

}  // namespace silverlane::feeds
