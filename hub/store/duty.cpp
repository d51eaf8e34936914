// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: Silverlane contributors
#include "hub/store/duty.h"

namespace silverlane::store {

namespace {
#define DUTY_OF_STAFF "SELECT s.number, s.branch, s.role, s.display_name, s.qualifications, " \
                      "EXISTS (SELECT 1 FROM staff_session t WHERE t.staff = s.number AND t.expires > $2), " \
                      "coalesce(d.state, 'on_duty'), coalesce(d.zone, ''), coalesce(d.window_number, 0), coalesce(d.idle_since, 0) " \
                      "FROM staff s LEFT JOIN staff_duty d ON d.staff = s.number "
constexpr Sql kOfBranch{DUTY_OF_STAFF "WHERE s.branch = $1 ORDER BY s.number"};
constexpr Sql kFind{DUTY_OF_STAFF "WHERE s.number = $1"};
// Whoever comes back from serving or a break has been idle since now; one tap more on the same state changes nothing of it.
constexpr Sql kPut{"INSERT INTO staff_duty (staff, branch, state, zone, window_number, since, idle_since) VALUES ($1, $2, $3, $4, $5, $6, $6) "
                   "ON CONFLICT (staff) DO UPDATE SET branch = excluded.branch, zone = excluded.zone, window_number = excluded.window_number, "
                   "since = CASE WHEN staff_duty.state = excluded.state THEN staff_duty.since ELSE excluded.since END, "
                   "idle_since = CASE WHEN staff_duty.state = excluded.state THEN staff_duty.idle_since ELSE excluded.idle_since END, state = excluded.state"};
constexpr Sql kIdle{"INSERT INTO staff_duty (staff, branch, state, zone, window_number, since, idle_since) VALUES ($1, $2, 'on_duty', '', 0, $3, $3) "
                    "ON CONFLICT (staff) DO UPDATE SET idle_since = excluded.idle_since"};

#define OFFER_COLUMNS "o.alert, o.staff, o.offered_at, o.delivered_at, o.seen_at, o.ended_at, o.ended"
constexpr Sql kPutOffer{"INSERT INTO alert_offer (alert, staff, offered_at, delivered_at, seen_at, ended_at, ended) VALUES ($1, $2, $3, $4, $5, $6, $7) "
                        "ON CONFLICT (alert, staff, offered_at) DO UPDATE SET ended_at = excluded.ended_at, ended = excluded.ended"};
constexpr Sql kOffersOf{"SELECT " OFFER_COLUMNS " FROM alert_offer o WHERE o.alert = $1 ORDER BY o.offered_at, o.staff"};
constexpr Sql kStanding{"SELECT o.alert, o.staff, a.kind, a.urgency FROM alert_offer o JOIN alert a ON a.id = o.alert WHERE o.staff = $1 AND o.ended = '' "
                        "AND a.state <= 1 ORDER BY o.offered_at, o.alert"};
constexpr Sql kInterrupts{"SELECT offered_at FROM alert_offer WHERE staff = $1 AND offered_at > $2 AND NOT (ended = 'declined' AND ended_at = offered_at)"};
// Who was never asked and said no from the list leaves no row: it would count as an interrupt.
constexpr Sql kForgetRefusals{"DELETE FROM alert_offer WHERE alert = $1 AND ended = 'declined' AND ended_at = offered_at"};
constexpr Sql kForgetDeclines{"UPDATE alert_offer SET ended = 'over' WHERE alert = $1 AND ended = 'declined'"};
constexpr Sql kDecline{"UPDATE alert_offer SET ended_at = $3, ended = 'declined' WHERE alert = $1 AND staff = $2"};
constexpr Sql kEndOffers{"UPDATE alert_offer SET ended_at = $2, ended = $3 WHERE alert = $1 AND ended = ''"};
constexpr Sql kEndOffer{"UPDATE alert_offer SET ended_at = $3, ended = $4 WHERE alert = $1 AND staff = $2 AND ended = ''"};
constexpr Sql kDelivered{"UPDATE alert_offer SET delivered_at = $3 WHERE alert = $1 AND staff = $2 AND ended = '' AND delivered_at IS NULL"};
constexpr Sql kSeen{"UPDATE alert_offer SET delivered_at = coalesce(delivered_at, $3), seen_at = coalesce(seen_at, $3) WHERE alert = $1 AND staff = $2 AND ended = ''"};

constexpr Sql kView{"INSERT INTO view_audit (at, branch, staff, alert, what, device) VALUES ($1, $2, $3, $4, $5, $6)"};
constexpr Sql kViews{"SELECT at, staff, alert, what, device FROM view_audit WHERE branch = $1 AND at >= $2 ORDER BY id"};
constexpr Sql kRefer{"INSERT INTO referral (alert, branch, by_staff, to_staff, to_role, at) VALUES ($1, $2, $3, $4, $5, $6)"};
constexpr Sql kReferrals{"SELECT r.alert, r.to_staff, r.to_role, r.at, a.kind, a.stage, a.claimed_by, a.outcome, a.body FROM referral r "
                         "JOIN alert a ON a.id = r.alert WHERE r.by_staff = $1 AND r.at >= $2 ORDER BY r.at DESC, r.id DESC LIMIT $3"};
constexpr Sql kUntold{"SELECT id FROM ticket WHERE state = 0 AND created_at <= $1 AND NOT EXISTS (SELECT 1 FROM wait_told w WHERE w.ticket = ticket.id) "
                      "ORDER BY created_at, id LIMIT $2"};
constexpr Sql kTold{"INSERT INTO wait_told (ticket, branch) VALUES ($1, $2) ON CONFLICT (ticket) DO NOTHING"};

DutyRow duty_of(const Row& row) {
    return {row.id<StaffId>(0), row.id<BranchId>(1), row.text(2), row.text(3), row.text(4), row.boolean(5), row.text(6), row.text(7),
            static_cast<int>(row.integer(8)), row.time(9)};
}

InterruptRow offer_of(const Row& row) {
    return {row.id<AlertId>(0), row.id<StaffId>(1), row.time(2), row.optional_time(3), row.optional_time(4), row.optional_time(5), row.text(6)};
}
}  // namespace

void Duties::put(const StaffId& staff, const BranchId& branch, std::string_view state, std::string_view zone, int window, UtcTime now) {
    connection_.run(kPut, {staff, branch, state, zone, window, now});
}

std::vector<DutyRow> Duties::of_branch(const BranchId& branch, UtcTime now) {
    std::vector<DutyRow> found;
    connection_.query(kOfBranch, {branch, now}, [&](const Row& row) { found.push_back(duty_of(row)); });
    return found;
}

std::optional<DutyRow> Duties::find(const StaffId& staff, UtcTime now) {
    std::optional<DutyRow> found;
    connection_.query(kFind, {staff, now}, [&](const Row& row) { found = duty_of(row); });
    return found;
}

void Duties::idle_from(const StaffId& staff, const BranchId& branch, UtcTime now) { connection_.run(kIdle, {staff, branch, now}); }

void Duties::put_offer(const InterruptRow& offer) {
    connection_.run(kPutOffer, {offer.alert, offer.staff, offer.offered_at, offer.delivered_at, offer.seen_at, offer.ended_at, offer.ended});
}

std::vector<InterruptRow> Duties::offers_of(const AlertId& alert) {
    std::vector<InterruptRow> found;
    connection_.query(kOffersOf, {alert}, [&](const Row& row) { found.push_back(offer_of(row)); });
    return found;
}

std::vector<StandingRow> Duties::standing(const StaffId& staff) {
    std::vector<StandingRow> found;
    connection_.query(kStanding, {staff}, [&](const Row& row) {
        found.push_back({row.id<AlertId>(0), row.id<StaffId>(1), row.text(2), static_cast<int>(row.integer(3))});
    });
    return found;
}

std::vector<UtcTime> Duties::interrupts_of(const StaffId& staff, UtcTime since) {
    std::vector<UtcTime> found;
    connection_.query(kInterrupts, {staff, since}, [&](const Row& row) { found.push_back(row.time(0)); });
    return found;
}

void Duties::end_offers(const AlertId& alert, UtcTime now, std::string_view ended) { connection_.run(kEndOffers, {alert, now, ended}); }

void Duties::end_offer(const AlertId& alert, const StaffId& staff, UtcTime now, std::string_view ended) {
    connection_.run(kEndOffer, {alert, staff, now, ended});
}

void Duties::forget_declines(const AlertId& alert) {
    connection_.run(kForgetRefusals, {alert});
    connection_.run(kForgetDeclines, {alert});
}

void Duties::decline(const AlertId& alert, const StaffId& staff, UtcTime now) {
    connection_.run(kDecline, {alert, staff, now});
    if (connection_.changed() == 0) connection_.run(kPutOffer, {alert, staff, now, nullptr, nullptr, now, "declined"});
}

void Duties::mark_delivered(const AlertId& alert, const StaffId& staff, UtcTime now) { connection_.run(kDelivered, {alert, staff, now}); }

void Duties::mark_seen(const AlertId& alert, const StaffId& staff, UtcTime now) { connection_.run(kSeen, {alert, staff, now}); }

void Duties::record_view(UtcTime at, const BranchId& branch, const StaffId& staff, const AlertId& alert, std::string_view what, std::string_view device) {
    connection_.run(kView, {at, branch, staff, alert, what, device});
}

std::vector<ViewRow> Duties::views(const BranchId& branch, UtcTime since) {
    std::vector<ViewRow> found;
    connection_.query(kViews, {branch, since}, [&](const Row& row) {
        found.push_back({row.time(0), row.id<StaffId>(1), row.id<AlertId>(2), row.text(3), row.text(4)});
    });
    return found;
}

void Duties::add_referral(const AlertId& alert, const BranchId& branch, const StaffId& by, std::string_view to_staff, std::string_view to_role, UtcTime at) {
    connection_.run(kRefer, {alert, branch, by, to_staff, to_role, at});
}

std::vector<ReferralRow> Duties::referrals_of(const StaffId& by, UtcTime since, int most) {
    std::vector<ReferralRow> found;
    connection_.query(kReferrals, {by, since, most}, [&](const Row& row) {
        found.push_back({row.id<AlertId>(0), row.text(1), row.text(2), row.time(3), row.text(4), row.text(5), row.text(6), row.text(7), row.text(8)});
    });
    return found;
}

std::vector<TicketId> Duties::untold_waits(UtcTime since, int most) {
    std::vector<TicketId> found;
    connection_.query(kUntold, {since, most}, [&](const Row& row) { found.push_back(row.id<TicketId>(0)); });
    return found;
}

void Duties::told_wait(const TicketId& ticket, const BranchId& branch) { connection_.run(kTold, {ticket, branch}); }

}  // namespace silverlane::store
