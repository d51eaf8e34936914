// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: Silverlane contributors
//
// Tables of the services around a visit: offers shown at a kiosk, ratings, home visits, activities and their places. Phones are opened here
// only for storage. Used inside a transaction or a read.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "hub/store/connection.h"

namespace silverlane::store {

struct OfferRow {
    std::string id;
    BranchId branch;
    VisitId visit;
    std::string campaign;
    UtcTime shown_at{};
    std::optional<bool> wanted;           ///< absent until answered; silence is no answer
};

/// No ticket, no visit, no time of day.
struct RatingRow {
    BranchId branch;
    std::string day;
    std::string flow;
    int rating = 0;
    std::string reason;
};

struct HomeVisitRow {
    AlertId alert;
    BranchId branch;
    std::string for_whom, what, day, half;
    PhoneNumber phone;
    UtcTime due{};                        ///< somebody has called back by then, or the alert is told again
    UtcTime expires{};                    ///< gone at the latest
};

struct ActivityRow {
    BranchId branch;
    std::string id;
    std::string title;                    ///< JSON: LocalText
    std::string room;                     ///< JSON: LocalText
    std::string day;
    std::string starts;
    int places = 0;
    int taken = 0;                        ///< read only
    UtcTime over{};                       ///< the event is over, and the phones go
};

struct SignUpRow {
    BranchId branch;
    std::string activity;
    int number = 0;
    int people = 1;
    std::optional<PhoneNumber> phone;
};

class Services {
public:
    explicit Services(Connection& connection) : connection_(connection) {}

    void put_offer(const OfferRow& offer);
    [[nodiscard]] std::optional<OfferRow> find_offer(const std::string& id);
    [[nodiscard]] bool was_offered_something(const VisitId& visit);
    void drop_offers(const VisitId& visit);

    void add_rating(const RatingRow& rating);
    [[nodiscard]] std::vector<RatingRow> ratings(const BranchId& branch);

    void put_home_visit(const HomeVisitRow& visit);
    [[nodiscard]] std::optional<HomeVisitRow> find_home_visit(const AlertId& alert);
    void drop_home_visit(const AlertId& alert);

    /// Replaces the branch's activities; the places taken of those that stay are kept, those of the others go.
    void put_activities(const BranchId& branch, const std::vector<ActivityRow>& activities);
    [[nodiscard]] std::optional<ActivityRow> find_activity(const BranchId& branch, std::string_view id);
    /// Those that are not over, the next first.
    [[nodiscard]] std::vector<ActivityRow> activities_after(const BranchId& branch, UtcTime now, int most);
    /// The next number of the activity.
    int add_sign_up(SignUpRow sign_up);
    [[nodiscard]] std::vector<SignUpRow> sign_ups(const BranchId& branch, std::string_view activity);

private:
    Connection& connection_;
};

}  // namespace silverlane::store
