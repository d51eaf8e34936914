// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: Silverlane contributors
#include "hub/http/answers.h"

#include <algorithm>

#include "hub/protocol/alert.h"

namespace silverlane::http {
namespace {

net::Response private_response(int status, std::string body) {
    net::Response response;
    response.status = status;
    response.body = std::move(body);
    response.headers.add("Cache-Control", "no-store");
    response.headers.add("X-Content-Type-Options", "nosniff");
    return response;
}

}  // namespace

int status_of(ErrorCode code) {
    switch (code) {
        case ErrorCode::invalid_input: return 400;
        case ErrorCode::unauthorised: return 401;
        case ErrorCode::forbidden: return 403;
        case ErrorCode::not_found: return 404;
        case ErrorCode::conflict: return 409;
        case ErrorCode::too_large: return 413;
        case ErrorCode::too_many: return 429;
        case ErrorCode::unsupported: return 400;
        // Repeating is safe: every change carries an idempotency key, so "unknown" is answered like "away".
        case ErrorCode::unavailable:
        case ErrorCode::timed_out:
        case ErrorCode::unknown_outcome:
        case ErrorCode::io: return 503;
        case ErrorCode::corrupt: return 500;
    }
    return 500;
}

net::Response json_answer(std::string body) { return private_response(200, std::move(body)); }

net::Response done() { return private_response(204, {}); }

net::Response done_or_error(const Result<void>& result) { return result.ok() ? done() : error_answer(result.error()); }

net::Response error_answer(int status, const Error& error) {
    const bool ours = status >= 500;
    const Error shown = ours ? Error(error.code(), status == 503 ? "the hub cannot do this now; the same request may be sent again"
                                                                 : "the hub failed; its log says why")
                             : Error(error.code(), error.text());
    net::Response response = private_response(status, protocol::error_to_json(shown));
    if (status == 503) response.headers.add("Retry-After", "1");
    if (status == 401) response.headers.add("WWW-Authenticate", "Bearer");
    return response;
}

net::Response error_answer(const Error& error) { return error_answer(status_of(error.code()), error); }

net::Response come_again(Milliseconds wait) {
    const auto seconds = std::max<std::int64_t>(1, (wait.count() + 999) / 1000);
    net::Response response = error_answer(Error(ErrorCode::too_many, "too many requests; try again in " + std::to_string(seconds) + " s"));
    response.headers.add("Retry-After", std::to_string(seconds));
    return response;
}

net::Response no_such_path() { return error_answer(404, Error(ErrorCode::not_found, "there is nothing at this path")); }

}  // namespace silverlane::http
