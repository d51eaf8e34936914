// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: Silverlane contributors
//
// A rehearsal as people and as programs read it. Deterministic; no id leaves unmasked. Pure; any thread.
#pragma once

#include <string>
#include <string_view>

#include "hub/campaigns/rehearsal.h"

namespace silverlane::ctl {

/// `only`: one campaign, or empty for all; `most_people`: how many of those whom it meant are listed for each.
std::string rehearsal_text(const campaigns::Rehearsal& rehearsal, const decision::Rules& rules, std::string_view only, std::size_t most_people);
std::string rehearsal_json(const campaigns::Rehearsal& rehearsal, const decision::Rules& rules, std::string_view only, std::size_t most_people);

}  // namespace silverlane::ctl
