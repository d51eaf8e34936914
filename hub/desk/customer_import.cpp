// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: Silverlane contributors
#include <algorithm>
#include <fstream>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "base/hexadecimal.h"
#include "base/suggestion.h"
#include "hub/desk/bank_import.h"
#include "hub/desk/bank_news.h"
#include "hub/desk/campaign_count.h"
#include "hub/desk/customer_facts.h"
#include "hub/desk/task_work.h"
#include "hub/feeds/feed_rows.h"
#include "hub/protocol/arrival.h"
#include "hub/protocol/product_classes.h"
#include "hub/store/contacts.h"
#include "hub/store/customers.h"
#include "hub/store/decisions.h"
#include "hub/store/opportunities.h"
#include "hub/store/visits.h"

namespace silverlane::desk {

namespace {

using Json = nlohmann::json;
constexpr std::size_t kRowsInOneTransaction = 500;
constexpr std::size_t kLongestLine = 64 * 1024;
constexpr std::string_view kPurposes[] = {"service", "wifi", "settings", "profiling", "marketing", "survey"};

struct Identity {
    protocol::IdentifierKind kind;
    KeyedHash hash;
};

struct ReadRow {
    store::CustomerRow customer;
    std::vector<Identity> identities;
    std::vector<store::ConsentRow> consents;
    std::string preferences;          ///< JSON; empty = none
    int line = 0;
};

/// Reads one line; the first thing that is wrong goes into `mistake`. Values are said of the words of known lists alone.
class LineReader {
public:
    LineReader(const Json& json, feeds::RowMistake& mistake) : json_(json), mistake_(mistake) {}

    ReadRow read() {
        ReadRow row;
        row.customer.id = CustomerId{text("id", true)};
        row.customer.surname = CustomerName{PrivateText{text("surname", true)}};
        row.customer.gender = text("gender", false);
        if (!row.customer.gender.empty() && row.customer.gender != "female" && row.customer.gender != "male") wrong_word("gender", row.customer.gender, {"female", "male"});
        row.customer.birth = date("birth");
        row.customer.tier = text("tier", false);
        row.customer.risk_level = level("risk_level");
        row.customer.risk_assessed = date("risk_assessed");
        row.customer.products = list("products");
        row.customer.tags = list("tags");
        row.customer.needs = list("needs");
        row.customer.since = date("since");
        row.customer.own_staff = yes("own_staff");
        row.customer.relationship_manager = text("relationship_manager", false);
        identity(row, "phone_hash", protocol::IdentifierKind::phone);
        identity(row, "reference_hash", protocol::IdentifierKind::customer_reference);
        if (const auto cards = json_.find("card_hashes"); cards != json_.end()) {
            if (!cards->is_array()) wrong("card_hashes", "a list");
            else for (const auto& each : *cards) add_hash(row, "card_hashes", each, protocol::IdentifierKind::card);
        }
        consents(row);
        preferences(row);
        return row;
    }

private:
    void wrong(std::string_view field, std::string_view expected) {
        if (mistake_.what.empty()) mistake_ = {std::string{field.substr(0, field.find('.'))}, fmt::format("{}: expected {}", field, expected)};
    }
    /// Of a field that holds a word of a list.
    void wrong_word(std::string_view field, const std::string& value, const std::vector<std::string>& known) {
        const std::string meant = did_you_mean(value, known);
        const std::string shown = feeds::looks_like_a_word(value) && !value.empty() ? fmt::format(", not '{}'", value) : "";
        wrong(field, fmt::format("one of {}{}{}", joined(known), shown, meant.empty() ? "" : "; " + meant));
    }
    const Json* find(const char* field) {
        const auto found = json_.find(field);
        return found == json_.end() || found->is_null() ? nullptr : &*found;
    }
    std::string text(const char* field, bool required) {
        const auto* value = find(field);
        if (value == nullptr) {
            if (required) wrong(field, "a text");
            return {};
        }
        if (!value->is_string() || value->get_ref<const std::string&>().size() > 128 || (required && value->get_ref<const std::string&>().empty())) {
            wrong(field, "a short text");
            return {};
        }
        return value->get<std::string>();
    }
    std::string date(const char* field) {
        auto found = text(field, false);
        if (!found.empty() && !decision::parse_date(found)) wrong(field, "a day as 1954-03-02");
        return found;
    }
    bool yes(const char* field) {
        const auto* value = find(field);
        if (value == nullptr) return false;
        if (!value->is_boolean()) wrong(field, "true or false");
        return value->is_boolean() && value->get<bool>();
    }
    int level(const char* field) {
        const auto* value = find(field);
        if (value == nullptr) return 0;
        if (!value->is_number_integer() || value->get<std::int64_t>() < 0 || value->get<std::int64_t>() > 5) {
            wrong(field, "0 to 5");
            return 0;
        }
        return value->get<int>();
    }
    std::string list(const char* field) {
        const auto* value = find(field);
        if (value == nullptr) return "[]";
        if (!value->is_array()) {
            wrong(field, "a list");
            return "[]";
        }
        if (std::string_view{field} == "products") {
            for (std::size_t i = 0; i < value->size(); ++i) check_product((*value)[i], i + 1);
        }
        return value->dump(-1, ' ', false, Json::error_handler_t::replace);
    }
    void check_product(const Json& product, std::size_t number) {
        if (!product.is_object() || !product.contains("kind") || !product["kind"].is_string()) return wrong("products", "objects with a kind");
        const auto kind = product["kind"].get<std::string>();
        if (!protocol::is_product_class(kind)) return wrong_kind(kind, number);
        const auto matures = product.find("matures");
        if (matures != product.end() && !matures->is_null() && (!matures->is_string() || !decision::parse_date(matures->get<std::string>()))) {
            wrong("products.matures", "a day as 2026-11-27, or null");
        }
        const auto amount = product.find("amount_fen");
        if (amount != product.end() && !amount->is_null() && (!amount->is_number_integer() || amount->get<std::int64_t>() < 0)) wrong("products.amount_fen", "a whole number of fen, or null");
        const auto risk = product.find("risk");
        if (risk != product.end() && (!risk->is_number_integer() || risk->get<std::int64_t>() < 1 || risk->get<std::int64_t>() > 5)) wrong("products.risk", "1 to 5");
    }
    /// A holding of a kind that no rule knows would be left out of every decision without a word.
    void wrong_kind(const std::string& kind, std::size_t number) {
        static const std::vector<std::string> kKnown(protocol::kProductClasses.begin(), protocol::kProductClasses.end());
        const std::string shown = feeds::looks_like_a_word(kind) && !kind.empty() ? fmt::format(", not '{}'", kind) : "";
        wrong("products.kind", fmt::format("one of the {} product classes{} (product {}); {}", kKnown.size(), shown, number, advice_among(kind, kKnown)));
    }
    void add_hash(ReadRow& row, const char* field, const Json& value, protocol::IdentifierKind kind) {
        const auto bytes = value.is_string() ? from_hexadecimal(value.get<std::string>()) : Result<std::vector<std::uint8_t>>{std::vector<std::uint8_t>{}};
        Identity identity{kind, {}};
        if (!bytes || bytes->size() != identity.hash.bytes.size()) return wrong(field, "64 hexadecimal digits");
        std::copy(bytes->begin(), bytes->end(), identity.hash.bytes.begin());
        row.identities.push_back(identity);
    }
    void identity(ReadRow& row, const char* field, protocol::IdentifierKind kind) {
        if (const auto* value = find(field); value != nullptr) add_hash(row, field, *value, kind);
    }
    void consents(ReadRow& row) {
        const auto* value = find("consents");
        if (value == nullptr) return;
        if (!value->is_array()) return wrong("consents", "a list");
        for (const auto& each : *value) {
            if (!each.is_object()) return wrong("consents", "objects");
            store::ConsentRow consent;
            consent.purpose = each.value("purpose", Json()).is_string() ? each["purpose"].get<std::string>() : "";
            if (std::find(std::begin(kPurposes), std::end(kPurposes), consent.purpose) == std::end(kPurposes)) {
                return wrong_word("consents.purpose", consent.purpose, {std::begin(kPurposes), std::end(kPurposes)});
            }
            if (!each.contains("granted") || !each["granted"].is_boolean()) return wrong("consents.granted", "true or false");
            consent.granted = each["granted"].get<bool>();
            const auto time = each.contains("time") && each["time"].is_string() ? parse_rfc3339(each["time"].get<std::string>())
                                                                                 : Result<UtcTime>{Error(ErrorCode::invalid_input, "")};
            if (!time) return wrong("consents.time", "a time as 2026-05-01T02:00:00Z");
            consent.time = consent.last_used = *time;
            if (each.contains("text_version") && each["text_version"].is_string()) consent.text_version = each["text_version"].get<std::string>();
            if (each.contains("channel") && each["channel"].is_string()) consent.channel = each["channel"].get<std::string>();
            row.consents.push_back(std::move(consent));
        }
    }
    void preferences(ReadRow& row) {
        const auto* value = find("preferences");
        if (value == nullptr) return;
        const auto kept = preferences_from_json(value->dump());
        if (!kept) return wrong("preferences", "an object or null");
        const bool allowed = std::any_of(row.consents.begin(), row.consents.end(), [](const auto& each) { return each.purpose == "settings" && each.granted; });
        // Settings without the consent to keep them are not taken over.
        if (allowed) row.preferences = preferences_to_json(*kept);
    }

    const Json& json_;
    feeds::RowMistake& mistake_;
};

/// A refusal that the bank brings deletes what rests on it, as one at a kiosk does. What stands on tablets is left for the hub, where anything does.
void take_back(store::Connection& connection, const CustomerId& customer, const std::vector<std::string>& refused, UtcTime now) {
    if (refused.empty()) return;
    if (has(refused, "settings")) store::Customers(connection).drop_preferences(customer);
    BankNews news;
    if (!store::Visits(connection).lasting_of(customer).empty()) news.refused = refused;
    if (has(refused, "marketing") || has(refused, "profiling") || has(refused, "service")) {
        store::Opportunities opportunities(connection);
        const auto rows = opportunities.of_customer(customer);
        news.tasks = tasks_of(connection, rows);
        give_back(connection, rows);
        opportunities.drop_of_customer(customer);
        store::Decisions(connection).drop_of_customer(customer);
        store::Contacts(connection).forget(customer);
    }
    if (!news.refused.empty() || !news.tasks.empty()) leave_for_hub(connection, customer, news, now);
}

/// False when an identifier belongs to somebody else: two people with one card would be merged, which must never happen.
bool put_row(store::Connection& connection, const ReadRow& row, UtcTime now) {
    store::Customers customers(connection);
    for (const auto& identity : row.identities) {
        const auto owner = customers.owner_of(static_cast<int>(identity.kind), identity.hash);
        if (owner && *owner != row.customer.id) return false;
    }
    customers.put(row.customer);
    customers.drop_identities(row.customer.id);
    for (const auto& identity : row.identities) customers.put_identity(static_cast<int>(identity.kind), identity.hash, row.customer.id);
    const auto known = customers.consents_of(row.customer.id);
    bool settings_stand = false;
    std::vector<std::string> refused;
    for (const auto& consent : row.consents) {
        const bool same = std::any_of(known.begin(), known.end(), [&](const auto& each) {
            return each.purpose == consent.purpose && each.time == consent.time && each.granted == consent.granted;
        });
        if (!same && customers.put_consent(row.customer.id, consent)) {
            customers.record_consent(row.customer.id, std::nullopt, consent, std::nullopt);
            settings_stand = settings_stand || (consent.purpose == "settings" && consent.granted);
            if (!consent.granted) refused.push_back(consent.purpose);
        }
    }
    take_back(connection, row.customer.id, refused, now);
    if (!row.preferences.empty() && settings_stand) customers.put_preferences(row.customer.id, row.preferences, now);
    return true;
}

Result<void> write_rows(const std::filesystem::path& file, store::Store& store, std::vector<ReadRow>& rows, UtcTime now, ImportReport& report, FileReport& part) {
    std::vector<int> shared;
    auto written = store.write([&](store::Connection& connection) -> Result<void> {
        for (const auto& row : rows) {
            if (!put_row(connection, row, now)) shared.push_back(row.line);
        }
        return {};
    });
    if (!written) return std::move(written).within("importing " + file.string());
    for (const int line : shared) report.refuse(part, line, 1, "an identifier of this row belongs to another customer; see that each hash stands with one id");
    report.customers += static_cast<int>(rows.size() - shared.size());
    part.taken += static_cast<int>(rows.size() - shared.size());
    rows.clear();
    return {};
}

}  // namespace

Result<void> import_customers(const std::filesystem::path& file, store::Store& store, UtcTime now, ImportReport& report) {
    std::ifstream stream(file, std::ios::binary);
    if (!stream) return Error(ErrorCode::not_found, fmt::format("cannot read {}", file.string()));
    auto& part = report.begin_file(file);
    std::vector<ReadRow> rows;
    std::string line;
    for (int number = 1; std::getline(stream, line); ++number) {
        if (line.empty()) continue;
        ++part.rows;
        const auto json = line.size() > kLongestLine ? Json(Json::value_t::discarded) : Json::parse(line, nullptr, false);
        if (!json.is_object()) {
            report.refuse(part, number, 1, "no JSON object; one customer is one object on one line");
            continue;
        }
        feeds::RowMistake mistake;
        auto row = LineReader(json, mistake).read();
        if (!mistake.what.empty()) {
            report.refuse(part, number, feeds::column_at(line, feeds::place_in_json(line, mistake.field)), mistake.what);
            continue;
        }
        row.line = number;
        rows.push_back(std::move(row));
        if (rows.size() < kRowsInOneTransaction) continue;
        if (auto done = write_rows(file, store, rows, now, report, part); !done) return done;
    }
    return write_rows(file, store, rows, now, report, part);
}

}  // namespace silverlane::desk
