// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: Silverlane contributors
//
// What the staff tablet asks for: signing in and out, the list, claims and outcomes, the alert stream. The router has established the session.
// Called on request threads. Paths and callers stand in routes.cpp; meanings, bodies and statuses in docs/api/openapi.json.
#pragma once

#include "hub/http/routes.h"

namespace silverlane::http {

net::Answer sign_in(const Services& services, const Call& call);
net::Answer sign_out(const Services& services, const Call& call);
net::Answer show_me(const Services& services, const Call& call);
net::Answer list_alerts(const Services& services, const Call& call);
net::Answer open_staff_stream(const Services& services, const Call& call);
net::Answer claim_alert(const Services& services, const Call& call);
net::Answer release_alert(const Services& services, const Call& call);
net::Answer record_outcome(const Services& services, const Call& call);

/// The answer to a change of an alert. Who lost gets the alert as it is now beside the error, so that the page can say who has it; null when it
/// is gone.
net::Answer changed_or_conflict(const Services& services, const Call& call, const Result<protocol::Alert>& result);

}  // namespace silverlane::http
