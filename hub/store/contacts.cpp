// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: Silverlane contributors
#include "hub/store/contacts.h"

namespace silverlane::store {

namespace {
constexpr Sql kPutContact{"INSERT INTO contact (customer, id, day, channel, campaign, campaign_group, outcome) VALUES ($1, $2, $3, $4, $5, $6, $7) "
                          "ON CONFLICT (customer, id) DO NOTHING"};
constexpr Sql kSetOutcome{"UPDATE contact SET outcome = $3 WHERE customer = $1 AND id = $2"};
constexpr Sql kOutcomeOf{"SELECT outcome FROM contact WHERE customer = $1 AND id = $2"};
constexpr Sql kDropContact{"DELETE FROM contact WHERE customer = $1 AND id = $2"};
constexpr Sql kContacts{"SELECT id, day, channel, campaign, campaign_group, outcome FROM contact WHERE customer = $1 AND day >= $2 ORDER BY day DESC, id"};
constexpr Sql kPutRest{"INSERT INTO rest (customer, about, until, why) VALUES ($1, $2, $3, $4) ON CONFLICT (customer, about) DO UPDATE SET "
                       "until = excluded.until, why = excluded.why WHERE excluded.until > rest.until"};
constexpr Sql kRests{"SELECT about, until, why FROM rest WHERE customer = $1 ORDER BY about"};
constexpr Sql kPutSignal{"INSERT INTO signal (customer, id, kind, product_class, day, strength, branch, expires) VALUES ($1, $2, $3, $4, $5, $6, $7, $8) "
                         "ON CONFLICT (customer, id) DO NOTHING"};
constexpr Sql kSignals{"SELECT id, kind, product_class, day, strength, branch, expires FROM signal WHERE customer = $1 ORDER BY day DESC, id"};
constexpr Sql kPresence{"INSERT INTO presence (customer, day, branch) VALUES ($1, $2, $3) ON CONFLICT (customer, day, branch) DO NOTHING"};
constexpr Sql kDaysPresent{"SELECT DISTINCT day FROM presence WHERE customer = $1 ORDER BY day DESC"};
constexpr Sql kPutFirst{"INSERT INTO first_visit (customer, day) VALUES ($1, $2) ON CONFLICT (customer) DO NOTHING"};
constexpr Sql kFirst{"SELECT day FROM first_visit WHERE customer = $1"};
constexpr Sql kForgetSignals{"DELETE FROM signal WHERE customer = $1"};
constexpr Sql kForgetPresence{"DELETE FROM presence WHERE customer = $1"};
constexpr Sql kForgetFirst{"DELETE FROM first_visit WHERE customer = $1"};
constexpr Sql kBareContacts{"UPDATE contact SET campaign = '', campaign_group = '', outcome = '' WHERE customer = $1"};
}  // namespace

bool Contacts::put_contact(const CustomerId& customer, const ContactRow& contact) {
    connection_.run(kPutContact, {customer, contact.id, contact.day, contact.channel, contact.campaign, contact.group, contact.outcome});
    tell(customer);
    return !connection_.failed() && connection_.changed() > 0;
}

void Contacts::set_outcome(const CustomerId& customer, std::string_view contact, std::string_view outcome) {
    connection_.run(kSetOutcome, {customer, contact, outcome});
    tell(customer);
}

std::string Contacts::outcome_of(const CustomerId& customer, std::string_view contact) {
    std::string found;
    connection_.query(kOutcomeOf, {customer, contact}, [&](const Row& row) { found = row.text(0); });
    return found;
}

void Contacts::drop_contact(const CustomerId& customer, std::string_view contact) {
    connection_.run(kDropContact, {customer, contact});
    tell(customer);
}

std::vector<ContactRow> Contacts::contacts(const CustomerId& customer, std::string_view since) {
    std::vector<ContactRow> found;
    connection_.query(kContacts, {customer, since}, [&](const Row& row) {
        found.push_back({row.text(0), row.text(1), row.text(2), row.text(3), row.text(4), row.text(5)});
    });
    return found;
}

void Contacts::put_rest(const CustomerId& customer, const RestRow& rest) {
    connection_.run(kPutRest, {customer, rest.about, rest.until, rest.why});
    tell(customer);
}

std::vector<RestRow> Contacts::rests(const CustomerId& customer) {
    std::vector<RestRow> found;
    connection_.query(kRests, {customer}, [&](const Row& row) { found.push_back({row.text(0), row.text(1), row.text(2)}); });
    return found;
}

bool Contacts::put_signal(const CustomerId& customer, const SignalRow& signal) {
    connection_.run(kPutSignal, {customer, signal.id, signal.kind, signal.product_class, signal.day, signal.strength, signal.branch, signal.expires});
    tell(customer);
    return !connection_.failed() && connection_.changed() > 0;
}

std::vector<SignalRow> Contacts::signals(const CustomerId& customer) {
    std::vector<SignalRow> found;
    connection_.query(kSignals, {customer}, [&](const Row& row) {
        found.push_back({row.text(0), row.text(1), row.text(2), row.text(3), static_cast<int>(row.integer(4)), row.id<BranchId>(5), row.time(6)});
    });
    return found;
}

void Contacts::note_presence(const CustomerId& customer, std::string_view day, const BranchId& branch) {
    connection_.run(kPresence, {customer, day, branch});
    tell(customer);
}

std::vector<std::string> Contacts::days_present(const CustomerId& customer) {
    std::vector<std::string> found;
    connection_.query(kDaysPresent, {customer}, [&](const Row& row) { found.push_back(row.text(0)); });
    return found;
}

void Contacts::note_first_visit(const CustomerId& customer, std::string_view day) {
    connection_.run(kPutFirst, {customer, day});
    tell(customer);
}

std::optional<std::string> Contacts::first_visit(const CustomerId& customer) {
    std::optional<std::string> found;
    connection_.query(kFirst, {customer}, [&](const Row& row) { found = row.text(0); });
    return found;
}

void Contacts::forget(const CustomerId& customer) {
    for (const auto* each : {&kForgetSignals, &kForgetPresence, &kForgetFirst, &kBareContacts}) connection_.run(*each, {customer});
    tell(customer);
}

}  // namespace silverlane::store
