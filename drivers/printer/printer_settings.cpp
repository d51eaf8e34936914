// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: Silverlane contributors
#include "drivers/printer/printer_settings.h"

namespace silverlane::drivers::printer {

PrinterSettings read_printer_settings(config::TableReader table, const std::filesystem::path& state_folder) {
    PrinterSettings settings;
    settings.device = table.one_of("device", settings.device, {"virtual"});
    settings.folder = state_folder / table.text("folder", "slips");
    settings.font = table.text("font", settings.font.string());
    settings.bold_font = table.text("bold_font", settings.bold_font.string());
    settings.keep_slips = static_cast<int>(table.integer("keep_slips", settings.keep_slips, 1, 100'000));
    for (const auto& [key, file] : {std::pair{"font", settings.font}, std::pair{"bold_font", settings.bold_font}}) {
        if (!std::filesystem::exists(file)) {
            table.mistake(key, "no font file " + file.string(), "install fonts-noto-cjk, or name another font with Chinese characters");
        }
    }
    table.finish();
    return settings;
}

}  // namespace silverlane::drivers::printer
