// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: Silverlane contributors
//
// What `silverlanectl campaigns` can do; one function a word. Each prints its answer on standard output.
#pragma once

#include "ctl/commands.h"

namespace silverlane::ctl {

Result<void> campaigns_check(const Words& words);      ///< check --rules DIR: every mistake and warning, with file and line
Result<void> campaigns_list(const Words& words);       ///< list --rules DIR: a line a campaign
Result<void> campaigns_explain(const Words& words);    ///< explain ID --rules DIR: the seven measures and the rule in words
Result<void> campaigns_map(const Words& words);        ///< map --rules DIR [--json]: segment x moment, with gaps
Result<void> campaigns_rehearse(const Words& words);   ///< rehearse --rules DIR --arrivals FILE [--campaign ID] [--people N] [--json]

}  // namespace silverlane::ctl
