// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: Silverlane contributors
//
// What time brings. Private to hub/desk; on the writer thread, inside a request of the jobs thread.
#pragma once

#include <set>

#include "hub/desk/change.h"

namespace silverlane::desk {

/// Dwell that is over, sessions nobody reports, visits that end, alerts nobody took.
void do_due_work(Change& change);
/// Room that time alone has brought (an hour is over, a tablet listens again), and tickets that wait too long. Every few seconds.
void look_for_room(Change& change);
/// Closes the service day of each branch whose closing time or midnight has passed, and deletes what goes with it.
void close_days(Change& change);
/// Deletes what is over by its own date, and the oldest events of each stream.
void keep_retention(Change& change);
/// Tells the kiosks of these branches their queue.
void tell_glances(Change& change, const std::set<BranchId>& branches);

}  // namespace silverlane::desk
