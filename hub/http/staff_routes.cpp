// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: Silverlane contributors
#include "hub/http/staff_routes.h"

#include "hub/dispatch/audience.h"
#include "hub/http/answers.h"
#include "hub/http/authentication.h"
#include "hub/http/event_replay.h"

namespace silverlane::http {

net::Answer changed_or_conflict(const Services& services, const Call& call, const Result<protocol::Alert>& result) {
    if (result.ok()) return json_answer(protocol::to_json(*result));
    net::Response response = error_answer(result.error());
    if (response.status != 409) return response;
    const auto now = services.desk.find_alert(*call.session, AlertId{call.id});
    const std::string current = now.ok() ? protocol::to_json(*now) : "null";
    response.body.pop_back();   // the closing brace of {"error":{...}}
    response.body += ",\"alert\":" + current + "}";
    return response;
}

net::Answer sign_in(const Services& services, const Call& call) {
    const auto request = protocol::sign_in_from_json(call.request.body);
    if (!request.ok()) return error_answer(request.error());
    const auto signed_in = services.desk.sign_in(*request);
    if (!signed_in.ok()) return error_answer(signed_in.error());
    // Unlocking a tablet signs in again: the session that its browser held until now ends, and its stream goes on under the new one. Where
    // somebody else takes the tablet over, the stream was opened for another person, perhaps of another branch: it ends with the session.
    if (const auto previous = call.request.cookie(kSessionCookie); previous && !previous->empty()) {
        const auto held = services.desk.session_for(*previous);
        static_cast<void>(services.desk.sign_out(*previous));
        if (held.ok() && held->staff.text != signed_in->first.staff_number) services.streams.close_subscriber(staff_subscriber(held->staff));
    }
    net::Response response = json_answer(protocol::to_json(signed_in->first));
    response.headers.add("Set-Cookie", cookie_for(signed_in->second.text));
    return response;
}

net::Answer sign_out(const Services& services, const Call& call) {
    const Result<void> ended = services.desk.sign_out(call.request.cookie(kSessionCookie).value_or(""));
    if (!ended.ok()) return error_answer(ended.error());
    // Other tablets of the same person lose their stream too and open it again by themselves; their sessions are valid still.
    services.streams.close_subscriber(staff_subscriber(call.session->staff));
    net::Response response = done();
    response.headers.add("Set-Cookie", ended_cookie());
    return response;
}

net::Answer show_me(const Services& services, const Call& call) {
    const auto me = services.desk.who(*call.session);
    return me.ok() ? json_answer(protocol::to_json(*me)) : error_answer(me.error());
}

net::Answer list_alerts(const Services& services, const Call& call) {
    const auto open = services.desk.open_alerts(*call.session);
    return open.ok() ? json_answer(protocol::to_json(*open)) : error_answer(open.error());
}

net::Answer open_staff_stream(const Services& services, const Call& call) {
    return open_stream(services, call.request, call.session->branch, dispatch::stream_of_role(call.session->role), staff_subscriber(call.session->staff));
}

net::Answer claim_alert(const Services& services, const Call& call) {
    const auto claim = protocol::claim_from_json(call.request.body);
    if (!claim.ok()) return error_answer(claim.error());
    return changed_or_conflict(services, call, services.desk.claim(*call.session, AlertId{call.id}, *claim));
}

net::Answer release_alert(const Services& services, const Call& call) {
    const auto release = protocol::release_from_json(call.request.body);
    if (!release.ok()) return error_answer(release.error());
    return changed_or_conflict(services, call, services.desk.release(*call.session, AlertId{call.id}, *release));
}

net::Answer record_outcome(const Services& services, const Call& call) {
    const auto outcome = protocol::outcome_from_json(call.request.body);
    if (!outcome.ok()) return error_answer(outcome.error());
    return changed_or_conflict(services, call, services.desk.record_outcome(*call.session, AlertId{call.id}, *outcome));
}

}  // namespace silverlane::http
