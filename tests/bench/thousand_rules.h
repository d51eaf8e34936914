// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: Silverlane contributors
//
// A bank's thousand campaigns for benchmarks: each for one segment of age, tier, risk, assets and tags, so that a few fit a person and most do
// not. Made, not read: what is measured is the decision, not the reading of files.
#pragma once

#include "hub/decision/rules.h"

namespace silverlane::bench {

decision::Rules thousand_rules();

}  // namespace silverlane::bench
