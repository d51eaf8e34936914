// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: Silverlane contributors
//
// Calls for a person and notices from the timers of a turn. Private to hub/desk; on the writer thread, inside a request.
#pragma once

#include "hub/desk/change.h"

namespace silverlane::desk {

/// One open call a terminal: pressing again is the same call.
Result<protocol::HelpCallOut> call_for_help(Change& change, const Terminal& terminal, const protocol::HelpCall& call);
Result<void> give_help_reason(Change& change, const Terminal& terminal, const protocol::HelpReason& reason);
Result<void> cancel_call(Change& change, const Terminal& terminal, const protocol::HelpCancelled& cancelled);
Result<void> take_notice(Change& change, const Terminal& terminal, const protocol::TurnNotice& notice);

}  // namespace silverlane::desk
