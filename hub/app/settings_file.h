// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: Silverlane contributors
//
// Whether there are settings to start with; said before they are read, to whoever has a machine without a compiler or the internet. Pure but
// for the look at the disk; any thread.
#pragma once

#include <filesystem>

#include "base/result.h"

namespace silverlane::hub {

/// Errors: not_found with the whole path that was looked for, a neighbour of nearly the same name if there is one, and how to make one;
/// invalid_input for a folder; forbidden for a file that this user may not read.
Result<void> settings_file_is_there(const std::filesystem::path& file);

/// Errors: not_found, invalid_input: the folder of an import, in the same way.
Result<void> import_folder_is_there(const std::filesystem::path& folder);

}  // namespace silverlane::hub
