// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: Silverlane contributors
//
// Capability: reads barcodes and QR symbols that a person holds up. Readings arrive through the queue the device was opened with.
#pragma once

#include <string>

#include "base/bounded_queue.h"
#include "drivers/api/device.h"

namespace silverlane::drivers {

struct CodeReading {
    std::string symbology;   ///< "qr_code", "code_128"
    std::string data;        ///< at most 4096 bytes of valid UTF-8
};

class CodeScanner {
public:
    virtual ~CodeScanner() = default;
    [[nodiscard]] virtual DeviceStatus status() const = 0;
    /// While disabled nothing is read and nothing is queued (the screen does not ask for a code). Any thread.
    virtual void enable(bool on) = 0;
};

using CodeReadings = BoundedQueue<CodeReading>;

}  // namespace silverlane::drivers
