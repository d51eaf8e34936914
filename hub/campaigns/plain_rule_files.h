// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: Silverlane contributors
//
// Reads config/policies/*.toml, a folder of campaigns and the product list into decision::Rules. Read once at start; a mistake names file, line
// and what to write instead. Any thread.
#pragma once

#include <filesystem>

#include "base/result.h"
#include "hub/decision/rules.h"

namespace silverlane::campaigns {

struct RuleFiles {
    std::filesystem::path policies;       ///< folder; contact.toml and whatever else stands there
    std::filesystem::path campaigns;      ///< folder, one file a campaign
    std::filesystem::path products;       ///< one file
};

/// Errors: invalid_input listing every mistake; not_found.
Result<decision::Rules> load_rules(const RuleFiles& files);

}  // namespace silverlane::campaigns
