// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: Silverlane contributors
//
// Settings of handset and headphone jack, section [drivers.private_ear] of kiosk.toml. Values; read once at start by one thread.
#pragma once

#include <filesystem>
#include <string>

#include "config/reader.h"
#include "drivers/audio_jack/jack_protocol.h"

namespace silverlane::drivers::audio_jack {

/// One contact of an input device. No path: there is no such contact.
struct ContactSettings {
    std::filesystem::path input;   ///< "/dev/input/by-path/...-event"
    Control control;
    bool in_use_when = true;       ///< the value that means plugged in or lifted
};

struct PrivateEarSettings {
    std::string device = "virtual";          ///< or "evdev"
    ContactSettings headphone;               ///< evdev
    ContactSettings handset;                 ///< evdev
    Milliseconds settle{200};                ///< a plug that goes in bounces
    std::filesystem::path socket;            ///< virtual; empty: fed inside the program only
};

/// Reads [drivers.private_ear]; a relative socket path counts from `run_folder`. Everything wrong becomes a mistake of the reader.
PrivateEarSettings read_private_ear_settings(config::TableReader table, const std::filesystem::path& run_folder);

}  // namespace silverlane::drivers::audio_jack
