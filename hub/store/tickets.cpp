// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: Silverlane contributors
#include "hub/store/tickets.h"

namespace silverlane::store {

namespace {
#define TICKET_COLUMNS "id, branch, day, label, source, session, service, priority, wants_company, visit, state, created_at, called_at, ended_at, called_to, calls, first_called_at"
constexpr Sql kNext{"INSERT INTO ticket_series (branch, day, series, last) VALUES ($1, $2, $3, $4) ON CONFLICT (branch, day, series) "
                    "DO UPDATE SET last = ticket_series.last + 1 RETURNING last"};
constexpr Sql kLast{"SELECT last FROM ticket_series WHERE branch = $1 AND day = $2 AND series = $3"};
constexpr Sql kPut{"INSERT INTO ticket (" TICKET_COLUMNS ") VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17) ON CONFLICT (id) DO UPDATE SET "
                   "visit = excluded.visit, state = excluded.state, called_at = excluded.called_at, ended_at = excluded.ended_at, service = excluded.service, "
                   "called_to = excluded.called_to, calls = excluded.calls, first_called_at = excluded.first_called_at"};
constexpr Sql kFind{"SELECT " TICKET_COLUMNS " FROM ticket WHERE id = $1"};
constexpr Sql kFindLabelled{"SELECT " TICKET_COLUMNS " FROM ticket WHERE branch = $1 AND day = $2 AND source = $3 AND label = $4 ORDER BY created_at DESC LIMIT 1"};
constexpr Sql kFindSession{"SELECT " TICKET_COLUMNS " FROM ticket WHERE branch = $1 AND session = $2 AND session <> '' ORDER BY created_at DESC LIMIT 1"};
constexpr Sql kWaiting{"SELECT coalesce(sum(priority), 0), count(*) FROM ticket WHERE branch = $1 AND day = $2 AND state = 0"};
constexpr Sql kWaitingBefore{"SELECT coalesce(sum(priority), 0), count(*) FROM ticket WHERE branch = $1 AND day = $2 AND state = 0 AND "
                             "(created_at < $3 OR (created_at = $3 AND label < $4))"};
constexpr Sql kHasOpen{"SELECT 1 FROM ticket WHERE visit = $1 AND state <> 2 LIMIT 1"};
constexpr Sql kLastCalled{"SELECT " TICKET_COLUMNS " FROM ticket WHERE branch = $1 AND day = $2 AND state = 1 ORDER BY called_at DESC LIMIT $3"};
constexpr Sql kMissed{"SELECT " TICKET_COLUMNS " FROM ticket WHERE branch = $1 AND day = $2 AND state = 3 ORDER BY called_at DESC LIMIT $3"};
constexpr Sql kAtWindow{"SELECT " TICKET_COLUMNS " FROM ticket WHERE branch = $1 AND day = $2 AND state = 1 AND source = 'kiosk' AND called_to = $3 ORDER BY called_at DESC, calls"};
constexpr Sql kLeftBehind{"SELECT " TICKET_COLUMNS " FROM ticket t WHERE state = 1 AND source = 'kiosk' AND calls >= 2 AND called_at <= $1 AND EXISTS (SELECT 1 FROM ticket o "
                          "WHERE o.branch = t.branch AND o.day = t.day AND o.called_to = t.called_to AND o.id <> t.id AND o.called_at > t.called_at) LIMIT $2"};
constexpr Sql kWaitingList{"SELECT " TICKET_COLUMNS " FROM ticket WHERE branch = $1 AND day = $2 AND state = 0 ORDER BY created_at, label LIMIT $3"};

TicketRow ticket_of(const Row& row) {
    TicketRow ticket;
    ticket.id = row.id<TicketId>(0);
    ticket.branch = row.id<BranchId>(1);
    ticket.day = row.text(2);
    ticket.label = row.text(3);
    ticket.source = row.text(4);
    ticket.session = row.text(5);
    ticket.service = row.text(6);
    ticket.priority = row.boolean(7);
    ticket.wants_company = row.boolean(8);
    ticket.visit = row.optional_id<VisitId>(9);
    ticket.state = static_cast<TicketState>(row.integer(10));
    ticket.created_at = row.time(11);
    ticket.called_at = row.optional_time(12);
    ticket.ended_at = row.optional_time(13);
    ticket.window = static_cast<int>(row.integer(14));
    ticket.calls = static_cast<int>(row.integer(15));
    ticket.first_called_at = row.optional_time(16);
    return ticket;
}

WaitingCounts counts_of(const Row& row) {
    const auto priority = static_cast<int>(row.integer(0));
    return {priority, static_cast<int>(row.integer(1)) - priority};
}
}  // namespace

int Tickets::next_number(const BranchId& branch, std::string_view day, std::string_view series, int first) {
    int number = 0;
    connection_.query(kNext, {branch, day, series, first}, [&](const Row& row) { number = static_cast<int>(row.integer(0)); });
    return number;
}

std::optional<int> Tickets::last_number(const BranchId& branch, std::string_view day, std::string_view series) {
    std::optional<int> last;
    connection_.query(kLast, {branch, day, series}, [&](const Row& row) { last = static_cast<int>(row.integer(0)); });
    return last;
}

void Tickets::put(const TicketRow& ticket) {
    connection_.run(kPut, {ticket.id, ticket.branch, ticket.day, ticket.label, ticket.source, ticket.session, ticket.service, ticket.priority,
                           ticket.wants_company, ticket.visit, static_cast<int>(ticket.state), ticket.created_at, ticket.called_at, ticket.ended_at,
                           ticket.window, ticket.calls, ticket.first_called_at});
}

std::optional<TicketRow> Tickets::find(const TicketId& id) {
    std::optional<TicketRow> found;
    connection_.query(kFind, {id}, [&](const Row& row) { found = ticket_of(row); });
    return found;
}

std::optional<TicketRow> Tickets::find_labelled(const BranchId& branch, std::string_view day, std::string_view source, std::string_view label) {
    std::optional<TicketRow> found;
    connection_.query(kFindLabelled, {branch, day, source, label}, [&](const Row& row) { found = ticket_of(row); });
    return found;
}

std::optional<TicketRow> Tickets::find_of_session(const BranchId& branch, std::string_view session) {
    std::optional<TicketRow> found;
    connection_.query(kFindSession, {branch, session}, [&](const Row& row) { found = ticket_of(row); });
    return found;
}

WaitingCounts Tickets::waiting(const BranchId& branch, std::string_view day) {
    WaitingCounts counts;
    connection_.query(kWaiting, {branch, day}, [&](const Row& row) { counts = counts_of(row); });
    return counts;
}

WaitingCounts Tickets::waiting_before(const TicketRow& ticket) {
    WaitingCounts counts;
    connection_.query(kWaitingBefore, {ticket.branch, ticket.day, ticket.created_at, ticket.label}, [&](const Row& row) { counts = counts_of(row); });
    return counts;
}

bool Tickets::has_open_ticket(const VisitId& visit) {
    bool open = false;
    connection_.query(kHasOpen, {visit}, [&](const Row&) { open = true; });
    return open;
}

std::vector<TicketRow> Tickets::last_called(const BranchId& branch, std::string_view day, int most) {
    std::vector<TicketRow> found;
    connection_.query(kLastCalled, {branch, day, most}, [&](const Row& row) { found.push_back(ticket_of(row)); });
    return found;
}

std::vector<TicketRow> Tickets::missed(const BranchId& branch, std::string_view day, int most) {
    std::vector<TicketRow> found;
    connection_.query(kMissed, {branch, day, most}, [&](const Row& row) { found.push_back(ticket_of(row)); });
    return found;
}

std::vector<TicketRow> Tickets::at_window(const BranchId& branch, std::string_view day, int window) {
    std::vector<TicketRow> found;
    connection_.query(kAtWindow, {branch, day, window}, [&](const Row& row) { found.push_back(ticket_of(row)); });
    return found;
}

std::vector<TicketRow> Tickets::left_behind(UtcTime before, int most) {
    std::vector<TicketRow> found;
    connection_.query(kLeftBehind, {before, most}, [&](const Row& row) { found.push_back(ticket_of(row)); });
    return found;
}

std::vector<TicketRow> Tickets::waiting_list(const BranchId& branch, std::string_view day, int most) {
    std::vector<TicketRow> found;
    connection_.query(kWaitingList, {branch, day, most}, [&](const Row& row) { found.push_back(ticket_of(row)); });
    return found;
}

}  // namespace silverlane::store
