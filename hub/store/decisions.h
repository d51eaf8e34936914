// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: Silverlane contributors
//
// Tables of decisions as they were made, and of the rules they were made by: what a replay needs. Used inside a transaction or a read of the
// hub's own store. Who decides again from outside reads with sqlite/decision_records.h: it opens a file for reading alone, whatever its schema,
// where opening a store brings the schema up to date and writes.
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "hub/store/connection.h"

namespace silverlane::store {

struct DecisionRow {
    std::int64_t id = 0;                    ///< given by put()
    BranchId branch;
    VisitId visit;
    std::optional<CustomerId> customer;     ///< so that a withdrawal finds it
    UtcTime at{};
    std::string trigger;                    ///< arrival | ticket | long_wait | kiosk_offer
    std::string rules;                      ///< version that decided
    std::optional<UtcTime> expires;         ///< absent: at closing
    std::string record;                     ///< canonical JSON of hub/decision
};

class Decisions {
public:
    explicit Decisions(Connection& connection) : connection_(connection) {}
    void put(const DecisionRow& decision);
    /// Every decision about a visit, in the order in which they were made.
    [[nodiscard]] std::vector<DecisionRow> of_visit(const VisitId& visit);
    [[nodiscard]] std::optional<DecisionRow> find(std::int64_t id);
    /// Hands over each decision that is kept, the oldest first, from `after` on (0: from the beginning), at most `most`.
    void each_after(std::int64_t after, std::size_t most, const std::function<void(const DecisionRow&)>& hand_over);
    void drop_of_visit(const VisitId& visit);
    void drop_of_customer(const CustomerId& customer);
    [[nodiscard]] bool has_of_customer(const CustomerId& customer);

    /// Keeps the rules under their version; a version that is there stays as it is. Notes that it was in force now.
    void archive_rules(std::string_view version, std::string_view body, UtcTime now);
    /// Rules that are in force go on being kept.
    void still_in_force(std::string_view version, UtcTime now);
    [[nodiscard]] std::optional<std::string> rules_of(std::string_view version);

private:
    Connection& connection_;
};

}  // namespace silverlane::store
