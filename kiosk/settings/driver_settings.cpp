// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: Silverlane contributors
#include "kiosk/settings/driver_settings.h"

namespace silverlane::kiosk {

DriverSettings read_driver_settings(config::TableReader table, const std::filesystem::path& folder, const std::filesystem::path& share,
                                    const std::filesystem::path& data) {
    DriverSettings settings;
    if (!table.present()) return settings;
    if (table.has("printer")) settings.printer = drivers::printer::read_printer_settings(table.table("printer"), data);
    if (table.has("scanner")) settings.scanner = drivers::scanner::read_scanner_settings(table.table("scanner"), data);
    if (table.has("card")) settings.card = drivers::card::read_card_settings(table.table("card"), data);
    if (table.has("card_slot")) settings.card_slot = drivers::card_slot::read_card_slot_settings(table.table("card_slot"), data);
    if (table.has("pin_pad")) settings.pin_pad = drivers::pin_pad::read_pin_pad_settings(table.table("pin_pad"), folder, data);
    if (table.has("passbook")) settings.passbook = drivers::passbook::read_passbook_settings(table.table("passbook"), data);
    if (table.has("private_ear")) settings.private_ear = drivers::audio_jack::read_private_ear_settings(table.table("private_ear"), data);
    if (table.has("wifi")) settings.wifi = drivers::wifi::read_wifi_settings(table.table("wifi"), folder);
    if (table.has("queue")) {
        settings.queue = drivers::queue::read_queue_settings(table.table("queue"), folder, share / "queue-profiles");
    }
    table.finish();
    return settings;
}

std::string describe(const DriverSettings& settings) {
    std::string names;
    const auto add = [&names](bool present, const char* name) {
        if (present) names += (names.empty() ? "" : " ") + std::string(name);
    };
    add(settings.printer.has_value(), "printer");
    add(settings.scanner.has_value(), "scanner");
    add(settings.card.has_value(), "card");
    add(settings.card_slot.has_value(), "card_slot");
    add(settings.pin_pad.has_value(), "pin_pad");
    add(settings.passbook.has_value(), "passbook");
    add(settings.private_ear.has_value(), "private_ear");
    add(settings.wifi.has_value(), "wifi");
    add(settings.queue.has_value(), "queue");
    return names;
}

}  // namespace silverlane::kiosk
