// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: Silverlane contributors
//
// Who looked at what of a person, and who wanted to and was refused. Private to hub/desk; on the writer thread, inside a request that is committed
// whatever it answers.
#pragma once

#include <fmt/format.h>

#include "hub/desk/change.h"

namespace silverlane::desk {

/// `what`: card | counter | home_visit | sign_ups | withdrawal (written down for a customer). `alert`: what it was about; empty: no alert.
inline void record_view(Change& change, const Session& session, std::string_view what, const AlertId& alert = {}) {
    change.duties.record_view(change.now, session.branch, session.staff, alert, what, session.device);
}
/// The same as "counter_refused": nothing was shown.
inline void record_refused_view(Change& change, const Session& session, std::string_view what, const AlertId& alert = {}) {
    record_view(change, session, fmt::format("{}_refused", what), alert);
    change.count("views_refused");
}

}  // namespace silverlane::desk
