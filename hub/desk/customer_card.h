// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: Silverlane contributors
//
// What is held of one customer, read once and kept for the next decision; and the bounded cache of such cards. A card holds nothing that
// depends on the time: what is over is left out when a snapshot is made. Private to hub/desk; writer thread only.
#pragma once

#include <cstdint>
#include <list>
#include <memory>
#include <optional>
#include <string>
#include <unordered_map>
#include <vector>

#include "hub/decision/facts.h"
#include "hub/store/contacts.h"
#include "hub/store/customer_observer.h"
#include "hub/store/customers.h"

namespace silverlane::desk {

constexpr std::chrono::hours kUnusedConsentLasts{730 * 24};

/// A contact as the policy looks at it, with the id by which this visit's own ones are left out.
struct KeptContact {
    std::string id;
    decision::Contact contact;
};
struct KeptSignal {
    decision::Signal signal;
    UtcTime expires{};
};

struct CustomerCard {
    bool known = false;                          ///< there is such a customer
    std::vector<store::ConsentRow> consents;
    CustomerName surname;                        ///< for the card of staff; never part of the facts
    /// What stays the same whatever the time: identity, bands, holdings, tags. Consents, contacts, rests and signals are not filled in.
    decision::CustomerFacts facts;
    bool has_history = false;                    ///< the rest was read: only of somebody who once agreed to profiling or marketing
    std::vector<KeptContact> contacts;           ///< newest first
    std::vector<decision::Rest> rests;
    std::vector<KeptSignal> signals;
    std::vector<decision::Date> days_present;    ///< newest first
    std::optional<decision::Date> first_visit;
};

/// Reads the card. Bands are made of amounts here and nowhere else, and the amounts are dropped.
CustomerCard read_card(store::Customers& customers, store::Contacts& contacts, const CustomerId& id, std::string_view contacts_since);

/// Whether the purpose is granted: not withdrawn, not 24 months unused.
bool lasts(const store::ConsentRow& consent, UtcTime now);
/// Whether it may be acted on now: it lasts, and was not refused for today.
bool stands(const store::ConsentRow& consent, UtcTime now);

struct CacheCounts {
    std::uint64_t hits = 0, misses = 0, dropped = 0;
};

/// The newest used cards. Right whatever its size, also 0: a card goes with every write about its customer, everything goes when somebody else
/// wrote to the database, and what was read inside a transaction that did not stand goes with it.
class CardCache final : public store::CustomerObserver {
public:
    explicit CardCache(std::size_t most) : most_(most) {}
    /// Nothing when it is not there. The card lives as long as whoever holds it.
    std::shared_ptr<const CustomerCard> find(const CustomerId& id);
    void put(const CustomerId& id, std::shared_ptr<const CustomerCard> card);

    void changed(const CustomerId& customer) override;
    void all_changed() override;
    /// From here on undo() drops what came in.
    void begin_group() { since_begin_.clear(); }
    void undo();

    [[nodiscard]] std::size_t size() const { return places_.size(); }
    [[nodiscard]] const CacheCounts& counts() const { return counts_; }

private:
    struct Entry {
        CustomerId id;
        std::shared_ptr<const CustomerCard> card;
    };
    using Entries = std::list<Entry>;
    const std::size_t most_;
    Entries entries_;                            // the newest used first
    std::unordered_map<std::string, Entries::iterator> places_;
    std::vector<CustomerId> since_begin_;
    CacheCounts counts_;
};

}  // namespace silverlane::desk
