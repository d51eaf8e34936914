// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: Silverlane contributors
//
// Tables of opportunities (what a customer was told, or was held out of) and of the sales that came of them. An opportunity is written only
// about somebody who consents to profiling and marketing, and goes with either consent. No name, no amount. Used inside a transaction or a read.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "hub/store/connection.h"

namespace silverlane::store {

struct OpportunityRow {
    std::string id;
    BranchId branch;
    std::optional<VisitId> visit;           ///< until closing
    CustomerId customer;
    std::optional<AlertId> alert;           ///< that carries it, or the referral it became
    std::string campaign;
    int campaign_version = 0;
    std::string product, product_class;
    std::string kind;                       ///< primary | secondary | follow_up | kiosk | ghost (held out)
    std::string arm;                        ///< of holdout and ablation
    std::int64_t score_ppm = 0, p_ppm = 0, chosen_ppm = 0;
    std::string day;
    UtcTime decided_at{};
    std::string outcome;                    ///< empty until known; "sold" comes from the bank's feed
    std::string contacted_by;               ///< staff number; empty: nobody spoke about it
    std::string passed_by;                  ///< staff number of whoever passed the customer on; empty: nobody
    int cooling_days = 0;                   ///< of the product, as it was decided
    bool recording_required = false;        ///< of the product, as it was decided
};

enum class SaleState {
    unmatched,            ///< came of itself; no customer is kept with it
    cooling,              ///< matched; the days of hesitation are not over
    counted,              ///< matched and over
    recording_missing,    ///< matched and over, and the record of the conversation is not there
    cancelled,
};
std::string_view name_of(SaleState state);

struct SaleRow {
    std::string id;
    BranchId branch;                        ///< may be empty
    std::string day;
    std::string product_class, product;
    std::optional<CustomerId> customer;     ///< only of a matched one
    std::optional<std::string> opportunity;
    std::string staff, recording;           ///< may be empty
    SaleState state = SaleState::unmatched;
    std::optional<std::string> counts_from; ///< day
    std::string credits = "[]";             ///< JSON: [["1001",700000],["1002",300000]], parts of a million
};

class Opportunities {
public:
    explicit Opportunities(Connection& connection) : connection_(connection) {}
    void put(const OpportunityRow& opportunity);
    [[nodiscard]] std::optional<OpportunityRow> find(std::string_view id);
    [[nodiscard]] std::vector<OpportunityRow> of_visit(const BranchId& branch, const VisitId& visit);
    /// Oldest first.
    [[nodiscard]] std::vector<OpportunityRow> of_customer(const CustomerId& customer);
    [[nodiscard]] std::vector<OpportunityRow> of_alert(const AlertId& alert);
    void drop(std::string_view id);
    /// Withdrawal: opportunities go, and their sales no longer say whose they were.
    void drop_of_customer(const CustomerId& customer);

    void put_sale(const SaleRow& sale);
    [[nodiscard]] std::optional<SaleRow> find_sale(std::string_view id);
    [[nodiscard]] std::optional<SaleRow> sale_of(std::string_view opportunity);
    /// Made on `day` or before, whose days of hesitation are not over and to whom no answer of this kind (hub/store/events.h) stands; at most `most`.
    [[nodiscard]] std::vector<SaleRow> sales_cooling_without(std::string_view answer_kind, std::string_view day, int most);
    /// Whose days of hesitation are over on `day`, at most `most`.
    [[nodiscard]] std::vector<SaleRow> sales_that_count(std::string_view day, int most);

private:
    Connection& connection_;
};

}  // namespace silverlane::store
