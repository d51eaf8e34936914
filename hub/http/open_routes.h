// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: Silverlane contributors
//
// What anybody may ask: health, metrics, the API document and the files of the tablet page. Nothing here tells about a person.
// Called on request threads. Paths and callers stand in routes.cpp; meanings, bodies and statuses in docs/api/openapi.json.
#pragma once

#include "hub/http/routes.h"

namespace silverlane::http {

net::Answer show_health(const Services& services, const Call& call);
net::Answer show_metrics(const Services& services, const Call& call);
net::Answer show_api_document(const Services& services, const Call& call);
net::Answer go_to_tablet(const Services& services, const Call& call);
net::Answer show_tablet_file(const Services& services, const Call& call);

}  // namespace silverlane::http
