// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: Silverlane contributors
#include "hub/store/phones.h"

namespace silverlane::store {

namespace {
constexpr Sql kPut{"INSERT INTO phone_session (token_hash, branch, subject, ticket, wifi_session, expires) VALUES ($1, $2, $3, $4, $5, $6) "
                   "ON CONFLICT (token_hash) DO UPDATE SET expires = excluded.expires"};
constexpr Sql kFind{"SELECT branch, ticket, wifi_session, expires FROM phone_session WHERE token_hash = $1 AND expires > $2"};
constexpr Sql kDropSessions{"DELETE FROM phone_session WHERE branch = $1 AND subject = $2"};
constexpr Sql kDropChoices{"DELETE FROM phone_choice WHERE branch = $1 AND subject = $2"};
constexpr Sql kDropTold{"DELETE FROM phone_told WHERE branch = $1 AND subject = $2"};
constexpr Sql kChoose{"INSERT INTO phone_choice (branch, subject, purpose, granted, text_version, at) VALUES ($1, $2, $3, $4, $5, $6) ON CONFLICT (branch, "
                      "subject, purpose) DO UPDATE SET granted = excluded.granted, text_version = excluded.text_version, at = excluded.at"};
constexpr Sql kChoices{"SELECT purpose, granted, text_version, at FROM phone_choice WHERE branch = $1 AND subject = $2 ORDER BY purpose"};
constexpr Sql kWatchers{"SELECT DISTINCT s.subject, coalesce(s.ticket, v.ticket), coalesce(t.told, '') FROM phone_session s "
                        "LEFT JOIN wifi_session w ON s.ticket IS NULL AND w.branch = s.branch AND w.session = s.wifi_session "
                        "LEFT JOIN visit v ON v.id = w.visit LEFT JOIN phone_told t ON t.branch = s.branch AND t.subject = s.subject "
                        "WHERE s.branch = $1 AND coalesce(s.ticket, v.ticket) IS NOT NULL"};
constexpr Sql kTold{"INSERT INTO phone_told (branch, subject, told) VALUES ($1, $2, $3) ON CONFLICT (branch, subject) DO UPDATE SET told = excluded.told"};
}  // namespace

std::string subject_of(const PhoneSessionRow& session) {
    if (session.ticket) return "ticket:" + session.ticket->text;
    return session.wifi_session.empty() ? std::string{} : "wifi:" + session.wifi_session;
}

void Phones::put(const PhoneSessionRow& session) {
    connection_.run(kPut, {session.token_hash, session.branch, subject_of(session), session.ticket, session.wifi_session, session.expires});
}

std::optional<PhoneSessionRow> Phones::find(const KeyedHash& token_hash, UtcTime now) {
    std::optional<PhoneSessionRow> found;
    connection_.query(kFind, {token_hash, now}, [&](const Row& row) {
        found = PhoneSessionRow{token_hash, row.id<BranchId>(0), row.optional_id<TicketId>(1), row.text(2), row.time(3)};
    });
    return found;
}

void Phones::forget(const BranchId& branch, std::string_view subject) {
    connection_.run(kDropSessions, {branch, subject});
    connection_.run(kDropChoices, {branch, subject});
    connection_.run(kDropTold, {branch, subject});
}

void Phones::choose(const BranchId& branch, std::string_view subject, const PhoneChoiceRow& choice) {
    connection_.run(kChoose, {branch, subject, choice.purpose, choice.granted, choice.text_version, choice.at});
}

std::vector<PhoneChoiceRow> Phones::choices(const BranchId& branch, std::string_view subject) {
    std::vector<PhoneChoiceRow> found;
    connection_.query(kChoices, {branch, subject}, [&](const Row& row) { found.push_back({row.text(0), row.boolean(1), row.text(2), row.time(3)}); });
    return found;
}

std::vector<Phones::Watcher> Phones::watchers(const BranchId& branch) {
    std::vector<Watcher> found;
    connection_.query(kWatchers, {branch}, [&](const Row& row) { found.push_back({row.text(0), row.id<TicketId>(1), row.text(2)}); });
    return found;
}

void Phones::set_told(const BranchId& branch, std::string_view subject, std::string_view told) { connection_.run(kTold, {branch, subject, told}); }

}  // namespace silverlane::store
