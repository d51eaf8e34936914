// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: Silverlane contributors
#include "base/error.h"

namespace silverlane {

std::string_view name_of(ErrorCode code) {
    switch (code) {
        case ErrorCode::invalid_input: return "invalid_input";
        case ErrorCode::not_found: return "not_found";
        case ErrorCode::conflict: return "conflict";
        case ErrorCode::unauthorised: return "unauthorised";
        case ErrorCode::forbidden: return "forbidden";
        case ErrorCode::too_large: return "too_large";
        case ErrorCode::too_many: return "too_many";
        case ErrorCode::unavailable: return "unavailable";
        case ErrorCode::timed_out: return "timed_out";
        case ErrorCode::unknown_outcome: return "unknown_outcome";
        case ErrorCode::corrupt: return "corrupt";
        case ErrorCode::unsupported: return "unsupported";
        case ErrorCode::io: return "io";
    }
    return "unnamed";
}

Error Error::within(std::string attempt) const {
    Error wider = *this;
    wider.attempts_.push_back(std::move(attempt));
    return wider;
}

std::string Error::text() const {
    std::string out;
    for (auto attempt = attempts_.rbegin(); attempt != attempts_.rend(); ++attempt) out += *attempt + ": ";
    return out + message_;
}

}  // namespace silverlane
