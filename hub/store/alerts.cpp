// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: Silverlane contributors
#include "hub/store/alerts.h"

namespace silverlane::store {

namespace {
// wake_at is written beside these: it follows from them.
#define ALERT_COLUMNS "id, branch, visit, kind, class, state, version, claimed_by, outcome, campaign, place, terminal, raised_at, changed_at, " \
                      "escalation_due, escalated, body, audience, stage, urgency, waiting, offer_due, expires, wanted_role, wanted_staff, referred_by, " \
                      "follow_up, own_manager"
constexpr Sql kPut{"INSERT INTO alert (" ALERT_COLUMNS ", wake_at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, "
                   "$18, $19, $20, $21, $22, $23, $24, $25, $26, $27, $28, $29) "
                   "ON CONFLICT (id) DO UPDATE SET visit = excluded.visit, kind = excluded.kind, class = excluded.class, state = excluded.state, "
                   "version = excluded.version, claimed_by = excluded.claimed_by, outcome = excluded.outcome, campaign = excluded.campaign, "
                   "place = excluded.place, terminal = excluded.terminal, changed_at = excluded.changed_at, escalation_due = excluded.escalation_due, "
                   "escalated = excluded.escalated, body = excluded.body, stage = excluded.stage, urgency = excluded.urgency, waiting = excluded.waiting, "
                   "offer_due = excluded.offer_due, expires = excluded.expires, wanted_role = excluded.wanted_role, wanted_staff = excluded.wanted_staff, "
                   "referred_by = excluded.referred_by, follow_up = excluded.follow_up, own_manager = excluded.own_manager, wake_at = excluded.wake_at"};
constexpr Sql kFind{"SELECT " ALERT_COLUMNS " FROM alert WHERE id = $1"};
constexpr Sql kOpenBodies{"SELECT body FROM alert WHERE branch = $1 AND state <= 1 AND audience IN ('', $2) ORDER BY raised_at, id"};
constexpr Sql kOpenForTellers{"SELECT body FROM alert WHERE branch = $1 AND state <= 1 AND audience = '' AND (class = 'risk' OR wanted_role = 'teller') "
                              "ORDER BY raised_at, id"};
constexpr Sql kOpen{"SELECT " ALERT_COLUMNS " FROM alert WHERE branch = $1 AND state <= 1 ORDER BY raised_at, id"};
constexpr Sql kOfVisit{"SELECT " ALERT_COLUMNS " FROM alert WHERE visit = $1 ORDER BY raised_at, id"};
constexpr Sql kWaking{"SELECT " ALERT_COLUMNS " FROM alert WHERE wake_at IS NOT NULL AND wake_at <= $1 ORDER BY wake_at LIMIT $2"};
constexpr Sql kWakingEarly{"SELECT " ALERT_COLUMNS " FROM alert WHERE wake_at IS NOT NULL AND wake_at <= $1 AND (escalation_due <= $1 OR offer_due <= $1) "
                           "ORDER BY wake_at LIMIT $2"};
constexpr Sql kWaiting{"SELECT " ALERT_COLUMNS " FROM alert WHERE branch = $1 AND waiting = 1 "
                       "ORDER BY kind <> 'unwell', urgency, CASE class WHEN 'risk' THEN 0 WHEN 'service' THEN 1 WHEN 'care' THEN 2 ELSE 3 END, raised_at, id LIMIT $2"};
constexpr Sql kOpenCalls{"SELECT " ALERT_COLUMNS " FROM alert WHERE state <= 1 AND state = 0 AND kind IN ('help', 'unwell') AND terminal <> ''"};
constexpr Sql kBranchesWaiting{"SELECT DISTINCT branch FROM alert WHERE waiting = 1"};
constexpr Sql kFromTheFuture{"SELECT " ALERT_COLUMNS " FROM alert WHERE state <= 1 AND changed_at > $1 LIMIT $2"};
constexpr Sql kClaimedBy{"SELECT " ALERT_COLUMNS " FROM alert WHERE branch = $2 AND state <= 1 AND claimed_by = $1 AND claimed_by <> '' ORDER BY raised_at, id"};
constexpr Sql kClaimsOf{"SELECT count(*) FROM alert WHERE branch = $2 AND state <= 1 AND claimed_by = $1 AND claimed_by <> ''"};
constexpr Sql kBurdens{"SELECT claimed_by, class, count(*) FROM alert WHERE branch = $1 AND state <= 1 AND claimed_by <> '' GROUP BY claimed_by, class"};
constexpr Sql kCampaignCards{"SELECT campaign, claimed_by, count(*) FROM alert WHERE branch = $1 AND campaign <> '' AND raised_at >= $2 "
                             "AND (claimed_by <> '' OR state = 0) GROUP BY campaign, claimed_by"};
constexpr Sql kChange{"INSERT INTO alert_change (alert, version, at, what, staff, device) VALUES ($1, $2, $3, $4, $5, $6)"};
constexpr Sql kChanges{"SELECT version, at, what, staff, device FROM alert_change WHERE alert = $1 ORDER BY id"};
constexpr Sql kDropChangesOfKind{"DELETE FROM alert_change WHERE alert IN (SELECT id FROM alert WHERE branch = $1 AND kind = $2)"};
constexpr Sql kDropKind{"DELETE FROM alert WHERE branch = $1 AND kind = $2"};

AlertRow alert_of(const Row& row) {
    AlertRow alert;
    alert.id = row.id<AlertId>(0);
    alert.branch = row.id<BranchId>(1);
    alert.visit = row.optional_id<VisitId>(2);
    alert.kind = row.text(3);
    alert.alert_class = row.text(4);
    alert.state = static_cast<int>(row.integer(5));
    alert.version = static_cast<std::uint64_t>(row.integer(6));
    alert.claimed_by = row.text(7);
    alert.outcome = row.text(8);
    alert.campaign = row.text(9);
    alert.place = row.text(10);
    alert.terminal = row.text(11);
    alert.raised_at = row.time(12);
    alert.changed_at = row.time(13);
    alert.escalation_due = row.optional_time(14);
    alert.escalated = static_cast<int>(row.integer(15));
    alert.body = row.text(16);
    alert.audience = row.text(17);
    alert.stage = row.text(18);
    alert.urgency = static_cast<int>(row.integer(19));
    alert.waiting = row.boolean(20);
    alert.offer_due = row.optional_time(21);
    alert.expires = row.optional_time(22);
    alert.wanted_role = row.text(23);
    alert.wanted_staff = row.text(24);
    alert.referred_by = row.text(25);
    alert.follow_up = row.text(26);
    alert.own_manager = row.text(27);
    return alert;
}
}  // namespace

std::optional<UtcTime> AlertRow::wake_at(bool with_expiry) const {
    std::optional<UtcTime> earliest;
    for (const auto& each : {escalation_due, offer_due, with_expiry ? expires : std::nullopt}) {
        if (each && (!earliest || *each < *earliest)) earliest = each;
    }
    return earliest;
}

void Alerts::put(const AlertRow& alert) {
    connection_.run(kPut, {alert.id, alert.branch, alert.visit, alert.kind, alert.alert_class, alert.state, static_cast<std::int64_t>(alert.version),
                           alert.claimed_by, alert.outcome, alert.campaign, alert.place, alert.terminal, alert.raised_at, alert.changed_at,
                           alert.escalation_due, alert.escalated, alert.body, alert.audience, alert.stage, alert.urgency, alert.waiting, alert.offer_due,
                           alert.expires, alert.wanted_role, alert.wanted_staff, alert.referred_by, alert.follow_up, alert.own_manager, alert.wake_at()});
}

std::optional<AlertRow> Alerts::find(const AlertId& id) {
    std::optional<AlertRow> found;
    connection_.query(kFind, {id}, [&](const Row& row) { found = alert_of(row); });
    return found;
}

std::vector<std::string> Alerts::open_bodies(const BranchId& branch, std::string_view role) {
    std::vector<std::string> found;
    connection_.query(kOpenBodies, {branch, role}, [&](const Row& row) { found.push_back(row.text(0)); });
    return found;
}

std::vector<std::string> Alerts::open_bodies_for_tellers(const BranchId& branch) {
    std::vector<std::string> found;
    connection_.query(kOpenForTellers, {branch}, [&](const Row& row) { found.push_back(row.text(0)); });
    return found;
}

std::vector<AlertRow> Alerts::open_alerts(const BranchId& branch) {
    std::vector<AlertRow> found;
    connection_.query(kOpen, {branch}, [&](const Row& row) { found.push_back(alert_of(row)); });
    return found;
}

std::vector<AlertRow> Alerts::of_visit(const VisitId& visit) {
    std::vector<AlertRow> found;
    connection_.query(kOfVisit, {visit}, [&](const Row& row) { found.push_back(alert_of(row)); });
    return found;
}

std::vector<AlertRow> Alerts::waking(UtcTime now, int most, bool with_expiry) {
    std::vector<AlertRow> found;
    connection_.query(with_expiry ? kWaking : kWakingEarly, {now, most}, [&](const Row& row) { found.push_back(alert_of(row)); });
    return found;
}

std::vector<AlertRow> Alerts::waiting(const BranchId& branch, int most) {
    std::vector<AlertRow> found;
    connection_.query(kWaiting, {branch, most}, [&](const Row& row) { found.push_back(alert_of(row)); });
    return found;
}

std::vector<AlertRow> Alerts::open_calls() {
    std::vector<AlertRow> found;
    connection_.query(kOpenCalls, {}, [&](const Row& row) { found.push_back(alert_of(row)); });
    return found;
}

std::vector<BranchId> Alerts::branches_waiting() {
    std::vector<BranchId> found;
    connection_.query(kBranchesWaiting, {}, [&](const Row& row) { found.push_back(row.id<BranchId>(0)); });
    return found;
}

std::vector<AlertRow> Alerts::from_the_future(UtcTime now, int most) {
    std::vector<AlertRow> found;
    connection_.query(kFromTheFuture, {now, most}, [&](const Row& row) { found.push_back(alert_of(row)); });
    return found;
}

std::vector<AlertRow> Alerts::claimed_by(const StaffId& staff, const BranchId& branch) {
    std::vector<AlertRow> found;
    connection_.query(kClaimedBy, {staff, branch}, [&](const Row& row) { found.push_back(alert_of(row)); });
    return found;
}

int Alerts::claims_of(const StaffId& staff, const BranchId& branch) {
    int number = 0;
    connection_.query(kClaimsOf, {staff, branch}, [&](const Row& row) { number = static_cast<int>(row.integer(0)); });
    return number;
}

std::vector<Alerts::Burden> Alerts::burdens(const BranchId& branch) {
    std::vector<Burden> found;
    connection_.query(kBurdens, {branch}, [&](const Row& row) { found.push_back({row.text(0), row.text(1), static_cast<int>(row.integer(2))}); });
    return found;
}

std::vector<Alerts::CampaignCard> Alerts::campaign_cards(const BranchId& branch, UtcTime since) {
    std::vector<CampaignCard> found;
    connection_.query(kCampaignCards, {branch, since}, [&](const Row& row) { found.push_back({row.text(0), row.text(1), static_cast<int>(row.integer(2))}); });
    return found;
}

void Alerts::record_change(const AlertId& id, std::uint64_t version, UtcTime at, std::string_view what, std::string_view staff, std::string_view device) {
    connection_.run(kChange, {id, static_cast<std::int64_t>(version), at, what, staff, device});
}

std::vector<AlertChangeRow> Alerts::changes_of(const AlertId& id) {
    std::vector<AlertChangeRow> found;
    connection_.query(kChanges, {id}, [&](const Row& row) {
        found.push_back({static_cast<std::uint64_t>(row.integer(0)), row.time(1), row.text(2), row.text(3), row.text(4)});
    });
    return found;
}

void Alerts::drop_kind(const BranchId& branch, std::string_view kind) {
    connection_.run(kDropChangesOfKind, {branch, kind});
    connection_.run(kDropKind, {branch, kind});
}

}  // namespace silverlane::store
