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
    std::string audience;                 ///< role that alone may see it; empty = the hall
    std::string stage = "decided";        ///< as dispatch::Stage, by name
    int urgency = 2;                      ///< as protocol::Urgency
    bool waiting = false;                 ///< it would interrupt, and nobody may be interrupted now
    std::optional<UtcTime> offer_due;     ///< whether a tablet has had it is looked at then
    std::optional<UtcTime> expires;       ///< nobody's turn any more
    std::string wanted_role;
    std::string wanted_staff;             ///< passed to this person
    std::string referred_by;              ///< passed on by
    std::string own_manager;              ///< staff number of the customer's relationship manager; empty: none, or not known
    std::string follow_up;                ///< campaign that is for the relationship manager, once the card's outcome is "referred"

    /// When the jobs have to look at it next: the earliest of its times, where asked without its expiry.
    [[nodiscard]] std::optional<UtcTime> wake_at(bool with_expiry = true) const;
};

/// One row of what was done with an alert.
struct AlertChangeRow {
    std::uint64_t version = 0;
    UtcTime at{};
    std::string what;
    std::string staff;                    ///< empty: the hub
    std::string device;                   ///< tablet, where it said which
};

class Alerts {
public:
    explicit Alerts(Connection& connection) : connection_(connection) {}
    void put(const AlertRow& alert);
    [[nodiscard]] std::optional<AlertRow> find(const AlertId& id);
    /// Bodies of the branch's open and claimed alerts that this role may see, oldest first.
    [[nodiscard]] std::vector<std::string> open_bodies(const BranchId& branch, std::string_view role);
    /// Of these, what a teller may see: danger, and what was passed to tellers. The caller takes the person away.
    [[nodiscard]] std::vector<std::string> open_bodies_for_tellers(const BranchId& branch);
    [[nodiscard]] std::vector<AlertRow> open_alerts(const BranchId& branch);
    /// Of this visit, whatever their state, oldest first.
    [[nodiscard]] std::vector<AlertRow> of_visit(const VisitId& visit);
    /// Whose wake_at has come, the earliest first. Without expiry: not those of which nothing but that has come.
    [[nodiscard]] std::vector<AlertRow> waking(UtcTime now, int most, bool with_expiry = true);
    /// Open alerts that would interrupt and have nobody, the most urgent first.
    [[nodiscard]] std::vector<AlertRow> waiting(const BranchId& branch, int most);
    [[nodiscard]] std::vector<BranchId> branches_waiting();
    /// Calls for a person at terminals that nobody has taken, of all branches.
    [[nodiscard]] std::vector<AlertRow> open_calls();
    /// Open or claimed alerts that were changed later than `now`: the clock has gone back since.
    [[nodiscard]] std::vector<AlertRow> from_the_future(UtcTime now, int most);
    /// Claimed by this person in this branch, oldest first.
    [[nodiscard]] std::vector<AlertRow> claimed_by(const StaffId& staff, const BranchId& branch);
    /// Open alerts that a staff member has claimed.
    [[nodiscard]] int claims_of(const StaffId& staff, const BranchId& branch);
    /// The same for everybody who has any, by class: staff number, class, count.
    struct Burden { std::string staff; std::string alert_class; int count = 0; };
    [[nodiscard]] std::vector<Burden> burdens(const BranchId& branch);

    /// Cards of campaigns raised since then: by campaign and who has or had them, and with an empty number those that are open and nobody's.
    struct CampaignCard { std::string campaign; std::string staff; int count = 0; };
    [[nodiscard]] std::vector<CampaignCard> campaign_cards(const BranchId& branch, UtcTime since);

    /// Appends; never changed afterwards.
    void record_change(const AlertId& id, std::uint64_t version, UtcTime at, std::string_view what, std::string_view staff, std::string_view device = {});
    [[nodiscard]] std::vector<AlertChangeRow> changes_of(const AlertId& id);
    /// Forgets every alert of a kind with its changes.
    void drop_kind(const BranchId& branch, std::string_view kind);

private:
    Connection& connection_;
};

}  // namespace silverlane::store
