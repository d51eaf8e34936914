// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: Silverlane contributors
//
// Settings of the pin pad, section [drivers.pin_pad] of kiosk.toml. Values; read once at start by one thread.
#pragma once

#include <filesystem>
#include <string>

#include "config/reader.h"

namespace silverlane::drivers::pin_pad {

struct PinPadSettings {
    std::string device = "virtual";          ///< the only kind so far
    std::filesystem::path seal_key;          ///< the bank's public key, PEM; required
    std::filesystem::path socket;            ///< empty: fed inside the program only
};

/// Reads [drivers.pin_pad]; a relative key file counts from `folder`, a relative socket from `run_folder`. Everything wrong becomes a
/// mistake of the reader. Whether the key file is there is seen when the pad is opened.
PinPadSettings read_pin_pad_settings(config::TableReader table, const std::filesystem::path& folder,
                                     const std::filesystem::path& run_folder);

}  // namespace silverlane::drivers::pin_pad
