// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: Silverlane contributors
#include "drivers/pin_pad/pin_pad_settings.h"

namespace silverlane::drivers::pin_pad {

PinPadSettings read_pin_pad_settings(config::TableReader table, const std::filesystem::path& folder,
                                     const std::filesystem::path& run_folder) {
    PinPadSettings settings;
    settings.device = table.one_of("device", settings.device, {"virtual"});
    settings.seal_key = folder / table.required_text("seal_key");
    if (const auto socket = table.optional_text("socket")) settings.socket = run_folder / *socket;
    table.finish();
    return settings;
}

}  // namespace silverlane::drivers::pin_pad
