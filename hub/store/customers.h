// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: Silverlane contributors
//
// Tables about customers: what the bank imported, keyed identities, consents, kept settings. Used inside a transaction or a read. Names are opened here only for storage; nothing here is written to a log.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "hub/store/connection.h"
#include "hub/store/customer_observer.h"

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
    std::string since;                  ///< day on which the bank's relation with them began; empty when unknown
    bool own_staff = false;             ///< works for the bank: no campaign
    std::string relationship_manager;   ///< staff number; empty: nobody's own
};

struct ConsentRow {
    std::string purpose;
    bool granted = false;
    UtcTime time{};
    std::string text_version;
    std::string channel;
    UtcTime last_used{};
    bool paused = false;                ///< refused for today by something weaker than the person's own card or phone; read only
};

class Customers {
public:
    explicit Customers(Connection& connection, CustomerObserver* observer = nullptr) : connection_(connection), observer_(observer) {}
    void put(const CustomerRow& customer);
    [[nodiscard]] std::optional<CustomerRow> find(const CustomerId& id);
    [[nodiscard]] bool exists(const CustomerId& id);
    [[nodiscard]] std::int64_t number();

    /// Forgets the identities of a customer, before an import brings the current ones.
    void drop_identities(const CustomerId& id);
    /// A hash that belongs to somebody else already is a conflict of the import, which asks owner_of() first.
    void put_identity(int kind, const KeyedHash& hash, const CustomerId& id);
    [[nodiscard]] std::optional<CustomerId> owner_of(int kind, const KeyedHash& hash);

    [[nodiscard]] std::vector<ConsentRow> consents_of(const CustomerId& id);
    /// The newer of two choices about one purpose stands. Returns whether this one does.
    bool put_consent(const CustomerId& id, const ConsentRow& consent);
    /// A consent that stands does not count until this branch closes; a newer choice ends the pause. `visit` may take it back (empty: none may).
    void pause_consent(const CustomerId& id, std::string_view purpose, const BranchId& branch, const std::optional<VisitId>& visit);
    /// Only what this visit has paused.
    void resume_consent(const CustomerId& id, std::string_view purpose, const VisitId& visit);
    /// Whose consents this visit has paused.
    [[nodiscard]] std::optional<CustomerId> paused_by(const BranchId& branch, const VisitId& visit);
    /// Notes the use of every consent that still stands: not those last used after `recently` (nothing to note) nor, at `too_long_ago`,
    /// those whose time is over (a use must not bring them back).
    void touch_consents(const CustomerId& id, UtcTime now, UtcTime recently, UtcTime too_long_ago);
    /// Proof of a choice; `customer` or `ticket` says whose. `expires` only for a one-day visitor.
    void record_consent(const std::optional<CustomerId>& customer, const std::optional<TicketId>& ticket, const ConsentRow& consent,
                        const std::optional<UtcTime>& expires);

    void put_preferences(const CustomerId& id, std::string_view json, UtcTime now);
    void drop_preferences(const CustomerId& id);
    [[nodiscard]] std::optional<std::string> preferences_of(const CustomerId& id);

private:
    void tell(const CustomerId& customer) { if (observer_ != nullptr) observer_->changed(customer); }
    Connection& connection_;
    CustomerObserver* observer_;
};

}  // namespace silverlane::store
