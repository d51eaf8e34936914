// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: Silverlane contributors
//
// The one table of everything the hub answers: method, literal path, who may call, and the function that answers. Paths are written out
// in full, so that a search for one finds it; docs/api/openapi.json describes the same list and a test compares the two. The handlers
// live by resource in kiosk_routes.cpp, staff_routes.cpp and open_routes.cpp. Constant data; handlers are called on the request pool.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "hub/desk/desk.h"
#include "hub/http/services.h"
#include "net/http_message.h"
#include "net/http_server.h"

namespace silverlane::http {

/// Who a route is for; established before its handler runs.
enum class Caller {
    anyone,     ///< nothing about a person is answered
    phone_page, ///< the same, at the phones' door
    terminal,   ///< `Authorization: Bearer <device token>`
    staff,      ///< the session cookie
    phone,      ///< the cookie of a phone that was let in; so many requests a second
    phone_newcomer,   ///< a phone that shows a code or token; so many a second from one address
    newcomer,   ///< staff who have no session yet: sign-in; the rules against forged requests hold all the same
};

/// At which of the hub's two listeners a request comes in. The branch's guest network reaches the phones' alone.
enum class Door { house, phones };

/// Where this caller's routes are answered; at the other door there is nothing at their paths.
constexpr Door door_of(Caller caller) {
    return caller == Caller::phone || caller == Caller::phone_newcomer || caller == Caller::phone_page ? Door::phones : Door::house;
}

/// One request with what the router found out about it.
struct Call {
    const net::Request& request;
    std::string id;                              ///< what stood at {id}, or behind a closing *
    std::optional<desk::Terminal> terminal;      ///< set when the route is for terminals
    std::optional<desk::Session> session;        ///< set when the route is for staff
    std::optional<desk::PhoneSession> phone = {};   ///< set when the route is for phones
};

using RouteHandler = net::Answer (*)(const Services&, const Call&);

struct Route {
    std::string_view method;
    std::string_view pattern;    ///< literal; "{id}" stands for one segment, a closing "*" for the rest
    Caller caller;
    RouteHandler handler;
};

/// All routes, in the order of docs/api/openapi.json.
std::span<const Route> all_routes();

/// What stands at {id} or * when `path` has the pattern's shape; empty text when the pattern has neither.
std::optional<std::string> match(std::string_view pattern, std::string_view path);

}  // namespace silverlane::http
