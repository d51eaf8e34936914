// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: Silverlane contributors
//
// Tables of what happened between a customer and the bank, as far as a decision may look back: contacts about offers by whichever way, what
// rests, signals, days of presence, the beginning of the honeymoon. Holds no name and no amount. Used inside a transaction or a read.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "hub/store/connection.h"
#include "hub/store/customer_observer.h"

namespace silverlane::store {

struct ContactRow {
    std::string id;               ///< the opportunity's, or the feed's
    std::string day;              ///< service day
    std::string channel;          ///< tablet | kiosk | teller | sms | app | call | ...; "branch" of what was counted before schema 4
    std::string campaign;         ///< may be empty
    std::string group;            ///< may be empty
    std::string outcome;          ///< empty until somebody says what came of it
};

struct RestRow {
    std::string about;            ///< a campaign's id, or "group:" and the group
    std::string until;            ///< the last day of the rest
    std::string why;              ///< declined | not_now | not_relevant | ignored
};

struct SignalRow {
    std::string id;
    std::string kind;             ///< inflow | browse | low_rating | repeated_problem
    std::string product_class;    ///< may be empty
    std::string day;
    int strength = 0;             ///< inflow: a band, never an amount; browse: seconds
    BranchId branch;              ///< not empty: goes at this branch's closing
    UtcTime expires{};
};

class Contacts {
public:
    explicit Contacts(Connection& connection, CustomerObserver* observer = nullptr) : connection_(connection), observer_(observer) {}

    /// The same id of one customer is one contact. Returns whether it is new.
    bool put_contact(const CustomerId& customer, const ContactRow& contact);
    void set_outcome(const CustomerId& customer, std::string_view contact, std::string_view outcome);
    /// What came of the contact; empty when nobody said so, or there is no such contact.
    [[nodiscard]] std::string outcome_of(const CustomerId& customer, std::string_view contact);
    void drop_contact(const CustomerId& customer, std::string_view contact);
    /// Of this day and later, the newest first; those of one day by their id.
    [[nodiscard]] std::vector<ContactRow> contacts(const CustomerId& customer, std::string_view since);

    /// The later end of two rests about one thing stands.
    void put_rest(const CustomerId& customer, const RestRow& rest);
    [[nodiscard]] std::vector<RestRow> rests(const CustomerId& customer);

    /// Returns whether it is new.
    bool put_signal(const CustomerId& customer, const SignalRow& signal);
    [[nodiscard]] std::vector<SignalRow> signals(const CustomerId& customer);

    void note_presence(const CustomerId& customer, std::string_view day, const BranchId& branch);
    /// Different days, the newest first.
    [[nodiscard]] std::vector<std::string> days_present(const CustomerId& customer);
    /// Stays what it was when one is known.
    void note_first_visit(const CustomerId& customer, std::string_view day);
    [[nodiscard]] std::optional<std::string> first_visit(const CustomerId& customer);

    /// Withdrawal: signals and presence go, contacts keep nothing but their day and way, so that the caps hold; what rests goes on resting.
    void forget(const CustomerId& customer);

private:
    void tell(const CustomerId& customer) { if (observer_ != nullptr) observer_->changed(customer); }
    Connection& connection_;
    CustomerObserver* observer_;
};

}  // namespace silverlane::store
