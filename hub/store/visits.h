// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: Silverlane contributors
//
// Tables of who is in a branch now: visits and Wi-Fi sessions. Everything here goes at closing. Used inside a transaction or a read.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "hub/store/connection.h"

namespace silverlane::store {

struct VisitRow {
    VisitId id;
    BranchId branch;
    std::optional<CustomerId> customer;   ///< absent: anonymous, and stays so
    UtcTime opened_at{};
    UtcTime last_seen{};
    std::optional<UtcTime> left_due;      ///< leaves then, unless seen again
    std::optional<UtcTime> left_at;
    std::string place;                    ///< place key; empty = not known where
    std::string evidence;                 ///< comma-separated, in order of coming: "wifi,ticket,card"
    std::optional<TicketId> ticket;
    std::optional<AlertId> alert;         ///< the arrival alert of this visit; never a second one
    std::string needs;                    ///< comma-separated, declared for this visit
    bool claimed = false;                 ///< known by a typed tail only
};

struct WifiSessionRow {
    BranchId branch;
    std::string session;
    std::string source;
    std::optional<CustomerId> customer;   ///< only of somebody who consented
    std::optional<VisitId> visit;
    std::optional<KeyedHash> tail;        ///< only of somebody who consented
    UtcTime started_at{};
    UtcTime last_seen{};
    std::optional<UtcTime> stopped_at;
    std::optional<UtcTime> dwell_due;     ///< flags then, unless stopped
    std::string place;
};

class Visits {
public:
    explicit Visits(Connection& connection) : connection_(connection) {}
    void put(const VisitRow& visit);
    [[nodiscard]] std::optional<VisitRow> find(const VisitId& id);
    /// The newest visit of this customer in this branch, left or not.
    [[nodiscard]] std::optional<VisitRow> newest_of(const BranchId& branch, const CustomerId& customer);
    /// Of this customer, in whatever branch, that last.
    [[nodiscard]] std::vector<VisitRow> lasting_of(const CustomerId& customer);
    /// Visits whose left_due has come, at most `most`.
    [[nodiscard]] std::vector<VisitRow> leaving(UtcTime now, int most);
    [[nodiscard]] std::vector<VisitRow> present(const BranchId& branch);

    void put_session(const WifiSessionRow& session);
    [[nodiscard]] std::optional<WifiSessionRow> find_session(const BranchId& branch, std::string_view session);
    [[nodiscard]] std::vector<WifiSessionRow> sessions_with_dwell_over(UtcTime now, int most);
    [[nodiscard]] std::vector<WifiSessionRow> sessions_unheard_since(UtcTime before, int most);
    [[nodiscard]] std::vector<WifiSessionRow> live_sessions_of_source(const BranchId& branch, std::string_view source);
    [[nodiscard]] bool has_live_session(const VisitId& visit);
    /// Customers whose phone is on this branch's Wi-Fi now with this tail; at most two are looked for, because two are already too many.
    [[nodiscard]] std::vector<CustomerId> customers_with_tail(const BranchId& branch, const KeyedHash& tail);
    /// Forgets everything by which this customer's device could be matched (withdrawal).
    void forget_sessions_of(const CustomerId& customer);

private:
    Connection& connection_;
};

}  // namespace silverlane::store
