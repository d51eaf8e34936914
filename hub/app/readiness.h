// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: Silverlane contributors
//
// Tells the service manager how the program stands: one datagram to $NOTIFY_SOCKET, as sd_notify(3) describes, without libsystemd. Does
// nothing where there is no such socket. One thread.
#pragma once

#include <string_view>

namespace silverlane::hub {

/// `state`: "READY=1" or "STOPPING=1". A manager that does not listen is not our trouble: failures are ignored.
void notify_service_manager(std::string_view state);

}  // namespace silverlane::hub
