// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: Silverlane contributors
//
// The condition that decided against a campaign, as people read it. Pure; any thread.
#pragma once

#include <cstdint>
#include <string_view>

#include "hub/decision/rules.h"

namespace silverlane::decision {

/// Of Considered::predicate: "risk_level at least 2". Lives as long as the rules; empty for a number that is none of theirs.
std::string_view predicate_text(const Rules& rules, std::uint32_t predicate);

}  // namespace silverlane::decision
