// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: Silverlane contributors
#include "drivers/audio_jack/jack_settings.h"

#include <linux/input.h>

namespace silverlane::drivers::audio_jack {

namespace {

Control read_control(config::TableReader& table, const std::string& contact, std::uint16_t default_switch) {
    const std::string kind = table.one_of(contact + "_kind", "switch", {"switch", "key"});
    const bool is_switch = kind == "switch";
    const auto code = table.integer(contact + "_code", default_switch, 0, is_switch ? SW_MAX : KEY_MAX);
    return {static_cast<std::uint16_t>(is_switch ? EV_SW : EV_KEY), static_cast<std::uint16_t>(code)};
}

ContactSettings read_contact(config::TableReader& table, const std::string& contact, std::uint16_t default_switch) {
    ContactSettings settings;
    settings.input = table.text(contact + "_input", "");
    settings.control = read_control(table, contact, default_switch);
    settings.in_use_when = table.integer(contact + "_in_use_when", 1, 0, 1) == 1;
    return settings;
}

}  // namespace

PrivateEarSettings read_private_ear_settings(config::TableReader table, const std::filesystem::path& run_folder) {
    PrivateEarSettings settings;
    settings.device = table.one_of("device", settings.device, {"virtual", "evdev"});
    if (settings.device == "evdev") {
        settings.headphone = read_contact(table, "headphone", SW_HEADPHONE_INSERT);
        settings.handset = read_contact(table, "handset", SW_HEADPHONE_INSERT);
        settings.settle = Milliseconds{table.integer("settle_ms", settings.settle.count(), 0, 1'000)};
        if (settings.headphone.input.empty() && settings.handset.input.empty()) {
            table.mistake("headphone_input", "neither headphone_input nor handset_input is given",
                          "name the input device of at least one, for example /dev/input/by-path/pci-0000:00:1f.3-event");
        }
    } else if (const auto socket = table.optional_text("socket")) {
        settings.socket = run_folder / *socket;
    }
    table.finish();
    return settings;
}

}  // namespace silverlane::drivers::audio_jack
