// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: Silverlane contributors
//
// How long a ticket's label may be, in every message that holds one. A value, any thread.
#pragma once

#include <cstddef>

namespace silverlane::protocol {

/// In bytes. Our own labels have four; other makers' machines have their own ideas, and a driver cuts what is longer after its last whole
/// character, because a number that is cut is still called, and one that is refused is lost.
inline constexpr std::size_t kLongestTicketLabel = 64;

}  // namespace silverlane::protocol
