// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: Silverlane contributors
//
// The few shapes an HTTP answer of the hub has, and the one place that turns an ErrorCode into a status. Answers that may hold data about
// a person are never stored by a browser or a proxy. Pure functions, any thread.
#pragma once

#include <string>

#include "base/clock.h"
#include "base/error.h"
#include "base/result.h"
#include "net/http_message.h"

namespace silverlane::http {

/// RFC 9110 status of an error. 409 is "somebody was first", 503 carries Retry-After, 500 is a bug or damaged data.
int status_of(ErrorCode code);

/// 200 with this JSON, `Cache-Control: no-store`.
net::Response json_answer(std::string body);

/// 204.
net::Response done();

/// 200 with the value's JSON, or its error.
template <class T>
net::Response json_or_error(const Result<T>& result);
/// 204, or its error.
net::Response done_or_error(const Result<void>& result);

/// {"error":{"code","message"}} with the status of its code. For 5xx the sentence is a general one; the details belong in the log.
net::Response error_answer(const Error& error);

/// The same with another status, for what only HTTP knows (405, 415).
net::Response error_answer(int status, const Error& error);

/// 429 with Retry-After: over a stated rate, and when to come again.
net::Response come_again(Milliseconds wait);

/// The error an answer without one would have: not_found for any path, so that nothing is learned from it.
net::Response no_such_path();

template <class T>
net::Response json_or_error(const Result<T>& result) {
    return result.ok() ? json_answer(to_json(*result)) : error_answer(result.error());
}

}  // namespace silverlane::http
