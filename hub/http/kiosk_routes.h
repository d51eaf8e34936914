// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: Silverlane contributors
//
// What terminals ask for: arrivals, tickets, help calls, consents, the glance and their own event stream. The router has established the terminal.
// Called on request threads. Paths and callers stand in routes.cpp; meanings, bodies and statuses in docs/api/openapi.json.
#pragma once

#include "hub/http/routes.h"

namespace silverlane::http {

net::Answer take_arrivals(const Services& services, const Call& call);
net::Answer issue_ticket(const Services& services, const Call& call);
net::Answer scan_visit_code(const Services& services, const Call& call);
net::Answer call_staff(const Services& services, const Call& call);
net::Answer add_help_reason(const Services& services, const Call& call);
net::Answer cancel_help(const Services& services, const Call& call);
net::Answer take_turn_notice(const Services& services, const Call& call);
net::Answer choose_consent(const Services& services, const Call& call);
net::Answer show_glance(const Services& services, const Call& call);
net::Answer reserve_numbers(const Services& services, const Call& call);
net::Answer open_kiosk_stream(const Services& services, const Call& call);

}  // namespace silverlane::http
