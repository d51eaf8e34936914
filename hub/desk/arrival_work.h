// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: Silverlane contributors
//
// What one arrival does. Private to hub/desk; on the writer thread, inside a request.
#pragma once

#include <optional>
#include <string>

#include "hub/desk/change.h"

namespace silverlane::desk {

/// Takes one piece of evidence; the same key again has no effect. Evidence from a branch that is not known is counted and dropped, because
/// sending it again would not help.
void take_arrival(Change& change, const protocol::Arrival& arrival);

/// The dwell of a Wi-Fi session is over and it still lives: now it counts.
void dwell_is_over(Change& change, store::WifiSessionRow& session);
/// A session stopped, or nobody reports it any more.
void end_session(Change& change, store::WifiSessionRow& session, UtcTime at);

}  // namespace silverlane::desk
