// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: Silverlane contributors
//
// The queue as staff see and move it: who waits, who is called where, the counter's view of the ticket just called. Requests that change
// something carry an idempotency key. Values, any thread. Contract: docs/hub-protocol.md; wire form: docs/api/openapi.json.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/clock.h"
#include "base/identifier.h"
#include "base/result.h"
#include "hub/protocol/alert.h"
#include "hub/protocol/kiosk_messages.h"

namespace silverlane::protocol {

struct QueueTicket {
    TicketId ticket;
    std::string label;                    ///< "A012"
    std::string service;
    bool priority = false;
    bool outside = false;                 ///< of a queue machine of another maker: shown, called there
    std::string state;                    ///< waiting | called | missed
    UtcTime since{};
    int ahead = 0;                        ///< waiting: how many are called before
    WaitRange wait;                       ///< waiting: until the call
    int window = 0;                       ///< called: where; missed: where it was called to
    int calls = 0;                        ///< how often it was called since it last left the waiting
    std::optional<UtcTime> called_at;     ///< called, missed: the latest call
    std::optional<UtcTime> missed_from;   ///< called: from when nobody came; a recall or an end as `missed` then passes the number
    std::vector<std::string> needs;       ///< declared by the customer
    AlertId alert;                        ///< the visit's card, if it has one
};
/// Sent to staff as the event "queue" whenever the queue has moved, at most once a second, and answered on request.
struct QueueView {
    std::vector<QueueTicket> tickets;     ///< called first (newest call first), then waiting in the order of calling, then missed
    int waiting = 0;
    WaitRange wait;                       ///< of who would come now
    std::vector<std::string> own_services;///< what a ticket can be passed on to
    UtcTime at{};
};

/// The next one for this window by the queue's rules, or one that the person names (waiting or missed). Refused (conflict) while the number
/// called last to this window has neither ended nor been called again: staff say first what became of it.
struct CallNext { IdempotencyKey key; int window = 0; std::optional<TicketId> ticket; };
/// Recall, at the window where the caller sits. Once the number has been called twice and its time is over, this is its last call: it passes.
struct TicketCall { IdempotencyKey key; TicketId ticket; int window = 0; };
/// To another service, in front of who waits there as long as it has waited.
struct TicketMove { IdempotencyKey key; TicketId ticket; std::string service; };
/// done | missed | back (back into the queue, in its old place). `missed` is refused (conflict) before `missed_from`.
struct TicketEnd { IdempotencyKey key; TicketId ticket; std::string how; };

/// What the counter needs for whoever was just called to its window: needs and cue, nothing else of the bank's record.
struct CounterView {
    std::optional<QueueTicket> ticket;    ///< absent: nobody was called here
    std::optional<Person> person;         ///< the surname only where the ticket was joined by possession; never a tier
    std::optional<Line> cue;              ///< one line, of class risk, service or care
    std::optional<Line> caution;
    std::vector<News> news;
};

std::string to_json(const QueueView&);
Result<QueueView> queue_view_from_json(std::string_view);
Result<CallNext> call_next_from_json(std::string_view);
Result<TicketCall> ticket_call_from_json(std::string_view);
Result<TicketMove> ticket_move_from_json(std::string_view);
Result<TicketEnd> ticket_end_from_json(std::string_view);
std::string to_json(const QueueTicket&);
Result<QueueTicket> queue_ticket_from_json(std::string_view);
std::string to_json(const CounterView&);

}  // namespace silverlane::protocol
