// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: Silverlane contributors
//
// never_holds() with a bound that several questions share. Inside hub/rules only. Pure; any thread.
#pragma once

#include "hub/rules/check.h"

namespace silverlane::rules {

/// `steps_left` is lowered by what the search took; when it is used up, nothing is claimed.
bool never_holds_within(const Expression& expression, const Catalogue& catalogue, const Segments& segments, int& steps_left);

}  // namespace silverlane::rules
