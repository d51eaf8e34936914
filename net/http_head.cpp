// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: Silverlane contributors
#include "net/http_head.h"

#include <algorithm>
#include <charconv>
#include <cctype>
#include <vector>

#include <Poco/DateTimeFormat.h>
#include <Poco/DateTimeFormatter.h>
#include <Poco/Exception.h>
#include <Poco/Net/HTTPResponse.h>
#include <Poco/Timestamp.h>
#include <Poco/URI.h>
#include <fmt/format.h>

#include "base/utf8.h"

namespace silverlane::net {
namespace {

constexpr std::size_t kMostFields = 100;
constexpr std::size_t kLongestMethod = 32;

Error malformed(const char* what) { return {ErrorCode::invalid_input, what}; }

bool is_token(std::string_view text) {
    return !text.empty() && std::all_of(text.begin(), text.end(), [](char c) {
        return (std::isalnum(static_cast<unsigned char>(c)) != 0 && static_cast<unsigned char>(c) < 0x80) ||
               std::string_view{"!#$%&'*+-.^_`|~"}.find(c) != std::string_view::npos;
    });
}

bool is_field_value(std::string_view text) {
    return std::all_of(text.begin(), text.end(), [](char c) {
        const auto byte = static_cast<unsigned char>(c);
        return c == '\t' || (byte >= 0x20 && byte != 0x7f);
    });
}

std::string_view take_line(std::string_view& rest) {
    const auto end = rest.find("\r\n");
    const auto line = rest.substr(0, end);
    rest.remove_prefix(end == std::string_view::npos ? rest.size() : end + 2);
    return line;
}

Result<Headers> parse_fields(std::string_view rest) {
    Headers headers;
    while (!rest.empty()) {
        const std::string_view line = take_line(rest);
        const auto colon = line.find(':');
        // A folded line starts with a space, so its "name" is no token either.
        if (colon == std::string_view::npos || !is_token(line.substr(0, colon))) return malformed("a header field has no proper name");
        const std::string_view value = trimmed(line.substr(colon + 1));
        if (!is_field_value(value)) return malformed("a header field holds control characters");
        if (headers.all().size() == kMostFields) return malformed("too many header fields");
        headers.add(std::string{line.substr(0, colon)}, std::string{value});
    }
    return headers;
}

std::vector<std::string> all_of(const Headers& headers, std::string_view name) {
    std::vector<std::string> values;
    for (const auto& [field, value] : headers.all()) {
        if (same_token(field, name)) values.push_back(value);
    }
    return values;
}

bool lists(const Headers& headers, std::string_view name, std::string_view token) {
    for (const std::string& value : all_of(headers, name)) {
        std::string_view rest = value;
        while (!rest.empty()) {
            const auto end = std::min(rest.find(','), rest.size());
            if (same_token(trimmed(rest.substr(0, end)), token)) return true;
            rest.remove_prefix(std::min(end + 1, rest.size()));
        }
    }
    return false;
}

/// The framing that the fields state, or until_close when they state none. RFC 9112, 6.3; both fields at once are refused.
Result<BodyFraming> parse_framing(const Headers& headers) {
    const auto lengths = all_of(headers, "Content-Length");
    const auto codings = all_of(headers, "Transfer-Encoding");
    if (!codings.empty()) {
        if (!lengths.empty() || codings.size() > 1 || !same_token(codings[0], "chunked")) return malformed("ambiguous body length");
        return BodyFraming{BodyFraming::Kind::chunked, 0};
    }
    if (lengths.empty()) return BodyFraming{BodyFraming::Kind::until_close, 0};
    BodyFraming framing{BodyFraming::Kind::length, 0};
    const std::string& digits = lengths[0];
    const auto [end, fault] = std::from_chars(digits.data(), digits.data() + digits.size(), framing.length);
    if (lengths.size() > 1 || digits.empty() || fault != std::errc{} || end != digits.data() + digits.size()) {
        return malformed("the body length is no number");
    }
    return framing;
}

Result<std::string> decoded(std::string_view text, bool plus_is_space) {
    std::string encoded_text{text};
    if (plus_is_space) std::replace(encoded_text.begin(), encoded_text.end(), '+', ' ');  // as forms and URLSearchParams write it
    std::string plain;
    try {
        Poco::URI::decode(encoded_text, plain);
    } catch (const Poco::Exception&) {
        return malformed("a percent sign without two digits");
    }
    if (!is_valid_utf8(plain) || plain.find('\0') != std::string::npos) return malformed("the address is no UTF-8 text");
    return plain;
}

bool climbs(std::string_view path) {
    while (!path.empty()) {
        const auto end = std::min(path.find('/'), path.size());
        if (path.substr(0, end) == "..") return true;
        path.remove_prefix(std::min(end + 1, path.size()));
    }
    return false;
}

Result<void> parse_target(std::string_view target, Request& request) {
    for (const char c : target) {
        if (static_cast<unsigned char>(c) <= 0x20 || static_cast<unsigned char>(c) >= 0x7f) return malformed("the address is not encoded");
    }
    if (const auto scheme = target.find("://"); scheme != std::string_view::npos && target[0] != '/') {
        const auto path = target.find('/', scheme + 3);  // absolute form: RFC 9112, 3.2.2
        target = path == std::string_view::npos ? std::string_view{"/"} : target.substr(path);
    }
    target = target.substr(0, target.find('#'));
    const auto question = target.find('?');
    auto path = decoded(target.substr(0, question), false);
    if (!path) return path.error();
    if (*path != "*" && (path->empty() || path->front() != '/' || climbs(*path))) return malformed("no such form of address");
    request.path = std::move(*path);
    std::string_view query = question == std::string_view::npos ? std::string_view{} : target.substr(question + 1);
    while (!query.empty()) {
        const auto end = std::min(query.find('&'), query.size());
        const auto pair = query.substr(0, end);
        const auto equals = std::min(pair.find('='), pair.size());
        auto name = decoded(pair.substr(0, equals), true);
        auto value = decoded(pair.substr(std::min(equals + 1, pair.size())), true);
        if (!name) return name.error();
        if (!value) return value.error();
        if (!pair.empty()) request.query.emplace_back(std::move(*name), std::move(*value));
        query.remove_prefix(std::min(end + 1, query.size()));
    }
    return {};
}

bool stays_open(const Headers& headers, bool newer_version) {
    if (lists(headers, "Connection", "close")) return false;
    return newer_version || lists(headers, "Connection", "keep-alive");
}

Result<void> append_fields(std::string& text, const Headers& headers) {
    for (const auto& [name, value] : headers.all()) {
        if (!is_token(name) || !is_field_value(value)) return malformed("a header field of our own would break the message");
        text += fmt::format("{}: {}\r\n", name, value);
    }
    return {};
}

std::string status_line(int status, UtcTime now) {
    const Poco::Timestamp time{now.time_since_epoch().count() * 1000};
    return fmt::format("HTTP/1.1 {} {}\r\nDate: {}\r\n", status,
                       Poco::Net::HTTPResponse::getReasonForStatus(static_cast<Poco::Net::HTTPResponse::HTTPStatus>(status)),
                       Poco::DateTimeFormatter::format(time, Poco::DateTimeFormat::HTTP_FORMAT));
}

std::string encoded(std::string_view text, const char* also) {
    std::string escaped;
    Poco::URI::encode(std::string{text}, also, escaped);
    return escaped;
}

}  // namespace

bool same_token(std::string_view a, std::string_view b) {
    const auto lower = [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; };
    return a.size() == b.size() && std::equal(a.begin(), a.end(), b.begin(), [&](char x, char y) { return lower(x) == lower(y); });
}

std::string_view trimmed(std::string_view text) {
    while (!text.empty() && (text.front() == ' ' || text.front() == '\t')) text.remove_prefix(1);
    while (!text.empty() && (text.back() == ' ' || text.back() == '\t')) text.remove_suffix(1);
    return text;
}

Result<RequestHead> parse_request_head(std::string_view head) {
    const std::string_view line = take_line(head);
    const auto first_space = line.find(' ');
    const auto second_space = first_space == std::string_view::npos ? first_space : line.find(' ', first_space + 1);
    if (second_space == std::string_view::npos) return malformed("no request line");
    const auto version = line.substr(second_space + 1);
    if (version != "HTTP/1.1" && version != "HTTP/1.0") return malformed("no HTTP/1 version");
    RequestHead parsed;
    parsed.request.method = line.substr(0, first_space);
    if (!is_token(parsed.request.method) || parsed.request.method.size() > kLongestMethod) return malformed("no proper method");
    auto target = parse_target(line.substr(first_space + 1, second_space - first_space - 1), parsed.request);
    if (!target) return target.error();
    auto headers = parse_fields(head);
    if (!headers) return headers.error();
    const bool newer = version == "HTTP/1.1";
    const auto hosts = all_of(*headers, "Host").size();
    if (hosts > 1 || (newer && hosts == 0)) return malformed("exactly one Host field is needed");  // RFC 9112, 3.2
    auto framing = parse_framing(*headers);
    if (!framing) return framing.error();
    if (framing->kind == BodyFraming::Kind::chunked && !newer) return malformed("HTTP/1.0 knows no chunks");
    if (framing->kind == BodyFraming::Kind::until_close) framing->kind = BodyFraming::Kind::none;  // a request cannot end by closing
    parsed.framing = *framing;
    parsed.keep_alive = stays_open(*headers, newer);
    parsed.expects_continue = newer && lists(*headers, "Expect", "100-continue");
    parsed.request.headers = std::move(*headers);
    return parsed;
}

Result<ResponseHead> parse_response_head(std::string_view head, std::string_view method) {
    const Error no_http{ErrorCode::corrupt, "the answer is no HTTP"};
    const std::string_view line = take_line(head);
    if (line.size() < 12 || (line.substr(0, 9) != "HTTP/1.1 " && line.substr(0, 9) != "HTTP/1.0 ")) return no_http;
    ResponseHead parsed;
    const auto [end, fault] = std::from_chars(line.data() + 9, line.data() + 12, parsed.response.status);
    if (fault != std::errc{} || end != line.data() + 12 || parsed.response.status < 100) return no_http;
    auto headers = parse_fields(head);
    if (!headers) return Error{ErrorCode::corrupt, headers.error().message()};
    auto framing = parse_framing(*headers);
    if (!framing) return Error{ErrorCode::corrupt, framing.error().message()};
    parsed.framing = *framing;
    const int status = parsed.response.status;
    if (method == "HEAD" || status < 200 || status == 204 || status == 304) parsed.framing = {};
    parsed.keep_alive = stays_open(*headers, line[7] == '1') && parsed.framing.kind != BodyFraming::Kind::until_close;
    parsed.response.content_type = headers->first("Content-Type").value_or("");
    parsed.response.headers = std::move(*headers);
    return parsed;
}

Result<std::string> write_response(const Response& response, UtcTime now, bool keep_alive, bool without_body) {
    std::string text = status_line(response.status, now);
    if (auto fields = append_fields(text, response.headers); !fields) return fields.error();
    if (!is_field_value(response.content_type)) return malformed("a content type of our own would break the message");
    const bool has_body = response.status >= 200 && response.status != 204 && response.status != 304;  // RFC 9110, 6.4.1
    if (has_body) {
        if (!response.body.empty() && !response.content_type.empty()) text += fmt::format("Content-Type: {}\r\n", response.content_type);
        text += fmt::format("Content-Length: {}\r\n", response.body.size());
    }
    text += keep_alive ? "Connection: keep-alive\r\n\r\n" : "Connection: close\r\n\r\n";
    if (has_body && !without_body) text += response.body;
    return text;
}

Result<std::string> write_stream_head(const Headers& extra, UtcTime now) {
    std::string text = status_line(200, now);
    // X-Accel-Buffering: reverse proxies must hand every event on at once.
    text += "Content-Type: text/event-stream\r\nCache-Control: no-store\r\nX-Accel-Buffering: no\r\nConnection: close\r\n";
    if (auto fields = append_fields(text, extra); !fields) return fields.error();
    return text + "\r\n";
}

Result<std::string> write_request(const Request& request, std::string_view host, std::string_view path_prefix) {
    if (!is_token(request.method) || request.path.empty() || request.path.front() != '/') return malformed("no such request");
    std::string text = fmt::format("{} {}{}", request.method, path_prefix, encoded(request.path, "?#%;"));
    char separator = '?';
    for (const auto& [name, value] : request.query) {
        text += fmt::format("{}{}={}", separator, encoded(name, "?#%&=+/;"), encoded(value, "?#%&=+/;"));
        separator = '&';
    }
    text += fmt::format(" HTTP/1.1\r\nHost: {}\r\n", host);
    if (auto fields = append_fields(text, request.headers); !fields) return fields.error();
    if (!request.body.empty() || (request.method != "GET" && request.method != "HEAD")) {
        text += fmt::format("Content-Length: {}\r\n", request.body.size());
    }
    return text + "\r\n" + request.body;
}

Response refusal(int status) {
    Response response;
    response.status = status;
    response.content_type = "application/problem+json";
    const auto reason = Poco::Net::HTTPResponse::getReasonForStatus(static_cast<Poco::Net::HTTPResponse::HTTPStatus>(status));
    response.body = fmt::format(R"({{"status":{},"title":"{}"}})", status, reason);
    if (status == 503) response.headers.add("Retry-After", "5");
    return response;
}

}  // namespace silverlane::net
