// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: Silverlane contributors
#include "hub/desk/sale_work.h"

#include <fmt/format.h>

#include "hub/decision/facts.h"
#include "hub/desk/bank_news.h"
#include "hub/desk/feed_work.h"
#include "hub/desk/task_work.h"
#include "hub/feeds/sale_matching.h"
#include "hub/store/alerts.h"
#include "hub/store/branches.h"
#include "hub/store/contacts.h"
#include "hub/store/opportunities.h"

namespace silverlane::desk {

namespace {

using store::SaleState;
constexpr int kMostAtOnce = 500;
constexpr std::string_view kSold = "sold";

feeds::Day day_of(std::string_view text) {
    const auto date = decision::parse_date(text);
    return date ? feeds::Day{*date} : feeds::Day{};
}

std::string credits_to_json(const std::vector<feeds::Credit>& credits) {
    std::string json = "[";
    for (const auto& each : credits) {
        if (json.size() > 1) json += ',';
        // Staff numbers of credits were signed in with: letters and digits only.
        json += fmt::format("[\"{}\",{}]", each.staff, each.share_ppm);
    }
    return json + ']';
}

/// What staff had said before the sale was reported, or later: it stands with the contact, of which a card that named two things has one. Empty:
/// nobody said anything.
std::string said_by_staff(store::Connection& connection, const store::OpportunityRow& sold) {
    store::Contacts contacts(connection);
    if (auto said = contacts.outcome_of(sold.customer, sold.id); !said.empty() || !sold.alert) return said;
    for (const auto& each : store::Opportunities(connection).of_alert(*sold.alert)) {
        if (auto said = contacts.outcome_of(each.customer, each.id); !said.empty()) return said;
    }
    return {};
}

/// The opportunity, and the alert that carried it, end like this; an alert's version goes up, so that it is seen who did not do it.
void set_outcome(store::Connection& connection, const std::string& id, std::string_view outcome, UtcTime now) {
    store::Opportunities opportunities(connection);
    auto opportunity = opportunities.find(id);
    if (!opportunity || opportunity->outcome == outcome) return;
    opportunity->outcome = outcome;
    opportunities.put(*opportunity);
    if (!opportunity->alert || opportunity->kind == "ghost") return;
    store::Alerts alerts(connection);
    auto alert = alerts.find(*opportunity->alert);
    // Open ones are still somebody's turn: they end by what staff say, and the opportunity knows of the sale.
    if (!alert || alert->state <= 1) return;
    alert->outcome = outcome;
    alert->changed_at = now;
    ++alert->version;
    alerts.put(*alert);
    alerts.record_change(alert->id, alert->version, now, outcome == kSold ? "sold" : "sale_cancelled", "");
}

void settle(store::Connection& connection, store::SaleRow& sale, std::string_view today, UtcTime now) {
    store::Opportunities opportunities(connection);
    const auto opportunity = sale.opportunity ? opportunities.find(*sale.opportunity) : std::nullopt;
    if (!opportunity) {
        // Forgotten since: the sale is counted with all others, and leads to nobody.
        sale.state = SaleState::unmatched;
        sale.customer.reset();
        sale.opportunity.reset();
        sale.counts_from.reset();
    } else if (sale.counts_from && *sale.counts_from > today) {
        sale.state = SaleState::cooling;
    } else if (opportunity->recording_required && sale.recording.empty()) {
        sale.state = SaleState::recording_missing;
    } else {
        sale.state = SaleState::counted;
        set_outcome(connection, opportunity->id, kSold, now);
    }
    opportunities.put_sale(sale);
}

std::vector<feeds::Told> told_to(store::Opportunities& opportunities, const std::vector<store::OpportunityRow>& rows) {
    std::vector<feeds::Told> told;
    for (const auto& row : rows) {
        const auto before = opportunities.sale_of(row.id);
        told.push_back({row.product_class, row.product, day_of(row.day), row.kind == "ghost", row.contacted_by, row.passed_by,
                        before && before->state != SaleState::cancelled, row.cooling_days, row.recording_required});
    }
    return told;
}

SaleTaken change_sale(store::Connection& connection, store::SaleRow sale, const feeds::SaleRow& row, std::string_view today, UtcTime now) {
    if (sale.state == SaleState::cancelled) return SaleTaken::repeated;
    if (row.cancelled) {
        store::Opportunities opportunities(connection);
        const auto sold = sale.opportunity ? opportunities.find(*sale.opportunity) : std::nullopt;
        if (sale.state == SaleState::counted && sold) set_outcome(connection, sold->id, said_by_staff(connection, *sold), now);
        if (const auto call = cooling_call_of(connection, sale.id); call && sale.customer) leave_for_hub(connection, *sale.customer, {{}, {*call}}, now);
        sale.state = SaleState::cancelled;
        // What was taken back came of nothing; the opportunity may still come to something.
        sale.opportunity.reset();
        sale.customer.reset();
        opportunities.put_sale(sale);
        return SaleTaken::changed;
    }
    if (row.recording.empty() || !sale.recording.empty()) return SaleTaken::repeated;
    sale.recording = row.recording;
    settle(connection, sale, today, now);
    return SaleTaken::changed;
}

}  // namespace

SaleTaken put_sale(store::Connection& connection, const feeds::SaleRow& row, const std::optional<CustomerId>& customer, UtcTime now,
                   const FeedSettings& settings) {
    const BranchCalendar calendar{settings.utc_offset};
    const auto today = calendar.day(now);
    store::Opportunities opportunities(connection);
    if (auto known = opportunities.find_sale(row.id)) return change_sale(connection, std::move(*known), row, today, now);
    store::SaleRow sale;
    sale.id = row.id;
    sale.branch = BranchId{row.branch};
    sale.day = calendar.day(row.time);
    sale.product_class = row.product_class;
    sale.product = row.product;
    sale.staff = row.staff;
    sale.recording = row.recording;
    if (row.cancelled) {
        // The sale itself was never sent, or comes later: it must not count then.
        sale.state = SaleState::cancelled;
        opportunities.put_sale(sale);
        return SaleTaken::of_itself;
    }
    store::Branches(connection).count(sale.branch, sale.day, "sale:" + sale.product_class);
    const auto rows = customer ? opportunities.of_customer(*customer) : std::vector<store::OpportunityRow>{};
    const auto match = feeds::match_sale({sale.product_class, sale.product, day_of(sale.day), sale.recording}, told_to(opportunities, rows), settings.matching);
    if (!match) {
        opportunities.put_sale(sale);
        return SaleTaken::of_itself;
    }
    sale.customer = customer;
    sale.opportunity = rows[match->told].id;
    sale.counts_from = decision::to_text(decision::Date{match->counts_from});
    sale.credits = credits_to_json(match->credits);
    settle(connection, sale, today, now);
    return SaleTaken::matched;
}

int count_sales(store::Connection& connection, std::string_view day, UtcTime now) {
    auto due = store::Opportunities(connection).sales_that_count(day, kMostAtOnce);
    for (auto& sale : due) settle(connection, sale, day, now);
    return static_cast<int>(due.size());
}

}  // namespace silverlane::desk
