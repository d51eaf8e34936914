// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: Silverlane contributors
//
// Files and folders that somebody named: whether they are there, said before anything that would only follow from it. Any thread.
#pragma once

#include <filesystem>
#include <string_view>

#include "base/result.h"

namespace silverlane::ctl {

/// Errors: not_found, with the whole path that was looked for, a neighbour of nearly the same name if there is one, else `advice`; invalid_input
/// for a folder in the place of a file.
Result<void> file_is_there(const std::filesystem::path& file, std::string_view advice);
/// The same for a hub's database, with where it usually lies.
Result<void> database_is_there(const std::filesystem::path& file);
/// The same for a folder. Errors: not_found; invalid_input for a file in the place of a folder.
Result<void> folder_is_there(const std::filesystem::path& folder, std::string_view advice);

}  // namespace silverlane::ctl
