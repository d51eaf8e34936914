// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: Silverlane contributors
//
// The section [alerts] of hub.toml: caps, and for a kind of alert a ladder of its own (docs/alerts.md). Read once at start.
#pragma once

#include <string>

#include "config/reader.h"
#include "hub/dispatch/policy.h"

namespace silverlane::hub {

/// Mistakes are noted in the reader's list, with file, line and what to write.
dispatch::Overrides read_alerts(config::TableReader table);

/// "30 second_person, 60 branch_head", as the file has it.
std::string ladder_text(const dispatch::Plan& plan);

}  // namespace silverlane::hub
