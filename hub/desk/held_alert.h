// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: Silverlane contributors
//
// What every request of staff about one alert begins and ends with: whether it was answered before, the alert in hand as the request saw it, the
// answer kept for its key. Private to hub/desk; on the writer thread, inside a request.
#pragma once

#include <cstdint>
#include <string_view>
#include <utility>

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
/// The staff say that this is somebody else: the card and the visit know nobody from now on.
void forget_who(Change& change, HeldAlert& held);

/// In what state the request must find the alert.
enum class Finds {
    anything,        ///< the request looks for itself
    open_or_own,     ///< of the version that it saw, and nobody else's
    own,             ///< of the version that it saw, and claimed by who asks
};
/// The alert for a request that saw this version of it. Errors: those of hold(); conflict.
Result<HeldAlert> hold_for(Change& change, const Session& session, const AlertId& id, std::uint64_t version, Finds finds);

const Error& somebody_was_first();
/// Who is shown nobody's name (a teller) can neither confirm nor deny it.
bool may_answer_for_person(const Session& session);
const Error& nobody_was_named();

/// One request about an alert: the same key again gets the same answer; otherwise `work` changes what was found, and what it leaves is the answer.
/// Errors: those of hold_for() and of `work`.
template <class Request, class Work>
Result<protocol::Alert> answer_about(Change& change, const Session& session, const AlertId& id, std::string_view what, const Request& request, Finds finds,
                                     Work work) {
    const auto kind = kind_of_day(session.branch, what, session.staff.text, id.text);
    if (const auto before = change.answers.find(kind, request.key)) return protocol::alert_from_json(*before);
    auto held = hold_for(change, session, id, request.version, finds);
    if (!held) return held.error();
    if (auto done = work(*held); !done) return done.error();
    change.answers.put(kind, request.key, held->row.body, change.answers_expire());
    return std::move(held->alert);
}

inline Doer doer(const Session& session) { return {session.staff.text, session.device}; }

}  // namespace silverlane::desk
