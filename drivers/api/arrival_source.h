// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: Silverlane contributors
//
// Capability: a branch-wide source of arrivals (Wi-Fi controller, queue machine). It delivers to the ArrivalSink it was opened with, and
// acknowledges to its peer only what the sink has made durable. A source does not know whether its host is a kiosk or the hub.
#pragma once

#include <cstdint>
#include <string>
#include <utility>
#include <vector>

#include "drivers/api/device.h"

namespace silverlane::drivers {

class ArrivalSource {
public:
    virtual ~ArrivalSource() = default;
    [[nodiscard]] virtual DeviceStatus status() const = 0;
    /// The port it listens on (for 0 in the configuration).
    [[nodiscard]] virtual std::uint16_t port() const = 0;
    /// Named counts for /metrics, for example {"dropped_wrong_authenticator", 3}. Any thread.
    [[nodiscard]] virtual std::vector<std::pair<std::string, std::uint64_t>> counters() const = 0;
};

}  // namespace silverlane::drivers
