// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: Silverlane contributors
#include "hub/store/customers.h"

namespace silverlane::store {

namespace {
constexpr Sql kPut{"INSERT INTO customer (id, surname, gender, birth, tier, risk_level, risk_assessed, products, tags, needs, since, own_staff, "
                   "relationship_manager) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13) ON CONFLICT (id) DO UPDATE SET surname = excluded.surname, "
                   "gender = excluded.gender, birth = excluded.birth, tier = excluded.tier, risk_level = excluded.risk_level, "
                   "risk_assessed = excluded.risk_assessed, products = excluded.products, tags = excluded.tags, needs = excluded.needs, "
                   "since = excluded.since, own_staff = excluded.own_staff, relationship_manager = excluded.relationship_manager"};
constexpr Sql kFind{"SELECT id, surname, gender, birth, tier, risk_level, risk_assessed, products, tags, needs, since, own_staff, "
                    "relationship_manager FROM customer WHERE id = $1"};
constexpr Sql kExists{"SELECT 1 FROM customer WHERE id = $1"};
constexpr Sql kNumber{"SELECT count(*) FROM customer"};
constexpr Sql kDropIdentities{"DELETE FROM identity WHERE customer = $1"};
constexpr Sql kPutIdentity{"INSERT INTO identity (kind, hash, customer) VALUES ($1, $2, $3) ON CONFLICT (kind, hash) DO NOTHING"};
constexpr Sql kOwner{"SELECT customer FROM identity WHERE kind = $1 AND hash = $2"};
constexpr Sql kConsents{"SELECT purpose, granted, time, text_version, channel, last_used, paused_in <> '' FROM consent WHERE customer = $1"};
constexpr Sql kPutConsent{"INSERT INTO consent (customer, purpose, granted, time, text_version, channel, last_used) VALUES ($1, $2, $3, $4, $5, $6, $7) "
                          "ON CONFLICT (customer, purpose) DO UPDATE SET granted = excluded.granted, time = excluded.time, "
                          "text_version = excluded.text_version, channel = excluded.channel, last_used = excluded.last_used, "
                          "paused_in = CASE WHEN excluded.time > consent.time THEN '' ELSE consent.paused_in END, "
                          "paused_by = CASE WHEN excluded.time > consent.time THEN '' ELSE consent.paused_by END "
                          "WHERE excluded.time >= consent.time"};
constexpr Sql kPause{"UPDATE consent SET paused_in = $3, paused_by = $4 WHERE customer = $1 AND purpose = $2 AND granted = 1"};
constexpr Sql kResume{"UPDATE consent SET paused_in = '', paused_by = '' WHERE customer = $1 AND purpose = $2 AND paused_by = $3"};
constexpr Sql kPausedBy{"SELECT customer FROM consent WHERE paused_in = $1 AND paused_by = $2 AND paused_in <> '' LIMIT 1"};
constexpr Sql kTouchConsents{"UPDATE consent SET last_used = $2 WHERE customer = $1 AND granted = 1 AND last_used < $3 AND (last_used >= $4 OR time >= $4)"};
constexpr Sql kRecordConsent{"INSERT INTO consent_record (customer, ticket, purpose, granted, time, text_version, channel, expires) "
                             "VALUES ($1, $2, $3, $4, $5, $6, $7, $8)"};
constexpr Sql kPutPreferences{"INSERT INTO preferences (customer, body, time) VALUES ($1, $2, $3) ON CONFLICT (customer) DO UPDATE SET "
                              "body = excluded.body, time = excluded.time"};
constexpr Sql kDropPreferences{"DELETE FROM preferences WHERE customer = $1"};
constexpr Sql kPreferences{"SELECT body FROM preferences WHERE customer = $1"};
}  // namespace

void Customers::put(const CustomerRow& customer) {
    connection_.run(kPut, {customer.id, customer.surname.text.open(PrivateDoor::storage), customer.gender, customer.birth, customer.tier,
                           customer.risk_level, customer.risk_assessed, customer.products, customer.tags, customer.needs, customer.since,
                           customer.own_staff, customer.relationship_manager});
    tell(customer.id);
}

std::optional<CustomerRow> Customers::find(const CustomerId& id) {
    std::optional<CustomerRow> found;
    connection_.query(kFind, {id}, [&](const Row& row) {
        found = CustomerRow{row.id<CustomerId>(0), CustomerName{PrivateText{row.text(1)}}, row.text(2), row.text(3), row.text(4),
                            static_cast<int>(row.integer(5)), row.text(6), row.text(7), row.text(8), row.text(9),
                            row.text(10), row.boolean(11), row.text(12)};
    });
    return found;
}

bool Customers::exists(const CustomerId& id) {
    bool found = false;
    connection_.query(kExists, {id}, [&](const Row&) { found = true; });
    return found;
}

std::int64_t Customers::number() {
    std::int64_t number = 0;
    connection_.query(kNumber, {}, [&](const Row& row) { number = row.integer(0); });
    return number;
}

void Customers::drop_identities(const CustomerId& id) { connection_.run(kDropIdentities, {id}); }
void Customers::put_identity(int kind, const KeyedHash& hash, const CustomerId& id) { connection_.run(kPutIdentity, {kind, hash, id}); }

std::optional<CustomerId> Customers::owner_of(int kind, const KeyedHash& hash) {
    std::optional<CustomerId> found;
    connection_.query(kOwner, {kind, hash}, [&](const Row& row) { found = row.id<CustomerId>(0); });
    return found;
}

std::vector<ConsentRow> Customers::consents_of(const CustomerId& id) {
    std::vector<ConsentRow> found;
    connection_.query(kConsents, {id}, [&](const Row& row) {
        found.push_back({row.text(0), row.boolean(1), row.time(2), row.text(3), row.text(4), row.time(5), row.boolean(6)});
    });
    return found;
}

bool Customers::put_consent(const CustomerId& id, const ConsentRow& consent) {
    connection_.run(kPutConsent, {id, consent.purpose, consent.granted, consent.time, consent.text_version, consent.channel, consent.last_used});
    tell(id);
    return !connection_.failed() && connection_.changed() > 0;
}

void Customers::pause_consent(const CustomerId& id, std::string_view purpose, const BranchId& branch, const std::optional<VisitId>& visit) {
    connection_.run(kPause, {id, purpose, branch, visit.value_or(VisitId{})});
    tell(id);
}

void Customers::resume_consent(const CustomerId& id, std::string_view purpose, const VisitId& visit) {
    connection_.run(kResume, {id, purpose, visit});
    tell(id);
}

std::optional<CustomerId> Customers::paused_by(const BranchId& branch, const VisitId& visit) {
    std::optional<CustomerId> found;
    connection_.query(kPausedBy, {branch, visit}, [&](const Row& row) { found = row.id<CustomerId>(0); });
    return found;
}

void Customers::touch_consents(const CustomerId& id, UtcTime now, UtcTime recently, UtcTime too_long_ago) {
    connection_.run(kTouchConsents, {id, now, recently, too_long_ago});
    tell(id);
}

void Customers::record_consent(const std::optional<CustomerId>& customer, const std::optional<TicketId>& ticket, const ConsentRow& consent,
                               const std::optional<UtcTime>& expires) {
    connection_.run(kRecordConsent, {customer, ticket, consent.purpose, consent.granted, consent.time, consent.text_version, consent.channel, expires});
}

void Customers::put_preferences(const CustomerId& id, std::string_view json, UtcTime now) { connection_.run(kPutPreferences, {id, json, now}); }
void Customers::drop_preferences(const CustomerId& id) { connection_.run(kDropPreferences, {id}); }

std::optional<std::string> Customers::preferences_of(const CustomerId& id) {
    std::optional<std::string> found;
    connection_.query(kPreferences, {id}, [&](const Row& row) { found = row.text(0); });
    return found;
}

}  // namespace silverlane::store
