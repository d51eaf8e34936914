// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: Silverlane contributors
//
// Tables of who of the staff is there, whom which alert interrupted, who looked at whose card, who passed what on, and which long waits were
// told. Used inside a transaction or a read.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "hub/store/connection.h"

namespace silverlane::store {

/// A member of staff as the assignment sees them. Without a row of their own, somebody who is signed in is on duty.
struct DutyRow {
    StaffId staff;
    BranchId branch;
    std::string role;
    std::string display_name;
    std::string qualifications;           ///< JSON list of texts
    bool signed_in = false;
    std::string state = "on_duty";        ///< on_duty | serving | break | off
    std::string zone;
    int window = 0;
    UtcTime idle_since{};
};

struct InterruptRow {
    AlertId alert;
    StaffId staff;
    UtcTime offered_at{};
    std::optional<UtcTime> delivered_at, seen_at, ended_at;
    std::string ended;                    ///< claimed | declined | displaced | undelivered | passed | over; empty: stands
};

struct StandingRow {
    AlertId alert;
    StaffId staff;
    std::string kind;
    int urgency = 2;
};

struct ReferralRow {
    AlertId alert;
    std::string to_staff, to_role;
    UtcTime at{};
    // of the alert as it is now
    std::string kind, stage, claimed_by, outcome, body;
};

struct ViewRow {
    UtcTime at{};
    StaffId staff;
    AlertId alert;
    std::string what;
    std::string device;
};

class Duties {
public:
    explicit Duties(Connection& connection) : connection_(connection) {}

    void put(const StaffId& staff, const BranchId& branch, std::string_view state, std::string_view zone, int window, UtcTime now);
    /// Everybody of the branch, by staff number.
    [[nodiscard]] std::vector<DutyRow> of_branch(const BranchId& branch, UtcTime now);
    [[nodiscard]] std::optional<DutyRow> find(const StaffId& staff, UtcTime now);
    /// This person has just finished something.
    void idle_from(const StaffId& staff, const BranchId& branch, UtcTime now);

    // -- offers
    void put_offer(const InterruptRow& offer);
    /// All of an alert, oldest first.
    [[nodiscard]] std::vector<InterruptRow> offers_of(const AlertId& alert);
    /// The open alerts that interrupt this person now.
    [[nodiscard]] std::vector<StandingRow> standing(const StaffId& staff);
    /// When this person was interrupted after `since`.
    [[nodiscard]] std::vector<UtcTime> interrupts_of(const StaffId& staff, UtcTime since);
    void end_offers(const AlertId& alert, UtcTime now, std::string_view ended);
    void end_offer(const AlertId& alert, const StaffId& staff, UtcTime now, std::string_view ended);
    /// This person has said no: not offered to them again. Whoever had taken it from the list, unasked, was not interrupted by it.
    void decline(const AlertId& alert, const StaffId& staff, UtcTime now);
    /// The alert has become another matter: whoever said no to it may be asked.
    void forget_declines(const AlertId& alert);
    void mark_delivered(const AlertId& alert, const StaffId& staff, UtcTime now);
    void mark_seen(const AlertId& alert, const StaffId& staff, UtcTime now);

    // -- views, referrals, waits
    void record_view(UtcTime at, const BranchId& branch, const StaffId& staff, const AlertId& alert, std::string_view what, std::string_view device);
    [[nodiscard]] std::vector<ViewRow> views(const BranchId& branch, UtcTime since);
    void add_referral(const AlertId& alert, const BranchId& branch, const StaffId& by, std::string_view to_staff, std::string_view to_role, UtcTime at);
    /// The newest first.
    [[nodiscard]] std::vector<ReferralRow> referrals_of(const StaffId& by, UtcTime since, int most);
    /// Tickets that wait since before `since` and whose wait was not told, oldest first.
    [[nodiscard]] std::vector<TicketId> untold_waits(UtcTime since, int most);
    void told_wait(const TicketId& ticket, const BranchId& branch);

private:
    Connection& connection_;
};

}  // namespace silverlane::store
