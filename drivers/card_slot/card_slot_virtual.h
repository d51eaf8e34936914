// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: Silverlane contributors
//
// A motorised card slot without a device. Its cards are token texts; only a token's keyed hash goes to the queue. Where the card is stands
// in a file that survives a power cut, as metal would. Fed from the kiosk's control socket, a test, or a socket of its own. Any thread.
#pragma once

#include <filesystem>
#include <memory>
#include <mutex>
#include <string_view>

#include "base/event_log.h"
#include "base/keyed_hash.h"
#include "drivers/api/card_slot.h"
#include "drivers/api/presentation.h"
#include "drivers/card_slot/card_slot_protocol.h"
#include "drivers/card_slot/card_slot_settings.h"
#include "drivers/transport/local_datagram.h"

namespace silverlane::drivers::card_slot {

class VirtualCardSlot final : public CardSlot, public HandDriven {
public:
    /// Everything borrowed must outlive it. Starts with the shutter closed, and with the card that was in it. A state file that cannot be
    /// understood counts as jammed: staff look. Errors: io (the state cannot be kept); of LocalDatagramReceiver::open.
    static Result<std::unique_ptr<VirtualCardSlot>> open(const CardSlotSettings& settings, const IdentifierHasher& hasher,
                                                         CardSlotEvents& events, EventLog& log);

    [[nodiscard]] CardSlotStatus status() const override;
    void enable(bool on) override;
    OperationOutcome eject(Milliseconds deadline) override;
    OperationOutcome retain(Milliseconds deadline) override;

    /// See read_hand_move(). disabled: the shutter is closed. not_now: there is a card already, or none to take. queue_full: the slot did
    /// not take the card.
    Presented present(std::string_view words) override;

private:
    enum class Answers { heard, next_is_lost };

    VirtualCardSlot(CardSlotSettings settings, const IdentifierHasher& hasher, CardSlotEvents& events, EventLog& log);
    Presented insert(CardSlotEvent event);
    Presented take();
    OperationOutcome move_to(CardPosition there, Milliseconds deadline);
    /// Into the file first: what is not remembered has not happened.
    Result<void> become(SlotState state);
    void tell(CardSlotEvent event, std::string_view what);

    const CardSlotSettings settings_;
    const IdentifierHasher& hasher_;
    CardSlotEvents& events_;
    EventLog& log_;
    mutable std::mutex mutex_;
    bool enabled_ = false;
    SlotState state_;
    Answers answers_ = Answers::heard;
    std::unique_ptr<LocalDatagramReceiver> socket_;   // last: its thread calls present()
};

}  // namespace silverlane::drivers::card_slot
