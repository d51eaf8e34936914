// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: Silverlane contributors
//
// Tables about customers: what the bank imported, keyed identities, consents, kept settings, contact counters. Used inside a transaction or
// a read. Names are opened here only for storage; nothing here is written to a log.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "hub/store/connection.h"

namespace silverlane::store {

struct CustomerRow {
    CustomerId id;
    CustomerName surname;
    std::string gender;                 ///< "female" | "male" | empty
    std::string birth;                  ///< "1954-03-02", empty when unknown
    std::string tier;                   ///< a letter
    int risk_level = 0;                 ///< 1..5; 0 = never assessed
    std::string risk_assessed;          ///< day; empty = never
    std::string products;               ///< JSON list
    std::string tags;                   ///< JSON list of texts
    std::string needs;                  ///< JSON list of texts
};

struct ConsentRow {
    std::string purpose;
    bool granted = false;
    UtcTime time{};
    std::string text_version;
    std::string channel;
    UtcTime last_used{};
};

/// How often a customer was contacted, up to and without today.
struct ContactCounts {
    int in_7_days = 0;
    int in_30_days = 0;
};

class Customers {
public:
    explicit Customers(Connection& connection) : connection_(connection) {}
    void put(const CustomerRow& customer);
    [[nodiscard]] std::optional<CustomerRow> find(const CustomerId& id);
    [[nodiscard]] std::int64_t number();

    /// Forgets the identities of a customer, before an import brings the current ones.
    void drop_identities(const CustomerId& id);
    /// A hash that belongs to somebody else already is a conflict of the import, which asks owner_of() first.
    void put_identity(int kind, const KeyedHash& hash, const CustomerId& id);
    [[nodiscard]] std::optional<CustomerId> owner_of(int kind, const KeyedHash& hash);

    [[nodiscard]] std::vector<ConsentRow> consents_of(const CustomerId& id);
    /// The newer of two choices about one purpose stands. Returns whether this one does.
    bool put_consent(const CustomerId& id, const ConsentRow& consent);
    /// Notes the use of every consent that still stands: not those last used after `recently` (nothing to note) nor, at `too_long_ago`,
    /// those whose time is over (a use must not bring them back).
    void touch_consents(const CustomerId& id, UtcTime now, UtcTime recently, UtcTime too_long_ago);
    /// Proof of a choice; `customer` or `ticket` says whose. `expires` only for a one-day visitor.
    void record_consent(const std::optional<CustomerId>& customer, const std::optional<TicketId>& ticket, const ConsentRow& consent,
                        const std::optional<UtcTime>& expires);

    void put_preferences(const CustomerId& id, std::string_view json, UtcTime now);
    void drop_preferences(const CustomerId& id);
    [[nodiscard]] std::optional<std::string> preferences_of(const CustomerId& id);

    void count_contact(const CustomerId& id, std::string_view alert_class, std::string_view day);
    [[nodiscard]] ContactCounts contacts(const CustomerId& id, std::string_view alert_class, std::string_view day_7_ago, std::string_view day_30_ago);
    void suppress(const CustomerId& id, std::string_view campaign, UtcTime until);
    [[nodiscard]] std::vector<std::string> suppressed(const CustomerId& id, UtcTime now);

private:
    Connection& connection_;
};

}  // namespace silverlane::store
