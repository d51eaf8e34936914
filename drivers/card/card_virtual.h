// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: Silverlane contributors
//
// A card reader without a device: present() taps a card that is nothing but a token text. Only the token's keyed hash goes to the queue;
// the token is zeroed. Fed from the kiosk's control socket, a test, or (when a socket path is configured) `silverlanectl present`.
// Any thread.
#pragma once

#include <filesystem>
#include <memory>
#include <mutex>
#include <optional>
#include <string>

#include "base/event_log.h"
#include "base/keyed_hash.h"
#include "config/reader.h"
#include "drivers/api/card_reader.h"
#include "drivers/api/presentation.h"
#include "drivers/transport/local_datagram.h"

namespace silverlane::drivers::card {

struct CardSettings {
    std::string device = "virtual";          ///< the only kind so far
    std::filesystem::path socket;            ///< empty: fed inside the program only
};

/// Reads [drivers.card]; a relative socket path counts from `run_folder`. Everything wrong becomes a mistake of the reader.
CardSettings read_card_settings(config::TableReader table, const std::filesystem::path& run_folder);

class VirtualCardReader final : public CardReader {
public:
    /// Everything borrowed must outlive it. Starts disabled. Errors: of LocalDatagramReceiver::open.
    static Result<std::unique_ptr<VirtualCardReader>> open(const CardSettings& settings, const IdentifierHasher& hasher, CardTaps& taps,
                                                           const Clock& clock, EventLog& log);

    [[nodiscard]] DeviceStatus status() const override { return {DeviceState::online, "virtual"}; }
    void enable(bool on) override;

    /// At most 4096 bytes of valid UTF-8, a line end at the end ignored; the same card again within 500 ms of its last sight is one tap.
    Presented present(CardToken token);

private:
    VirtualCardReader(const IdentifierHasher& hasher, CardTaps& taps, const Clock& clock) : hasher_(hasher), taps_(taps), clock_(clock) {}

    const IdentifierHasher& hasher_;
    CardTaps& taps_;
    const Clock& clock_;
    std::mutex mutex_;
    bool enabled_ = false;
    KeyedHash last_;
    std::optional<MonotonicTime> last_seen_;
    std::unique_ptr<LocalDatagramReceiver> socket_;   // last: its thread calls present()
};

}  // namespace silverlane::drivers::card
