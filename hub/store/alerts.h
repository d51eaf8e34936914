// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: Silverlane contributors
//
// Tables of alerts: the alert as tablets see it (its body), what of it is searched and counted, who changed it. Used
// inside a transaction or a read.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "hub/store/connection.h"

namespace silverlane::store {

struct AlertRow {
    AlertId id;
    BranchId branch;
    std::optional<VisitId> visit;
    std::string kind;
    std::string alert_class;
    int state = 0;                        ///< as protocol::AlertState; 0 and 1 are open
    std::uint64_t version = 1;
    std::string claimed_by;
    std::string outcome;
    std::string campaign;                 ///< of the opportunity on it; empty = none
    std::string place;
    std::string terminal;                 ///< the kiosk that waits to hear who comes; empty = none
    UtcTime raised_at{};
    UtcTime changed_at{};
    std::optional<UtcTime> escalation_due;
    int escalated = 0;
    std::string body;                     ///< JSON; emptied at closing
    std::string audience;                 ///< role that alone may see it; empty = all staff of the branch
};

class Alerts {
public:
    explicit Alerts(Connection& connection) : connection_(connection) {}
    void put(const AlertRow& alert);
    [[nodiscard]] std::optional<AlertRow> find(const AlertId& id);
    /// Bodies of the branch's open and claimed alerts that this role may see, oldest first.
    [[nodiscard]] std::vector<std::string> open_bodies(const BranchId& branch, std::string_view role);
    [[nodiscard]] std::vector<AlertRow> open_alerts(const BranchId& branch);
    /// Of this visit, whatever their state, oldest first.
    [[nodiscard]] std::vector<AlertRow> of_visit(const VisitId& visit);
    [[nodiscard]] std::vector<AlertRow> escalating(UtcTime now, int most);
    /// Open alerts that a staff member has claimed.
    [[nodiscard]] int claims_of(const StaffId& staff, const BranchId& branch);

    void record_change(const AlertId& id, std::uint64_t version, UtcTime at, std::string_view what, std::string_view staff);
    /// Forgets every alert of a kind with its changes.
    void drop_kind(const BranchId& branch, std::string_view kind);

private:
    Connection& connection_;
};

}  // namespace silverlane::store
