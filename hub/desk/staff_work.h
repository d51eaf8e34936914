// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: Silverlane contributors
//
// Staff accounts: what a right or a wrong PIN does, and sessions. Checking a PIN takes long and happens on the caller's thread, before this.
// Private to hub/desk; on the writer thread, inside a request.
#pragma once

#include "hub/desk/change.h"

namespace silverlane::desk {

struct Entered {
    protocol::SignedIn signed_in;
    Token token;
};

/// `pin_was_right` as the caller found it against the stored hash. A lock that came meanwhile wins. A wrong PIN is a success of the
/// transaction (it must be remembered), so what happened stands in `refused`.
void enter(Change& change, const StaffId& number, bool pin_was_right, std::optional<Entered>& entered, std::optional<Error>& refused);

}  // namespace silverlane::desk
