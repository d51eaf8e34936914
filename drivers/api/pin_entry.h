// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: Silverlane contributors
//
// Capability: a person types a PIN. The digits never leave the device: what comes out is how many keys were pressed, and in the end a
// block sealed for the bank, which nobody between the device and the bank can open. The device makes no sound: its owner plays one tone
// for every key, at each PinProgress. Reports arrive through the queue the device was opened with.
#pragma once

#include <array>
#include <cstdint>
#include <variant>

#include "base/bounded_queue.h"
#include "base/clock.h"
#include "base/private_text.h"
#include "base/result.h"
#include "drivers/api/device.h"

namespace silverlane::drivers {

inline constexpr int kMostPinDigits = 12;   ///< ISO 9564-1

/// Made by the bank for one entry and sealed in with the digits, so that a sealed block is good once.
using PinNonce = std::array<std::uint8_t, 16>;

struct PinRequest {
    int digits = 6;                      ///< 4 to 12; "enter" counts only once there are so many
    PinNonce nonce{};
    Milliseconds longest{300'000};       ///< from begin(); then the digits are gone and PinTimedOut is reported
};

/// Names one entry, so that a report of an entry that was given up is not taken for the next one's. Never 0.
using PinEntryNumber = std::uint64_t;

struct PinProgress { int count = 0; };              ///< digits typed so far, 0 to PinRequest::digits; at every key that counted
struct PinEntered { PrivateText sealed; };          ///< hexadecimal; format in drivers/pin_block. For the bank alone
struct PinCancelled {};                             ///< the person pressed "cancel"
struct PinTimedOut {};
struct PinNotSealed {};                             ///< the device could not seal; the digits are gone, ask again or go another way

struct PinReport {
    PinEntryNumber entry = 0;
    std::variant<PinProgress, PinEntered, PinCancelled, PinTimedOut, PinNotSealed> what;
};

class PinEntry {
public:
    virtual ~PinEntry() = default;
    [[nodiscard]] virtual DeviceStatus status() const = 0;
    /// Takes keys from now on; an entry that was open is given up first. Any thread. Errors: invalid_input (digits, longest), unavailable.
    virtual Result<PinEntryNumber> begin(const PinRequest& request) = 0;
    /// Gives an open entry up without a report; its digits are zeroed when this returns. Without one nothing happens. Any thread.
    virtual void cancel() = 0;
};

using PinReports = BoundedQueue<PinReport>;

}  // namespace silverlane::drivers
