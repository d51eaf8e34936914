// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: Silverlane contributors
#include "hub/http/authentication.h"

#include <algorithm>
#include <cctype>

namespace silverlane::http {
namespace {

constexpr std::size_t kLongestToken = 256;

bool equal_ignoring_case(std::string_view a, std::string_view b) {
    return a.size() == b.size() && std::equal(a.begin(), a.end(), b.begin(), [](unsigned char x, unsigned char y) {
               return std::tolower(x) == std::tolower(y);
           });
}

/// "application/json; charset=utf-8" -> "application/json"
std::string_view media_type(std::string_view header) {
    std::string_view type = header.substr(0, header.find(';'));
    while (!type.empty() && type.back() == ' ') type.remove_suffix(1);
    while (!type.empty() && type.front() == ' ') type.remove_prefix(1);
    return type;
}

Error not_json() { return {ErrorCode::unsupported, "send 'Content-Type: application/json'"}; }

}  // namespace

Result<desk::Terminal> terminal_of(desk::Desk& desk, const net::Request& request) {
    const Error refused(ErrorCode::unauthorised, "a valid device token is needed: 'Authorization: Bearer <token>'");
    const auto header = request.headers.first("Authorization");
    constexpr std::string_view scheme = "Bearer ";
    if (!header || header->size() <= scheme.size() || header->size() > scheme.size() + kLongestToken) return refused;
    if (!equal_ignoring_case(std::string_view(*header).substr(0, scheme.size()), scheme)) return refused;
    Result<desk::Terminal> terminal = desk.terminal_for(std::string_view(*header).substr(scheme.size()));
    if (!terminal.ok() && terminal.error().code() == ErrorCode::unauthorised) return refused;
    return terminal;
}

Result<desk::Session> session_of(desk::Desk& desk, const net::Request& request) {
    const Error refused(ErrorCode::unauthorised, "sign in first");
    const auto token = request.cookie(kSessionCookie);
    if (!token || token->empty() || token->size() > kLongestToken) return refused;
    Result<desk::Session> session = desk.session_for(*token);
    if (!session.ok() && session.error().code() == ErrorCode::unauthorised) return refused;
    return session;
}

Result<desk::PhoneSession> phone_of(desk::Desk& desk, const net::Request& request) {
    const Error refused(ErrorCode::unauthorised, "open the page by the code on the slip");
    const auto token = request.cookie(kPhoneCookie);
    if (!token || token->empty() || token->size() > kLongestToken) return refused;
    Result<desk::PhoneSession> phone = desk.phone_for(*token);
    if (!phone.ok() && phone.error().code() == ErrorCode::unauthorised) return refused;
    return phone;
}

Result<void> refuse_forged(const net::Request& request) {
    const auto type = request.headers.first("Content-Type");
    if (!type || !equal_ignoring_case(media_type(*type), "application/json")) return not_json();
    if (const auto site = request.headers.first("Sec-Fetch-Site"); site && *site != "same-origin" && *site != "none") {
        return Error(ErrorCode::forbidden, "another site's page may not do this");
    }
    if (const auto origin = request.headers.first("Origin")) {
        const auto host = request.headers.first("Host");
        const std::size_t scheme_end = origin->find("://");
        const bool same = host && scheme_end != std::string::npos && equal_ignoring_case(std::string_view(*origin).substr(scheme_end + 3), *host);
        if (!same) return Error(ErrorCode::forbidden, "another site's page may not do this");
    }
    return {};
}

Result<void> require_json_or_nothing(const net::Request& request) {
    const auto type = request.headers.first("Content-Type");
    if (type && !type->empty() && !equal_ignoring_case(media_type(*type), "application/json")) return not_json();
    return {};
}

std::string cookie_for(std::string_view token) {
    return std::string(kSessionCookie) + "=" + std::string(token) + "; Path=/v1; HttpOnly; Secure; SameSite=Strict";
}

std::string ended_cookie() { return std::string(kSessionCookie) + "=; Path=/v1; HttpOnly; Secure; SameSite=Strict; Max-Age=0"; }

std::string phone_cookie_for(std::string_view token) {
    return std::string(kPhoneCookie) + "=" + std::string(token) + "; Path=/v1/phone; HttpOnly; Secure; SameSite=Strict; Max-Age=43200";
}

std::string ended_phone_cookie() { return std::string(kPhoneCookie) + "=; Path=/v1/phone; HttpOnly; Secure; SameSite=Strict; Max-Age=0"; }

}  // namespace silverlane::http
