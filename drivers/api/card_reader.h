// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: Silverlane contributors
//
// Capability: a bank card held to the reader (tap). Only the keyed hash of the card's token leaves the driver; no track data, no PIN.
#pragma once

#include "base/bounded_queue.h"
#include "base/keyed_hash.h"
#include "drivers/api/device.h"

namespace silverlane::drivers {

struct CardTap {
    KeyedHash card;
};

class CardReader {
public:
    virtual ~CardReader() = default;
    [[nodiscard]] virtual DeviceStatus status() const = 0;
    /// While disabled a tap is neither read nor queued. Any thread.
    virtual void enable(bool on) = 0;
};

using CardTaps = BoundedQueue<CardTap>;

}  // namespace silverlane::drivers
