// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: Silverlane contributors
//
// Handset and headphone jack without a device: words lift, hang up, plug and pull, from the kiosk's control socket, a test, or a socket of
// its own. At the start the handset hangs and no headphone is in; a contact counts at once, since words do not bounce. Any thread.
#pragma once

#include <memory>
#include <mutex>
#include <string_view>

#include "base/event_log.h"
#include "drivers/api/presentation.h"
#include "drivers/api/private_ear.h"
#include "drivers/audio_jack/jack_settings.h"
#include "drivers/transport/local_datagram.h"

namespace silverlane::drivers::audio_jack {

class VirtualPrivateEar final : public PrivateEar, public HandDriven {
public:
    /// `changes` and the others must outlive it. Errors: of LocalDatagramReceiver::open.
    static Result<std::unique_ptr<VirtualPrivateEar>> open(const PrivateEarSettings& settings, ListeningChanges& changes,
                                                           const Clock& clock, EventLog& log);

    [[nodiscard]] DeviceStatus status() const override;
    [[nodiscard]] Listening listening() const override;

    /// See read_hand_move(). duplicate: it was so already. queue_full: it is so, and nobody was told.
    Presented present(std::string_view words) override;

private:
    VirtualPrivateEar(ListeningChanges& changes, const Clock& clock);

    ListeningChanges& changes_;
    const Clock& clock_;
    mutable std::mutex mutex_;
    ContactState headphone_ = ContactState::idle;
    ContactState handset_ = ContactState::idle;
    ListeningState state_{Milliseconds{0}};
    std::unique_ptr<LocalDatagramReceiver> socket_;   // last: its thread calls present()
};

/// The device that the settings name. Errors: as of the two.
Result<std::unique_ptr<PrivateEar>> open_private_ear(const PrivateEarSettings& settings, ListeningChanges& changes, const Clock& clock,
                                                     EventLog& log);

}  // namespace silverlane::drivers::audio_jack
