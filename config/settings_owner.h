// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: Silverlane contributors
//
// Whose settings a file holds: a hub's that is handed to a kiosk's reader would be a page of mistakes, none of which is one. Pure; any thread.
#pragma once

#include <cstdint>

#include "config/reader.h"

namespace silverlane::config {

enum class SettingsOwner : std::uint8_t { unclear, hub, kiosk };

/// By the tables that only one of the two programs reads; unclear when there are none of them, or of both.
SettingsOwner settings_owner(const Document& document);

}  // namespace silverlane::config
