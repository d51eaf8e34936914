// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: Silverlane contributors
//
// silverlane-hub --import FOLDER: brings a bank's data into the store, says what became of it, and leaves the list of refused rows where
// whoever made the files can read it. One thread; the hub may run meanwhile.
#pragma once

#include <filesystem>

#include "base/clock.h"
#include "hub/app/hub_settings.h"
#include "hub/desk/bank_import.h"

namespace silverlane::hub {

/// Every refused row with file, line, column and reason; for the hub's user alone.
std::filesystem::path list_of_refused(const HubSettings& settings);

/// Writes that list anew, or removes an older one when nothing was refused. Errors: io.
Result<void> keep_refused(const std::filesystem::path& list, const desk::ImportReport& report);

/// 0 when every row was taken, 1 when some were refused (the others are in), else what went wrong. Prints on standard output, the first refused
/// rows on standard error.
Result<int> import_from(const std::filesystem::path& folder, const HubSettings& settings, const Clock& clock);

}  // namespace silverlane::hub
