// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: Silverlane contributors
//
// What the page on a customer's phone asks for: getting in by a slip's code or the portal's token, its own ticket, its own choices, forgetting.
// The router has counted the tries and, but for open, established the session. Called on request threads. Paths and callers stand in routes.cpp;
// meanings, bodies and statuses in docs/api/openapi.json.
#pragma once

#include "hub/http/routes.h"

namespace silverlane::http {

net::Answer open_phone(const Services& services, const Call& call);
net::Answer show_phone_view(const Services& services, const Call& call);
net::Answer choose_on_phone(const Services& services, const Call& call);
net::Answer forget_on_phone(const Services& services, const Call& call);
net::Answer open_phone_stream(const Services& services, const Call& call);
net::Answer show_phone_code(const Services& services, const Call& call);

net::Answer go_to_phone_page(const Services& services, const Call& call);
net::Answer show_phone_file(const Services& services, const Call& call);

}  // namespace silverlane::http
