// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: Silverlane contributors
//
// Capability: a motorised slot that draws a bank card in, gives it back and can keep it. (A card held to a reader is CardReader.) Only the
// keyed hash of the card's token leaves the driver. Events arrive through the queue the device was opened with; status() is the truth,
// also about a card that was in before the program started, which no event tells. It decides nothing: who ejects and when is the owner's.
#pragma once

#include <variant>

#include "base/bounded_queue.h"
#include "base/clock.h"
#include "base/keyed_hash.h"
#include "drivers/api/device.h"

namespace silverlane::drivers {

enum class CardPosition {
    none,
    in_slot,     ///< inside; the person cannot reach it
    in_throat,   ///< given back and not yet taken
    unknown,     ///< jammed, or an answer was lost
};

struct CardInserted { KeyedHash card; };
struct CardUnreadable {};   ///< a card is inside and cannot be read: eject it
struct CardTaken {};        ///< from the throat
struct CardRetained {};     ///< kept inside the terminal, out of everybody's reach
using CardSlotEvent = std::variant<CardInserted, CardUnreadable, CardTaken, CardRetained>;

struct CardSlotStatus {
    DeviceStatus device;
    CardPosition card = CardPosition::unknown;
    bool operator==(const CardSlotStatus&) const = default;
};

class CardSlot {
public:
    virtual ~CardSlot() = default;
    [[nodiscard]] virtual CardSlotStatus status() const = 0;
    /// Opens or closes the shutter. Closed, no card can be put in; one that is inside or in the throat stays where it is. Any thread.
    virtual void enable(bool on) = 0;
    /// Returns by the deadline. ok: the card is in the throat, in the person's reach. failed: nothing moved. unknown: look at status().
    virtual OperationOutcome eject(Milliseconds deadline) = 0;
    /// Draws a card in from the slot or the throat and keeps it. Outcomes as for eject(). One thread at a time for both.
    virtual OperationOutcome retain(Milliseconds deadline) = 0;
};

using CardSlotEvents = BoundedQueue<CardSlotEvent>;

}  // namespace silverlane::drivers
