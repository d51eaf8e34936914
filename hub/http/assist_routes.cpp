// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: Silverlane contributors
#include "hub/http/assist_routes.h"

#include "hub/http/answers.h"

namespace silverlane::http {

net::Answer take_assist_screen(const Services& services, const Call& call) {
    const auto screen = protocol::assist_screen_from_json(call.request.body);
    if (!screen.ok()) return error_answer(screen.error());
    return done_or_error(services.desk.show_screen(*call.terminal, *screen));
}

net::Answer show_assist_screen(const Services& services, const Call& call) {
    return json_or_error(services.desk.screen(*call.session, AlertId{call.id}));
}

net::Answer ring_node(const Services& services, const Call& call) {
    const auto ring = protocol::assist_ring_from_json(call.request.body);
    if (!ring.ok()) return error_answer(ring.error());
    const auto rung = services.desk.ring(*call.session, AlertId{call.id}, *ring);
    if (rung.ok()) return done();
    net::Response response = error_answer(rung.error());
    if (response.status != 409) return response;
    const auto now = services.desk.screen(*call.session, AlertId{call.id});
    response.body.pop_back();   // the closing brace of {"error":{...}}
    response.body += ",\"screen\":" + (now.ok() ? protocol::to_json(*now) : "null") + "}";
    return response;
}

}  // namespace silverlane::http
