// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: Silverlane contributors
//
// Whether what kiosk.toml names is there: secrets, installed files, a place to write to. Asked once, before anything is started, by
// whoever starts the kiosk and by --check-config, on the main thread; a handful of stat and open calls. It makes no file and no folder,
// and asks no device and no hub.
#pragma once

#include <filesystem>
#include <string>

#include "base/result.h"
#include "kiosk/settings/kiosk_settings.h"
#include "kiosk/ui/font_file.h"
#include "voice/mandarin/reader.h"

namespace silverlane::kiosk {

/// The fonts of the screen: the installed subset, and Debian's fonts for characters that it lacks.
ui::FontFiles font_files(const std::filesystem::path& share);

/// The device token: the first line of the file. Errors: not_found, forbidden (others may read it), invalid_input (empty); each names the
/// file, never its contents.
Result<std::string> read_device_token(const std::filesystem::path& file);

/// What Chinese is read by: the installed lexicon and house words, and the bank's own words.
voice::MandarinReader::Files reading_files(const KioskSettings& settings);

/// Errors: unavailable, with every file that is missing or cannot be used and what to do about it, one a line.
Result<void> check_start(const KioskSettings& settings);

}  // namespace silverlane::kiosk
