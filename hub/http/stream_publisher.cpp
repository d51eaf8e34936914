// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: Silverlane contributors
#include "hub/http/stream_publisher.h"

#include "hub/http/event_replay.h"

namespace silverlane::http {

void StreamPublisher::publish(const desk::BranchEvent& event) {
    auto framed = net::frame_event(event_id(event.branch, event.sequence), event.name, event.data);
    streams_.publish(topic_of(event.branch, event.audience), event.sequence, framed);
    // The branch head's stream holds what all staff get, and what is for the head alone.
    if (event.audience == "staff") streams_.publish(topic_of(event.branch, kHeadAudience), event.sequence, std::move(framed));
}

void StreamPublisher::tell_now(const BranchId& branch, const std::string& audience, std::string_view name, const std::string& data) {
    const auto framed = net::frame_event(name, data);
    streams_.send_now(topic_of(branch, audience), framed);
    if (audience == "staff") streams_.send_now(topic_of(branch, kHeadAudience), framed);
}

std::size_t StreamPublisher::staff_listening(const BranchId& branch) const {
    return streams_.listeners(topic_of(branch, "staff"), "staff:") + streams_.listeners(topic_of(branch, kHeadAudience), "staff:");
}

}  // namespace silverlane::http
