// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: Silverlane contributors
#include "hub/store/services.h"

#include <algorithm>

#include "base/private_text.h"

namespace silverlane::store {

namespace {
constexpr Sql kPutOffer{"INSERT INTO offer (id, branch, visit, campaign, shown_at, wanted) VALUES ($1, $2, $3, $4, $5, $6) "
                        "ON CONFLICT (id) DO UPDATE SET wanted = excluded.wanted"};
constexpr Sql kFindOffer{"SELECT id, branch, visit, campaign, shown_at, wanted FROM offer WHERE id = $1"};
constexpr Sql kOffered{"SELECT 1 FROM offer WHERE visit = $1 LIMIT 1"};
constexpr Sql kDropOffers{"DELETE FROM offer WHERE visit = $1"};
constexpr Sql kAddRating{"INSERT INTO rating (branch, day, flow, rating, reason) VALUES ($1, $2, $3, $4, $5)"};
constexpr Sql kRatings{"SELECT branch, day, flow, rating, reason FROM rating WHERE branch = $1 ORDER BY id"};
constexpr Sql kPutVisit{"INSERT INTO home_visit (alert, branch, for_whom, what, day, half, phone, due, expires) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9) "
                        "ON CONFLICT (alert) DO UPDATE SET due = excluded.due, expires = excluded.expires"};
constexpr Sql kFindVisit{"SELECT alert, branch, for_whom, what, day, half, phone, due, expires FROM home_visit WHERE alert = $1"};
constexpr Sql kDropVisit{"DELETE FROM home_visit WHERE alert = $1"};
constexpr Sql kPutActivity{"INSERT INTO activity (branch, id, title, room, day, starts, places, over) VALUES ($1, $2, $3, $4, $5, $6, $7, $8) "
                           "ON CONFLICT (branch, id) DO UPDATE SET title = excluded.title, room = excluded.room, day = excluded.day, "
                           "starts = excluded.starts, places = excluded.places, over = excluded.over"};
#define ACTIVITY_SELECT "SELECT a.branch, a.id, a.title, a.room, a.day, a.starts, a.places, a.over, (SELECT coalesce(sum(s.people), 0) FROM sign_up s " \
                        "WHERE s.branch = a.branch AND s.activity = a.id) FROM activity a WHERE a.branch = $1 "
constexpr Sql kAllActivities{ACTIVITY_SELECT "ORDER BY a.id"};
constexpr Sql kFindActivity{ACTIVITY_SELECT "AND a.id = $2"};
constexpr Sql kNextActivities{ACTIVITY_SELECT "AND a.over > $2 ORDER BY a.over, a.id LIMIT $3"};
constexpr Sql kDropActivity{"DELETE FROM activity WHERE branch = $1 AND id = $2"};
constexpr Sql kDropSignUps{"DELETE FROM sign_up WHERE branch = $1 AND activity = $2"};
constexpr Sql kLastNumber{"SELECT coalesce(max(number), 0) FROM sign_up WHERE branch = $1 AND activity = $2"};
constexpr Sql kSignUp{"INSERT INTO sign_up (branch, activity, number, people, phone) VALUES ($1, $2, $3, $4, $5)"};
constexpr Sql kSignUps{"SELECT branch, activity, number, people, phone FROM sign_up WHERE branch = $1 AND activity = $2 ORDER BY number"};

std::string_view open(const PhoneNumber& phone) { return phone.text.open(PrivateDoor::storage); }

ActivityRow activity_of(const Row& row) {
    ActivityRow activity;
    activity.branch = row.id<BranchId>(0);
    activity.id = row.text(1);
    activity.title = row.text(2);
    activity.room = row.text(3);
    activity.day = row.text(4);
    activity.starts = row.text(5);
    activity.places = static_cast<int>(row.integer(6));
    activity.over = row.time(7);
    activity.taken = static_cast<int>(row.integer(8));
    return activity;
}
}  // namespace

void Services::put_offer(const OfferRow& offer) {
    connection_.run(kPutOffer, {offer.id, offer.branch, offer.visit, offer.campaign, offer.shown_at, offer.wanted});
}

std::optional<OfferRow> Services::find_offer(const std::string& id) {
    std::optional<OfferRow> found;
    connection_.query(kFindOffer, {id}, [&](const Row& row) {
        found = OfferRow{row.text(0), row.id<BranchId>(1), row.id<VisitId>(2), row.text(3), row.time(4), std::nullopt};
        if (!row.is_null(5)) found->wanted = row.boolean(5);
    });
    return found;
}

bool Services::was_offered_something(const VisitId& visit) {
    bool offered = false;
    connection_.query(kOffered, {visit}, [&](const Row&) { offered = true; });
    return offered;
}

void Services::drop_offers(const VisitId& visit) { connection_.run(kDropOffers, {visit}); }

void Services::add_rating(const RatingRow& rating) {
    connection_.run(kAddRating, {rating.branch, rating.day, rating.flow, rating.rating, rating.reason});
}

std::vector<RatingRow> Services::ratings(const BranchId& branch) {
    std::vector<RatingRow> found;
    connection_.query(kRatings, {branch}, [&](const Row& row) {
        found.push_back({row.id<BranchId>(0), row.text(1), row.text(2), static_cast<int>(row.integer(3)), row.text(4)});
    });
    return found;
}

void Services::put_home_visit(const HomeVisitRow& visit) {
    connection_.run(kPutVisit, {visit.alert, visit.branch, visit.for_whom, visit.what, visit.day, visit.half, open(visit.phone), visit.due, visit.expires});
}

std::optional<HomeVisitRow> Services::find_home_visit(const AlertId& alert) {
    std::optional<HomeVisitRow> found;
    connection_.query(kFindVisit, {alert}, [&](const Row& row) {
        found = HomeVisitRow{row.id<AlertId>(0), row.id<BranchId>(1), row.text(2), row.text(3), row.text(4), row.text(5),
                             PhoneNumber{PrivateText{row.text(6)}}, row.time(7), row.time(8)};
    });
    return found;
}

void Services::drop_home_visit(const AlertId& alert) { connection_.run(kDropVisit, {alert}); }

void Services::put_activities(const BranchId& branch, const std::vector<ActivityRow>& activities) {
    std::vector<std::string> gone;
    connection_.query(kAllActivities, {branch}, [&](const Row& row) {
        auto known = activity_of(row);
        const bool stays = std::any_of(activities.begin(), activities.end(), [&](const auto& each) { return each.id == known.id; });
        if (!stays) gone.push_back(std::move(known.id));
    });
    for (const auto& id : gone) {
        connection_.run(kDropSignUps, {branch, id});
        connection_.run(kDropActivity, {branch, id});
    }
    for (const auto& each : activities) {
        connection_.run(kPutActivity, {branch, each.id, each.title, each.room, each.day, each.starts, each.places, each.over});
    }
}

std::optional<ActivityRow> Services::find_activity(const BranchId& branch, std::string_view id) {
    std::optional<ActivityRow> found;
    connection_.query(kFindActivity, {branch, id}, [&](const Row& row) { found = activity_of(row); });
    return found;
}

std::vector<ActivityRow> Services::activities_after(const BranchId& branch, UtcTime now, int most) {
    std::vector<ActivityRow> found;
    connection_.query(kNextActivities, {branch, now, most}, [&](const Row& row) { found.push_back(activity_of(row)); });
    return found;
}

int Services::add_sign_up(SignUpRow sign_up) {
    connection_.query(kLastNumber, {sign_up.branch, sign_up.activity}, [&](const Row& row) { sign_up.number = static_cast<int>(row.integer(0)) + 1; });
    const auto phone = sign_up.phone ? Parameter{open(*sign_up.phone)} : Parameter{nullptr};
    connection_.run(kSignUp, {sign_up.branch, sign_up.activity, sign_up.number, sign_up.people, phone});
    return sign_up.number;
}

std::vector<SignUpRow> Services::sign_ups(const BranchId& branch, std::string_view activity) {
    std::vector<SignUpRow> found;
    connection_.query(kSignUps, {branch, activity}, [&](const Row& row) {
        SignUpRow sign_up{row.id<BranchId>(0), row.text(1), static_cast<int>(row.integer(2)), static_cast<int>(row.integer(3)), std::nullopt};
        if (!row.is_null(4)) sign_up.phone = PhoneNumber{PrivateText{row.text(4)}};
        found.push_back(std::move(sign_up));
    });
    return found;
}

}  // namespace silverlane::store
