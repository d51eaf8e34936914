// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: Silverlane contributors
//
// The conditions a flow file may name: a closed list, so that a file can choose between paths but never compute. Used by the loader and
// the engine of this module only. Pure; any thread. What holds: engine.h, holds().
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "kiosk/flow/flow_file.h"

namespace silverlane::flow {

bool guard_exists(std::string_view name);

/// "role=door": what this terminal is for.
bool is_terminal_role(std::string_view name, std::string_view value);

/// All names, for the loader's advice.
std::vector<std::string> guard_names();

/// "joined", "not joined", "method=card".
Guard parse_guard(std::string_view text);

/// "P29 when priority" or "P29".
Conditional parse_conditional(std::string_view text);

}  // namespace silverlane::flow
