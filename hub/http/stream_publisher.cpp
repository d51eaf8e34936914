// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: Silverlane contributors
#include "hub/http/stream_publisher.h"

#include "hub/dispatch/audience.h"
#include "hub/http/event_replay.h"

namespace silverlane::http {

void StreamPublisher::publish(const desk::BranchEvent& event) {
    auto framed = net::frame_event(event_id(event.branch, event.sequence), event.name, event.data);
    const auto streams = dispatch::streams_of(event.audience);
    if (streams.empty()) {
        streams_.publish(topic_of(event.branch, event.audience), event.sequence, std::move(framed));
        return;
    }
    // One text for all who may read it, framed once, whatever the number of roles and tablets.
    for (const auto stream : streams) streams_.publish(topic_of(event.branch, stream), event.sequence, framed);
}

void StreamPublisher::tell_now(const BranchId& branch, const std::string& audience, std::string_view name, const std::string& data) {
    const auto framed = net::frame_event(name, data);
    const auto streams = dispatch::streams_of(audience);
    if (streams.empty()) streams_.send_now(topic_of(branch, audience), framed);
    for (const auto stream : streams) streams_.send_now(topic_of(branch, stream), framed);
}

std::size_t StreamPublisher::staff_listening(const BranchId& branch) const {
    std::size_t listening = 0;
    for (const auto stream : dispatch::streams_of(dispatch::kEverybody)) {
        if (stream != dispatch::kTellers) listening += streams_.listeners(topic_of(branch, stream), "staff:");
    }
    return listening;
}

bool StreamPublisher::is_listening(const BranchId& branch, const StaffId& staff) const {
    const auto subscriber = staff_subscriber(staff);
    for (const auto stream : dispatch::streams_of(dispatch::kEverybody)) {
        if (streams_.listeners(topic_of(branch, stream), subscriber) > 0) return true;
    }
    return false;
}

}  // namespace silverlane::http
