// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: Silverlane contributors
//
// The part of the desk by which staff see and move the queue. Part of Desk (desk.h), whose rules hold: any thread; a call returns when its
// change is durable; the same key again gives the same answer. Errors of all changes: forbidden for a role that does not call numbers;
// not_found for a number that is not of this branch's day; conflict, in words for staff, where the queue's rules refuse, and for a number of
// another queue machine, which is shown here and called there.
#pragma once

#include "base/clock.h"
#include "base/result.h"
#include "hub/protocol/queue_messages.h"

namespace silverlane::desk {

struct Session;

struct QueueSettings {
    Milliseconds longest_wait{45 * 60'000};             ///< then a number is called before any other, whatever the ratio
    Milliseconds longest_priority_wait{30 * 60'000};    ///< the same for T numbers
    Milliseconds again_after{60'000};                   ///< the hall's script: called again after this,
    Milliseconds passes_after{120'000};                 ///< and after this again it has passed
    Milliseconds told_every{1'000};                     ///< staff hear of a branch's queue at most so often
};

class QueueDesk {
public:
    virtual ~QueueDesk() = default;

    virtual Result<protocol::QueueView> queue(const Session&) = 0;
    /// Two windows never get the same number. Errors: not_found where nobody waits for this window.
    virtual Result<protocol::QueueTicket> call_next(const Session&, const protocol::CallNext&) = 0;
    virtual Result<protocol::QueueTicket> call_again(const Session&, const protocol::TicketCall&) = 0;
    virtual Result<protocol::QueueTicket> move_ticket(const Session&, const protocol::TicketMove&) = 0;
    virtual Result<protocol::QueueTicket> end_ticket(const Session&, const protocol::TicketEnd&) = 0;
    /// What the counter needs for who was called to this window last. Every answer that shows a person is audited.
    virtual Result<protocol::CounterView> counter(const Session&, int window) = 0;
};

}  // namespace silverlane::desk
