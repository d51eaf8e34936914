// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: Silverlane contributors
//
// base/suggestion.h under the names by which those who read files know it.
#pragma once

#include "base/suggestion.h"

namespace silverlane::config {

using silverlane::advice_among;
using silverlane::did_you_mean;
using silverlane::joined;
using silverlane::nearest;
using silverlane::slips_between;

}  // namespace silverlane::config
