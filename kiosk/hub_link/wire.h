// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: Silverlane contributors
//
// How this kiosk's requests look on the wire, and which answers of the hub mean "later". Private to kiosk/hub_link. Pure; any thread.
#pragma once

#include <string>
#include <string_view>

#include "net/http_message.h"

namespace silverlane::hub_link {

inline net::Request request_of(std::string_view method, std::string_view path, std::string body, const std::string& device_token) {
    net::Request request;
    request.method = method;
    request.path = path;
    request.headers.add("Authorization", "Bearer " + device_token);
    if (!body.empty()) request.headers.add("Content-Type", "application/json");
    request.body = std::move(body);
    return request;
}

/// The hub is there and cannot now: too many requests, starting, overloaded, or a proxy without a hub behind it.
inline bool is_temporary(int status) { return status == 408 || status == 429 || status == 502 || status == 503 || status == 504; }

/// The hub does not know this device (RFC 9110, 15.5.2 and 15.5.4): nothing is lost, an operator must act.
inline bool is_not_admitted(int status) { return status == 401 || status == 403; }

}  // namespace silverlane::hub_link
