// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: Silverlane contributors
//
// What every request of staff about one alert begins with: the alert in hand, whether the request was answered before, who is told of it.
// Private to hub/desk; on the writer thread, inside a request.
#pragma once

#include <string>

#include "hub/desk/alert_work.h"
#include "hub/desk/change.h"

namespace silverlane::desk {

struct HeldAlert {
    store::AlertRow row;
    protocol::Alert alert;
    [[nodiscard]] bool is_of(const Session& session) const {
        return alert.state == protocol::AlertState::claimed && alert.claimed_by == session.staff.text;
    }
};

/// The alert, if the session's branch has it, its role may know it, and it still has its words. Errors: not_found.
Result<HeldAlert> hold(Change& change, const Session& session, const AlertId& id);
/// The answer to this key before; `found` says whether there was one.
Result<protocol::Alert> answered_before(Change& change, const std::string& kind, const IdempotencyKey& key, bool& found);
/// To the kiosk that waits to hear who comes.
void tell_kiosk(Change& change, const HeldAlert& held, protocol::KioskEvent::Kind kind);
/// The staff say that this is somebody else: the card and the visit know nobody from now on.
void forget_who(Change& change, HeldAlert& held);

const Error& somebody_was_first();
inline Doer doer(const Session& session) { return {session.staff.text, session.device}; }

}  // namespace silverlane::desk
