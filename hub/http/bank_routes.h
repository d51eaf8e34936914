// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: Silverlane contributors
//
// What terminals ask of the bank behind the hub. Without a core, or with one that is away, every answer is 503 "bank_away", and the kiosk sends
// people to the counter. Nothing of a body is logged. Called on request threads. Paths and callers stand in routes.cpp; meanings, bodies and
// statuses in docs/api/openapi.json.
#pragma once

#include "hub/http/routes.h"

namespace silverlane::http {

net::Answer make_bank_nonce(const Services& services, const Call& call);
net::Answer open_bank_session(const Services& services, const Call& call);
net::Answer close_bank_session(const Services& services, const Call& call);
net::Answer show_pension(const Services& services, const Call& call);
net::Answer show_accounts(const Services& services, const Call& call);
net::Answer show_balance(const Services& services, const Call& call);
net::Answer show_passbook_lines(const Services& services, const Call& call);
net::Answer take_printed_line(const Services& services, const Call& call);

}  // namespace silverlane::http
