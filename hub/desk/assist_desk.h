// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: Silverlane contributors
//
// What the desk does for the assist view: the step that somebody who called is on, and pointing at a button there. Part of Desk (desk.h):
// same threads, same errors. Held in memory only and forgotten with the call.
#pragma once

#include "base/identifier.h"
#include "base/result.h"
#include "hub/protocol/assist_messages.h"

namespace silverlane::desk {

struct Session;
struct Terminal;

class AssistDesk {
public:
    virtual ~AssistDesk() = default;

    /// The newest generation counts; an older one is dropped without a word. Errors: not_found for what is no open call of this terminal.
    virtual Result<void> show_screen(const Terminal&, const protocol::AssistScreen&) = 0;

    // -- staff
    /// Errors: not_found (no such open call that this role sees, or its kiosk has told nothing).
    virtual Result<protocol::AssistScreen> screen(const Session&, const AlertId&) = 0;
    /// The same key again rings once. Errors: not_found as above; forbidden for who has not claimed the call, before 指给我看 and on steps that
    /// are the customer's alone; conflict when the customer has gone on; invalid_input for a node that cannot be rung there.
    virtual Result<void> ring(const Session&, const AlertId&, const protocol::AssistRing&) = 0;
};

}  // namespace silverlane::desk
