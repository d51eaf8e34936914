// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: Silverlane contributors
//
// Which branches there are and where they lie, for who checks campaigns that name places. One thread.
#pragma once

#include <filesystem>
#include <optional>
#include <vector>

#include "ctl/arguments.h"
#include "hub/campaigns/places.h"

namespace silverlane::ctl {

/// Of --db HUB.db; of --branches, a branch.toml or a folder with one, or with a folder a branch; else of a branch.toml beside the rules. Nothing when
/// there is none of these. Errors: what is named cannot be read.
Result<std::optional<std::vector<campaigns::BranchPlace>>> branches_for(const Arguments& arguments, const std::filesystem::path& rules);

}  // namespace silverlane::ctl
