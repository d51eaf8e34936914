// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: Silverlane contributors
//
// Start lines and header fields of HTTP/1.1 (RFC 9110 and 9112) to values and back, strictly: what two readers could understand
// differently is refused, not repaired. Private to net. Pure functions, any thread.
#pragma once

#include <string>
#include <string_view>

#include "base/clock.h"
#include "base/result.h"
#include "net/http_framing.h"
#include "net/http_message.h"

namespace silverlane::net {

/// Equal without regard to the case of ASCII letters.
bool same_token(std::string_view a, std::string_view b);
/// Without spaces and tabs at both ends.
std::string_view trimmed(std::string_view text);

struct RequestHead {
    Request request;                ///< without body and peer
    BodyFraming framing;
    bool keep_alive = true;
    bool expects_continue = false;
};

/// `head` as in MessageReader::head(). The error's text never repeats what came in.
Result<RequestHead> parse_request_head(std::string_view head);

struct ResponseHead {
    Response response;              ///< without body
    BodyFraming framing;
    bool keep_alive = true;
};

/// `method` is the request's: an answer to HEAD has no body whatever its fields say.
Result<ResponseHead> parse_response_head(std::string_view head, std::string_view method);

/// The whole answer with Date, Content-Type, Content-Length and Connection. `without_body`: to HEAD, the length stays true.
/// Error: invalid_input when a handler's field would break the message (a line break in it).
Result<std::string> write_response(const Response& response, UtcTime now, bool keep_alive, bool without_body);

/// The head of an event stream (no length: it lasts until closed).
Result<std::string> write_stream_head(const Headers& extra, UtcTime now);

/// `host` as for the Host field. The path is percent-encoded here.
Result<std::string> write_request(const Request& request, std::string_view host, std::string_view path_prefix);

/// The fixed answer of the server itself; it repeats nothing of the request (RFC 9457 problem details).
Response refusal(int status);

}  // namespace silverlane::net
