// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: Silverlane contributors
#include "hub/http/open_routes.h"

#include "hub/http/answers.h"

namespace silverlane::http {

net::Answer show_health(const Services& services, const Call&) {
    const Result<void> well = services.desk.probe();
    if (well.ok()) return json_answer("{\"status\":\"ok\"}");
    services.log.write(LogEvent(LogLevel::error, "probe_failed").with("error", well.error()));
    return error_answer(503, well.error());
}

net::Answer show_metrics(const Services& services, const Call&) {
    net::Response response;
    response.content_type = "text/plain; version=0.0.4; charset=utf-8";
    response.headers.add("Cache-Control", "no-store");
    response.body = services.metrics.text();
    return response;
}

net::Answer show_api_document(const Services& services, const Call&) {
    net::Response response;
    response.headers.add("Cache-Control", "no-cache");
    response.headers.add("X-Content-Type-Options", "nosniff");
    response.body = services.api_document;
    return response;
}

net::Answer go_to_tablet(const Services&, const Call&) {
    net::Response response;
    response.status = 302;
    response.content_type = "text/plain; charset=utf-8";
    response.headers.add("Location", "/tablet/");
    return response;
}

net::Answer show_tablet_file(const Services& services, const Call& call) { return services.tablet_pages.answer(call.id, call.request); }

}  // namespace silverlane::http
