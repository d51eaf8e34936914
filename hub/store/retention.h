// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: Silverlane contributors
//
// Deletes what is no longer allowed to be kept. The rule of each table stands in the table `retention`; these statements carry them out, and
// a test holds the two together. Used inside a transaction, by the jobs of hub/desk.
#pragma once

#include <chrono>
#include <optional>
#include <string>
#include <vector>

#include "hub/store/connection.h"
#include "hub/store/customer_observer.h"

namespace silverlane::store {

struct RetentionRule {
    std::string table;
    std::string kept;      ///< imported | closing | days:<n> | own | always
};

/// How long the answer to a key of the day is kept at most: since when it is kept follows from when it goes.
inline constexpr std::chrono::hours kAnswersLast{48};

/// The service day that a closing leaves standing.
struct NewDay {
    UtcTime begins{};
    std::string day;       ///< "2026-11-23"
};

class Retention {
public:
    explicit Retention(Connection& connection, CustomerObserver* observer = nullptr) : connection_(connection), observer_(observer) {}
    [[nodiscard]] std::vector<RetentionRule> rules();
    /// Everything of a branch that goes at closing: visits, sessions and tails, tickets, offers, decisions without consent to more, signals of
    /// the day, events, the visits of opportunities, refusals for the day, and the words and persons of alerts, whose counts stay; what is open
    /// for another day (a home visit, a task, a sign-up, a machine) stays as it is. Events up to the newest one stay numbered on. `new_day`:
    /// closed late, that day has begun, and what is of it stays.
    void at_closing(const BranchId& branch, const std::optional<NewDay>& new_day = std::nullopt);
    /// What is over by its own date or age. The days are service days; yesterday, because branches of other zones may still have it.
    void over(UtcTime now, std::string_view day_yesterday, std::string_view day_30_ago, std::string_view day_90_ago);
    /// Names of the tables that hold rows of this branch's closing set; empty after at_closing().
    [[nodiscard]] std::vector<std::string> left_after_closing(const BranchId& branch);

private:
    Connection& connection_;
    CustomerObserver* observer_;
};

}  // namespace silverlane::store
