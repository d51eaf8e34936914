// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: Silverlane contributors
//
// Whoever looks at a person in a hub's database is entered in the hub's record of views, before anything is shown. One thread.
#pragma once

#include <filesystem>
#include <string>

#include "base/identifier.h"
#include "base/result.h"

namespace silverlane::ctl {

/// Who sits at this terminal: "it:" and the account that signed in, also behind sudo.
std::string account_name();

/// Enters the look. Errors: the database may not be written by this user, with what to do; then nothing may be shown.
Result<void> enter_look(const std::filesystem::path& database, const BranchId& branch, const std::string& what);

}  // namespace silverlane::ctl
