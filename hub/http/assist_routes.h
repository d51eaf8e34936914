// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: Silverlane contributors
//
// The assist view: a kiosk tells its screen, staff see it and point at a button. Any handler thread.
#pragma once

#include "hub/http/routes.h"

namespace silverlane::http {

net::Answer take_assist_screen(const Services& services, const Call& call);
net::Answer show_assist_screen(const Services& services, const Call& call);
/// 409 holds the screen as it is now, so that the page need not ask.
net::Answer ring_node(const Services& services, const Call& call);

}  // namespace silverlane::http
