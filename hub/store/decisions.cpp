// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: Silverlane contributors
#include "hub/store/decisions.h"

namespace silverlane::store {

namespace {
#define DECISION_COLUMNS "id, branch, visit, customer, at, trigger, rules, expires, record"
constexpr Sql kPut{"INSERT INTO decision (branch, visit, customer, at, trigger, rules, expires, record) VALUES ($1, $2, $3, $4, $5, $6, $7, $8)"};
constexpr Sql kOfVisit{"SELECT " DECISION_COLUMNS " FROM decision WHERE visit = $1 ORDER BY id"};
constexpr Sql kFind{"SELECT " DECISION_COLUMNS " FROM decision WHERE id = $1"};
constexpr Sql kEach{"SELECT " DECISION_COLUMNS " FROM decision WHERE id > $1 ORDER BY id LIMIT $2"};
constexpr Sql kDropOfVisit{"DELETE FROM decision WHERE visit = $1"};
constexpr Sql kDropOfCustomer{"DELETE FROM decision WHERE customer = $1"};
constexpr Sql kHasOfCustomer{"SELECT 1 FROM decision WHERE customer = $1 LIMIT 1"};
constexpr Sql kArchive{"INSERT INTO rule_version (version, last_used, body) VALUES ($1, $2, $3) ON CONFLICT (version) DO UPDATE SET last_used = excluded.last_used"};
constexpr Sql kInForce{"UPDATE rule_version SET last_used = $2 WHERE version = $1"};
constexpr Sql kRules{"SELECT body FROM rule_version WHERE version = $1"};

DecisionRow decision_of(const Row& row) {
    return {row.integer(0), row.id<BranchId>(1), row.id<VisitId>(2), row.optional_id<CustomerId>(3), row.time(4), row.text(5), row.text(6),
            row.optional_time(7), row.text(8)};
}
}  // namespace

void Decisions::put(const DecisionRow& decision) {
    connection_.run(kPut, {decision.branch, decision.visit, decision.customer, decision.at, decision.trigger, decision.rules, decision.expires, decision.record});
}

std::vector<DecisionRow> Decisions::of_visit(const VisitId& visit) {
    std::vector<DecisionRow> found;
    connection_.query(kOfVisit, {visit}, [&](const Row& row) { found.push_back(decision_of(row)); });
    return found;
}

std::optional<DecisionRow> Decisions::find(std::int64_t id) {
    std::optional<DecisionRow> found;
    connection_.query(kFind, {id}, [&](const Row& row) { found = decision_of(row); });
    return found;
}

void Decisions::each_after(std::int64_t after, std::size_t most, const std::function<void(const DecisionRow&)>& hand_over) {
    connection_.query(kEach, {after, static_cast<std::int64_t>(most)}, [&](const Row& row) { hand_over(decision_of(row)); });
}

void Decisions::drop_of_visit(const VisitId& visit) { connection_.run(kDropOfVisit, {visit}); }
void Decisions::drop_of_customer(const CustomerId& customer) { connection_.run(kDropOfCustomer, {customer}); }

bool Decisions::has_of_customer(const CustomerId& customer) {
    bool found = false;
    connection_.query(kHasOfCustomer, {customer}, [&](const Row&) { found = true; });
    return found;
}

void Decisions::archive_rules(std::string_view version, std::string_view body, UtcTime now) { connection_.run(kArchive, {version, now, body}); }

void Decisions::still_in_force(std::string_view version, UtcTime now) { connection_.run(kInForce, {version, now}); }

std::optional<std::string> Decisions::rules_of(std::string_view version) {
    std::optional<std::string> found;
    connection_.query(kRules, {version}, [&](const Row& row) { found = row.text(0); });
    return found;
}

}  // namespace silverlane::store
