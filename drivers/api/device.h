// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: Silverlane contributors
//
// What every device has in common: a status and an outcome that admits not knowing. Names follow XFS4IoT (Common.Status), so that
// back-ends are interchangeable. Values, any thread.
#pragma once

#include <string>

namespace silverlane::drivers {

enum class DeviceState { online, offline, hardware_error };

/// How an operation ended. `unknown`: bytes were sent and no answer came; it is never repeated by itself, a person is asked.
enum class OperationOutcome { ok, failed, unknown };

struct DeviceStatus {
    DeviceState state = DeviceState::offline;
    std::string detail;     ///< for operators; nothing about a person
    bool operator==(const DeviceStatus&) const = default;
};

}  // namespace silverlane::drivers
