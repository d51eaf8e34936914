// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: Silverlane contributors
//
// The second alert beside a call that somebody has taken: it asks everybody, because whoever called turns out to be unwell. It is known by a line of
// news that says who is on the way. Private to hub/desk; on the writer thread, inside a request.
#pragma once

#include <optional>
#include <vector>

#include "hub/desk/change.h"

namespace silverlane::desk {

/// Asks everybody but who has taken the call. Once for each call, however often it is pressed.
void raise_unwell_beside(Change& change, const store::AlertRow& taken, const protocol::Alert& call);
/// Whether this was raised beside another call: it is about whoever called then.
bool is_beside_another(const store::AlertRow& row);
/// What was raised beside this call, open or taken. Where whoever was on the way has given the call on, it is nobody's, and every one counts.
std::vector<store::AlertRow> unwell_beside(Change& change, const store::AlertRow& call);
/// The call beside which this one was raised, while it is open or taken.
std::optional<AlertId> call_of_beside(Change& change, const store::AlertRow& beside);
/// Whoever was sent beside the one who has now done with the call need not come any more. Another person's call stands.
void recall_unwell_beside(Change& change, const store::AlertRow& call);

}  // namespace silverlane::desk
