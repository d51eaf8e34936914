// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: Silverlane contributors
//
// Settings of the ticket printer, section [drivers.printer] of kiosk.toml. Values; read once at start by one thread.
#pragma once

#include <filesystem>
#include <string>

#include "config/reader.h"

namespace silverlane::drivers::printer {

struct PrinterSettings {
    std::string device = "virtual";           ///< the only kind so far
    std::filesystem::path folder;             ///< where the virtual printer lays the slips, one PNG each
    std::filesystem::path font = "/usr/share/fonts/opentype/noto/NotoSansCJK-Regular.ttc";
    std::filesystem::path bold_font = "/usr/share/fonts/opentype/noto/NotoSansCJK-Bold.ttc";
    int keep_slips = 500;                     ///< older ones are removed
};

/// Reads [drivers.printer]; `state_folder` is where a relative folder counts from. Everything wrong becomes a mistake of the reader.
PrinterSettings read_printer_settings(config::TableReader table, const std::filesystem::path& state_folder);

}  // namespace silverlane::drivers::printer
