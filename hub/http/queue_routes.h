// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: Silverlane contributors
//
// The queue as staff see and move it. The router has established the session; who may call a number is the desk's to say. Called on request
// threads. Paths and callers stand in routes.cpp; meanings, bodies and statuses in docs/api/openapi.json.
#pragma once

#include "hub/http/routes.h"

namespace silverlane::http {

net::Answer show_queue(const Services& services, const Call& call);
net::Answer call_next_number(const Services& services, const Call& call);
net::Answer call_number_again(const Services& services, const Call& call);
net::Answer move_number(const Services& services, const Call& call);
net::Answer end_number(const Services& services, const Call& call);
net::Answer show_counter(const Services& services, const Call& call);

}  // namespace silverlane::http
