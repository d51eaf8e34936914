// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: Silverlane contributors
//
// Opens handset and headphone jack as the kiosk does and prints how a person listens, one word a line: at the start and at each of COUNT
// changes. The contract test runs it under umockdev, which stands in for the kernel. private_ear_probe COUNT HEADPHONE_NODE HANDSET_NODE
// ("-" for none).
#include <linux/input.h>

#include <cstdio>
#include <cstdlib>
#include <string_view>

#include "drivers/audio_jack/jack_evdev.h"

int main(int count, char** values) {
    using namespace silverlane;
    using namespace silverlane::drivers;
    if (count != 4) return 2;
    audio_jack::PrivateEarSettings settings;
    settings.device = "evdev";
    if (std::string_view(values[2]) != "-") settings.headphone = {values[2], {EV_SW, SW_HEADPHONE_INSERT}, true};
    if (std::string_view(values[3]) != "-") settings.handset = {values[3], {EV_KEY, KEY_PHONE}, true};
    ListeningChanges changes{16};
    const SystemClock clock;
    SilentLog log;
    const auto ear = audio_jack::EvdevPrivateEar::open(settings, changes, clock, log);
    if (!ear) return 1;
    std::puts(std::string(name_of((*ear)->listening())).c_str());
    for (int left = std::atoi(values[1]); left > 0; --left) {
        const auto change = changes.take_for(Milliseconds{5'000});
        std::puts(change ? std::string(name_of(change->now)).c_str() : "(nothing)");
    }
    return 0;
}
