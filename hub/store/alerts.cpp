// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: Silverlane contributors
#include "hub/store/alerts.h"

namespace silverlane::store {

namespace {
#define ALERT_COLUMNS "id, branch, visit, kind, class, state, version, claimed_by, outcome, campaign, place, terminal, raised_at, changed_at, " \
                      "escalation_due, escalated, body, audience"
constexpr Sql kPut{"INSERT INTO alert (" ALERT_COLUMNS ") VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18) "
                   "ON CONFLICT (id) DO UPDATE SET class = excluded.class, state = excluded.state, version = excluded.version, "
                   "claimed_by = excluded.claimed_by, outcome = excluded.outcome, campaign = excluded.campaign, place = excluded.place, "
                   "changed_at = excluded.changed_at, escalation_due = excluded.escalation_due, escalated = excluded.escalated, body = excluded.body"};
constexpr Sql kFind{"SELECT " ALERT_COLUMNS " FROM alert WHERE id = $1"};
constexpr Sql kOpenBodies{"SELECT body FROM alert WHERE branch = $1 AND state <= 1 AND audience IN ('', $2) ORDER BY raised_at, id"};
constexpr Sql kOpen{"SELECT " ALERT_COLUMNS " FROM alert WHERE branch = $1 AND state <= 1 ORDER BY raised_at, id"};
constexpr Sql kOfVisit{"SELECT " ALERT_COLUMNS " FROM alert WHERE visit = $1 ORDER BY raised_at, id"};
constexpr Sql kEscalating{"SELECT " ALERT_COLUMNS " FROM alert WHERE escalation_due IS NOT NULL AND escalation_due <= $1 ORDER BY escalation_due LIMIT $2"};
constexpr Sql kClaimsOf{"SELECT count(*) FROM alert WHERE branch = $2 AND state <= 1 AND claimed_by = $1"};
constexpr Sql kChange{"INSERT INTO alert_change (alert, version, at, what, staff) VALUES ($1, $2, $3, $4, $5)"};
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
    return alert;
}
}  // namespace

void Alerts::put(const AlertRow& alert) {
    connection_.run(kPut, {alert.id, alert.branch, alert.visit, alert.kind, alert.alert_class, alert.state, static_cast<std::int64_t>(alert.version),
                           alert.claimed_by, alert.outcome, alert.campaign, alert.place, alert.terminal, alert.raised_at, alert.changed_at,
                           alert.escalation_due, alert.escalated, alert.body, alert.audience});
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

std::vector<AlertRow> Alerts::escalating(UtcTime now, int most) {
    std::vector<AlertRow> found;
    connection_.query(kEscalating, {now, most}, [&](const Row& row) { found.push_back(alert_of(row)); });
    return found;
}

int Alerts::claims_of(const StaffId& staff, const BranchId& branch) {
    int number = 0;
    connection_.query(kClaimsOf, {staff, branch}, [&](const Row& row) { number = static_cast<int>(row.integer(0)); });
    return number;
}

void Alerts::record_change(const AlertId& id, std::uint64_t version, UtcTime at, std::string_view what, std::string_view staff) {
    connection_.run(kChange, {id, static_cast<std::int64_t>(version), at, what, staff});
}

void Alerts::drop_kind(const BranchId& branch, std::string_view kind) {
    connection_.run(kDropChangesOfKind, {branch, kind});
    connection_.run(kDropKind, {branch, kind});
}

}  // namespace silverlane::store
