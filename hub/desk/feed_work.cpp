// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: Silverlane contributors
#include "hub/desk/feed_work.h"

#include <algorithm>
#include <fstream>
#include <functional>

#include <fmt/format.h>

#include "hub/desk/amount_band.h"
#include "hub/desk/customer_card.h"
#include "hub/desk/sale_work.h"
#include "hub/feeds/feed_rows.h"
#include "hub/protocol/arrival.h"
#include "hub/protocol/product_classes.h"
#include "hub/store/branches.h"
#include "hub/store/contacts.h"
#include "hub/store/customers.h"

namespace silverlane::desk {

namespace {

constexpr std::size_t kRowsInOneTransaction = 500;
constexpr std::chrono::hours kSignalLasts{90 * 24};

void reject(ImportReport& report, const std::filesystem::path& file, int line, std::string_view what) {
    ++report.rejected;
    if (report.problems.size() < ImportReport::kMostProblems) report.problems.push_back(fmt::format("{}:{}: {}", file.filename().string(), line, what));
}

std::optional<CustomerId> customer_of(store::Customers& customers, const feeds::Whose& whose) {
    if (const auto* hash = std::get_if<KeyedHash>(&whose)) return customers.owner_of(static_cast<int>(protocol::IdentifierKind::customer_reference), *hash);
    const auto& id = std::get<CustomerId>(whose);
    return customers.exists(id) ? std::optional{id} : std::nullopt;
}

bool agrees_to(store::Customers& customers, const CustomerId& id, std::string_view purpose, UtcTime now) {
    const auto consents = customers.consents_of(id);
    return std::any_of(consents.begin(), consents.end(), [&](const auto& each) { return each.purpose == purpose && lasts(each, now); });
}

/// What an import needs at hand for one transaction.
struct Batch {
    store::Connection& connection;
    store::Customers customers{connection};
    store::Contacts contacts{connection};
    FeedCounts counts = {};
};

/// Reads every row, and hands rows that are in order to `take`, many in a transaction. What a transaction counts is counted once it stands.
template <class Row>
Result<void> import_feed(const std::filesystem::path& file, store::Store& store, const feeds::FeedContext& context, ImportReport& report,
                         std::variant<Row, std::string> (*read)(const feeds::RawRow&, const feeds::FeedContext&),
                         const std::function<void(Batch&, const Row&)>& take) {
    std::ifstream stream(file, std::ios::binary);
    if (!stream) return Error(ErrorCode::not_found, fmt::format("cannot read {}", file.string()));
    feeds::FeedReader reader(stream, feeds::format_of(file.filename().string()));
    std::vector<Row> rows;
    const auto write = [&]() -> Result<void> {
        FeedCounts counts;
        auto written = store.write([&](store::Connection& connection) -> Result<void> {
            Batch batch{connection};
            for (const auto& row : rows) take(batch, row);
            counts = batch.counts;
            return {};
        });
        if (!written) return std::move(written).within("importing " + file.string());
        report.feeds.add(counts);
        rows.clear();
        return {};
    };
    while (auto raw = reader.next()) {
        auto row = read(*raw, context);
        if (const auto* mistake = std::get_if<std::string>(&row)) reject(report, file, raw->line, *mistake);
        else rows.push_back(std::move(std::get<Row>(row)));
        if (rows.size() < kRowsInOneTransaction) continue;
        if (auto done = write(); !done) return done;
    }
    return write();
}

void take_signal(Batch& batch, const feeds::SignalRow& row, UtcTime now, const BranchCalendar& calendar) {
    const auto customer = customer_of(batch.customers, row.whose);
    if (!customer) {
        ++batch.counts.of_nobody;
        return;
    }
    const std::string_view purpose = row.kind == feeds::SignalKind::repeated_problem ? "service" : "profiling";
    if (!agrees_to(batch.customers, *customer, purpose, now)) {
        ++batch.counts.without_consent;
        return;
    }
    store::SignalRow signal;
    signal.id = "feed:" + row.id;
    signal.kind = feeds::name_of(row.kind);
    signal.product_class = row.product_class;
    signal.day = calendar.day(row.time);
    signal.strength = row.kind == feeds::SignalKind::inflow ? amount_band(row.amount_fen) : row.kind == feeds::SignalKind::browse ? row.seconds : row.times;
    signal.expires = row.time + kSignalLasts;
    if (batch.contacts.put_signal(*customer, signal)) ++batch.counts.signals;
    else ++batch.counts.repeated;
}

void take_contact(Batch& batch, const feeds::ContactRow& row, UtcTime now, const BranchCalendar& calendar) {
    const auto customer = customer_of(batch.customers, row.whose);
    if (!customer) {
        ++batch.counts.of_nobody;
        return;
    }
    if (!agrees_to(batch.customers, *customer, "marketing", now)) {
        ++batch.counts.without_consent;
        return;
    }
    if (batch.contacts.put_contact(*customer, {"feed:" + row.id, calendar.day(row.time), row.channel, row.campaign, row.group, row.outcome})) ++batch.counts.contacts;
    else ++batch.counts.repeated;
}

void take_sale(Batch& batch, const feeds::SaleRow& row, UtcTime now, const FeedSettings& settings) {
    const auto customer = customer_of(batch.customers, row.whose);
    switch (put_sale(batch.connection, row, customer, now, settings)) {
        case SaleTaken::matched: ++batch.counts.matched; [[fallthrough]];
        case SaleTaken::of_itself: ++batch.counts.sales; break;
        case SaleTaken::changed: ++batch.counts.changed; break;
        case SaleTaken::repeated: ++batch.counts.repeated; break;
    }
}

feeds::FeedContext context_at(UtcTime now) { return {now, protocol::kProductClasses, std::chrono::hours{90 * 24}, Milliseconds{5 * 60'000}}; }

}  // namespace

Result<void> import_signals(const std::filesystem::path& file, store::Store& store, UtcTime now, const FeedSettings& settings, ImportReport& report) {
    const BranchCalendar calendar{settings.utc_offset};
    return import_feed<feeds::SignalRow>(file, store, context_at(now), report, &feeds::read_signal,
                                         [&](Batch& batch, const feeds::SignalRow& row) { take_signal(batch, row, now, calendar); });
}

Result<void> import_contacts(const std::filesystem::path& file, store::Store& store, UtcTime now, const FeedSettings& settings, ImportReport& report) {
    const BranchCalendar calendar{settings.utc_offset};
    return import_feed<feeds::ContactRow>(file, store, context_at(now), report, &feeds::read_contact,
                                          [&](Batch& batch, const feeds::ContactRow& row) { take_contact(batch, row, now, calendar); });
}

Result<void> import_sales(const std::filesystem::path& file, store::Store& store, UtcTime now, const FeedSettings& settings, ImportReport& report) {
    return import_feed<feeds::SaleRow>(file, store, context_at(now), report, &feeds::read_sale,
                                       [&](Batch& batch, const feeds::SaleRow& row) { take_sale(batch, row, now, settings); });
}

}  // namespace silverlane::desk
