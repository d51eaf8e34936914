// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: Silverlane contributors
#include "hub/http/queue_routes.h"

#include <charconv>

#include "hub/http/answers.h"

namespace silverlane::http {
namespace {

constexpr int kLargestWindow = 999;

/// "3" -> 3; nothing for what is no window.
std::optional<int> window_in(const net::Request& request) {
    const auto text = request.query_value("window").value_or("");
    int window = 0;
    const auto [end, failed] = std::from_chars(text.data(), text.data() + text.size(), window);
    if (failed != std::errc{} || end != text.data() + text.size() || window < 1 || window > kLargestWindow) return std::nullopt;
    return window;
}

/// Reads the body and hands it on with the session; what does not read is answered with its mistake.
template <class Wish>
net::Answer changed(const Services& services, const Call& call, Result<Wish> (*read)(std::string_view),
                    Result<protocol::QueueTicket> (desk::QueueDesk::*change)(const desk::Session&, const Wish&)) {
    const auto wish = read(call.request.body);
    if (!wish.ok()) return error_answer(wish.error());
    return json_or_error((services.desk.*change)(*call.session, *wish));
}

}  // namespace

net::Answer show_queue(const Services& services, const Call& call) { return json_or_error(services.desk.queue(*call.session)); }

net::Answer call_next_number(const Services& services, const Call& call) {
    return changed(services, call, protocol::call_next_from_json, &desk::QueueDesk::call_next);
}

net::Answer call_number_again(const Services& services, const Call& call) {
    return changed(services, call, protocol::ticket_call_from_json, &desk::QueueDesk::call_again);
}

net::Answer move_number(const Services& services, const Call& call) {
    return changed(services, call, protocol::ticket_move_from_json, &desk::QueueDesk::move_ticket);
}

net::Answer end_number(const Services& services, const Call& call) {
    return changed(services, call, protocol::ticket_end_from_json, &desk::QueueDesk::end_ticket);
}

net::Answer show_counter(const Services& services, const Call& call) {
    const auto window = window_in(call.request);
    if (!window) return error_answer(Error(ErrorCode::invalid_input, "'window': expected a number from 1 to 999"));
    return json_or_error(services.desk.counter(*call.session, *window));
}

}  // namespace silverlane::http
