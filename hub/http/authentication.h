// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: Silverlane contributors
//
// Who is calling: a terminal by its bearer token, staff by the session cookie; and the two checks that keep another site's page from
// acting in a signed-in browser. Which token or cookie is valid is the desk's knowledge. Pure functions of the request, any thread.
#pragma once

#include <string>
#include <string_view>

#include "base/result.h"
#include "hub/desk/desk.h"
#include "net/http_message.h"

namespace silverlane::http {

inline constexpr std::string_view kSessionCookie = "silverlane_session";
inline constexpr std::string_view kPhoneCookie = "silverlane_phone";

/// Errors: unauthorised when the header is missing, malformed or unknown (the same sentence for all three).
Result<desk::Terminal> terminal_of(desk::Desk& desk, const net::Request& request);

/// Errors: unauthorised when there is no cookie or its session has ended.
Result<desk::Session> session_of(desk::Desk& desk, const net::Request& request);

/// Errors: unauthorised when there is no cookie, or its visit is over.
Result<desk::PhoneSession> phone_of(desk::Desk& desk, const net::Request& request);

/// A change asked for by a page: JSON by content type, which no plain form can send, and from our own origin where the browser names one
/// (OWASP: cross-site request forgery; the cookie is SameSite=Strict besides). Errors: forbidden; unsupported for the content type.
Result<void> refuse_forged(const net::Request& request);

/// A terminal or a script may leave the content type out, but not name another. Errors: unsupported.
Result<void> require_json_or_nothing(const net::Request& request);

/// The Set-Cookie value that starts a session, and the one that ends it.
std::string cookie_for(std::string_view token);
std::string ended_cookie();
/// The same for a phone: it survives the browser being closed, because a phone in a pocket closes it, and is sent to /v1/phone alone.
std::string phone_cookie_for(std::string_view token);
std::string ended_phone_cookie();

}  // namespace silverlane::http
