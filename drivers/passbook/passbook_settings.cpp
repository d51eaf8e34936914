// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: Silverlane contributors
#include "drivers/passbook/passbook_settings.h"

#include "drivers/passbook/passbook_protocol.h"

namespace silverlane::drivers::passbook {

PassbookSettings read_passbook_settings(config::TableReader table, const std::filesystem::path& state_folder) {
    PassbookSettings settings;
    settings.device = table.one_of("device", settings.device, {"virtual"});
    settings.folder = state_folder / table.text("folder", "passbooks");
    settings.font = table.text("font", settings.font.string());
    settings.rows_a_page = static_cast<int>(table.integer("rows_a_page", settings.rows_a_page, 1, kMostRowsAPage));
    settings.pages = static_cast<int>(table.integer("pages", settings.pages, 1, kMostPages));
    if (const auto socket = table.optional_text("socket")) settings.socket = state_folder / *socket;
    if (!std::filesystem::exists(settings.font)) {
        table.mistake("font", "no font file " + settings.font.string(),
                      "install fonts-noto-cjk, or name another font with Chinese characters");
    }
    table.finish();
    return settings;
}

}  // namespace silverlane::drivers::passbook
