// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: Silverlane contributors
#include "hub/store/opportunities.h"

#include <array>

namespace silverlane::store {

namespace {
#define OPPORTUNITY_COLUMNS "id, branch, visit, customer, alert, campaign, campaign_version, product, product_class, kind, arm, score_ppm, p_ppm, " \
                            "chosen_ppm, day, decided_at, outcome, contacted_by, passed_by, cooling_days, recording_required"
constexpr Sql kPut{"INSERT INTO opportunity (" OPPORTUNITY_COLUMNS ") VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, "
                   "$18, $19, $20, $21) ON CONFLICT (id) DO UPDATE SET visit = excluded.visit, alert = excluded.alert, kind = excluded.kind, "
                   "outcome = excluded.outcome, contacted_by = excluded.contacted_by, passed_by = excluded.passed_by"};
constexpr Sql kFind{"SELECT " OPPORTUNITY_COLUMNS " FROM opportunity WHERE id = $1"};
constexpr Sql kOfVisit{"SELECT " OPPORTUNITY_COLUMNS " FROM opportunity WHERE branch = $1 AND visit = $2 ORDER BY decided_at, id"};
constexpr Sql kOfCustomer{"SELECT " OPPORTUNITY_COLUMNS " FROM opportunity WHERE customer = $1 ORDER BY decided_at, id"};
constexpr Sql kOfAlert{"SELECT " OPPORTUNITY_COLUMNS " FROM opportunity WHERE alert = $1 ORDER BY decided_at, id"};
constexpr Sql kDrop{"DELETE FROM opportunity WHERE id = $1"};
constexpr Sql kDropOfCustomer{"DELETE FROM opportunity WHERE customer = $1"};
constexpr Sql kBareSales{"UPDATE sale SET customer = NULL, opportunity = NULL, credits = '[]' WHERE customer = $1"};
#define SALE_COLUMNS "id, branch, day, product_class, product, customer, opportunity, staff, recording, state, counts_from, credits"
constexpr Sql kPutSale{"INSERT INTO sale (" SALE_COLUMNS ") VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12) ON CONFLICT (id) DO UPDATE SET "
                       "customer = excluded.customer, opportunity = excluded.opportunity, staff = excluded.staff, recording = excluded.recording, "
                       "state = excluded.state, counts_from = excluded.counts_from, credits = excluded.credits"};
constexpr Sql kFindSale{"SELECT " SALE_COLUMNS " FROM sale WHERE id = $1"};
constexpr Sql kSaleOf{"SELECT " SALE_COLUMNS " FROM sale WHERE opportunity = $1"};
constexpr Sql kCounting{"SELECT " SALE_COLUMNS " FROM sale WHERE state = 'cooling' AND counts_from <= $1 ORDER BY counts_from, id LIMIT $2"};
constexpr Sql kCoolingWithout{"SELECT " SALE_COLUMNS " FROM sale WHERE state = 'cooling' AND counts_from > '' AND +day <= $2 AND NOT EXISTS (SELECT 1 FROM "
                              "answered WHERE answered.kind = $1 AND answered.key = sale.id) ORDER BY day, id LIMIT $3"};

constexpr std::array<std::string_view, 5> kStates{"unmatched", "cooling", "counted", "recording_missing", "cancelled"};

OpportunityRow opportunity_of(const Row& row) {
    OpportunityRow found;
    found.id = row.text(0);
    found.branch = row.id<BranchId>(1);
    found.visit = row.optional_id<VisitId>(2);
    found.customer = row.id<CustomerId>(3);
    found.alert = row.optional_id<AlertId>(4);
    found.campaign = row.text(5);
    found.campaign_version = static_cast<int>(row.integer(6));
    found.product = row.text(7);
    found.product_class = row.text(8);
    found.kind = row.text(9);
    found.arm = row.text(10);
    found.score_ppm = row.integer(11);
    found.p_ppm = row.integer(12);
    found.chosen_ppm = row.integer(13);
    found.day = row.text(14);
    found.decided_at = row.time(15);
    found.outcome = row.text(16);
    found.contacted_by = row.text(17);
    found.passed_by = row.text(18);
    found.cooling_days = static_cast<int>(row.integer(19));
    found.recording_required = row.boolean(20);
    return found;
}

SaleRow sale_of_row(const Row& row) {
    SaleRow sale;
    sale.id = row.text(0);
    sale.branch = row.id<BranchId>(1);
    sale.day = row.text(2);
    sale.product_class = row.text(3);
    sale.product = row.text(4);
    sale.customer = row.optional_id<CustomerId>(5);
    if (!row.is_null(6)) sale.opportunity = row.text(6);
    sale.staff = row.text(7);
    sale.recording = row.text(8);
    for (std::size_t i = 0; i < kStates.size(); ++i) {
        if (row.view(9) == kStates[i]) sale.state = static_cast<SaleState>(i);
    }
    if (!row.is_null(10)) sale.counts_from = row.text(10);
    sale.credits = row.text(11);
    return sale;
}
}  // namespace

std::string_view name_of(SaleState state) { return kStates[static_cast<std::size_t>(state)]; }

void Opportunities::put(const OpportunityRow& row) {
    connection_.run(kPut, {row.id, row.branch, row.visit, row.customer, row.alert, row.campaign, row.campaign_version, row.product, row.product_class,
                           row.kind, row.arm, row.score_ppm, row.p_ppm, row.chosen_ppm, row.day, row.decided_at, row.outcome, row.contacted_by,
                           row.passed_by, row.cooling_days, row.recording_required});
}

std::optional<OpportunityRow> Opportunities::find(std::string_view id) {
    std::optional<OpportunityRow> found;
    connection_.query(kFind, {id}, [&](const Row& row) { found = opportunity_of(row); });
    return found;
}

std::vector<OpportunityRow> Opportunities::of_visit(const BranchId& branch, const VisitId& visit) {
    std::vector<OpportunityRow> found;
    connection_.query(kOfVisit, {branch, visit}, [&](const Row& row) { found.push_back(opportunity_of(row)); });
    return found;
}

std::vector<OpportunityRow> Opportunities::of_customer(const CustomerId& customer) {
    std::vector<OpportunityRow> found;
    connection_.query(kOfCustomer, {customer}, [&](const Row& row) { found.push_back(opportunity_of(row)); });
    return found;
}

std::vector<OpportunityRow> Opportunities::of_alert(const AlertId& alert) {
    std::vector<OpportunityRow> found;
    connection_.query(kOfAlert, {alert}, [&](const Row& row) { found.push_back(opportunity_of(row)); });
    return found;
}

void Opportunities::drop(std::string_view id) { connection_.run(kDrop, {id}); }

void Opportunities::drop_of_customer(const CustomerId& customer) {
    connection_.run(kDropOfCustomer, {customer});
    connection_.run(kBareSales, {customer});
}

void Opportunities::put_sale(const SaleRow& sale) {
    connection_.run(kPutSale, {sale.id, sale.branch, sale.day, sale.product_class, sale.product, sale.customer, sale.opportunity, sale.staff,
                               sale.recording, name_of(sale.state), sale.counts_from, sale.credits});
}

std::optional<SaleRow> Opportunities::find_sale(std::string_view id) {
    std::optional<SaleRow> found;
    connection_.query(kFindSale, {id}, [&](const Row& row) { found = sale_of_row(row); });
    return found;
}

std::optional<SaleRow> Opportunities::sale_of(std::string_view opportunity) {
    std::optional<SaleRow> found;
    connection_.query(kSaleOf, {opportunity}, [&](const Row& row) { found = sale_of_row(row); });
    return found;
}

std::vector<SaleRow> Opportunities::sales_that_count(std::string_view day, int most) {
    std::vector<SaleRow> found;
    connection_.query(kCounting, {day, most}, [&](const Row& row) { found.push_back(sale_of_row(row)); });
    return found;
}

std::vector<SaleRow> Opportunities::sales_cooling_without(std::string_view answer_kind, std::string_view day, int most) {
    std::vector<SaleRow> found;
    connection_.query(kCoolingWithout, {answer_kind, day, most}, [&](const Row& row) { found.push_back(sale_of_row(row)); });
    return found;
}

}  // namespace silverlane::store
