// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: Silverlane contributors
//
// Settings of the motorised card slot, section [drivers.card_slot] of kiosk.toml. Values; read once at start by one thread.
#pragma once

#include <filesystem>
#include <string>

#include "config/reader.h"

namespace silverlane::drivers::card_slot {

struct CardSlotSettings {
    std::string device = "virtual";          ///< the only kind so far
    std::filesystem::path state;             ///< where the virtual slot remembers that a card is in it
    std::filesystem::path socket;            ///< empty: fed inside the program only
};

/// Reads [drivers.card_slot]; relative paths count from `state_folder`. Everything wrong becomes a mistake of the reader.
CardSlotSettings read_card_slot_settings(config::TableReader table, const std::filesystem::path& state_folder);

}  // namespace silverlane::drivers::card_slot
