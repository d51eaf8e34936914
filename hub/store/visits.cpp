// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: Silverlane contributors
#include "hub/store/visits.h"

namespace silverlane::store {

namespace {
#define VISIT_COLUMNS "id, branch, customer, opened_at, last_seen, left_due, left_at, place, evidence, ticket, alert, needs, claimed"
#define SESSION_COLUMNS "branch, session, source, customer, visit, tail, started_at, last_seen, stopped_at, dwell_due, place"
constexpr Sql kPut{"INSERT INTO visit (" VISIT_COLUMNS ") VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13) ON CONFLICT (id) DO UPDATE SET "
                   "last_seen = excluded.last_seen, left_due = excluded.left_due, left_at = excluded.left_at, place = excluded.place, "
                   "evidence = excluded.evidence, ticket = excluded.ticket, alert = excluded.alert, needs = excluded.needs, claimed = excluded.claimed, "
                   "customer = excluded.customer"};
constexpr Sql kFind{"SELECT " VISIT_COLUMNS " FROM visit WHERE id = $1"};
constexpr Sql kNewest{"SELECT " VISIT_COLUMNS " FROM visit WHERE branch = $1 AND customer = $2 ORDER BY opened_at DESC, id DESC LIMIT 1"};
// By branch, because that is how visits are found by their customer.
constexpr Sql kLasting{"SELECT " VISIT_COLUMNS " FROM visit WHERE branch IN (SELECT id FROM branch) AND customer = $1 AND left_at IS NULL ORDER BY branch, opened_at, id"};
constexpr Sql kLeaving{"SELECT " VISIT_COLUMNS " FROM visit WHERE left_due IS NOT NULL AND left_at IS NULL AND left_due <= $1 ORDER BY left_due LIMIT $2"};
constexpr Sql kPresent{"SELECT " VISIT_COLUMNS " FROM visit WHERE branch = $1 AND left_at IS NULL ORDER BY opened_at, id"};
constexpr Sql kPutSession{"INSERT INTO wifi_session (" SESSION_COLUMNS ") VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11) "
                          "ON CONFLICT (branch, session) DO UPDATE SET customer = excluded.customer, visit = excluded.visit, tail = excluded.tail, "
                          "last_seen = excluded.last_seen, stopped_at = excluded.stopped_at, dwell_due = excluded.dwell_due, place = excluded.place"};
constexpr Sql kFindSession{"SELECT " SESSION_COLUMNS " FROM wifi_session WHERE branch = $1 AND session = $2"};
constexpr Sql kDwellOver{"SELECT " SESSION_COLUMNS " FROM wifi_session WHERE dwell_due IS NOT NULL AND dwell_due <= $1 ORDER BY dwell_due LIMIT $2"};
constexpr Sql kUnheard{"SELECT " SESSION_COLUMNS " FROM wifi_session WHERE stopped_at IS NULL AND last_seen < $1 ORDER BY last_seen LIMIT $2"};
constexpr Sql kLiveOfSource{"SELECT " SESSION_COLUMNS " FROM wifi_session WHERE branch = $1 AND source = $2 AND stopped_at IS NULL"};
constexpr Sql kHasLive{"SELECT 1 FROM wifi_session WHERE visit = $1 AND stopped_at IS NULL LIMIT 1"};
constexpr Sql kWithTail{"SELECT DISTINCT customer FROM wifi_session WHERE branch = $1 AND tail = $2 AND stopped_at IS NULL AND customer IS NOT NULL LIMIT 2"};
constexpr Sql kForget{"UPDATE wifi_session SET customer = NULL, tail = NULL, dwell_due = NULL WHERE customer = $1"};

VisitRow visit_of(const Row& row) {
    VisitRow visit;
    visit.id = row.id<VisitId>(0);
    visit.branch = row.id<BranchId>(1);
    visit.customer = row.optional_id<CustomerId>(2);
    visit.opened_at = row.time(3);
    visit.last_seen = row.time(4);
    visit.left_due = row.optional_time(5);
    visit.left_at = row.optional_time(6);
    visit.place = row.text(7);
    visit.evidence = row.text(8);
    visit.ticket = row.optional_id<TicketId>(9);
    visit.alert = row.optional_id<AlertId>(10);
    visit.needs = row.text(11);
    visit.claimed = row.boolean(12);
    return visit;
}

WifiSessionRow session_of(const Row& row) {
    WifiSessionRow session;
    session.branch = row.id<BranchId>(0);
    session.session = row.text(1);
    session.source = row.text(2);
    session.customer = row.optional_id<CustomerId>(3);
    session.visit = row.optional_id<VisitId>(4);
    if (!row.is_null(5)) session.tail = row.hash(5);
    session.started_at = row.time(6);
    session.last_seen = row.time(7);
    session.stopped_at = row.optional_time(8);
    session.dwell_due = row.optional_time(9);
    session.place = row.text(10);
    return session;
}
}  // namespace

void Visits::put(const VisitRow& visit) {
    connection_.run(kPut, {visit.id, visit.branch, visit.customer, visit.opened_at, visit.last_seen, visit.left_due, visit.left_at, visit.place,
                           visit.evidence, visit.ticket, visit.alert, visit.needs, visit.claimed});
}

std::optional<VisitRow> Visits::find(const VisitId& id) {
    std::optional<VisitRow> found;
    connection_.query(kFind, {id}, [&](const Row& row) { found = visit_of(row); });
    return found;
}

std::optional<VisitRow> Visits::newest_of(const BranchId& branch, const CustomerId& customer) {
    std::optional<VisitRow> found;
    connection_.query(kNewest, {branch, customer}, [&](const Row& row) { found = visit_of(row); });
    return found;
}

std::vector<VisitRow> Visits::lasting_of(const CustomerId& customer) {
    std::vector<VisitRow> found;
    connection_.query(kLasting, {customer}, [&](const Row& row) { found.push_back(visit_of(row)); });
    return found;
}

std::vector<VisitRow> Visits::leaving(UtcTime now, int most) {
    std::vector<VisitRow> found;
    connection_.query(kLeaving, {now, most}, [&](const Row& row) { found.push_back(visit_of(row)); });
    return found;
}

std::vector<VisitRow> Visits::present(const BranchId& branch) {
    std::vector<VisitRow> found;
    connection_.query(kPresent, {branch}, [&](const Row& row) { found.push_back(visit_of(row)); });
    return found;
}

void Visits::put_session(const WifiSessionRow& session) {
    connection_.run(kPutSession, {session.branch, session.session, session.source, session.customer, session.visit, session.tail, session.started_at,
                                  session.last_seen, session.stopped_at, session.dwell_due, session.place});
}

std::optional<WifiSessionRow> Visits::find_session(const BranchId& branch, std::string_view session) {
    std::optional<WifiSessionRow> found;
    connection_.query(kFindSession, {branch, session}, [&](const Row& row) { found = session_of(row); });
    return found;
}

std::vector<WifiSessionRow> Visits::sessions_with_dwell_over(UtcTime now, int most) {
    std::vector<WifiSessionRow> found;
    connection_.query(kDwellOver, {now, most}, [&](const Row& row) { found.push_back(session_of(row)); });
    return found;
}

std::vector<WifiSessionRow> Visits::sessions_unheard_since(UtcTime before, int most) {
    std::vector<WifiSessionRow> found;
    connection_.query(kUnheard, {before, most}, [&](const Row& row) { found.push_back(session_of(row)); });
    return found;
}

std::vector<WifiSessionRow> Visits::live_sessions_of_source(const BranchId& branch, std::string_view source) {
    std::vector<WifiSessionRow> found;
    connection_.query(kLiveOfSource, {branch, source}, [&](const Row& row) { found.push_back(session_of(row)); });
    return found;
}

bool Visits::has_live_session(const VisitId& visit) {
    bool live = false;
    connection_.query(kHasLive, {visit}, [&](const Row&) { live = true; });
    return live;
}

std::vector<CustomerId> Visits::customers_with_tail(const BranchId& branch, const KeyedHash& tail) {
    std::vector<CustomerId> found;
    connection_.query(kWithTail, {branch, tail}, [&](const Row& row) { found.push_back(row.id<CustomerId>(0)); });
    return found;
}

void Visits::forget_sessions_of(const CustomerId& customer) { connection_.run(kForget, {customer}); }

}  // namespace silverlane::store
