// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: Silverlane contributors
//
// Who of the staff is there, and passing on what somebody has. The router has established the session. Called on request threads. Paths and
// callers stand in routes.cpp; meanings, bodies and statuses in docs/api/openapi.json.
#pragma once

#include "hub/http/routes.h"

namespace silverlane::http {

net::Answer set_duty(const Services& services, const Call& call);
net::Answer list_colleagues(const Services& services, const Call& call);
net::Answer hand_over(const Services& services, const Call& call);
net::Answer withdraw_for_customer(const Services& services, const Call& call);
net::Answer list_referrals(const Services& services, const Call& call);
net::Answer see_alert(const Services& services, const Call& call);
net::Answer transfer_alert(const Services& services, const Call& call);
net::Answer answer_identity(const Services& services, const Call& call);

}  // namespace silverlane::http
