// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: Silverlane contributors
#include "kiosk/app/driver_settings.h"

namespace silverlane::kiosk {

DriverSettings read_driver_settings(config::TableReader table, const std::filesystem::path& folder, const std::filesystem::path& share,
                                    const std::filesystem::path& data) {
    DriverSettings settings;
    if (!table.present()) return settings;
    if (table.has("wifi")) settings.wifi = drivers::wifi::read_wifi_settings(table.table("wifi"), folder);
    if (table.has("queue")) {
        settings.queue = drivers::queue::read_queue_settings(table.table("queue"), folder, share / "queue-profiles");
    }
    static_cast<void>(data);
    table.finish();
    return settings;
}

std::string describe(const DriverSettings& settings) {
    std::string names;
    const auto add = [&names](bool present, const char* name) {
        if (present) names += (names.empty() ? "" : " ") + std::string(name);
    };
    add(settings.wifi.has_value(), "wifi");
    add(settings.queue.has_value(), "queue");
    return names;
}

}  // namespace silverlane::kiosk
