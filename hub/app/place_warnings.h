// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: Silverlane contributors
//
// Says of rules that have come into force which campaigns a branch can never show, because its path was not written or nobody lies in their
// places. Any thread.
#pragma once

#include "base/event_log.h"
#include "hub/decision/rules.h"
#include "hub/store/store.h"

namespace silverlane::hub {

/// One `campaigns_not_here` a branch without a path, one for all campaigns in whose places no branch lies; at most some twenty.
void warn_of_places(const decision::Rules& rules, store::Store& store, EventLog& log);

}  // namespace silverlane::hub
