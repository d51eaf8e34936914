// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: Silverlane contributors
//
// Handset hook and headphone jack of this machine, through Linux input devices. Its thread `audio_jack` waits for them; a device that is
// away makes its contact unknown, which is not private, and is looked for every two seconds until it is back.
#pragma once

#include <atomic>
#include <memory>
#include <optional>
#include <string_view>
#include <thread>
#include <vector>

#include "base/event_log.h"
#include "base/wake_descriptor.h"
#include "drivers/api/private_ear.h"
#include "drivers/audio_jack/input_node.h"
#include "drivers/audio_jack/jack_settings.h"

namespace silverlane::drivers::audio_jack {

class EvdevPrivateEar final : public PrivateEar {
public:
    /// `changes` and the others must outlive it. Opens also where no device is there yet: cables come late. `open_node`: for tests.
    static Result<std::unique_ptr<EvdevPrivateEar>> open(const PrivateEarSettings& settings, ListeningChanges& changes, const Clock& clock,
                                                         EventLog& log, OpenInputNode open_node = open_input_node);
    ~EvdevPrivateEar() override;
    EvdevPrivateEar(const EvdevPrivateEar&) = delete;
    EvdevPrivateEar& operator=(const EvdevPrivateEar&) = delete;

    [[nodiscard]] DeviceStatus status() const override;
    [[nodiscard]] Listening listening() const override { return listening_; }

private:
    /// A contact and the device that it belongs to.
    struct Wire {
        Contact contact;
        ContactSettings settings;
        std::unique_ptr<InputNode> node;      ///< null: away
        bool told_away = false;
    };

    EvdevPrivateEar(const PrivateEarSettings& settings, ListeningChanges& changes, const Clock& clock, EventLog& log,
                    OpenInputNode open_node);
    void run();
    /// Waits for what comes first: an event, a contact that settles, the time to look for a device, the end.
    void wait();
    void connect(Wire& wire);
    void read_state(Wire& wire);
    void read_events(Wire& wire);
    void lose(Wire& wire, const Error& why);
    /// Once until it is back.
    void tell_away(Wire& wire, const Error& why);
    void set(Wire& wire, bool on);
    void tell();

    ListeningChanges& changes_;
    const Clock& clock_;
    EventLog& log_;
    const OpenInputNode open_node_;
    std::vector<Wire> wires_;
    ListeningState state_;
    std::atomic<Listening> listening_{Listening::unknown};
    std::atomic<int> away_{0};
    std::atomic<bool> stopping_{false};
    WakeDescriptor stop_;
    std::thread thread_;
};

}  // namespace silverlane::drivers::audio_jack
