// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: Silverlane contributors
//
// Opens an event stream so that nothing is missed or doubled: what was committed since the client's last event goes out first, in order,
// and the stream continues behind exactly that number. Event ids are "<branch>:<sequence>". Called on request threads.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "hub/http/services.h"
#include "net/http_message.h"
#include "net/http_server.h"

namespace silverlane::http {

/// The topic of an EventStream that carries one audience of one branch.
std::string topic_of(const BranchId& branch, std::string_view audience);

/// The subscriber of a person's streams. It ends so that no number is the beginning of another.
std::string staff_subscriber(const StaffId& staff);

/// "0791:42" for branch 0791.
std::string event_id(const BranchId& branch, std::uint64_t sequence);

/// The number behind the last colon when the id is of this branch; nothing when it is malformed or of another branch.
std::optional<std::uint64_t> sequence_in(std::string_view id, const BranchId& branch);

/// Answers with a stream of `audience` ("staff:hall", "kiosk:K1") for `subscriber`, resuming behind `Last-Event-ID` or `?since=`; without
/// either it starts now. A gap that the desk no longer holds, or too long to replay, becomes one event "reset" with data {}.
net::Answer open_stream(const Services& services, const net::Request& request, const BranchId& branch, std::string_view audience,
                        std::string subscriber);

}  // namespace silverlane::http
