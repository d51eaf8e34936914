// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: Silverlane contributors
//
// What time brings. Private to hub/desk; on the writer thread, inside a request of the jobs thread.
#pragma once

#include <map>
#include <set>
#include <string>

#include "hub/desk/change.h"

namespace silverlane::desk {

/// A branch whose clock is behind the closing that is written down: a clock ran ahead and closed a day that is still to come, or this one is
/// behind. Which of the two, nobody can tell at once.
struct BehindClosing {
    std::string mark;          ///< what this clock said of the day when it was first seen
    MonotonicTime since{};
};
using BehindClosings = std::map<BranchId, BehindClosing>;

/// Dwell that is over, sessions nobody reports, visits that end, alerts nobody took. While the clock is not believed no session, visit or card
/// ends; what escalates goes on.
void do_due_work(Change& change, bool clock_is_believed);
/// Room that time alone has brought (an hour is over, a tablet listens again), and, by a clock that is believed, tickets that wait too long.
/// Every few seconds.
void look_for_room(Change& change, bool clock_is_believed);

/// Closes the service day of each branch whose closing time or midnight has passed, and deletes what goes with it; what the new day has brought
/// already stays. `behind`: kept from run to run.
void close_days(Change& change, BehindClosings& behind);
/// Deletes what is over by its own date, and the oldest events of each stream.
void keep_retention(Change& change);
/// Tells the kiosks of these branches their queue.
void tell_glances(Change& change, const std::set<BranchId>& branches);

}  // namespace silverlane::desk
