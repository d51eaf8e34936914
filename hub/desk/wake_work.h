// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: Silverlane contributors
//
// What time does to an alert: whether a tablet has had it, the next step of its plan, giving back, expiry. Private to hub/desk; on the writer
// thread, inside a request of the jobs thread.
#pragma once

#include "hub/desk/change.h"

namespace silverlane::desk {

/// What is due for this alert: expiry, delivery, the next step of its plan, giving back. By a clock that is not believed nothing expires.
void wake(Change& change, store::AlertRow& row, bool clock_is_believed);
/// The clock has gone back: due times that were set in what is the future now come back with it.
void follow_clock_back(Change& change);

}  // namespace silverlane::desk
