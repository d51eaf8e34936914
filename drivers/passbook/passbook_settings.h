// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: Silverlane contributors
//
// Settings of the passbook printer, section [drivers.passbook] of kiosk.toml. Values; read once at start by one thread.
#pragma once

#include <filesystem>
#include <string>

#include "config/reader.h"

namespace silverlane::drivers::passbook {

struct PassbookSettings {
    std::string device = "virtual";           ///< the only kind so far
    std::filesystem::path folder;             ///< where the virtual printer keeps its own state and each book
    std::filesystem::path font = "/usr/share/fonts/opentype/noto/NotoSansCJK-Regular.ttc";
    int rows_a_page = 20;                     ///< of a new book; a book keeps what it began with
    int pages = 12;                           ///< the same
    std::filesystem::path socket;             ///< empty: fed inside the program only
};

/// Reads [drivers.passbook]; relative paths count from `state_folder`. Everything wrong becomes a mistake of the reader.
PassbookSettings read_passbook_settings(config::TableReader table, const std::filesystem::path& state_folder);

}  // namespace silverlane::drivers::passbook
