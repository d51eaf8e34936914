// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: Silverlane contributors
//
// Deletes what is no longer allowed to be kept. The rule of each table stands in the table `retention`; these statements carry them out, and
// a test holds the two together. Used inside a transaction, by the jobs of hub/desk.
#pragma once

#include <string>
#include <vector>

#include "hub/store/connection.h"
#include "hub/store/customer_observer.h"

namespace silverlane::store {

struct RetentionRule {
    std::string table;
    std::string kept;      ///< imported | closing | days:<n> | own | always
};

class Retention {
public:
    explicit Retention(Connection& connection, CustomerObserver* observer = nullptr) : connection_(connection), observer_(observer) {}
    [[nodiscard]] std::vector<RetentionRule> rules();
    /// Everything of a branch that goes at closing: visits, sessions and tails, tickets, offers, decisions without consent to
    /// more, signals of the day, events, the visits of opportunities, refusals for the day, and the words and persons of alerts, whose counts stay; a home visit that waits stays as it is. Events up to the newest one stay numbered on.
    void at_closing(const BranchId& branch);
    /// What is over by its own date or age. The days are service days; yesterday, because branches of other zones may still have it.
    void over(UtcTime now, std::string_view day_yesterday, std::string_view day_30_ago, std::string_view day_90_ago);
    /// Names of the tables that hold rows of this branch's closing set; empty after at_closing().
    [[nodiscard]] std::vector<std::string> left_after_closing(const BranchId& branch);

private:
    Connection& connection_;
    CustomerObserver* observer_;
};

}  // namespace silverlane::store
