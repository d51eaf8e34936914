// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: Silverlane contributors
#include "drivers/card_slot/card_slot_settings.h"

namespace silverlane::drivers::card_slot {

CardSlotSettings read_card_slot_settings(config::TableReader table, const std::filesystem::path& state_folder) {
    CardSlotSettings settings;
    settings.device = table.one_of("device", settings.device, {"virtual"});
    settings.state = state_folder / table.text("state", "card-slot.state");
    if (const auto socket = table.optional_text("socket")) settings.socket = state_folder / *socket;
    table.finish();
    return settings;
}

}  // namespace silverlane::drivers::card_slot
